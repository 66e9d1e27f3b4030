"""A store: the ledger holds the truth, the index follows from it, the lock keeps writers apart."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox
from rdflib import Dataset

from kg.errors import KgError, NotFound, Refused
from kg.model import Article, Claim, Run
from kg.store import curated, curation, dataset, entering, incoming, names, opening, sparql
from kg.store.books import Books
from kg.store.checks import checked
from kg.store.faults import is_damage, told
from kg.store.incoming import Entry, Fate
from kg.store.index import quads_of

# How many documents wait until they are entered together.
BATCH = 256


class Store(Books):
    """Articles with their claims, and the graph that follows from them.

    One writer beside any number of readers, who never wait: a reader sees what was finished when it opened the store.
    What a writer puts in is safe at once; it is entered in batches, before the writer reads anything, and on closing.
    Use it as a context manager.
    """

    def __init__(self, path: Path | None, parts: opening.Parts, rules: curation.Rules = curation.NONE) -> None:
        """Use `open` or `memory`."""
        self.path = path
        self._parts, self._rules = parts, rules
        self._ready: dict[str, tuple[Entry, list[ox.Quad]]] = {}

    @classmethod
    def open(cls, path: str | Path, write: bool = False) -> Self:
        """The store in a folder; for writing it is made where there is none. Work that a dead writer left is finished.

        Raises NotFound where there is none to read, KgError where another process writes to it or it cannot be read or
        written, BadData where it or its curation is damaged or of another version.
        """
        folder = Path(path)
        with told(folder):
            if write:
                return cls._writing(folder, opening.writer(folder))
            if (lock := opening.abandoned(folder)) is not None:
                # Where it cannot be finished (a full disk, say), what was finished before can still be read.
                with suppress(KgError, OSError, sqlite3.OperationalError):
                    cls._writing(folder, opening.writer(folder, lock)).close()
            return cls(folder, opening.reader(folder))

    @classmethod
    def memory(cls, rules: curation.Rules = curation.NONE) -> Self:
        """A new store that is gone when it is closed."""
        return cls(None, opening.memory(), rules)

    @classmethod
    def _writing(cls, folder: Path, parts: opening.Parts) -> Self:
        """A writer that has finished what was begun."""
        try:
            store = cls(folder, parts, curation.read(folder / curation.NAME))
            store.flush()
        except BaseException:
            parts.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, KeyboardInterrupt):
            self.close()
            return
        self._parts.close()
        if isinstance(error, sqlite3.DatabaseError) or is_damage(error):
            # Met by who reads the graph itself (`quads`).
            with told(self.path):
                raise error

    def close(self) -> None:
        """Enters what waits and gives the store back to others."""
        try:
            self.flush()
            if self._ledger.writable:
                with told(self.path):
                    self._parts.tidy(at_last=True)
        finally:
            self._parts.close()

    def put(self, article: Article, claims: Iterable[Claim], run: Run, place: str | None = None) -> bool:
        """Enters an article with its claims, which was read at `place`; one of the same id is replaced.

        False where nothing is done: this very article stands there with the claims of this very run, or a newer version
        of it (`fate`). Raises BadArticle or BadData for what no store should hold, Refused on a store opened for
        reading.
        """
        self._must_write()
        entry = Entry(article, checked(article, claims), run, place)
        if self.fate(article, run, place) not in ("new", "newer"):
            return False
        quads = quads_of(article, entry.claims.values(), run)
        with told(self.path):
            self._drop(incoming.stage(self._ledger, entry))
        self._ready[article.id] = (entry, quads)
        if len(self._ready) >= BATCH:
            self.flush()
        return True

    def remove(self, *documents: str) -> None:
        """Takes out documents with everything that only they support, all or none. Raises NotFound with near ids."""
        self._must_write()
        for document in documents:
            if not incoming.stands(self._ledger, document):
                known = (one.id for one in self.documents())
                hint = names.nearest(document, known, "`kg list` shows what there is")
                raise NotFound(f"no document '{document}' in {self.path or 'memory'}; {hint}")
        with told(self.path):
            incoming.stage_removal(self._ledger, sorted(documents))
        self._drop(documents)

    def fate(self, article: Article, run: Run, place: str | None = None) -> Fate:
        """What `put` of this article from this run would do, so that extraction can be spared: it is new, newer than
        what stands, the same, or older.

        Versions have the id in common, or the page that their addresses mean. Newer is what has a later date, or with
        the same date the greater hash, whichever came first; and what is read where the standing version was read.
        """
        with told(self.path):
            found = incoming.fate(self._ledger, article, run, place)
            if found == "same" and self._ledger.writable:
                incoming.moved(self._ledger, article.id, place)
            elif found == "older" and self._ledger.writable:
                self._drop(incoming.pass_over(self._ledger, article))
            return found

    def versions(self, article: Article) -> tuple[str, ...]:
        """The ids under which versions of this article stand, the newest first: those that `put` would replace."""
        with told(self.path):
            return incoming.ranked(self._ledger, article)

    def namesake(self, article: Article, place: str | None = None) -> str | None:
        """Where the article was read that has this one's id and may well be another one; None where all is well."""
        with told(self.path):
            return incoming.namesake(self._ledger, article, place)

    def select(self, query: str) -> sparql.Results:
        """The results of a SPARQL query over all graphs as one; see `kg.store.sparql.run` for what it raises."""
        self.flush()
        with told(self.path):
            return sparql.run(self._parts.index.quads, query)

    def find(self, name: str) -> str:
        """The id of the entity with this id, label, alternative label or QID; see `kg.store.names.find`."""
        self.flush()
        with told(self.path):
            return names.find(self._parts.index.quads, name)

    def idle(self) -> list[str]:
        """The decisions of the curation file that decide nothing here, each in words."""
        with told(self.path):
            return curated.idle(self._books, self._rules)

    def quads(self) -> ox.Store:
        """The graph itself, to read."""
        self.flush()
        return self._parts.index.quads

    def dataset(self) -> Dataset:
        """The graph through the interface of rdflib, read-only; its queries see all graphs as one.

        Strings come back as xsd:string literals, which rdflib holds unequal to plain ones: compare their values.
        Raises Refused on a store opened for writing.
        """
        if self._books.writable:
            raise Refused("open the store for reading: through rdflib it could be changed past its ledger")
        return dataset.dataset(self._parts.index.quads)

    def flush(self) -> None:
        """Enters what waits; nothing is to do on a store opened for reading."""
        if not self._ledger.writable:
            return
        with told(self.path):
            anew = self._parts.is_stale()
            if not anew and self._ledger.is_settled() and not curated.is_due(self._ledger, self._rules):
                return
            try:
                self._enter(anew=anew)
            except (RuntimeError, OSError) as error:
                if anew or not is_damage(error):
                    raise
                # What the graph holds follows from the ledger.
                self._enter(anew=True)
            self._parts.switch()
            self._ready.clear()
            self._parts.tidy()

    def _enter(self, *, anew: bool) -> None:
        with self._ledger.transaction():
            entering.enter(self._parts, self._rules, self._ready, anew=anew)

    def _drop(self, documents: Iterable[str]) -> None:
        """These are not to be entered any more."""
        for document in documents:
            self._ready.pop(document, None)

    def _must_write(self) -> None:
        if not self._ledger.writable:
            raise Refused(f"{self.path}: the store is open for reading only")
