"""One writer or many readers: a lock that the operating system gives back when its holder dies.

SQLite's own file lock, on a database of its own that holds nothing, serves on every system.
"""

import sqlite3
from pathlib import Path

from kg.errors import KgError

NAME = "lock.sqlite"
PATIENCE = 2.0


class Lock:
    """A held lock on a store. `close` gives it back.

    Raises KgError where another process writes (or, for `write`, reads) and does not end within PATIENCE seconds.
    """

    def __init__(self, folder: Path, *, write: bool) -> None:
        path = folder / NAME
        mode = "rwc" if write else "ro"
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE)
        self._connection.isolation_level = None
        try:
            self._take(write)
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" not in str(error):
                raise
            raise KgError(f"{folder}: another process {_doing(write)} this store; try again when it is done") from error

    def _take(self, write: bool) -> None:
        if write:
            self._connection.execute("BEGIN EXCLUSIVE")
        else:
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    def close(self) -> None:
        """Gives the lock back."""
        self._connection.close()


def _doing(write: bool) -> str:
    return "reads or writes" if write else "writes to"
