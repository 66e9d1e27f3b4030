"""What is written into the ledger: documents with their claims and all that follows, and what of the graph it touches.

All of it happens within one transaction of `Store.flush`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any

from kg import graph
from kg.catalog import relations
from kg.model import Article, Claim
from kg.records import claim_record
from kg.store import origins
from kg.store.incoming import Entry, run_key
from kg.store.ledger import COLUMNS, Ledger
from kg.store.rows import claim_of

Touched = dict[str, list[str]]

# How many touched things of a kind are worked off at once.
PARTS = {"document": 256, "entity": 10_000, "edge": 50_000, "run": 100}

# What the graph holds, by kind, and what of it hangs on one document: an entity that others describe just so,
# or an edge that others support, does not change when the document comes or goes.
_ALL = {
    "document": "id FROM documents",
    "entity": "entity FROM descriptions",
    "edge": "json_array(subject, predicate, object) FROM edges",
    "run": "key FROM runs",
}
_TOUCHED = {
    "document": "id FROM documents WHERE id = :document",
    "entity": """entity FROM entities AS here WHERE document = :document AND
        (SELECT count(*) > 1 OR sum(documents) = 1 FROM descriptions WHERE entity = here.entity)""",
    "edge": """json_array(subject, predicate, object) FROM edges AS here WHERE document = :document AND
        NOT EXISTS (SELECT 1 FROM edges WHERE (subject, predicate, object) =
        (here.subject, here.predicate, here.object) AND document <> :document)""",
    "run": """run FROM documents AS here WHERE id = :document AND
        NOT EXISTS (SELECT 1 FROM documents WHERE run = here.run AND id <> :document)""",
}


def write(ledger: Ledger, entry: Entry, claims: Mapping[str, Claim]) -> None:
    """Enters an article that does not stand here, with what curation left of its claims, by their keys."""
    article, run = entry.article, entry.run
    ledger.many("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?)", [(run_key(run), *astuple(run))])
    names = ", ".join((*COLUMNS, "rank", "content", "run", "place", "sketch"))
    row = (*astuple(article), entry.rank, entry.content, run_key(run), entry.place, _sketch(article.text))
    ledger.many(f"INSERT INTO documents ({names}) VALUES ({_marks(row)})", [row])  # noqa: S608 - our own names
    if claims != entry.claims:
        ledger.many("INSERT INTO extracted VALUES (?, ?)", [(article.id, _records(entry))])
    rows = sorted(_claim_row(article, key, claim, run.threshold) for key, claim in claims.items())
    ledger.many(f"INSERT INTO claims VALUES ({_marks(range(12))})", rows)  # noqa: S608
    ledger.many("INSERT OR IGNORE INTO entities VALUES (?, ?, ?, ?)", entity_rows(claims.values()))
    support(ledger, article.id, (claim for claim in claims.values() if claim.is_edge(run.threshold)))
    mark(ledger, article.id)


def support(ledger: Ledger, document: str, claims: Iterable[Claim]) -> None:
    """Enters the edges that follow from these claims of a document."""
    known = relations.load()
    rows = {(*edge, document) for claim in claims for edge in graph.edges(claim, known)}
    ledger.many("INSERT INTO edges VALUES (?, ?, ?, ?)", sorted(rows))


def erase(ledger: Ledger, document: str) -> None:
    """Takes out a document with all that stands here for its sake."""
    mark(ledger, document)
    for table in ("claims", "entities", "edges", "extracted", "graphs"):
        ledger.connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608
    ledger.connection.execute("DELETE FROM documents WHERE id = ?", (document,))
    ledger.connection.execute("DELETE FROM runs WHERE NOT EXISTS (SELECT 1 FROM documents WHERE run = key)")


def derive(ledger: Ledger) -> None:
    """Works out the edges and the sketch of every document again and marks all that the graph holds."""
    ledger.connection.execute("DELETE FROM edges")
    for (document,) in ledger.connection.execute("SELECT id FROM documents").fetchall():
        (text,) = ledger.one("SELECT text FROM documents WHERE id = ?", [document])
        ledger.connection.execute("UPDATE documents SET sketch = ? WHERE id = ?", (_sketch(text), document))
        records = ledger.records({"document": document, "edge": "1"})
        support(ledger, document, list(map(claim_of, records)))
    for kind, sql in _ALL.items():
        ledger.connection.execute(f"INSERT OR IGNORE INTO touched SELECT '{kind}', {sql}")


def keep(ledger: Ledger, graphs: Mapping[str, bytes]) -> None:
    """Keeps the graphs of documents, packed, beside them."""
    ledger.many("INSERT OR REPLACE INTO graphs VALUES (?, ?)", graphs.items())


def mark(ledger: Ledger, document: str) -> None:
    """Notes all that stands in the graph for the sake of this document alone, or may change with it."""
    for kind, sql in _TOUCHED.items():
        ledger.connection.execute(f"INSERT OR IGNORE INTO touched SELECT '{kind}', {sql}", {"document": document})


def touch(ledger: Ledger, kind: str, keys: Iterable[str]) -> None:
    """Notes things of the graph by their keys."""
    ledger.many("INSERT OR IGNORE INTO touched VALUES (?, ?)", ((kind, key) for key in keys))


def touched(ledger: Ledger) -> Touched:
    """A part of what is noted that fits into memory: keys by kind; all empty where nothing is left."""
    sql = "SELECT key FROM touched WHERE kind = ? ORDER BY key LIMIT ?"
    return {kind: [key for (key,) in ledger.rows(sql, [kind, most])] for kind, most in PARTS.items()}


def done(ledger: Ledger, marks: Touched) -> None:
    """Strikes these off."""
    ledger.many(
        "DELETE FROM touched WHERE kind = ? AND key = ?", ((kind, key) for kind in marks for key in marks[kind])
    )


def _sketch(text: str) -> bytes:
    # With it comes numpy, which readers need not wait for.
    from kg.read import copies

    return copies.sketch(text)


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)


def _records(entry: Entry) -> str:
    return json.dumps([claim_record(claim, entry.run.threshold) for claim in entry.claims.values()], ensure_ascii=False)


def _claim_row(article: Article, key: str, claim: Claim, threshold: float) -> tuple[Any, ...]:
    record = json.dumps(claim_record(claim, threshold), ensure_ascii=False, separators=(",", ":"))
    triple = (claim.subject.id, claim.predicate, claim.object.id)
    state = (claim.factuality, claim.is_edge(threshold), claim.confidence)
    return (claim.document, claim.start, key, *triple, *state, *_origin(article, claim), record)


def _origin(article: Article, claim: Claim) -> tuple[str | None, str]:
    return origins.outlet(article, claim), origins.wording(claim)


def entity_rows(claims: Iterable[Claim]) -> list[tuple[str, str, str, str]]:
    """Which entities these claims mention, with document, label and types, sorted."""
    mentioned = ((claim, (claim.subject, claim.object, claim.attributed_to, claim.cited_from)) for claim in claims)
    rows = {(e.id, claim.document, e.label, "|".join(e.types)) for claim, all_ in mentioned for e in all_ if e}
    return sorted(rows)
