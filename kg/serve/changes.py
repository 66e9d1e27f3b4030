"""Whether a store has changed, asked in microseconds."""

import sqlite3
from pathlib import Path

from kg.store import ledger


class Changes:
    """Watches the ledger of a store."""

    def __init__(self, folder: Path) -> None:
        """Opens the ledger for reading. Raises sqlite3.OperationalError where that fails."""
        address = f"{(folder / ledger.NAME).absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(address, uri=True, isolation_level=None)

    def version(self) -> int:
        """A number that is another one after each change."""
        try:
            found = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.OperationalError:
            # Where nothing can be written SQLite cannot keep account of readers, but nothing changes either.
            return 0
        return int(found[0])
