"""Claims as nanopublications: each with a head, what it asserts, where it is from, and what made it.

They follow the nanopublication guidelines (nanopub.net) and are neither signed nor under trusty URIs: both belong to
who publishes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from kg import graph, vocab
from kg.catalog import relations
from kg.export.forms import PREFIXES
from kg.model import Claim
from kg.records import claim_from
from kg.store import Store

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
NAMES = {**PREFIXES, "np": NP, "npx": NPX}

# What of a claim is evidence: it belongs to the provenance of what is asserted.
EVIDENCE = frozenset(
    {
        graph.DERIVED,
        *(graph.kg(name) for name in ("attributed_to", "cited_from", "confidence", "method", "quote", "start", "end")),
        *(graph.kg(name) for name in ("zone", "trigger", "read_as")),
    }
)

_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(NAMES.items())).encode()

_GENERATED = ox.NamedNode(PREFIXES["prov"] + "wasGeneratedBy")


@dataclass(frozen=True, slots=True)
class _Source:
    """What the graph says of an article and of the runs that read it."""

    article: list[ox.Triple]
    runs: list[ox.NamedNode]
    made: list[ox.Triple]


def nanopublications(store: Store, stream: BinaryIO) -> None:
    """One nanopublication a claim, in TriG, in the order of documents and their texts."""
    stream.write(_HEAD)
    quads = store.quads()
    for document, records in groupby(store.records(), lambda record: str(record["document"])):
        source = _source(quads, graph.document_iri(document))
        stream.writelines(_written(claim_from(record), record["edge"], source) for record in records)


def _written(claim: Claim, edge: bool, source: _Source) -> bytes:
    base = f"{vocab.BASE}np/{graph.claim_iri(claim).value.removeprefix(vocab.CLAIM)}/"
    quads = _quads(claim, edge, base, source)
    body = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes={**NAMES, "this": base}) or b""
    return f"\n@prefix this: <{base}> .\n\n".encode() + body.split(b"\n", len(NAMES) + 1)[-1]


def _quads(claim: Claim, edge: bool, base: str, source: _Source) -> Iterator[ox.Quad]:
    """The four graphs of a nanopublication."""
    parts = {
        "Head": _head(base),
        "assertion": _assertion(claim, edge),
        "provenance": _provenance(claim, ox.NamedNode(base + "assertion"), source),
        "pubinfo": _pubinfo(claim, ox.NamedNode(base), source),
    }
    for part, triples in parts.items():
        name = ox.NamedNode(base + part)
        yield from (ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)


def _head(base: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(base)
    yield ox.Triple(node, graph.TYPE, ox.NamedNode(NP + "Nanopublication"))
    parts = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}
    for name, part in parts.items():
        yield ox.Triple(node, ox.NamedNode(NP + name), ox.NamedNode(base + part))


def _assertion(claim: Claim, edge: bool) -> Iterator[ox.Triple]:
    """What the claim says, and the plain triple where the claim makes it an edge."""
    if edge:
        yield graph.edge_triple((claim.subject.id, claim.predicate, claim.object.id))
    yield from (triple for triple in graph.claim_triples(claim) if triple.predicate not in EVIDENCE)


def _provenance(claim: Claim, assertion: ox.NamedNode, source: _Source) -> Iterator[ox.Triple]:
    """Which article says so, in which words, and which run read it."""
    yield ox.Triple(assertion, graph.DERIVED, graph.document_iri(claim.document))
    yield from (ox.Triple(assertion, _GENERATED, run) for run in source.runs)
    yield from (triple for triple in graph.claim_triples(claim) if triple.predicate in EVIDENCE)
    yield from source.article


def _pubinfo(claim: Claim, node: ox.NamedNode, source: _Source) -> Iterator[ox.Triple]:
    """A sentence to show, the names of who is meant, and what the run was."""
    yield ox.Triple(node, graph.LABEL, ox.Literal(_sentence(claim), language="en"))
    yield ox.Triple(node, ox.NamedNode(NPX + "hasNanopubType"), graph.kg("Claim"))
    yield ox.Triple(node, ox.NamedNode(PREFIXES["dcterms"] + "conformsTo"), ox.NamedNode(vocab.KG.rstrip("#")))
    yield from (ox.Triple(node, _GENERATED, run) for run in source.runs)
    yield from source.made
    for entity in filter(None, (claim.subject, claim.object, claim.attributed_to, claim.cited_from)):
        yield ox.Triple(graph.entity_iri(entity.id), graph.LABEL, ox.Literal(entity.label, language="en"))


def _sentence(claim: Claim) -> str:
    said = f"{claim.subject.label} {relations.load()[claim.predicate].label} {claim.object.label}"
    states = [*([] if claim.factuality == "asserted" else [claim.factuality]), *(["ended"] if claim.ended else [])]
    return f"{said} ({', '.join(states)})" if states else said


def _source(quads: ox.Store, document: ox.NamedNode) -> _Source:
    using = (quad.subject for quad in quads.quads_for_pattern(None, graph.USED, document))
    runs = sorted({run for run in using if isinstance(run, ox.NamedNode)}, key=str)
    made = [triple for run in runs for triple in _about(quads, run, ox.DefaultGraph())]
    return _Source(_about(quads, document, document), runs, made)


def _about(quads: ox.Store, node: ox.NamedNode, where: ox.NamedNode | ox.DefaultGraph) -> list[ox.Triple]:
    found = (quad.triple for quad in quads.quads_for_pattern(node, None, None, where))
    return sorted(found, key=lambda triple: (triple.predicate != graph.TYPE, str(triple)))
