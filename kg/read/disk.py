"""Files on disk: which may be opened, and how much of them is read."""

import os
import stat
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import TypeAlias

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import Source, shown

Item: TypeAlias = Article | BadArticle
Reader: TypeAlias = Callable[[Path], Iterator[Item]]

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


def reader(items: Reader) -> Reader:
    """The reader with every fault that concerns the whole file yielded as its last item, never raised."""

    @wraps(items)
    def safe(path: Path) -> Iterator[Item]:
        try:
            _check(path)
            yield from items(path)
        except BadArticle as bad:
            yield bad
        except OSError as error:
            yield unreadable(path, error)

    return safe


def whole(parse: Callable[[Source, bytes], Article], limit: int) -> Reader:
    """A reader for files that hold one article and at most `limit` bytes; the article's id is the file's stem."""

    @reader
    def one(path: Path) -> Iterator[Item]:
        yield parse(Source(shown(path), stem(path)), load(path, limit))

    return one


def load(path: Path, limit: int) -> bytes:
    """The bytes of the file. Raises OSError, or BadArticle where it is empty or above the limit."""
    with path.open("rb") as file:
        return capped(shown(path), file.read(limit + 1), limit)


def capped(where: str, raw: bytes, limit: int) -> bytes:
    """`raw`, which was read to one byte beyond the limit. Raises BadArticle where it is empty or above the limit."""
    if len(raw) > limit:
        raise BadArticle(f"{where}: larger than {limit:,} bytes, the most that is read of one such input; split it")
    if not raw:
        raise BadArticle(f"{where}: empty; an article needs text")
    return raw


def stem(path: Path) -> str:
    """The file's name without its suffix, as text even where the name is not."""
    return os.fsencode(path.stem).decode("utf-8", "replace")


def unreadable(path: Path, error: OSError) -> BadArticle:
    """The system's refusal as one line."""
    cause = (error.strerror or type(error).__name__).lower()
    return BadArticle(f"{shown(path)}: cannot be read ({cause}); check that it is there and that you may read it")


def _check(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            raise BadArticle(f"{shown(path)}: a link to a file that is not there; give the file itself") from None
        raise
    kind = next((name for test, name in _KINDS if test(mode)), None)
    if kind:
        raise BadArticle(f"{shown(path)}: {kind}, not a file; save its content as a file, or pipe it to `-`")
