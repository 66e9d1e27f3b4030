"""Who may write, and what may not be taken away: locks that the operating system gives back when their holder dies.

SQLite's own file lock, on a database of its own that holds nothing, serves on every system.
"""

import sqlite3
from pathlib import Path
from typing import Self

from kg.errors import BadData, KgError

NAME = "lock.sqlite"
PATIENCE = 2.0


class Lock:
    """A held lock, for oneself (`write`) or shared with others. `close` gives it back.

    Raises KgError where another process has it and does not let go within `patience` seconds, BadData where the file
    is damaged.
    """

    def __init__(self, path: Path, *, write: bool, patience: float | None = None) -> None:
        address = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
        wait = PATIENCE if patience is None else patience
        self._connection = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
        try:
            self._take(write)
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" not in str(error):
                raise
            raise KgError(f"{path.parent}: another process writes to this store; try again when it is done") from error
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise BadData(f"{path}: damaged; it holds nothing: delete this file, then try again") from error

    @classmethod
    def at_once(cls, path: Path) -> Self | None:
        """The lock for oneself; None where another has it, or where nothing can be written."""
        try:
            return cls(path, write=True, patience=0)
        except (KgError, sqlite3.OperationalError):
            return None

    def _take(self, write: bool) -> None:
        if write:
            self._connection.execute("BEGIN EXCLUSIVE")
        else:
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    def close(self) -> None:
        """Gives the lock back."""
        self._connection.close()
