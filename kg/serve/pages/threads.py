"""Threads in which look-ups run: a few, for which clients take turns.

With one for each request a flood of large pages would leave the interpreter no time for queries.
"""

from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from kg.errors import KgError
from kg.serve.requests import client
from kg.serve.settings import Settings
from kg.serve.turns import Places

# Look-ups at once.
PLACES = 3

_Found = TypeVar("_Found")


class Threads:
    """Runs look-ups, of each client in its turn."""

    def __init__(self, settings: Settings) -> None:
        """As many may wait, and as long, as for queries."""
        self._places = Places(PLACES, settings.waiting, settings.patience)

    async def run(self, look: Callable[[Request], _Found], request: Request) -> _Found:
        """What a look-up finds. Raises what that raises, and Busy where too many wait."""
        turn = await self._places.take(client(request))
        try:
            return await run_in_threadpool(_alone, look, request)
        finally:
            turn.give_back()


def _alone(look: Callable[[Request], _Found], request: Request) -> _Found:
    """What a look-up finds. A failure leaves its frames behind: what they hold of Oxigraph must end in this thread."""
    try:
        return look(request)
    except KgError as error:
        error.__context__ = None
        raise error.with_traceback(None) from None
