"""Sorting lines of which there are more than memory holds: sorted batches on disk, merged as they are read."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from tempfile import TemporaryFile
from typing import BinaryIO, cast

# How many lines are held at once; one of N-Quads has some 200 bytes.
BATCH = 200_000


def ordered(batches: Iterable[list[bytes]], key: Callable[[bytes], bytes] | None = None) -> Iterator[bytes]:
    """The lines of all batches, sorted by the key (none: as they are), none twice."""
    waiting = iter(batches)
    first = sorted(next(waiting, []), key=key)
    with ExitStack() as files:
        rest = [files.enter_context(_kept(sorted(batch, key=key))) for batch in waiting]
        yield from (line for line, _ in groupby(heapq.merge(first, *rest, key=key)))


def _kept(lines: list[bytes]) -> BinaryIO:
    """A file of these lines, ready to be read; it is gone when it is closed."""
    file = cast(BinaryIO, TemporaryFile())  # noqa: SIM115 - the caller closes it
    file.writelines(lines)
    file.seek(0)
    return file
