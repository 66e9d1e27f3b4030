"""Faults of the databases below, told as errors for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import BadData, KgError


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Raises what SQLite or Oxigraph meet within as a KgError that names the store."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise KgError(f"{path}: the store cannot be read or written: {_line(error)}") from error
    except sqlite3.DatabaseError as error:
        raise BadData(
            f"{path}: the store is damaged: {_line(error)}; restore it from a copy or build it anew"
        ) from error
    except RuntimeError as error:
        if "IO error" in str(error):
            raise KgError(f"{path}: the store cannot be read or written: {_line(error)}") from error
        if "Corruption" not in str(error):
            raise
        raise BadData(
            f"{path}: the store is damaged: {_line(error)}; restore it from a copy or build it anew"
        ) from error
    except OSError as error:
        raise KgError(f"{path}: the store cannot be read or written: {_line(error)}") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
