"""What a terminal shows while a command works."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

# Seconds that a command may take before it shows that it works.
PATIENCE = 1.0

Tell = Callable[[str], None]


@contextmanager
def progress(doing: str, wanted: bool = True) -> Iterator[Tell]:
    """A bar on standard error after the first second, if that is a terminal; call what it gives with what is done."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda text: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = BarColumn(bar_width=20), TimeElapsedColumn(), TextColumn("{task.description}", markup=False)
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    # How many articles a file or a stream holds is known at its end only: the bar has no length.
    task = bar.add_task(doing, total=None)
    timer = Timer(PATIENCE, bar.start)
    timer.start()
    try:
        yield lambda text: bar.update(task, description=text)
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
