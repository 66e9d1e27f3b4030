"""What a store tells of itself: articles, claims, links, entities, conflicts, its numbers and its faults."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.catalog import relations
from kg.model import Article, Claim, Entity, Finding, Run
from kg.records import Record
from kg.store import audit, conflicts, opening
from kg.store.conflicts import Conflict
from kg.store.faults import told
from kg.store.index import described
from kg.store.ledger import Ledger
from kg.store.rows import claim_of, record_of, unpacked
from kg.store.views import Document, Link, Stats


class Books(ABC):
    """The ledger of a store, and the graph that follows from it, to read. All of it is told as of the last `flush`."""

    path: Path | None
    _parts: opening.Parts

    @property
    def _ledger(self) -> Ledger:
        return self._parts.ledger

    @abstractmethod
    def flush(self) -> None:
        """Enters what waits."""

    def documents(self) -> tuple[Document, ...]:
        """What is known of every article, by id."""
        with told(self.path):
            return tuple(self._books.documents())

    def article(self, document: str) -> Article | None:
        """An article with its text, None where there is none of this id."""
        with told(self.path):
            return self._books.article(document)

    def claims(
        self,
        document: str | None = None,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
    ) -> Iterator[Claim]:
        """The claims with these ids, by document and place in its text."""
        with told(self.path):
            yield from map(claim_of, self._found(document, subject, predicate, object))

    def records(
        self,
        document: str | None = None,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
    ) -> Iterator[Record]:
        """The same as JSON records (kg/records.py), whose `edge` tells whether the claim alone makes an edge."""
        with told(self.path):
            yield from map(record_of, self._found(document, subject, predicate, object))

    def links(self) -> Iterator[Link]:
        """The edges that claims make themselves, with their support, by subject, predicate and object."""
        with told(self.path):
            yield from self._books.links()

    def conflicts(self, entity: str | None = None, least: float = 0.5) -> Iterator[Conflict]:
        """Claims of at least this confidence that cannot all be true; see `kg.store.conflicts`."""
        with told(self.path):
            yield from conflicts.conflicts(self._books, entity, least)

    def unsure(self, below: float, least: float = 0.0) -> Iterator[Claim]:
        """The claims of a confidence from `least` to under `below`, the surest first."""
        with told(self.path):
            yield from map(claim_of, self._books.unsure(below, least))

    def entities(self) -> Iterator[Entity]:
        """Every entity that a claim mentions, as the graph describes it, by id."""
        with told(self.path):
            yield from filter(None, (described(self._books, key) for key in self._books.entities()))

    def runs(self) -> tuple[Run, ...]:
        """The runs that made the claims."""
        with told(self.path):
            return tuple(self._books.runs())

    def stats(self) -> Stats:
        """What is in the store, in numbers."""
        self.flush()
        with told(self.path):
            classes = {name: self._parts.index.members(name) for name in sorted(relations.classes())}
            return Stats(
                **self._books.counts(),
                triples=len(self._parts.index.quads),
                classes={name: number for name, number in classes.items() if number},
                predicates=self._books.tally("predicate"),
                factuality=self._books.tally("factuality"),
            )

    def audit(self, quads: ox.Store | None = None) -> Iterator[Finding]:
        """What is wrong in the store (`kg.store.audit`). `quads`: a copy of its graph in memory, read faster."""
        self.flush()
        with told(self.path):
            yield from audit.audit(self._books, self._parts.index.quads if quads is None else quads)

    def written(self) -> Iterator[tuple[str, bytes]]:
        """The graph of every document as sorted N-Triples, by the id of the document."""
        with told(self.path):
            yield from ((document, unpacked(triples)) for document, triples in self._books.graphs())

    def copies(self) -> Mapping[str, str]:
        """For each document the smallest id of those that have (nearly) the same text: `kg.read.copies`."""
        with told(self.path):
            return self._books.copies()

    def _found(self, *values: str | None) -> Iterator[str]:
        """The JSON of the claims with these values of document, subject, predicate and object, None for any."""
        columns = ("document", "subject", "predicate", "object")
        return self._books.records(
            {name: value for name, value in zip(columns, values, strict=True) if value is not None}
        )

    @property
    def _books(self) -> Ledger:
        """The ledger with all that was put in."""
        self.flush()
        return self._ledger
