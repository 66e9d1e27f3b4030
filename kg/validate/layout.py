"""What no shape says of an exported file: terms of ours, names of claims, and what stands in which graph."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pyoxigraph as ox

from kg import graph, vocab
from kg.catalog import relations
from kg.files import shipped
from kg.model import Claim, Entity, Factuality, Finding
from kg.store import sparql

PREDICATES = "SELECT DISTINCT ?term WHERE { ?node ?term ?value }"
CLASSES = "SELECT DISTINCT ?term WHERE { ?node a ?term }"

CLAIMS = """
SELECT ?claim ?document ?subject ?predicate ?object ?start ?end ?factuality ?speaker WHERE {
  ?claim a kg:Claim ; prov:wasDerivedFrom ?document ; kg:start ?start ; kg:end ?end ; kg:factuality ?factuality ;
         rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL { ?claim kg:attributed_to ?speaker }
}
"""

# Statements of a claim outside the graph of its document.
ASTRAY = """
SELECT DISTINCT ?claim ?document ?graph WHERE {
  ?claim a kg:Claim ; prov:wasDerivedFrom ?document .
  GRAPH ?graph { ?claim ?property ?value }
  FILTER(?graph != ?document)
}
"""

_ARTICLE = ox.NamedNode(vocab.PREFIXES["schema"] + "NewsArticle")
_DEFAULT = ox.DefaultGraph()


def findings(quads: ox.Store) -> Iterator[Finding]:
    """What is wrong in a file beside its shapes, in order."""
    yield from _undeclared(quads)
    yield from _misnamed(quads)
    if any(quads.named_graphs()):
        yield from _misplaced(quads)


def _undeclared(quads: ox.Store) -> Iterator[Finding]:
    """Predicates and classes of our namespace that the ontology does not have."""
    for query, what in ((CLASSES, "class"), (PREDICATES, "predicate")):
        terms = {row["term"] for row in sparql.solutions(quads, query)} - _declared()
        for term in sorted(terms, key=str):
            if isinstance(term, ox.NamedNode) and term.value.startswith(vocab.KG):
                yield _error(term, f"the ontology declares no such {what}")


@cache
def _declared() -> frozenset[sparql.Term]:
    return frozenset(quad.subject for quad in ox.parse(path=str(shipped("ontology") / "kg.ttl")))


def _misnamed(quads: ox.Store) -> Iterator[Finding]:
    """Claims whose IRI is not the hash of what they say."""
    wrong = set()
    for row in sparql.solutions(quads, CLAIMS):
        wanted = _iri(row)
        if wanted is not None and wanted != row["claim"]:
            wrong.add((row["claim"], wanted))
    for claim, wanted in sorted(wrong, key=str):
        yield _error(claim, f"its IRI is not the hash of what it says; that is {_short(wanted)}")


def _iri(row: ox.QuerySolution) -> ox.NamedNode | None:
    """The IRI that a claim should have; None where it breaks a shape."""
    names = ("document", "subject", "predicate", "object", "factuality")
    spaces = (vocab.DOC, vocab.ENT, vocab.KG, vocab.ENT, vocab.KG)
    said = [_id(row[name], space) for name, space in zip(names, spaces, strict=True)]
    speaker, start, end = row["speaker"], _integer(row["start"]), _integer(row["end"])
    who = None if speaker is None else _id(speaker, vocab.ENT)
    if None in said or start is None or end is None or (speaker is not None and who is None):
        return None
    document, subject, predicate, other, factuality = map(str, said)
    ends = Entity(subject, "", ()), Entity(other, "", ())
    by = None if who is None else Entity(who, "", ())
    sure: Factuality = factuality  # type: ignore[assignment]  # only hashed
    return graph.claim_iri(Claim(document, ends[0], predicate, ends[1], "", start, end, sure, by))


def _id(term: sparql.Term | None, namespace: str) -> str | None:
    """The id whose IRI this is."""
    ours = isinstance(term, ox.NamedNode) and term.value.startswith(namespace)
    return unquote(term.value.removeprefix(namespace)) if isinstance(term, ox.NamedNode) and ours else None


def _integer(term: sparql.Term | None) -> int | None:
    plain = isinstance(term, ox.Literal) and term.value.isascii() and term.value.isdigit()
    return int(term.value) if isinstance(term, ox.Literal) and plain else None


def _misplaced(quads: ox.Store) -> Iterator[Finding]:
    """Claims outside the graph of their document, graphs of no document, edges outside the default graph."""
    for row in sorted(sparql.solutions(quads, ASTRAY), key=str):
        here, right = _short(row["graph"]), _short(row["document"])
        yield _error(row["claim"], f"stands in the graph {here}; it belongs into {right}")
    articles = {quad.subject for quad in quads.quads_for_pattern(None, graph.TYPE, _ARTICLE)}
    for name in sorted(set(quads.named_graphs()) - articles, key=str):
        yield _error(name, "a graph of no document; graphs bear the names of described documents")
    for relation in relations.load():
        for quad in sorted(quads.quads_for_pattern(None, graph.kg(relation), None), key=str):
            if quad.graph_name != _DEFAULT:
                place, here = " ".join(map(_short, quad.triple)), _short(quad.graph_name)
                yield Finding("error", place, f"an edge in the graph {here}; it belongs into the default graph")


def _error(term: sparql.Term | None, message: str) -> Finding:
    return Finding("error", _short(term), message)


def _short(term: object) -> str:
    return graph.short(term.value) if isinstance(term, ox.NamedNode) else str(term)
