"""Whether a store or an exported graph is sound: integrity, and the shapes of the ontology (SHACL)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from kg import graph, vocab
from kg.catalog import relations
from kg.errors import KgError
from kg.files import shipped
from kg.model import Claim, Entity, Finding
from kg.store import Store

Values = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]


def validate(store: Store) -> list[Finding]:
    """What is wrong in a store: quotes that are not the text, edges without claims, orphans, broken shapes."""
    triples = (quad.triple for quad in store.quads())
    return [*store.audit(), *_shapes(triples)]


def validate_file(path: Path) -> list[Finding]:
    """What is wrong in an exported graph: broken shapes, edges without claims, claims without their edges.

    Quotes cannot be held against the articles, which are not in it. Raises KgError where the file is no RDF.
    """
    known = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if known is None:
        raise KgError(f"{path}: '{path.suffix}' is no format of RDF; give .ttl, .nt, .trig, .nq, .jsonld or .rdf")
    try:
        triples = {quad.triple for quad in ox.parse(path=str(path), format=known)}
    except SyntaxError as error:
        raise KgError(f"{path}: {error.msg}") from error
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error}") from error
    return [*_edges(triples), *_shapes(triples)]


def _shapes(triples: Iterable[ox.Triple]) -> list[Finding]:
    """What `ontology/shapes.ttl` finds wrong, sorted."""
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    data = Graph().parse(data=lines, format="nt")
    shapes = Graph().parse(shipped("ontology") / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return sorted(_finding(report, node) for node in report.subjects(RDF.type, SH.ValidationResult))


def _finding(report: Graph, node: Node) -> Finding:
    place = _short(str(report.value(node, SH.focusNode)))
    severity = "error" if report.value(node, SH.resultSeverity) == SH.Violation else "warning"
    message = str(report.value(node, SH.resultMessage))
    value = report.value(node, SH.value)
    return Finding(severity, place, message if value is None else f"{message}, not {_short(str(value))}")


def _edges(triples: set[ox.Triple]) -> Iterator[Finding]:
    """Where edges and claims disagree."""
    known = relations.load()
    nodes = _nodes(triples)
    limits = _thresholds(nodes)
    wanted: set[ox.Triple] = set()
    for node, values in nodes.items():
        if graph.kg("Claim") in values.get(graph.TYPE.value, []):
            claim = _claim(values)
            if claim is None or claim.predicate not in known or claim.document not in limits:
                yield Finding(
                    "error", _short(node), "a claim needs subject, predicate, object, and a document with a run"
                )
            elif claim.is_edge(limits[claim.document]):
                wanted |= set(graph.edge_triples(claim, known))
    predicates = {graph.kg(name) for name in known}
    there = {triple for triple in triples if triple.predicate in predicates}
    for triple in sorted(wanted ^ there, key=str):
        parts = (triple.subject, triple.predicate, triple.object)
        place = " ".join(_short(str(part).strip("<>")) for part in parts)
        yield Finding(
            "error", place, "an edge that a claim makes is missing" if triple in wanted else "an edge without a claim"
        )


def _nodes(triples: set[ox.Triple]) -> dict[str, Values]:
    """What is said of each node, by property."""
    nodes: dict[str, Values] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            nodes.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return nodes


def _thresholds(nodes: dict[str, Values]) -> dict[str, float]:
    """The least confidence of an edge in each document, as its run says."""
    found: dict[str, float] = {}
    for values in nodes.values():
        limit = _text(values, graph.kg("threshold"))
        for document in values.get(graph.USED.value, []) if limit else []:
            found[_id(str(document), vocab.DOC)] = float(limit)
    return found


def _claim(values: Values) -> Claim | None:
    """As much of a claim as tells whether it makes an edge, and which; None where that is not said."""
    names = (graph.SUBJECT, graph.PREDICATE, graph.OBJECT, graph.DERIVED)
    subject, predicate, object, document = (_text(values, name) for name in names)
    if not (subject and predicate and object and document):
        return None
    return Claim(
        document=_id(document, vocab.DOC),
        subject=_entity(subject),
        predicate=predicate.removeprefix(vocab.KG),
        object=_entity(object),
        quote="",
        start=0,
        end=0,
        factuality=_text(values, graph.kg("factuality")).removeprefix(vocab.KG),
        ended=_text(values, graph.kg("ended")) == "true",
        zone=_text(values, graph.kg("zone")) or "body",
        confidence=float(_text(values, graph.kg("confidence")) or 0),
    )
