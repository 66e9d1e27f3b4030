"""The SQLite database of a store: who may open it, what it must be, and transactions."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kg.errors import BadData

APPLICATION = 0x436F6D6D
VERSION = 3

# What SQLite keeps beside a database that someone has open, or that a writer left when it died.
BESIDE = ("-wal", "-shm")

# Kilobytes of a large store's tables that a writer keeps at hand; SQLite's own 2 MB are read over and over.
CACHE = 65_536

# Seconds to wait where another process has the files for a moment.
PATIENCE = 5.0


class Database:
    """A connection to the ledger of a store.

    One for reading sees what was there when it was opened, whatever a writer does meanwhile.
    """

    def __init__(self, path: Path | None, *, write: bool) -> None:
        """Opens the database; None: in memory. Raises BadData where it is of another kind or version."""
        self._path = path
        self.writable = write
        if path is None:
            self.connection = sqlite3.connect(":memory:", isolation_level=None)
        else:
            self.connection = _connected(path, "rwc" if write else "ro")
        try:
            self._prepare(path, write)
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # A full disk has ended the transaction already.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[Any]:
        """The rows of a query."""
        return iter(self.connection.execute(sql, tuple(values)))

    def one(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """The first row of a query, or None."""
        return next(self.rows(sql, values), None)

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Runs a statement for each of the rows."""
        self.connection.executemany(sql, rows)

    def meta(self, key: str) -> str | None:
        """A fact about the store itself."""
        found = self.one("SELECT value FROM meta WHERE key = ?", [key])
        return found[0] if found else None

    def note(self, key: str, value: str) -> None:
        """Writes a fact about the store itself."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def sync(self) -> None:
        """Has all that was written to disk outlive a loss of power; readers are not waited for."""
        if self._path is None:
            return
        # On a connection of its own: SQLite refuses it on one from which somebody still reads rows.
        with closing(_connected(self._path, "rw")) as other:
            other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _prepare(self, path: Path | None, write: bool) -> None:
        if not write:
            try:
                self._begin()
            except sqlite3.OperationalError:
                # Where nothing can be written SQLite cannot keep account of readers, but nothing changes either.
                if path is None or any(path.with_name(path.name + end).exists() for end in BESIDE):
                    raise
                self.connection.close()
                self.connection = _connected(path, "ro&immutable=1")
                self._begin()
        elif self._is_new():
            self._make()
        else:
            self._check()
        if write:
            # Safe when the process dies; `sync` is for a loss of power.
            self.connection.execute("PRAGMA journal_mode = WAL").fetchall()
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute(f"PRAGMA cache_size = -{CACHE}")

    def _begin(self) -> None:
        """What is there now is what will be read."""
        self.connection.execute("BEGIN")
        self._check()

    def _is_new(self) -> bool:
        return not self.one("PRAGMA user_version")[0] and not self.one("SELECT count(*) FROM sqlite_schema")[0]

    def _make(self) -> None:
        sql = Path(__file__).with_name("schema.sql").read_text("utf8")
        numbers = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
        self.connection.executescript(f"BEGIN IMMEDIATE; {sql} {numbers} COMMIT;")

    def _check(self) -> None:
        version, kind = self.one("PRAGMA user_version")[0], self.one("PRAGMA application_id")[0]
        self.one("SELECT count(*) FROM sqlite_schema")
        if kind != APPLICATION:
            raise BadData(f"{self._path}: not a store of this program; give another folder")
        if version != VERSION:
            cure = "build it anew" if version < VERSION else "it is newer: update the program"
            raise BadData(f"{self._path}: a store of version {version}, but this program reads {VERSION}; {cure}")


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE)
