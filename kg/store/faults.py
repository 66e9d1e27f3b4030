"""Faults of the databases below, told as errors for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import BadData, KgError

# The graph follows from the ledger; the ledger from articles alone.
_CURE = "delete its folder `graph`, the next command that writes (kg build, say) makes it anew"
_REMEDY = "`kg remove` and `kg build` of these articles mend it"


class BadRow(sqlite3.DatabaseError):
    """A row of the ledger does not hold what it must."""


def is_damage(error: BaseException) -> bool:
    """Whether Oxigraph says with this error that its files are damaged."""
    return isinstance(error, RuntimeError | OSError) and "Corruption" in str(error)


def is_of_files(error: BaseException) -> bool:
    """Whether Oxigraph says with this error that its files are damaged, or cannot be read or written."""
    return is_damage(error) or (isinstance(error, RuntimeError) and "IO error" in str(error))


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Raises what SQLite or Oxigraph meet within as a KgError that names the store."""
    try:
        yield
    except (sqlite3.DatabaseError, RuntimeError, OSError) as error:
        known = _known(path, error, " ".join(str(error).split()))
        if known is None:
            raise
        raise known from error


def _known(path: Path | None, error: Exception, line: str) -> KgError | None:
    """What to tell of an error; None where it is none of a database."""
    if isinstance(error, sqlite3.ProgrammingError):
        return KgError(f"{path}: the store is closed; open it again") if "closed" in line else None
    if isinstance(error, BadRow):
        return BadData(f"{path}: the store is damaged: {line}; `kg validate` names what, {_REMEDY}")
    if is_damage(error):
        return BadData(f"{path}: the graph is damaged: {line}; {_CURE}")
    if isinstance(error, sqlite3.OperationalError | OSError) or is_of_files(error):
        return KgError(f"{path}: the store cannot be read or written: {line}")
    if isinstance(error, sqlite3.DatabaseError):
        return BadData(f"{path}: the store is damaged: {line}; restore it from a copy or build it anew")
    return None
