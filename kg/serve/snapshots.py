"""The store as it was last finished, for many threads at once.

Opening a graph takes a tenth of a second, so that each is opened once and shared: Oxigraph may be read by any number of
threads. The ledger is SQLite, whose connections stay in one thread: each reader opens its own, in a millisecond.
"""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import sleep

from kg.errors import BadData, KgError
from kg.serve.changes import file
from kg.serve.errors import UNREADABLE, Unavailable
from kg.store import Store, generations, ledger, opening
from kg.store.faults import is_of_files, told
from kg.store.generations import Reading
from kg.store.index import Index
from kg.store.ledger import Ledger

# How often, and after how many seconds, one looks again where a writer has just switched to another generation.
TRIES, PAUSE = 40, 0.05


# The number of a generation, and that of the file of its ledger: another store may be put in the place of one.
Mark = tuple[int, int]


class _Shared:
    """A generation that is open, and how many read it."""

    def __init__(self, mark: Mark, reading: Reading) -> None:
        self.mark, self.reading, self.readers = mark, reading, 0


class _Lent(Reading):
    """What a reader holds of a shared generation; giving it back does not close it."""

    def __init__(self, index: Index) -> None:
        super().__init__(index, None)

    def close(self) -> None:
        """Nothing: it is not ours."""


class Snapshots:
    """Opens the newest finished generation of a store for whoever asks; `close` when nobody reads any more."""

    def __init__(self, folder: Path) -> None:
        """Opens nothing yet."""
        self._folder, self._current, self._lock = folder, None, Lock()
        # The lock of a generation is SQLite's too: it is taken and given back in one thread.
        self._opener = ThreadPoolExecutor(1, "generations")

    _current: _Shared | None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store as it was last finished, for the thread that asks.

        Raises Unavailable where it is gone, has no finished graph, or turns out to be damaged while it is open.
        """
        with readable():
            books, shared = self._taken()
            try:
                yield Store(self._folder, opening.Parts(books, self._folder, _Lent(shared.reading.index), None))
            finally:
                books.close()
                self._given_back(shared)

    def close(self) -> None:
        """Lets go of the store."""
        with self._lock:
            last, self._current = self._current, None
            if last is not None and not last.readers:
                self._opener.submit(last.reading.close)
        self._opener.shutdown()

    def _taken(self) -> tuple[Ledger, _Shared]:
        """A ledger, and the graph that agrees with it."""
        for _ in range(TRIES):
            books = Ledger(self._folder / ledger.NAME, write=False)
            try:
                shared = self._shared((opening.generation(books), file(self._folder)))
            except BaseException:
                books.close()
                raise
            if shared is not None:
                return books, shared
            books.close()
            sleep(PAUSE)
        raise Unavailable(UNREADABLE)

    def _shared(self, mark: Mark) -> _Shared | None:
        """The generation of this mark, with one reader more; None where it is gone."""
        with self._lock:
            if self._current is None or self._current.mark != mark:
                reading = self._opener.submit(generations.reading, self._folder, mark[0]).result()
                if reading is None:
                    return None
                last, self._current = self._current, _Shared(mark, reading)
                if last is not None and not last.readers:
                    self._opener.submit(last.reading.close)
            self._current.readers += 1
            return self._current

    def _given_back(self, shared: _Shared) -> None:
        with self._lock:
            shared.readers -= 1
            if shared is not self._current and not shared.readers:
                self._opener.submit(shared.reading.close)


@contextmanager
def readable() -> Iterator[None]:
    """Raises Unavailable, which names no path, for what goes wrong with a store within."""
    try:
        with told(None):
            yield
    except KgError as error:
        if _is_of_store(error):
            raise Unavailable(UNREADABLE) from error
        raise


def _is_of_store(error: KgError) -> bool:
    """Whether a failure is none of the client's."""
    cause = error.__cause__
    if isinstance(cause, RuntimeError):
        # Of those of Oxigraph most are about the query.
        return is_of_files(cause)
    return isinstance(error, BadData) or isinstance(cause, sqlite3.Error | OSError)
