"""A store: the ledger holds the truth, the index follows from it, the lock keeps writers apart."""

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg import vocab
from kg.catalog import relations
from kg.errors import NotFound, Refused
from kg.model import Article, Claim, Entity, Finding, Run
from kg.records import Record, claim_from
from kg.store import audit, names, opening, sparql
from kg.store.checks import checked
from kg.store.faults import told
from kg.store.index import described, quads_of
from kg.store.views import Document, Link, Stats

# How many documents wait until the index takes them together.
BATCH = 256


class Store:
    """Articles with their claims, and the graph that follows from them.

    One writer, or any number of readers: a reader sees a finished state only. What a writer puts in is safe at once;
    the graph follows in batches, before anything is read from it, and on closing. Use it as a context manager.
    """

    def __init__(self, path: Path | None, parts: opening.Parts) -> None:
        """Use `open` or `memory`."""
        self.path = path
        self._parts = parts
        self._ledger, self._index = parts.ledger, parts.index
        self._ready: dict[str, list[ox.Quad]] = {}
        self._waiting = 0

    @classmethod
    def open(cls, path: str | Path, write: bool = False) -> Self:
        """The store in a folder; for writing it is made where there is none, and half-done work is finished.

        Raises NotFound where there is none to read, KgError where another process is at it or it cannot be read or
        written, BadData where it is damaged or of another version.
        """
        folder = Path(path)
        with told(folder):
            if not write:
                return cls(folder, opening.reader(folder) or cls._mended(folder))
            store = cls(folder, opening.writer(folder))
        store._flush_or_close()
        return store

    @classmethod
    def memory(cls) -> Self:
        """A new store that is gone when it is closed."""
        return cls(None, opening.memory())

    @classmethod
    def _mended(cls, folder: Path) -> opening.Parts:
        """A writer died: only a writer can finish its work."""
        cls.open(folder, write=True).close()
        parts = opening.reader(folder)
        if parts is None:
            raise NotFound(f"{folder}: another process changed this store meanwhile; try again")
        return parts

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._parts.close()

    def close(self) -> None:
        """Brings the graph up to date and gives the store back to others."""
        self._flush_or_close()
        self._parts.close()

    def put(self, article: Article, claims: Iterable[Claim], run: Run) -> bool:
        """Enters an article with its claims; one of the same id is replaced.

        False where this very article stands there with the claims of this very run: nothing is done then. Raises
        BadArticle or BadData for what no store should hold, Refused on a store opened for reading.
        """
        self._must_write()
        found = checked(article, claims)
        if self.current(article, run):
            return False
        quads = quads_of(article, found.values(), run)
        with told(self.path), self._ledger.transaction():
            self._ledger.erase(article.id)
            self._ledger.write(article, found, run)
        self._ready[article.id] = quads
        self._grown()
        return True

    def remove(self, document: str) -> None:
        """Takes out a document with everything that only it supports. Raises NotFound with near ids."""
        self._must_write()
        if self.article(document) is None:
            near = get_close_matches(document, [known.id for known in self.documents()], 3, 0.5)
            hint = f"near: {', '.join(near)}" if near else "`kg list` shows what there is"
            raise NotFound(f"no document '{document}' in {self.path or 'memory'}; {hint}")
        with told(self.path), self._ledger.transaction():
            self._ledger.erase(document)
        self._ready.pop(document, None)
        self._grown()

    def current(self, article: Article, run: Run) -> bool:
        """Whether `put` of this article from this run would change nothing, so that extraction can be spared."""
        with told(self.path):
            return self._ledger.current(article, run)

    def documents(self) -> tuple[Document, ...]:
        """What is known of every article, by id."""
        with told(self.path):
            return tuple(self._ledger.documents())

    def article(self, document: str) -> Article | None:
        """An article with its text, None where there is none of this id."""
        with told(self.path):
            return self._ledger.article(document)

    def claims(
        self,
        document: str | None = None,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
    ) -> Iterator[Claim]:
        """The claims with these ids, by document and place in its text."""
        return map(claim_from, self.records(document, subject, predicate, object))

    def records(
        self,
        document: str | None = None,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
    ) -> Iterator[Record]:
        """The same as JSON records (kg/records.py), whose `edge` tells whether the claim alone makes an edge."""
        wanted = {"document": document, "subject": subject, "predicate": predicate, "object": object}
        given = {column: key for column, key in wanted.items() if key is not None}
        with told(self.path):
            yield from map(json.loads, self._ledger.records(given))

    def links(self) -> Iterator[Link]:
        """The edges that claims make themselves, with their support, by subject, predicate and object."""
        with told(self.path):
            yield from self._ledger.links()

    def entities(self) -> Iterator[Entity]:
        """Every entity that a claim mentions, as the graph describes it, by id."""
        with told(self.path):
            yield from filter(None, (described(self._ledger, key) for key in self._ledger.entities()))

    def runs(self) -> tuple[Run, ...]:
        """The runs that made the claims."""
        with told(self.path):
            return tuple(self._ledger.runs())

    def stats(self) -> Stats:
        """What is in the store, in numbers."""
        self.flush()
        with told(self.path):
            classes = {name: self._index.members(name) for name in sorted(relations.classes())}
            return Stats(
                **self._ledger.counts(),
                triples=len(self._index.quads),
                classes={name: number for name, number in classes.items() if number},
                predicates=self._ledger.tally("predicate"),
                factuality=self._ledger.tally("factuality"),
            )

    def audit(self) -> Iterator[Finding]:
        """What is wrong in the store; nothing where it is sound. See `kg.store.audit`."""
        self.flush()
        with told(self.path):
            yield from audit.audit(self._ledger, self._index.quads)

    def select(self, query: str) -> sparql.Results:
        """The results of a SPARQL query over all graphs as one; see `kg.store.sparql.run` for what it raises."""
        self.flush()
        return sparql.run(self._index.quads, query)

    def find(self, name: str) -> str:
        """The id of the entity with this id, label, alternative label or QID; see `kg.store.names.find`."""
        self.flush()
        return names.find(self._index.quads, name)

    def quads(self) -> ox.Store:
        """The graph itself, to read."""
        self.flush()
        return self._index.quads

    def dataset(self) -> Dataset:
        """The graph through the interface of rdflib, read-only; its queries see all graphs as one.

        Strings come back as xsd:string literals, which rdflib holds unequal to plain ones: compare their values.
        Raises Refused on a store opened for writing.
        """
        if self._ledger.writable:
            raise Refused("open the store for reading: through rdflib it could be changed past its ledger")
        dataset = Dataset(store=OxigraphStore(store=self._index.quads), default_union=True)
        for prefix, namespace in vocab.PREFIXES.items():
            dataset.bind(prefix, namespace, replace=True)
        return dataset

    def flush(self) -> None:
        """Brings the graph up to date; nothing is to do on a store opened for reading."""
        with told(self.path):
            while self._ledger.writable and not self._ledger.settled():
                self._ledger.sync()
                marks = self._ledger.marked()
                self._index.apply(self._ledger, marks, self._ready)
                with self._ledger.transaction():
                    self._ledger.settle(marks)
        self._ready.clear()
        self._waiting = 0

    def _flush_or_close(self) -> None:
        """A store that cannot be brought up to date is given back all the same."""
        try:
            self.flush()
        except BaseException:
            self._parts.close()
            raise

    def _grown(self) -> None:
        self._waiting += 1
        if self._waiting >= BATCH:
            self.flush()

    def _must_write(self) -> None:
        if not self._ledger.writable:
            raise Refused(f"{self.path}: the store is open for reading only")
