"""Checks of a store or an exported file: shapes (SHACL) and integrity of quotes, ends and edges."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH

from kg import graph
from kg.catalog import relations
from kg.errors import KgError
from kg.export.rdf import turtle
from kg.files import shipped
from kg.model import Claim, Finding
from kg.store import Store

FORMATS = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml", ".jsonld": "json-ld", ".trig": "trig", ".nq": "nquads"}


def validate(store: Store) -> list[Finding]:
    """Every fault of a store: shapes, quotes that are no slice of their text, ends against the ontology, edges
    without a claim and claims without their edge. Empty where all is well."""
    return sorted({*_integrity(store), *_shapes(_parsed(turtle(store).decode("utf8")))}, key=_order)


def validate_file(path: Path) -> list[Finding]:
    """The faults of shape of an RDF file. Raises KgError where it cannot be read as RDF."""
    format = FORMATS.get(path.suffix.lower())
    if format is None:
        raise KgError(f"{path}: cannot validate '{path.suffix}'; there are {', '.join(FORMATS)}")
    try:
        return sorted(set(_shapes(_parsed(path.read_text(encoding="utf8"), format))), key=_order)
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise KgError(f"{path}: is no {format}: {str(error).splitlines()[0]}") from error


def _order(finding: Finding) -> tuple[str, str, str]:
    return finding.severity, finding.place, finding.message


def _parsed(text: str, format: str = "turtle") -> Graph:
    """A graph through Oxigraph's strict parser; named graphs are taken together. Raises SyntaxError."""
    found = Graph()
    kind = ox.RdfFormat.from_extension(
        {"turtle": "ttl", "xml": "rdf", "nquads": "nq", "json-ld": "jsonld"}.get(format, format)
    )
    quads = ox.parse(text, format=kind)
    lines = ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES)
    return found.parse(data=lines, format="nt") if lines else found


def _shapes(data: Graph) -> Iterator[Finding]:
    """What the shapes of `ontology/shapes.ttl` find."""
    shapes = Graph().parse(shipped("ontology") / "shapes.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    report = cast(Graph, report)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, message = report.value(result, SH.focusNode), report.value(result, SH.resultMessage)
        path = report.value(result, SH.resultPath)
        where = f"{_short(node)} {_short(path)}".strip()
        yield Finding("error", where, str(message))


def _short(node: object) -> str:
    return str(node).rsplit("#", 1)[-1] if isinstance(node, URIRef) else ""


def _integrity(store: Store) -> Iterator[Finding]:
    threshold = {run.threshold for run in store.runs()}
    known, wanted = relations.load(), set[graph.Edge]()
    for document in store.documents():
        article = store.article(document.id)
        text = article.text if article else ""
        for claim in store.claims(document=document.id):
            yield from (Finding("error", _place(claim), fault) for fault in _faults(claim, text))
            if any(claim.is_edge(t) for t in threshold):
                wanted |= graph.edges(claim, known)
    yield from _edges(store, wanted)


def _place(claim: Claim) -> str:
    return f"{claim.document} {claim.start}-{claim.end}"


def _faults(claim: Claim, text: str) -> Iterator[str]:
    if text[claim.start : claim.end] != claim.quote:
        yield "the quote is not that slice of the article's text"
    if not relations.load()[claim.predicate].admits(claim.subject, claim.object):
        yield f"{claim.predicate} does not admit {claim.subject.label} and {claim.object.label} as its ends"
    if claim.subject.id == claim.object.id:
        yield f"{claim.subject.label} is related to itself"


def _edges(store: Store, wanted: set[graph.Edge]) -> Iterator[Finding]:
    """The edges that stand in the graph against those that follow from its claims."""
    needed = {graph.edge_triple(edge) for edge in wanted}
    quads = store.quads()
    there = {
        quad.triple
        for name in relations.load()
        for quad in quads.quads_for_pattern(None, graph.kg(name), None, ox.DefaultGraph())
    }
    yield from (Finding("error", str(edge), "an edge without a claim that backs it") for edge in there - needed)
    yield from (Finding("error", str(edge), "a claim calls for this edge, which is missing") for edge in needed - there)
