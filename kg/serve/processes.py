"""The processes that run queries, as the server sees them."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from itertools import count

from kg.serve import jobs, zygote
from kg.serve.errors import UNREADABLE, Overrun, Unavailable
from kg.serve.jobs import Job, Reply
from kg.serve.settings import Settings
from kg.serve.worker import TOO_MUCH_MEMORY

# Seconds that a new process may take until it is ready.
STARTING = 60.0

# After so many queries a process makes way for a fresh one, whatever it has gathered.
LIFE = 2_000


class Worker:
    """A process that runs queries, one at a time. `spent` once it should not be asked again."""

    def __init__(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """At the other end of this connection."""
        self.number, self.spent = number, False
        self._reader, self._writer, self._asked = reader, writer, 0
        self._clock = time.CLOCK_MONOTONIC

    async def ready(self) -> None:
        """Waits until it has opened the store. Raises Unavailable where it cannot."""
        try:
            async with asyncio.timeout(STARTING):
                self._clock = _clock_of(jobs.process(await self._reader.readexactly(jobs.READY)))
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            self.spent = True
            raise Unavailable(UNREADABLE) from None

    async def ask(self, job: Job) -> Reply:
        """The answer to a query. Raises the failure that it sends, Overrun where it dies."""
        self._asked += 1
        # Until the answer is there nobody else may ask.
        self.spent = True
        try:
            self._writer.write(jobs.job_bytes(job))
            await self._writer.drain()
            head, body = jobs.lengths(await self._reader.readexactly(jobs.START))
            answer = await self._reader.readexactly(head), await self._reader.readexactly(body)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Overrun(TOO_MUCH_MEMORY) from None
        self.spent = self._asked >= LIFE
        try:
            return jobs.reply_from(*answer)
        except Overrun:
            self.spent = True
            raise

    def used(self) -> float:
        """Seconds of processor time that it has taken in its life; where that cannot be known, seconds by the clock."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            # It has ended, as who waits for its answer is about to hear.
            return 0.0

    def is_alive(self) -> bool:
        """Whether it is still there, as far as is known."""
        return not self._reader.at_eof()

    def close(self) -> None:
        """Ends the connection."""
        self._writer.close()


def _clock_of(process: int) -> int:
    """The clock that tells how much processor time another process has taken (Linux: clock_getcpuclockid)."""
    return (~process << 3) | 2 if sys.platform == "linux" else time.CLOCK_MONOTONIC


class Nursery:
    """Makes and kills workers, by way of a process that has nothing else to do."""

    def __init__(self, settings: Settings) -> None:
        """Starts nothing yet."""
        self._settings, self._numbers = settings, count()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def worker(self) -> Worker:
        """A new worker, which is not ready yet."""
        number, (ours, theirs) = next(self._numbers), socket.socketpair()
        with theirs:
            try:
                self._send(zygote.MAKE, number, theirs)
            except OSError:
                # Killed, perhaps for want of memory, and all workers with it.
                self.stop()
                self._send(zygote.MAKE, number, theirs)
        ours.setblocking(False)
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        return Worker(number, reader, writer)

    def kill(self, worker: Worker) -> None:
        """Ends a worker, whatever it does."""
        worker.close()
        self._tell(zygote.KILL, worker)

    def slow(self, worker: Worker) -> None:
        """Has everything else come before a worker."""
        self._tell(zygote.SLOW, worker)

    def stop(self) -> None:
        """Ends all workers."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None

    def _tell(self, what: bytes, worker: Worker) -> None:
        try:
            self._send(what, worker.number)
        except OSError:
            # With the process that makes them the workers have ended.
            self.stop()

    def _send(self, what: bytes, number: int, *sockets: socket.socket) -> None:
        if self._control is None:
            self._start()
        assert self._control is not None
        socket.send_fds(self._control, [zygote.order(what, number)], [one.fileno() for one in sockets])

    def _start(self) -> None:
        settings = self._settings
        ours, theirs = socket.socketpair()
        limits = (settings.rows, settings.size, settings.memory)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [
                    sys.executable,
                    "-P",
                    "-m",
                    zygote.__name__,
                    str(theirs.fileno()),
                    str(settings.store),
                    *map(str, limits),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name != "KG_TOKEN"},
                start_new_session=True,
            )
        self._control = ours
