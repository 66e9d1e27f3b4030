"""Runs queries in processes that are killed when they take too long, so many at once, whoever asks.

Half of the places are for queries that have just begun. One that is not done after SHORT seconds (after SLICE where
others wait for its place) moves to the other half, and where that is full it is stopped and begun again when a place is
free: however many long queries there are, a short one waits for none of them. What has been long once begins there.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import monotonic

from kg.serve.errors import Overrun, Unavailable
from kg.serve.jobs import Job, Known, Reply
from kg.serve.processes import Nursery, Worker
from kg.serve.settings import Settings
from kg.serve.turns import Places

# Seconds of processor time after which a query is a long one, and after which it is one where others wait; and seconds
# by the clock, if it does something else than reckon.
SHORT, SLICE, PATIENCE = 0.5, 0.05, 2.0

# Seconds after which it is looked again what a query has taken.
GLANCE = 0.02

# So many long queries are remembered.
REMEMBERED = 10_000


class Engine:
    """Use `start` and `stop` within a running event loop."""

    def __init__(self, settings: Settings) -> None:
        """Starts nothing yet."""
        self._timeout, self._jobs, self._nursery = settings.timeout, settings.jobs, Nursery(settings)
        few = settings.waiting, settings.patience
        self._short, self._long = Places(settings.jobs - settings.jobs // 2, *few), Places(settings.jobs // 2, *few)
        self._known = Known(REMEMBERED)
        self._idle: list[Worker] = []
        self._making: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Makes the processes. Raises Unavailable where they cannot open the store."""
        self._idle.append(await self._made())
        for _ in range(self._jobs - 1):
            self._replace()

    async def stop(self) -> None:
        """Ends the processes, whatever they do."""
        for task in self._making:
            task.cancel()
        await asyncio.gather(*self._making, return_exceptions=True)
        for worker in self._idle:
            worker.close()
        self._idle.clear()
        self._nursery.stop()

    async def run(self, job: Job, client: str = "") -> Reply:
        """The answer to a query of a client.

        Raises the failures of kg/serve/answering.py, Overrun where it takes too long or too much memory, Busy where too
        many wait.
        """
        if job in self._known:
            return await self._long_one(job, client)
        turn = await self._short.take(client)
        try:
            async with self._asked(job) as (worker, asked):
                begun = monotonic()
                if await self._done_soon(worker, asked):
                    return asked.result()
                if monotonic() - begun > self._timeout:
                    raise self._late()
                self._known.add(job)
                if (longer := self._long.at_once()) is not None:
                    turn.give_back()
                    turn = longer
                    return await self._rest(worker, asked, self._timeout - (monotonic() - begun))
        finally:
            turn.give_back()
        return await self._long_one(job, client)

    async def _done_soon(self, worker: Worker, asked: asyncio.Task[Reply]) -> bool:
        """Whether a query is done in the time that a short one has."""
        begun, end = worker.used(), monotonic() + min(PATIENCE, self._timeout)
        while not await _settled(asked, min(GLANCE, self._timeout)):
            most = SLICE if self._short.wanted else SHORT
            if worker.used() - begun > most or monotonic() > end:
                break
        return asked.done()

    async def _long_one(self, job: Job, client: str) -> Reply:
        """The answer to a query known to be long, when it is its turn."""
        turn = await self._long.take(client)
        try:
            async with self._asked(job) as (worker, asked):
                begun = monotonic()
                if await self._done_soon(worker, asked):
                    # It was late only because others waited.
                    self._known.discard(job)
                    return asked.result()
                return await self._rest(worker, asked, self._timeout - (monotonic() - begun))
        finally:
            turn.give_back()

    async def _rest(self, worker: Worker, asked: asyncio.Task[Reply], seconds: float) -> Reply:
        self._nursery.slow(worker)
        if not await _settled(asked, seconds):
            raise self._late()
        worker.spent = True
        return asked.result()

    def _late(self) -> Overrun:
        return Overrun(f"the query was stopped after {self._timeout:g} s; ask for less, for example with LIMIT")

    @asynccontextmanager
    async def _asked(self, job: Job) -> AsyncIterator[tuple[Worker, asyncio.Task[Reply]]]:
        """A worker at work on a job; one that is not done afterwards is killed, and another takes its place."""
        worker = await self._ready()
        asked = asyncio.create_task(worker.ask(job))
        try:
            yield worker, asked
        finally:
            asked.cancel()
            if worker.spent or not asked.done():
                self._nursery.kill(worker)
                self._replace()
            elif len(self._idle) < self._jobs:
                self._idle.append(worker)
            else:
                self._nursery.kill(worker)

    async def _ready(self) -> Worker:
        """A worker that waits for a query."""
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive():
                return worker
            worker.close()
        return await self._made()

    async def _made(self) -> Worker:
        worker = await self._nursery.worker()
        try:
            await worker.ready()
        except BaseException:
            self._nursery.kill(worker)
            raise
        return worker

    async def _make(self) -> None:
        with suppress(Unavailable):
            # Whoever needs it will hear why there is none.
            self._idle.append(await self._made())

    def _replace(self) -> None:
        task = asyncio.get_running_loop().create_task(self._make())
        # The loop itself would let it be thrown away.
        self._making.add(task)
        task.add_done_callback(self._making.discard)


async def _settled(task: asyncio.Task[Reply], seconds: float) -> bool:
    """Whether a task is done within so many seconds; one that is not is cancelled with us, and else goes on."""
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        raise
    return bool(done)
