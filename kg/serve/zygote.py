"""A process that does nothing but make others of itself, each of which runs queries (kg/serve/worker.py).

A server has threads and an open graph, which must not be forked; a process started anew takes a second to load its
libraries. This one has loaded them and has neither, so that a killed worker is replaced in milliseconds. It is told
what to do over a socket and ends, with all that it made, when that is closed.
"""

import ctypes
import gc
import os
import signal
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path

from kg import query
from kg.catalog import gazetteer, relations
from kg.serve import network, worker
from kg.serve.worker import Limits

MAKE, KILL, SLOW = b"M", b"K", b"S"

# Of a query that takes long: whatever else there is to do gets three times as much of the processor.
SLOWNESS = 5

_ORDER = struct.Struct("!cI")
_DIE_WITH_PARENT = 1


def order(what: bytes, number: int) -> bytes:
    """An order as it is sent: make the worker of this number (its end of a socket comes along), kill it, slow it."""
    return _ORDER.pack(what, number)


def run(control: socket.socket, folder: Path, limits: Limits) -> None:
    """Follows orders until the socket is closed."""
    children: dict[int, int] = {}
    while True:
        data, sockets, _, _ = socket.recv_fds(control, _ORDER.size, 1)
        _bury(children)
        if len(data) < _ORDER.size:
            break
        what, number = _ORDER.unpack(data)
        if what == MAKE and sockets:
            children[number] = _made(socket.socket(fileno=sockets[0]), control, folder, limits)
        elif number in children:
            _treat(children[number], what)
    for child in children.values():
        os.kill(child, signal.SIGKILL)


def _made(connection: socket.socket, control: socket.socket, folder: Path, limits: Limits) -> int:
    """The id of a new process that serves the connection; where none can be made, the connection is closed."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _live(connection, control, folder, limits, parent)
    connection.close()
    return child


def _live(connection: socket.socket, control: socket.socket, folder: Path, limits: Limits, parent: int) -> None:
    """The whole life of a worker."""
    status = 1
    try:
        control.close()
        _die_with(parent)
        with suppress(BrokenPipeError, ConnectionResetError):
            worker.serve(connection, folder, limits)
        status = 0
    finally:
        # Not by way of what the parent would do at its end.
        os._exit(status)


def _treat(child: int, what: bytes) -> None:
    if what == KILL:
        os.kill(child, signal.SIGKILL)
    elif what == SLOW:
        os.setpriority(os.PRIO_PROCESS, child, SLOWNESS)


def _bury(children: dict[int, int]) -> None:
    """Forgets the workers that are dead; until then their ids are nobody else's."""
    for number, child in list(children.items()):
        if os.waitpid(child, os.WNOHANG)[0]:
            del children[number]


def _die_with(parent: int) -> None:
    """Has this process killed when its parent ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def main() -> None:
    """`python -m kg.serve.zygote SOCKET STORE ROWS SIZE MEMORY`, started by the server."""
    number, folder, *limits = sys.argv[1:]
    control = socket.socket(fileno=int(number))
    network.leave()
    # Loaded once, shared by all that are made of this process.
    relations.load()
    gazetteer.load()
    query.load()
    gc.collect()
    gc.freeze()
    run(control, Path(folder), Limits(*map(int, limits)))


if __name__ == "__main__":
    main()
