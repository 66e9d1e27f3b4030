"""Extraction by several processes, each with a model of its own: in the order of the inputs, within bounded memory.

No more than AHEAD articles a process are at work or wait to be taken, whatever the number of inputs. Each process has a
pipe of its own and one article at a time, so that where one dies it is known over which.
"""

import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.errors import BadArticle, KgError
from kg.model import Article, Extraction

if TYPE_CHECKING:
    from kg.language.extractor import Extractor

# How many articles a process may be ahead of the writer.
AHEAD = 8

Found = Extraction | BadArticle
Extract = Callable[[Article], Found]

Mark = TypeVar("Mark")

# What a fault of the program may raise on a strange article: that article is named, and the rest goes on.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)


@cache
def extractor() -> "Extractor":
    """The extractor of this process; its model is loaded with the first article."""
    # Here, so that a worker is there at once, and loads what it needs when it has an article.
    from kg.language.extractor import Extractor

    return Extractor()


def extract(article: Article) -> Found:
    """The claims of an article, or the error that names it."""
    try:
        return Extraction(article, extractor().extract(article))
    except BadArticle as error:
        return error
    except _FAULTS as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
        return BadArticle(f"{article.id}: a fault of the extraction ({where}); left out, please report it")


def extracted(
    items: Iterable[tuple[Article | BadArticle, Mark]], jobs: int, by: Extract = extract
) -> Iterator[tuple[Found, Mark]]:
    """What became of each item, with its mark, in their order whatever the number of jobs.

    An article that ends its process (out of memory, a fault of a library) comes as the error that names it.
    """
    if jobs <= 1:
        yield from ((item if isinstance(item, BadArticle) else by(item), mark) for item, mark in items)
        return
    crew = _Crew(jobs, by)
    waiting: deque[_Task[Mark]] = deque()
    try:
        for item, mark in items:
            waiting.append(_Task(item, mark))
            crew.set_to_work(waiting)
            while len(waiting) >= jobs * AHEAD or (waiting and waiting[0].found):
                yield crew.first(waiting)
        while waiting:
            yield crew.first(waiting)
    finally:
        crew.close()


class _Task(Generic[Mark]):
    """An item, and of an article what became of it, once that is known."""

    def __init__(self, item: Article | BadArticle, mark: Mark) -> None:
        self.item, self.mark, self.is_begun = item, mark, isinstance(item, BadArticle)
        self.found: Found | None = item if isinstance(item, BadArticle) else None


class _Worker:
    """A process that waits for articles."""

    def __init__(self, by: Extract) -> None:
        # A fresh interpreter: a forked one would share the store's open files.
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, by), daemon=True)
        with _without_interrupts():
            self._process.start()
        theirs.close()

    def close(self) -> None:
        """Ends the process, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


class _Crew:
    """The processes, and what each is at."""

    def __init__(self, jobs: int, by: Extract) -> None:
        self._jobs, self._by = jobs, by
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, _Task[Any]]] = {}

    def set_to_work(self, waiting: Iterable[_Task[Any]]) -> None:
        """Hands out what nobody is at yet; processes are started as they are needed."""
        for task in waiting:
            if not task.is_begun and len(self._busy) < self._jobs:
                assert isinstance(task.item, Article)
                worker = self._idle.pop() if self._idle else _Worker(self._by)
                self._busy[worker.pipe] = (worker, task)
                task.is_begun = True
                self._sent(worker, task.item)

    def first(self, waiting: deque[_Task[Mark]]) -> tuple[Found, Mark]:
        """What became of the first, which is taken out; meanwhile the others are worked at."""
        task = waiting[0]
        while task.found is None:
            for pipe in wait(list(self._busy)):
                self._take(pipe)  # type: ignore[arg-type]  # we gave it connections only
            self.set_to_work(waiting)
        return task.found, waiting.popleft().mark

    def close(self) -> None:
        """Ends all processes."""
        for worker in (*self._idle, *(worker for worker, _ in self._busy.values())):
            worker.close()

    def _take(self, pipe: Connection) -> None:
        """What a process has found; one that died leaves an error."""
        worker, task = self._busy.pop(pipe)
        try:
            found = pipe.recv()
            self._idle.append(worker)
            if not isinstance(found, Found):
                raise found
            task.found = found
        except (EOFError, ConnectionError):
            worker.close()
            assert isinstance(task.item, Article)
            task.found = BadArticle(f"{task.item.id}: ended the process that read it (out of memory?); left out")

    def _sent(self, worker: _Worker, article: Article) -> None:
        try:
            worker.pipe.send(article)
        except (BrokenPipeError, ConnectionError):
            # It has died; `_take` meets the end of its pipe.
            return


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process started meanwhile does not meet Ctrl-C before it has said that it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # Its start would let the signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, by: Extract) -> None:
    """What a process does: articles in, what was found out, until its parent has no more, or is no more."""
    # It is for the parent to end on Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            article = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(by(article))
        except KgError as error:
            # No article is at fault: it is for the parent to stop.
            pipe.send(error)


def _end_with_parent() -> None:
    """A parent that is killed closes no pipe that a sister process has inherited; so it is watched."""
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
