"""Whether a store is sound: what must agree is worked out anew and compared."""

import json
from collections.abc import Iterator

import pyoxigraph as ox

from kg import graph
from kg.catalog import relations
from kg.model import Article, Finding, Run
from kg.records import claim_from
from kg.store.entries import entity_rows
from kg.store.index import default_quads, document_quads
from kg.store.ledger import Ledger

TABLES = ("claims", "entities", "edges")


def audit(ledger: Ledger, quads: ox.Store) -> Iterator[Finding]:
    """What is wrong in a store: quotes, claims, support of edges and entities, and the graph against the ledger."""
    yield from _orphans(ledger)
    for document in ledger.documents():
        article, run = ledger.article(document.id), ledger.run(document.id)
        if article is None or run is None:
            yield _error(document.id, "no run says what made its claims")
            continue
        yield from _claims(ledger, article, run)
        yield from _support(ledger, article.id, run)
        wanted = set(document_quads(ledger, article.id))
        yield from _compared(f"graph of {article.id}", quads, graph.document_iri(article.id), wanted)
    yield from _compared("default graph", quads, ox.DefaultGraph(), set(default_quads(ledger)))
    known = {graph.document_iri(document.id) for document in ledger.documents()}
    for name in sorted(set(quads.named_graphs()) - known, key=str):
        yield _error(str(name), "a graph of no document in the store")


def _orphans(ledger: Ledger) -> Iterator[Finding]:
    for table in TABLES:
        sql = f"SELECT DISTINCT document FROM {table} WHERE document NOT IN (SELECT id FROM documents) ORDER BY 1"  # noqa: S608
        for (document,) in ledger.rows(sql):
            yield _error(document, f"{table} of a document that is not in the store")


def _claims(ledger: Ledger, article: Article, run: Run) -> Iterator[Finding]:
    rows = ledger.rows("SELECT key, edge, record FROM claims WHERE document = ? ORDER BY start, key", [article.id])
    for key, edge, record in rows:
        claim = claim_from(json.loads(record))
        place = f"{article.id}, claim {key.rpartition('/')[2]}"
        if not 0 <= claim.start < claim.end or article.text[claim.start : claim.end] != claim.quote:
            yield _error(place, f"the quote is not the text from {claim.start} to {claim.end}")
        if graph.claim_iri(claim).value != key:
            yield _error(place, "its IRI is not the hash of what it says")
        if not relations.load()[claim.predicate].admits(claim.subject, claim.object):
            yield _error(place, f"{claim.subject.id} and {claim.object.id} are no ends that {claim.predicate} admits")
        if claim.subject.id == claim.object.id:
            yield _error(place, f"relates {claim.subject.id} to itself")
        if claim.is_edge(run.threshold) != bool(edge):
            yield _error(place, f"wrongly marked as {'an edge' if edge else 'no edge'}")


def _support(ledger: Ledger, document: str, run: Run) -> Iterator[Finding]:
    """Every edge and entity of a document follows from its claims, and every one that follows is there."""
    claims = list(ledger.claims(document))
    known = relations.load()
    edges = {edge for claim in claims if claim.is_edge(run.threshold) for edge in graph.edges(claim, known)}
    there = set(ledger.rows("SELECT subject, predicate, object FROM edges WHERE document = ?", [document]))
    for edge in sorted(edges ^ there):
        yield _error(document, f"edge {' '.join(edge)} {'is missing' if edge in edges else 'has no claim'}")
    columns = "entity, document, label, types"
    rows = set(ledger.rows(f"SELECT {columns} FROM entities WHERE document = ?", [document]))  # noqa: S608
    for row in sorted(rows ^ set(entity_rows(claims))):
        yield _error(document, f"entity {row[0]} {'has no claim' if row in rows else 'is missing'}")


def _compared(
    place: str, quads: ox.Store, name: ox.NamedNode | ox.DefaultGraph, wanted: set[ox.Quad]
) -> Iterator[Finding]:
    there = set(quads.quads_for_pattern(None, None, None, name))
    for said, found in (("missing", wanted - there), ("too many", there - wanted)):
        if found:
            first = min(str(quad.triple) for quad in found)
            yield _error(place, f"{len(found)} triples {said}, first {first}")


def _error(place: str, message: str) -> Finding:
    return Finding("error", place, message)
