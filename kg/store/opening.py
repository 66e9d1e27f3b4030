"""How a store is opened: which files it has, who may use them, and when its graph must be made anew."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BadData, KgError, NotFound
from kg.store import index, ledger, lock
from kg.store.index import Index
from kg.store.ledger import Ledger
from kg.store.lock import Lock

# What SQLite leaves behind where a writer died.
HALF = ("-wal", "-shm")


@dataclass(slots=True)
class Parts:
    """What an open store consists of; a store in memory needs no lock."""

    ledger: Ledger
    index: Index
    lock: Lock | None

    def close(self) -> None:
        """Gives everything back."""
        self.index.close()
        self.ledger.close()
        if self.lock is not None:
            self.lock.close()


def memory() -> Parts:
    """A new store in memory."""
    return Parts(Ledger(None, write=True), Index(None, write=True), None)


def writer(folder: Path) -> Parts:
    """The parts of a store to write to, which is made where there is none."""
    _make(folder)
    held = Lock(folder, write=True)
    try:
        books = Ledger(folder / ledger.NAME, write=True)
        if books.meta("stamp") != index.stamp() or not (folder / index.NAME).is_dir():
            _renew(folder, books)
        return Parts(books, _index(folder, write=True), held)
    except BaseException:
        held.close()
        raise


def reader(folder: Path) -> Parts | None:
    """The parts of a store to read from; None where a writer left work half done. Raises NotFound without a store."""
    if not _has_ledger(folder):
        raise NotFound(f"{folder}: no store here; `kg build INPUT --store {folder}` makes one")
    if not (folder / lock.NAME).exists():
        return None
    held = Lock(folder, write=False)
    try:
        if (folder / (ledger.NAME + HALF[0])).exists() or not (folder / index.NAME).is_dir():
            held.close()
            return None
        books = Ledger(folder / ledger.NAME, write=False)
        if books.settled():
            return Parts(books, _index(folder, write=False), held)
        books.close()
        held.close()
        return None
    except BaseException:
        held.close()
        raise


def _has_ledger(folder: Path) -> bool:
    path = folder / ledger.NAME
    return path.is_file() and path.stat().st_size > 0


def _make(folder: Path) -> None:
    """Makes the folder; refuses one that holds other things."""
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise KgError(f"{folder}: no right to write here; give another folder, or change its rights")
    own = {lock.NAME, ledger.NAME, *(ledger.NAME + half for half in HALF), index.NAME}
    if not _has_ledger(folder) and (others := sorted({path.name for path in folder.iterdir()} - own)):
        raise KgError(f"{folder}: no store, and not empty ({others[0]}); give a new folder")


def _renew(folder: Path, books: Ledger) -> None:
    """Has the whole graph made anew: ontology, gazetteer or layout have changed, or there is none yet."""
    shutil.rmtree(folder / index.NAME, ignore_errors=True)
    with books.transaction():
        books.derive()
        books.note("stamp", index.stamp())


def _index(folder: Path, *, write: bool) -> Index:
    path = folder / index.NAME
    try:
        return Index(path, write=write)
    except (OSError, RuntimeError) as error:
        if "Corruption" not in str(error):
            raise
        raise BadData(f"{path}: damaged; delete this folder, the next command that writes makes it anew") from error
