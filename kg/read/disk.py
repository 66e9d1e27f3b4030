"""Files on disk: which may be opened, and how much of them is read."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import Source, shown
from kg.read.options import DEFAULT, Options
from kg.read.packed import SUFFIX, unpacked

Item: TypeAlias = Article | BadArticle


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is to be fetched: as the user gave it, or as a list or a feed names it."""

    url: str


Found: TypeAlias = Item | Address

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


class LeftOut(BadArticle):
    """An input that is sound but not taken: in another language, or held already. `reason` says which."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type["LeftOut"], tuple[str, str]]:
        return LeftOut, (str(self), self.reason)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and what its articles are called after: the file itself, or the address it was fetched from."""

    path: Path
    source: Source

    @classmethod
    def of(cls, path: Path) -> "Input":
        """The file as it is named; its articles' id is its stem."""
        return cls(path, Source(shown(path), stem(path)))

    @property
    def where(self) -> str:
        """The file as messages name it."""
        return self.source.where

    def at(self, place: str, id: str | None = None) -> Source:
        """A part of the file (`line 7`) as the source of an article."""
        where = f"{self.where}, {place}" if place else self.where
        return replace(self.source, where=where, id=id or self.source.id)

    def open(self) -> BinaryIO:
        """The file's bytes, unpacked where its name ends in `.gz`. Raises OSError."""
        file = self.path.open("rb")
        return unpacked(self.where, file) if self.path.suffix.lower() == SUFFIX else file


class Reader(Protocol):
    """A function from a file to its articles."""

    def __call__(self, given: Input | Path, options: Options = DEFAULT) -> Iterator[Found]:
        """The articles, or the addresses where they are; what cannot be read as BadArticle."""


def reader(items: Callable[[Input, Options], Iterator[Found]]) -> Reader:
    """The reader with every fault that concerns the whole file yielded as its last item, never raised."""

    @wraps(items)
    def safe(given: Input | Path, options: Options = DEFAULT) -> Iterator[Found]:
        file = Input.of(given) if isinstance(given, Path) else given
        try:
            _check(file)
            yield from items(file, options)
        except BadArticle as bad:
            yield bad
        except OSError as error:
            yield unreadable(file.where, error)

    return safe


def whole(parse: Callable[[Source, bytes], Article], limit: int) -> Reader:
    """A reader for files that hold one article and at most `limit` bytes; the article's id is the file's stem."""

    @reader
    def one(file: Input, options: Options) -> Iterator[Found]:
        yield parse(file.source, load(file, limit))

    return one


def load(file: Input, limit: int) -> bytes:
    """The bytes of the file. Raises OSError, or BadArticle where it is empty or above the limit."""
    with file.open() as stream:
        return capped(file.where, stream.read(limit + 1), limit)


def capped(where: str, raw: bytes, limit: int) -> bytes:
    """`raw`, which was read to one byte beyond the limit. Raises BadArticle where it is empty or above the limit."""
    if len(raw) > limit:
        raise BadArticle(f"{where}: larger than {limit:,} bytes, the most that is read of one such input; split it")
    if not raw:
        raise BadArticle(f"{where}: empty; an article needs text")
    return raw


def kind(path: Path) -> str:
    """The suffix that says what a file is, that of gzip left aside: `.jsonl` of `a.jsonl.gz`."""
    inner = path.with_suffix("") if path.suffix.lower() == SUFFIX else path
    return inner.suffix.lower()


def stem(path: Path) -> str:
    """The file's name without its suffix, as text even where the name is not."""
    inner = path.with_suffix("") if path.suffix.lower() == SUFFIX else path
    return os.fsencode(inner.stem).decode("utf-8", "replace")


def unreadable(where: str, error: OSError) -> BadArticle:
    """The system's refusal as one line."""
    cause = (error.strerror or type(error).__name__).lower()
    return BadArticle(f"{where}: cannot be read ({cause}); check that it is there and that you may read it")


def _check(file: Input) -> None:
    try:
        mode = file.path.stat().st_mode
    except FileNotFoundError:
        if file.path.is_symlink():
            raise BadArticle(f"{file.where}: a link to a file that is not there; give the file itself") from None
        raise
    kind = next((name for test, name in _KINDS if test(mode)), None)
    if kind:
        raise BadArticle(f"{file.where}: {kind}, not a file; save its content as a file, or pipe it to `-`")
