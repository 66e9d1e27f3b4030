"""Whether a store has changed, asked in microseconds."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.serve.errors import UNREADABLE, Unavailable
from kg.store import ledger


class Changes:
    """Watches the ledger of a store."""

    def __init__(self, folder: Path) -> None:
        """Opens the ledger for reading. Raises sqlite3.OperationalError where that fails."""
        self._path = folder / ledger.NAME
        self._connection = self._connected()
        self._file = file(folder)

    def version(self) -> tuple[int, int]:
        """Numbers that are others after each change, and where another store stands in the place of this one.

        Raises Unavailable where there is none any more, or a damaged one.
        """
        if (now := file(self._path.parent)) != self._file:
            with closing(self._connection):
                self._connection = self._connected()
            self._file = now
        try:
            found = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError):
                raise Unavailable(UNREADABLE) from error
            # Where nothing can be written SQLite cannot keep account of readers, but nothing changes either.
            return now, 0
        return now, int(found[0])

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def file(folder: Path) -> int:
    """The number of the file that is the ledger of a store. Raises Unavailable where there is none."""
    try:
        return (folder / ledger.NAME).stat().st_ino
    except OSError as error:
        raise Unavailable(UNREADABLE) from error
