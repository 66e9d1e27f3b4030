"""Sorting texts of which there are more than memory holds: sorted batches on disk, merged as they are read."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO, cast

# How many bytes are held at once, or a text more.
BATCH = 32_000_000

# How many bytes say how long a text is.
_WIDTH = 8


def ordered(texts: Iterable[bytes], key: Callable[[bytes], bytes], size: int = BATCH) -> Iterator[bytes]:
    """The texts sorted by the key; those with the same key stay in their order."""
    waiting = batches(texts, size)
    first = sorted(next(waiting, []), key=key)
    with ExitStack() as files:
        rest = [_read(files.enter_context(_kept(sorted(batch, key=key)))) for batch in waiting]
        yield from heapq.merge(first, *rest, key=key)


def batches(texts: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    """The texts in lists of so many bytes, or a text more."""
    held: list[bytes] = []
    total = 0
    for text in texts:
        held.append(text)
        total += len(text)
        if total >= size:
            yield held
            held, total = [], 0
    if held:
        yield held


def _kept(texts: list[bytes]) -> BinaryIO:
    """A file of these texts, ready to be read; it is gone when it is closed."""
    file = cast(BinaryIO, TemporaryFile())  # noqa: SIM115 - the caller closes it
    file.writelines(len(text).to_bytes(_WIDTH, "big") + text for text in texts)
    file.seek(0)
    return file


def _read(file: BinaryIO) -> Iterator[bytes]:
    while width := file.read(_WIDTH):
        yield file.read(int.from_bytes(width, "big"))
