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


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Raises what SQLite or Oxigraph meet within as a KgError that names the store."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise KgError(f"{path}: the store cannot be read or written: {_line(error)}") from error
    except BadRow as error:
        raise BadData(f"{path}: the store is damaged: {_line(error)}; `kg validate` names what, {_REMEDY}") from error
    except sqlite3.DatabaseError as error:
        raise BadData(
            f"{path}: the store is damaged: {_line(error)}; restore it from a copy or build it anew"
        ) from error
    except RuntimeError as error:
        if "IO error" in str(error):
            raise KgError(f"{path}: the store cannot be read or written: {_line(error)}") from error
        if not is_damage(error):
            raise
        raise BadData(f"{path}: the graph is damaged: {_line(error)}; {_CURE}") from error
    except OSError as error:
        if is_damage(error):
            raise BadData(f"{path}: the graph is damaged: {_line(error)}; {_CURE}") from error
        raise KgError(f"{path}: the store cannot be read or written: {_line(error)}") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
