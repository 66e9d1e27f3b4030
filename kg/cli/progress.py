"""What a terminal shows while a command works."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Protocol

# Seconds that a command may take before it shows that it works.
PATIENCE = 1.0


class Tell(Protocol):
    """Says what is done, and how much of all that is to do, from 0 to 1, where that is known."""

    def __call__(self, text: str, share: float | None = None) -> None:
        """Shows it."""


@contextmanager
def progress(doing: str, wanted: bool = True) -> Iterator[Tell]:
    """A bar on standard error after the first second, if that is a terminal; call what it gives with what is done."""
    if not (wanted and sys.stderr.isatty()):
        yield _untold
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = BarColumn(bar_width=20), TimeElapsedColumn(), TextColumn("{task.description}", markup=False)
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    # How many articles an archive or a stream holds is known at its end only: then the bar has no length.
    task = bar.add_task(doing, total=None)

    def tell(text: str, share: float | None = None) -> None:
        bar.update(task, description=text, total=None if share is None else 1.0, completed=share or 0.0)

    timer = Timer(PATIENCE, bar.start)
    timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


def _untold(text: str, share: float | None = None) -> None:
    """Nobody looks."""
