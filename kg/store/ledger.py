"""The truth of a store, as it is read: articles with their text, claims, and what each document supports."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import groupby
from operator import itemgetter

from kg import graph
from kg.model import Article, Claim, Entity, Run
from kg.store.database import Database
from kg.store.origins import Report, origins
from kg.store.rows import claim_of, claims_of, loaded
from kg.store.views import Document, Link

NAME = "documents.sqlite"

COLUMNS = tuple(field.name for field in fields(Article))
_NAMES = ", ".join(COLUMNS)
_RUN = "version, model, fingerprint, threshold"
_TRIPLE = "subject, predicate, object"


class Ledger(Database):
    """The tables of one store. Knows nothing of RDF but the keys of claims and the edges that follow from them."""

    _copies: tuple[int, Mapping[str, str]] | None = None

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
        return map(claim_of, self.records({"document": document}))

    def extracted(self, document: str) -> Iterator[Claim]:
        """The claims of a document as they were before any curation."""
        found = self.one("SELECT records FROM extracted WHERE document = ?", [document])
        return claims_of(loaded(found[0])) if found else self.claims(document)

    def unsure(self, below: float, least: float) -> Iterator[str]:
        """The JSON of the claims of a confidence from `least` to under `below`, the surest first."""
        sql = """SELECT record FROM claims WHERE confidence < ? AND confidence >= ?
            ORDER BY confidence DESC, document, start, key"""
        return (record for (record,) in self.rows(sql, [below, least]))

    def graphs(self) -> Iterator[tuple[str, bytes]]:
        """The packed graph of every document, by id."""
        return self.rows("SELECT document, triples FROM graphs ORDER BY document")

    def packed(self, document: str) -> bytes | None:
        """The packed graph of a document; None where there is none."""
        found = self.one("SELECT triples FROM graphs WHERE document = ?", [document])
        return found[0] if found else None

    def copies(self) -> Mapping[str, str]:
        """For each document the smallest id of those that have (nearly) the same text."""
        state = self.connection.total_changes
        if self._copies is None or self._copies[0] != state:
            # With it comes numpy, which is not always needed.
            from kg.read import copies

            self._copies = state, copies.groups(dict(self.rows("SELECT id, sketch FROM documents")))
        return self._copies[1]

    def links(self) -> Iterator[Link]:
        """What stands behind each subject, predicate and object that a claim makes an edge of."""
        sql = f"SELECT {_TRIPLE}, document, outlet, wording FROM claims WHERE edge ORDER BY {_TRIPLE}"  # noqa: S608
        copies = self.copies()
        for (subject, predicate, object), rows in groupby(self.rows(sql), itemgetter(0, 1, 2)):
            reports = [Report(row[3], row[4], row[5], copies[row[3]]) for row in rows]
            documents = len({report.document for report in reports})
            yield Link(subject, predicate, object, len(reports), documents, origins(reports))

    def entities(self) -> Iterator[str]:
        """Every entity that a claim mentions, sorted."""
        return (key for (key,) in self.rows("SELECT DISTINCT entity FROM descriptions ORDER BY entity"))

    def edges(self) -> Iterator[graph.Edge]:
        """Every edge, sorted."""
        return self.rows(f"SELECT DISTINCT {_TRIPLE} FROM edges ORDER BY {_TRIPLE}")  # noqa: S608

    def runs(self) -> Iterator[Run]:
        """Every run that a document is from."""
        return (Run(*row) for row in self.rows(f"SELECT {_RUN} FROM runs ORDER BY key"))  # noqa: S608

    def counts(self) -> dict[str, int]:
        """How many documents, claims, entities and edges there are."""
        tables = {
            "documents": "documents",
            "claims": "claims",
            "entities": "(SELECT DISTINCT entity FROM descriptions)",
            "edges": f"(SELECT DISTINCT {_TRIPLE} FROM edges)",  # noqa: S608
        }
        return {name: self.one(f"SELECT count(*) FROM {table}")[0] for name, table in tables.items()}  # noqa: S608

    def tally(self, column: str) -> dict[str, int]:
        """How many claims have each value of a column, by value."""
        return dict(self.rows(f"SELECT {column}, count(*) FROM claims GROUP BY {column} ORDER BY {column}"))  # noqa: S608

    def run(self, document: str) -> Run | None:
        """The run that made the claims of a document."""
        sql = f"SELECT {_RUN} FROM runs WHERE key = (SELECT run FROM documents WHERE id = ?)"  # noqa: S608
        found = self.one(sql, [document])
        return Run(*found) if found else None

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

    def aliases(self, entity: str) -> list[str]:
        """The names that curation gave to an entity, sorted."""
        return [name for (name,) in self.rows("SELECT name FROM aliases WHERE entity = ? ORDER BY name", [entity])]

    def supported(self, edge: graph.Edge) -> bool:
        """Whether any document supports an edge."""
        sql = "SELECT 1 FROM edges WHERE subject = ? AND predicate = ? AND object = ? LIMIT 1"
        return self.one(sql, edge) is not None

    def is_settled(self) -> bool:
        """Whether nothing waits to be entered."""
        return self.one("SELECT 1 FROM incoming LIMIT 1") is None
