"""How a store is opened: which files it has, who may use them, and when its graph must be made anew."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from kg.errors import BadData, KgError, NotFound
from kg.store import curation, database, generations, index, ledger, lock
from kg.store.generations import Reading
from kg.store.index import Index
from kg.store.ledger import Ledger
from kg.store.lock import Lock

GENERATION, STAMP, TIDIED = "generation", "stamp", "tidied"

# The files of a graph are brought in order when so many bytes have come, and half as many again as there were; or after
# so many changes, for Oxigraph stops for it where there are many more. When a writer is done, a tenth as many will do.
MORE, OFTEN = 8_000_000, 30
GROWN, GROWN_AT_LAST = 0.5, 0.1

# How often, and after how many seconds, a reader looks again where a writer has just switched to another generation.
TRIES, PAUSE = 20, 0.05


class Parts:
    """What an open store consists of: the ledger, the graph that agrees with it, and a writer's lock."""

    def __init__(self, books: Ledger, folder: Path | None, held: Reading | None, own: Lock | None) -> None:
        """`held` is the generation to read; None: the current one, opened when it is needed."""
        self.ledger, self._folder, self._held, self._own = books, folder, held, own

    @property
    def index(self) -> Index:
        """The graph, to read. Raises BadData where it is damaged."""
        if self._held is None:
            assert self._folder is not None
            self._held = generations.reading(self._folder, generation(self.ledger))
        if self._held is None:
            raise BadData(f"{self._folder}: the graph is gone; the next command that writes makes it anew")
        return self._held.index

    def is_stale(self) -> bool:
        """Whether the graph must be made anew: ontology, gazetteer or layout have changed, or there is none."""
        return self.ledger.meta(STAMP) != index.stamp() or (self._folder is not None and not self._is_readable())

    def base(self, *, anew: bool) -> Index:
        """The graph that the next one grows from: nothing where it is made `anew`."""
        return Index(None, write=True) if anew and self._folder is not None else self.index

    @contextmanager
    def next(self, *, anew: bool) -> Iterator[Index]:
        """The graph to write to; what is written can be read when the transaction around this has ended."""
        if self._folder is None:
            yield self.index
        else:
            number = generation(self.ledger) + 1
            with generations.writing(self._folder, number, anew=anew) as fresh:
                yield fresh
            self.ledger.note(GENERATION, str(number))
        self.ledger.note(STAMP, index.stamp())

    def switch(self) -> None:
        """Turns to the generation that the ledger says; those before it go."""
        if self._folder is not None:
            self._let_go()
            # Before the old ones go, what says so must outlive a loss of power.
            self.ledger.sync()
            generations.sweep(self._folder, generation(self.ledger))

    def tidy(self, *, at_last: bool = False) -> None:
        """Brings the files of the graph in order once much has been added to it, so that the cost of a change does not
        grow with their number, and reading is fast. It goes on without, where a disk is too full for it.

        `at_last`: the writer is done, and readers come.
        """
        number = generation(self.ledger)
        if self._folder is None or not self._is_untidy(self._folder, number, at_last=at_last):
            return
        try:
            with generations.writing(self._folder, number + 1, anew=False) as index:
                index.tidy()
            with self.ledger.transaction():
                self.ledger.note(GENERATION, str(number + 1))
                self.ledger.note(TIDIED, f"{number + 1} {generations.size(self._folder, number + 1)}")
        except (OSError, RuntimeError, sqlite3.OperationalError):
            return
        self.switch()

    def close(self) -> None:
        """Gives everything back."""
        self._let_go()
        self.ledger.close()
        if self._own is not None:
            self._own.close()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def _is_untidy(self, folder: Path, number: int, *, at_last: bool) -> bool:
        then, size = map(int, (self.ledger.meta(TIDIED) or "0 0").split())
        share = GROWN_AT_LAST if at_last else GROWN
        more = generations.size(folder, number) - size
        return number - then >= OFTEN or more > share * (size + 2 * MORE)

    def _is_readable(self) -> bool:
        try:
            return self._held is not None or bool(self.index)
        except BadData:
            return False


def generation(books: Ledger) -> int:
    """The number of the current generation of the graph; 0 where there is none yet."""
    return int(books.meta(GENERATION) or 0)


def memory() -> Parts:
    """A new store in memory."""
    return Parts(Ledger(None, write=True), None, Reading(Index(None, write=True), None), None)


def writer(folder: Path, held: Lock | None = None) -> Parts:
    """The parts of a store to write to, which is made where there is none. `held` is its lock, if taken already."""
    _make(folder)
    own = held or Lock(folder / lock.NAME, write=True)
    try:
        return Parts(Ledger(folder / ledger.NAME, write=True), folder, None, own)
    except BaseException:
        own.close()
        raise


def reader(folder: Path) -> Parts:
    """The parts of a store to read from, as they were last finished. Raises NotFound without a store."""
    for _ in range(TRIES):
        books = Ledger(_checked(folder), write=False)
        try:
            held = generations.reading(folder, generation(books))
        except BaseException:
            books.close()
            raise
        if held is not None:
            return Parts(books, folder, held, None)
        books.close()
        # A writer switched between one look and the other.
        sleep(PAUSE)
    raise KgError(f"{folder}: no finished graph here; any command that writes, such as kg build, makes it")


def abandoned(folder: Path) -> Lock | None:
    """The writer's lock of a store with work half done whose writer is no more; None where all is well."""
    books = Ledger(_checked(folder), write=False)
    half_done = not books.is_settled() or not generations.is_there(folder, generation(books))
    books.close()
    return Lock.at_once(folder / lock.NAME) if half_done and os.access(folder, os.W_OK) else None


def _checked(folder: Path) -> Path:
    if not _has_ledger(folder):
        raise NotFound(f"{folder}: no store here; `kg build INPUT --store {folder}` makes one")
    return folder / ledger.NAME


def _has_ledger(folder: Path) -> bool:
    path = folder / ledger.NAME
    return path.is_file() and path.stat().st_size > 0


def _make(folder: Path) -> None:
    """Makes the folder; refuses one that holds other things."""
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise KgError(f"{folder}: no right to write here; give another folder, or change its rights")
    beside = (ledger.NAME + end for end in (*database.BESIDE, "-journal"))
    own = {lock.NAME, ledger.NAME, *beside, generations.NAME, curation.NAME}
    if not _has_ledger(folder) and (others := sorted({path.name for path in folder.iterdir()} - own)):
        raise KgError(f"{folder}: no store, and not empty ({others[0]}); give a new folder")
