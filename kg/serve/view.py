"""What the endpoints of a server see: the store as it was last finished, and a guarded way to ask it anything.

`with view.store() as store` is for look-ups of our own, in plain `def` endpoints (which Starlette runs in threads):
nothing there can be stopped, so it must be cheap whatever the client sent. `await view.select(...)` and
`await view.question(...)` are for what a client wrote: another process runs it, and is killed when it takes too long or
too much. What they raise (kg/serve/errors.py) needs no catching: the app makes an answer of it.
"""

import asyncio
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import KgError
from kg.serve.engine import Engine
from kg.serve.jobs import Job, Reply
from kg.serve.settings import Settings
from kg.serve.snapshots import Snapshots
from kg.store import Store

# Rows that are read where it is not said how many.
MOST = 10_000

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT query; `cut` tells that there are more rows than were wanted."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class View:
    """A store that is served, with its settings."""

    settings: Settings
    snapshots: Snapshots
    engine: Engine

    def store(self) -> AbstractContextManager[Store]:
        """The store as it was last finished, for reading, in the thread that asks.

        The same snapshot as long as it is open. Raises Unavailable where it is gone or damaged.
        """
        return self.snapshots.store()

    async def select(self, text: str, client: str = "", most: int = MOST) -> Rows:
        """The first rows of a SELECT query, which may be a client's own; `client` is an address that takes turns.

        Raises KgError for what is no SELECT query, Refused for SERVICE and updates, Overrun where it takes too long or
        too much memory, Busy where too many wait.
        """
        return await self._rows(Job(text=text, most=most), client)

    async def question(self, name: str, values: Mapping[str, str], client: str = "", most: int = MOST) -> Rows:
        """The first rows of a shipped question (kg/query), its parameters as given.

        Raises what `select` raises, NotFound for an unknown question, parameter, entity, relation or class.
        """
        return await self._rows(Job(question=name, values=dict(values), most=most), client)

    async def run(self, job: Job, client: str = "") -> Reply:
        """The answer to a query in the form that it asks for; raises what `select` raises."""
        return await self.engine.run(job, client)

    async def _rows(self, job: Job, client: str) -> Rows:
        # Many rows take a moment to read, in which the others must not wait.
        return await asyncio.to_thread(_read, await self.run(job, client))


def _read(reply: Reply) -> Rows:
    """The rows of an answer in JSON. Raises KgError for the answer to ASK."""
    found = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise KgError("SPARQL: must be a SELECT query")
    columns = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(solution[column] for column in columns) for solution in found)
    return Rows(columns, rows, reply.cut)
