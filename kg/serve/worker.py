"""A process that runs one query after the other, in bounds that it cannot leave; who asks kills it when it is late."""

import os
import resource
import socket
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from kg.errors import KgError
from kg.serve import jobs
from kg.serve.answering import answer
from kg.serve.changes import Changes
from kg.serve.errors import Overrun
from kg.serve.snapshots import Snapshots
from kg.store import Store

TOO_MUCH_MEMORY = "the query needs more memory than one may take here; ask for less at once"

# A query waits for no page that people look at.
POLITE = 0


class Limits(NamedTuple):
    """How many rows and bytes an answer may hold, and how many bytes of memory a query may take."""

    rows: int
    size: int
    memory: int


class Fresh:
    """The store as it was last finished, opened again when it has changed."""

    def __init__(self, folder: Path) -> None:
        """Opens the store. Raises what `Snapshots.store` raises."""
        self._snapshots, self._changes, self._stack = Snapshots(folder), Changes(folder), ExitStack()
        self._version = self._changes.version()
        self._store = self._stack.enter_context(self._snapshots.store())

    def store(self) -> Store:
        """The store, for the next query."""
        version = self._changes.version()
        if version != self._version:
            self._stack.close()
            self._store, self._version = self._stack.enter_context(self._snapshots.store()), version
        return self._store


def serve(connection: socket.socket, folder: Path, limits: Limits) -> None:
    """Answers what comes over a connection, until it ends. The first thing sent tells that it is ready."""
    os.nice(POLITE)
    fresh = Fresh(folder)
    _confine(limits.memory)
    connection.sendall(jobs.ready(os.getpid()))
    while (head := _received(connection)) is not None:
        connection.sendall(_answered(fresh, head, limits))


def _answered(fresh: Fresh, head: bytes, limits: Limits) -> bytes:
    try:
        job = jobs.job_from(head)
        most = limits.rows if job.most is None else min(job.most, limits.rows)
        return jobs.reply_bytes(answer(fresh.store(), job, most, limits.size))
    except KgError as error:
        return jobs.error_bytes(error)
    except MemoryError:
        return jobs.error_bytes(Overrun(TOO_MUCH_MEMORY))


def _received(connection: socket.socket) -> bytes | None:
    """The next job as it was sent; None where no more comes."""
    start = _exactly(connection, jobs.START)
    return _exactly(connection, sum(jobs.lengths(start))) if start else None


def _exactly(connection: socket.socket, number: int) -> bytes:
    """So many bytes; none where the other end is gone."""
    found = bytearray()
    while len(found) < number:
        piece = connection.recv(number - len(found))
        if not piece:
            return b""
        found += piece
    return bytes(found)


def _confine(memory: int) -> None:
    """No more memory than this beside what is held already, and no dump of it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))
