"""HTTP connections that slow or greedy clients cannot keep.

uvicorn closes a connection that is idle between two requests, but waits for ever for the rest of a request that has
begun, and for a client to read its answer.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

# How often a connection is looked at, in seconds, and how long the head of a request may take.
TICK, HEAD_TIME = 2.0, 10.0

# A client that reads fewer bytes of its answer than this in so many seconds is no longer waited for.
READS, READ_TIME = 50_000, 20.0

# Connections that one address may hold, and bytes of answers that it may leave unread in all of them. Where there is
# more, answers are given up of which more than a LARGE part is left.
MOST = 256
HELD, LARGE = 256 << 20, 1 << 20


class Connection(H11Protocol):
    """A connection that is closed when nothing comes of it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to watch; closes at once what is one too many."""
        super().connection_made(transport)
        self._served: object = None
        self._idle = self._stuck = 0.0
        self._left = 0
        self._watch = self.loop.call_later(TICK, self._look)
        if sum(_address(other) == _address(self) for other in self.connections) > MOST:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends the watch."""
        self._watch.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        self._idle = self._idle + TICK if self._waits_for_request() else 0.0
        self._stuck = self._stuck + TICK if self._waits_for_reader() else 0.0
        if self._idle >= HEAD_TIME or self._stuck >= READ_TIME or self._holds_too_much():
            self.transport.abort()
            return
        self._watch = self.loop.call_later(TICK, self._look)

    def _waits_for_request(self) -> bool:
        """Whether no request has begun since the last look, and none is being served or its answer read."""
        served, self._served = self._served, self.cycle
        if self.transport.get_write_buffer_size():
            return False
        return self.cycle is served and (self.cycle is None or self.cycle.response_complete)

    def _waits_for_reader(self) -> bool:
        """Whether next to nothing was read of what there is to read since the last look."""
        before, self._left = self._left, self.transport.get_write_buffer_size()
        return self._left > 0 and self._left > before - READS * TICK / READ_TIME

    def _holds_too_much(self) -> bool:
        """Whether much is left to read here, and too much in all connections of this address."""
        if self._left <= LARGE:
            return False
        ours = (other.transport for other in self.connections if _address(other) == _address(self))
        return sum(transport.get_write_buffer_size() for transport in ours) > HELD


def _address(connection: object) -> str:
    """Where a connection comes from."""
    client = getattr(connection, "client", None)
    return client[0] if client else ""
