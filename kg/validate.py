"""Whether a store or an exported graph is sound: integrity, and the shapes of the ontology (SHACL)."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg import graph, vocab
from kg.catalog import relations
from kg.errors import KgError
from kg.files import shipped
from kg.model import EDGE_ZONES, Finding
from kg.store import Store, sparql

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}

# The claims that make an edge, as `Claim.is_edge` has it.
QUALIFYING = """
SELECT DISTINCT ?subject ?predicate ?object WHERE {
  ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
         kg:factuality kg:asserted ; kg:confidence ?confidence ; prov:wasDerivedFrom ?document .
  ?run prov:used ?document ; kg:threshold ?threshold .
  OPTIONAL { ?claim kg:zone ?zone }
  OPTIONAL { ?claim kg:ended ?ended }
  FILTER(?confidence >= ?threshold && COALESCE(?zone, "body") IN ($zones) && !COALESCE(?ended, false))
}
"""


def validate(store: Store) -> list[Finding]:
    """What is wrong in a store: quotes that are not the text, edges without claims, orphans, broken shapes."""
    return [*store.audit(), *_shapes(quad.triple for quad in store.quads())]


def validate_file(path: Path) -> list[Finding]:
    """What is wrong in an exported graph: unknown terms of ours, broken shapes, edges and claims that disagree.

    Quotes cannot be held against the articles, which are not in it. Raises KgError where the file is no RDF.
    """
    if path.is_dir():
        raise KgError(f"{path}: a folder, not a file; to check a store say --store {path}")
    if not path.exists():
        raise KgError(f"{path}: no such file")
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise KgError(f"{path}: '{path.suffix}' is no format of RDF; give {', '.join(FORMATS)}")
    try:
        triples = {quad.triple for quad in ox.parse(path=str(path), format=known)}
    except SyntaxError as error:
        raise KgError(f"{path}: {error.msg}") from error
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error.strerror or error}") from error
    return [*_undeclared(triples), *_edges(triples), *_shapes(triples)]


def _edges(triples: set[ox.Triple]) -> Iterator[Finding]:
    """Where edges and claims disagree."""
    known = relations.load()
    predicates = {graph.kg(name): name for name in known}
    quads = ox.Store()
    quads.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    zones = ", ".join(str(ox.Literal(zone)) for zone in sorted(EDGE_ZONES))
    wanted: set[ox.Triple] = set()
    for solution in sparql.solutions(quads, QUALIFYING.replace("$zones", zones)):
        one, name, other = solution["subject"], predicates.get(solution["predicate"]), solution["object"]
        if name and isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode):
            edges = graph.closure((one.value, name, other.value), known)
            wanted |= {ox.Triple(ox.NamedNode(a), graph.kg(name), ox.NamedNode(b)) for a, name, b in edges}
    there = {triple for triple in triples if triple.predicate in predicates}
    for triple in sorted(wanted ^ there, key=str):
        what = "an edge that a claim makes is missing" if triple in wanted else "an edge without a claim that makes it"
        yield Finding("error", " ".join(_short(term) for term in triple), what)


def _undeclared(triples: set[ox.Triple]) -> Iterator[Finding]:
    """Predicates and classes of our namespace that the ontology does not have."""
    ontology = ox.parse(path=str(shipped("ontology") / "kg.ttl"))
    declared = {quad.subject for quad in ontology}
    classes = {triple.object for triple in triples if triple.predicate == graph.TYPE}
    used = {triple.predicate: "predicate" for triple in triples} | dict.fromkeys(classes, "class")
    for term in sorted(used.keys() - declared, key=str):
        if isinstance(term, ox.NamedNode) and term.value.startswith(vocab.KG):
            yield Finding("error", _short(term), f"the ontology declares no such {used[term]}")


def _shapes(triples: Iterable[ox.Triple]) -> list[Finding]:
    """What `ontology/shapes.ttl` finds wrong, sorted."""
    data = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = Graph().parse(shipped("ontology") / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    findings = (_finding(report, node) for node in report.subjects(RDF.type, SH.ValidationResult))
    return sorted(findings, key=astuple)


def _finding(report: Graph, node: Node) -> Finding:
    focus, value = report.value(node, SH.focusNode), report.value(node, SH.value)
    message = str(report.value(node, SH.resultMessage))
    bad = report.value(node, SH.resultSeverity) == SH.Violation
    said = message if value is None else f"{message}; it is {_named(value)}"
    return Finding("error" if bad else "warning", _named(focus), said)


def _named(node: Node | None) -> str:
    return graph.short(str(node)) if isinstance(node, URIRef) else str(node)


def _short(term: sparql.Term) -> str:
    return graph.short(term.value) if isinstance(term, ox.NamedNode) else str(term)
