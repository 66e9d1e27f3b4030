"""Who comes next: places that clients take turns for."""

import asyncio
from collections import deque

from kg.serve.errors import Busy


class Turn:
    """A place that is held; `give_back` more than once does no harm."""

    def __init__(self, places: "Places") -> None:
        """Of these places, one of which is taken already."""
        self._places: Places | None = places

    def give_back(self) -> None:
        """Lets the next one have it."""
        places, self._places = self._places, None
        if places is not None:
            places.pass_on()


class Places:
    """So many places. Clients that wait take turns, whatever each of them asks for; one client's own come in order."""

    def __init__(self, number: int, waiting: int, patience: float) -> None:
        """At most `waiting` of one client wait, and none longer than `patience` seconds."""
        self._free, self._waiting, self._patience = number, waiting, patience
        self._queues: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def wanted(self) -> bool:
        """Whether anybody waits for one."""
        return bool(self._queues)

    def at_once(self) -> Turn | None:
        """A place, if one is free."""
        if self._free <= 0:
            return None
        self._free -= 1
        return Turn(self)

    async def take(self, client: str) -> Turn:
        """A place, when it is this client's turn. Raises Busy where that takes too long or too many wait."""
        if (turn := self.at_once()) is not None:
            return turn
        queue = self._queues.setdefault(client, deque())
        if len(queue) >= self._waiting:
            raise Busy(f"{len(queue)} requests of yours wait already; try again when some are answered")
        place = asyncio.get_running_loop().create_future()
        queue.append(place)
        try:
            await asyncio.wait_for(asyncio.shield(place), self._patience)
        except TimeoutError:
            self._leave(client, place)
            raise Busy(f"too much is asked at once: no turn within {self._patience:g} s; try again later") from None
        except asyncio.CancelledError:
            self._leave(client, place)
            raise
        return Turn(self)

    def pass_on(self) -> None:
        """A place has become free: it goes to the client whose turn it is."""
        if not self._queues:
            self._free += 1
            return
        client = next(iter(self._queues))
        queue = self._queues.pop(client)
        place = queue.popleft()
        if queue:
            # To the end: the others come first now.
            self._queues[client] = queue
        place.set_result(None)

    def _leave(self, client: str, place: asyncio.Future[None]) -> None:
        """Out of the queue; a place that came at the last moment goes on to the next."""
        if place.done():
            self.pass_on()
            return
        queue = self._queues[client]
        queue.remove(place)
        if not queue:
            del self._queues[client]
