"""The truth of a store, in SQLite: articles with their text, claims, and what each document supports."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg import graph
from kg.catalog import relations
from kg.errors import BadData
from kg.model import Article, Claim, Entity, Run
from kg.records import claim_from, claim_record
from kg.store.views import Document, Link

NAME = "documents.sqlite"
APPLICATION = 0x436F6D6D
VERSION = 1

_COLUMNS = tuple(field.name for field in fields(Article))
_NAMES = ", ".join(_COLUMNS)

# How many journal entries of a kind are worked off at once.
PARTS = {"document": 256, "entity": 10_000, "edge": 50_000, "run": 100}

# What the graph index holds, by kind, and what of it hangs on one document: an entity that others describe just so,
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


class Ledger:
    """The tables of one store. Knows nothing of RDF but the keys of claims and the edges that follow from them."""

    def __init__(self, path: Path | None, *, write: bool) -> None:
        """Opens the database; None: in memory. Raises BadData where it is of another kind or version."""
        self._path = path
        self.writable = write
        if path is None:
            self.connection = sqlite3.connect(":memory:", isolation_level=None)
        else:
            # Readers hold the store's lock, so nothing changes beneath them and SQLite need not lock again.
            mode = "rwc" if write else "ro&immutable=1"
            self.connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        if write:
            # Safe when the process dies; `sync` is for a loss of power.
            self.connection.executescript(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                "PRAGMA wal_autocheckpoint = 0;"
            )
        self._prepare(write)

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[Any]:
        """The rows of a query."""
        return iter(self.connection.execute(sql, tuple(values)))

    def one(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """The first row of a query, or None."""
        return next(self.rows(sql, values), None)

    def meta(self, key: str) -> str | None:
        """A fact about the store itself."""
        found = self.one("SELECT value FROM meta WHERE key = ?", [key])
        return found[0] if found else None

    def note(self, key: str, value: str) -> None:
        """Writes a fact about the store itself."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def article(self, id: str) -> Article | None:
        """The article with its text."""
        found = self.one(f"SELECT {_NAMES} FROM documents WHERE id = ?", [id])  # noqa: S608 - our own names
        return Article(*found) if found else None

    def documents(self) -> Iterator[Document]:
        """Every document, by id."""
        names = ", ".join(field.name for field in fields(Document)[:-1])
        sql = f"SELECT {names}, (SELECT count(*) FROM claims WHERE document = id) FROM documents ORDER BY id"  # noqa: S608
        return (Document(*row) for row in self.rows(sql))

    def records(self, given: Mapping[str, str]) -> Iterator[str]:
        """The JSON of the claims with these values of columns, by document and place in its text."""
        tests = " AND ".join(f"{column} = ?" for column in given) or "TRUE"
        sql = f"SELECT record FROM claims WHERE {tests} ORDER BY document, start, key"  # noqa: S608 - our own names
        return (record for (record,) in self.rows(sql, given.values()))

    def claims(self, document: str) -> Iterator[Claim]:
        """The claims of a document in the order of the text."""
        return (claim_from(json.loads(record)) for record in self.records({"document": document}))

    def links(self) -> Iterator[Link]:
        """What stands behind each subject, predicate and object that a claim makes an edge of."""
        triple = "subject, predicate, object"
        support = "count(*), count(DISTINCT document)"
        sql = f"SELECT {triple}, {support} FROM claims WHERE edge GROUP BY {triple} ORDER BY {triple}"  # noqa: S608
        return (Link(*row) for row in self.rows(sql))

    def entities(self) -> Iterator[str]:
        """Every entity that a claim mentions, sorted."""
        return (key for (key,) in self.rows("SELECT DISTINCT entity FROM descriptions ORDER BY entity"))

    def edges(self) -> Iterator[graph.Edge]:
        """Every edge, sorted."""
        return self.rows("SELECT DISTINCT subject, predicate, object FROM edges ORDER BY subject, predicate, object")

    def runs(self) -> Iterator[Run]:
        """Every run that a document is from."""
        return (Run(*row) for row in self.rows("SELECT version, model, fingerprint, threshold FROM runs ORDER BY key"))

    def counts(self) -> dict[str, int]:
        """How many documents, claims, entities and edges there are."""
        tables = {
            "documents": "documents",
            "claims": "claims",
            "entities": "(SELECT DISTINCT entity FROM descriptions)",
            "edges": "(SELECT DISTINCT subject, predicate, object FROM edges)",
        }
        return {name: self.one(f"SELECT count(*) FROM {table}")[0] for name, table in tables.items()}  # noqa: S608

    def tally(self, column: str) -> dict[str, int]:
        """How many claims have each value of a column, by value."""
        return dict(self.rows(f"SELECT {column}, count(*) FROM claims GROUP BY {column} ORDER BY {column}"))  # noqa: S608

    def run(self, document: str) -> Run | None:
        """The run that made the claims of a document."""
        columns = "version, model, fingerprint, threshold"
        sql = f"SELECT {columns} FROM runs WHERE key = (SELECT run FROM documents WHERE id = ?)"  # noqa: S608
        found = self.one(sql, [document])
        return Run(*found) if found else None

    def current(self, article: Article, run: Run) -> bool:
        """Whether this very article stands here with the claims of this very run."""
        found = self.one("SELECT content, run FROM documents WHERE id = ?", [article.id])
        return bool(found == (_content(article), run_key(run)))

    def write(self, article: Article, claims: Mapping[str, Claim], run: Run) -> None:
        """Enters an article that does not stand here, with its claims by their keys, and marks what it touches."""
        key = run_key(run)
        self._many("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?)", [(key, *astuple(run))])
        places = ", ".join("?" * (len(_COLUMNS) + 2))
        row = (*astuple(article), _content(article), key)
        self._many(f"INSERT INTO documents ({_NAMES}, content, run) VALUES ({places})", [row])  # noqa: S608
        rows = sorted(_claim_row(key, claim, run.threshold) for key, claim in claims.items())
        self._many("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._many("INSERT OR IGNORE INTO entities VALUES (?, ?, ?, ?)", entity_rows(claims.values()))
        self.support(article.id, (claim for claim in claims.values() if claim.is_edge(run.threshold)))
        self.mark(article.id)

    def support(self, document: str, claims: Iterable[Claim]) -> None:
        """Enters the edges that follow from these claims of a document."""
        known = relations.load()
        rows = {(*edge, document) for claim in claims for edge in graph.edges(claim, known)}
        self._many("INSERT INTO edges VALUES (?, ?, ?, ?)", sorted(rows))

    def derive(self) -> None:
        """Works out the edges of every document again and marks all that the graph index holds."""
        self.connection.execute("DELETE FROM edges")
        for (document,) in self.connection.execute("SELECT id FROM documents").fetchall():
            records = self.records({"document": document, "edge": "1"})
            self.support(document, [claim_from(json.loads(record)) for record in records])
        for kind, sql in _ALL.items():
            self.connection.execute(f"INSERT OR IGNORE INTO journal SELECT '{kind}', {sql}")

    def sync(self) -> None:
        """Has all that was written outlive a loss of power."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def erase(self, document: str) -> None:
        """Takes out a document with all that stands here for its sake, and marks what it touched."""
        self.mark(document)
        for table in ("claims", "entities", "edges"):
            self.connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608
        self.connection.execute("DELETE FROM documents WHERE id = ?", (document,))
        self.connection.execute("DELETE FROM runs WHERE NOT EXISTS (SELECT 1 FROM documents WHERE run = key)")

    def mark(self, document: str) -> None:
        """Notes for the graph index all that stands there for the sake of this document alone, or may change."""
        for kind, sql in _TOUCHED.items():
            self.connection.execute(f"INSERT OR IGNORE INTO journal SELECT '{kind}', {sql}", {"document": document})

    def marked(self) -> dict[str, list[str]]:
        """A part of the journal that fits into memory: keys by kind."""
        sql = "SELECT key FROM journal WHERE kind = ? ORDER BY key LIMIT ?"
        return {kind: [key for (key,) in self.rows(sql, [kind, most])] for kind, most in PARTS.items()}

    def settled(self) -> bool:
        """Whether the journal is empty."""
        return self.one("SELECT 1 FROM journal LIMIT 1") is None

    def settle(self, marks: Mapping[str, list[str]]) -> None:
        """Takes these out of the journal."""
        rows = ((kind, key) for kind, keys in marks.items() for key in keys)
        self._many("DELETE FROM journal WHERE kind = ? AND key = ?", rows)

    def description(self, entity: str) -> tuple[Entity, list[str]] | None:
        """An entity as most documents describe it (of as many: the first by the alphabet), and its other labels.

        None where no document mentions it.
        """
        sql = "SELECT label, types FROM descriptions WHERE entity = ? ORDER BY documents DESC, label, types"
        found = list(self.rows(sql, [entity]))
        if not found:
            return None
        label, types = found[0]
        return Entity(entity, label, tuple(types.split("|"))), [other for other, _ in found[1:] if other != label]

    def supported(self, edge: graph.Edge) -> bool:
        """Whether any document supports an edge."""
        sql = "SELECT 1 FROM edges WHERE subject = ? AND predicate = ? AND object = ? LIMIT 1"
        return self.one(sql, edge) is not None

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self.connection.executemany(sql, rows)

    def _prepare(self, write: bool) -> None:
        version = self.one("PRAGMA user_version")[0]
        kind = self.one("PRAGMA application_id")[0]
        if write and not version and not self.one("SELECT count(*) FROM sqlite_schema")[0]:
            sql = Path(__file__).with_name("schema.sql").read_text("utf8")
            numbers = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
            self.connection.executescript(f"BEGIN; {sql} {numbers} COMMIT;")
            return
        if kind != APPLICATION:
            raise BadData(f"{self._path}: not a store of this program; give another folder")
        if version != VERSION:
            raise BadData(
                f"{self._path}: a store of version {version}, but this program reads version {VERSION}; build it anew"
            )


def run_key(run: Run) -> str:
    """The key of a run in the tables: its IRI."""
    return graph.run_iri(run).value


def _content(article: Article) -> str:
    return sha256(json.dumps(astuple(article)).encode("ascii")).hexdigest()


def _claim_row(key: str, claim: Claim, threshold: float) -> tuple[Any, ...]:
    record = json.dumps(claim_record(claim, threshold), ensure_ascii=False, separators=(",", ":"))
    triple = (claim.subject.id, claim.predicate, claim.object.id)
    return (claim.document, claim.start, key, *triple, claim.factuality, claim.is_edge(threshold), record)


def entity_rows(claims: Iterable[Claim]) -> list[tuple[str, str, str, str]]:
    """Which entities these claims mention, with document, label and types, sorted."""
    mentioned = ((claim, (claim.subject, claim.object, claim.attributed_to, claim.cited_from)) for claim in claims)
    rows = {(e.id, claim.document, e.label, "|".join(e.types)) for claim, all_ in mentioned for e in all_ if e}
    return sorted(rows)
