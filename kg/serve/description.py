"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

import pyoxigraph as ox

from kg import vocab
from kg.serve.forms import GRAPHS, RDF, ROWS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = ox.NamedNode(vocab.PREFIXES["rdf"] + "type")
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}


def written(endpoint: str, form: str) -> bytes:
    """The description of the endpoint at this address, in a form of graphs."""
    prefixes = {"sd": _SD, "formats": _FORMATS, "kg": vocab.KG}
    return ox.serialize(_triples(endpoint), format=RDF[form], prefixes=prefixes) or b""


def _triples(endpoint: str) -> list[ox.Triple]:
    service, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    formats = [ox.NamedNode(_FORMATS + _NAMES[form.name]) for form in (*ROWS, *GRAPHS)]
    return [
        ox.Triple(service, _TYPE, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint)),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        *(ox.Triple(service, _sd("resultFormat"), found) for found in formats),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, _TYPE, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, _TYPE, _sd("Graph")),
    ]


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
