"""The JSON-LD context of the graph: which key of a JSON object is which property, and of what kind its values are.

`ontology/context.jsonld` is the same, published (tools/make_context.py writes it).
"""

from functools import cache
from typing import Any

from kg import vocab
from kg.catalog import relations
from kg.export.forms import PREFIXES

Context = dict[str, Any]

NODE = {"@type": "@id"}
TERM = {"@type": "@vocab"}
ENGLISH = {"@language": "en"}
DATE = {"@type": "xsd:date"}
DECIMAL = {"@type": "xsd:decimal"}

# Names of others that get a key of their own, and those of ours whose values are no plain text or number.
BORROWED: dict[str, Context] = {
    "altLabel": {"@id": "skos:altLabel", **ENGLISH},
    "author": {"@id": "schema:author"},
    "datePublished": {"@id": "schema:datePublished", **DATE},
    "headline": {"@id": "schema:headline"},
    "label": {"@id": "rdfs:label", **ENGLISH},
    "object": {"@id": "rdf:object", **NODE},
    "predicate": {"@id": "rdf:predicate", **TERM},
    "publisher": {"@id": "schema:publisher"},
    "sameAs": {"@id": "owl:sameAs", **NODE},
    "subject": {"@id": "rdf:subject", **NODE},
    "url": {"@id": "schema:url", **NODE},
    "used": {"@id": "prov:used", **NODE},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", **NODE},
}
OURS: dict[str, Context] = {
    "attributed_to": NODE,
    "cited_from": NODE,
    "confidence": DECIMAL,
    "factuality": TERM,
    "threshold": DECIMAL,
    "time": DATE,
    "valid_from": DATE,
    "valid_to": DATE,
}


@cache
def context() -> Context:
    """The context: prefixes, names of JSON-LD itself, then every other key, sorted. Do not change it."""
    kinds = OURS | dict.fromkeys(relations.load(), NODE)
    ours = {name: {"@id": f"kg:{name}", **kind} for name, kind in kinds.items()}
    return {
        "@version": 1.1,
        "@vocab": vocab.KG,
        "id": "@id",
        "type": "@type",
        **dict(sorted(PREFIXES.items())),
        **dict(sorted((BORROWED | ours).items())),
    }
