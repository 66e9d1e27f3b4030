"""The graph of a store on disk: finished generations that are read, and the next one that a writer makes beside them.

A folder that Oxigraph writes to must not be read by another process. So a writer never touches what readers may have
open: it makes the next generation from the files of the last (RocksDB never changes a table once it is written: links
to the same tables do, and no data is copied), works on that, and closes it. The ledger then says, in the transaction
that also changes what it tells itself, which generation is the current one. Old ones go when nobody reads them.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import BadData
from kg.store.faults import is_damage
from kg.store.index import Index
from kg.store.lock import Lock

NAME = "graph"

# What RocksDB never changes once it stands there, what is its holder's alone, and what nobody reads.
_LASTING, _OWN, _LOG = ".sst", "LOCK", "LOG"


class Reading:
    """A generation that is read, and cannot be taken away meanwhile."""

    def __init__(self, index: Index, lock: Lock | None) -> None:
        """A graph in memory needs no lock."""
        self.index, self._lock = index, lock

    def close(self) -> None:
        """Gives it back."""
        self.index.close()
        if self._lock is not None:
            self._lock.close()


def reading(folder: Path, number: int) -> Reading | None:
    """A generation to read from; None where it is not there (any more).

    Raises BadData where it is damaged.
    """
    path = _path(folder, number)
    try:
        lock = Lock(_lock(path), write=False)
    except sqlite3.OperationalError:
        return None
    if not path.is_dir():
        lock.close()
        return None
    try:
        return Reading(_opened(path, write=False), lock)
    except BaseException:
        lock.close()
        raise


@contextmanager
def writing(folder: Path, number: int, *, anew: bool) -> Iterator[Index]:
    """The generation of this number, made from the one before it (or `anew`: of nothing), closed at the end.

    What an earlier writer left half done under that number is thrown away, and so is this where it fails.
    """
    path, last = _path(folder, number), _path(folder, number - 1)
    path.parent.mkdir(exist_ok=True)
    shutil.rmtree(path, ignore_errors=True)
    try:
        if not anew and last.is_dir():
            _grown_from(last, path)
        index = _opened(path, write=True)
        try:
            yield index
            index.flush()
        finally:
            index.close()
        Lock(_lock(path), write=True).close()
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def sweep(folder: Path, current: int) -> None:
    """Takes away every generation but the current one, unless somebody reads it."""
    for path in sorted((folder / NAME).iterdir()):
        if path.is_dir() and path != _path(folder, current):
            _take_away(path)


def is_there(folder: Path, number: int) -> bool:
    """Whether there is this generation."""
    return _path(folder, number).is_dir() and _lock(_path(folder, number)).exists()


def size(folder: Path, number: int) -> int:
    """The bytes of the tables of a generation."""
    return sum(file.stat().st_size for file in _path(folder, number).glob(f"*{_LASTING}"))


def _take_away(path: Path) -> None:
    lock = _lock(path)
    held = Lock.at_once(lock)
    if held is not None:
        shutil.rmtree(path, ignore_errors=True)
        lock.unlink(missing_ok=True)
        held.close()


def _path(folder: Path, number: int) -> Path:
    return folder / NAME / f"{number:08}"


def _lock(path: Path) -> Path:
    return path.with_suffix(".lock")


def _grown_from(last: Path, path: Path) -> None:
    path.mkdir()
    for file in sorted(last.iterdir()):
        if file.suffix == _LASTING:
            _link(file, path / file.name)
        elif file.name != _OWN and not file.name.startswith(_LOG):
            shutil.copyfile(file, path / file.name)


def _link(file: Path, other: Path) -> None:
    try:
        os.link(file, other)
    except OSError:
        # Some file systems have no links.
        shutil.copyfile(file, other)


def _opened(path: Path, *, write: bool) -> Index:
    try:
        return Index(path, write=write)
    except (OSError, RuntimeError) as error:
        # A file that must be there is not there.
        lost = not write and "No such file" in str(error)
        if not (lost or is_damage(error)):
            raise
        raise BadData(f"{path.parent}: damaged; the next command that writes (kg build, say) makes it anew") from error
