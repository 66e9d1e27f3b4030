"""Inputs in, articles out. A new format is one function and one row of `READERS`."""

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import shown
from kg.read.disk import Item, Reader, reader, whole
from kg.read.html import PAGE_BYTES, from_html
from kg.read.inputs import STDIN, expand
from kg.read.markdown import from_markdown
from kg.read.rows import read_json, read_jsonl
from kg.read.text import TEXT_BYTES, from_stdin, from_text

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".htm": whole(from_html, PAGE_BYTES),
        ".html": whole(from_html, PAGE_BYTES),
        ".json": read_json,
        ".jsonl": read_jsonl,
        ".md": whole(from_markdown, TEXT_BYTES),
        ".txt": whole(from_text, TEXT_BYTES),
    }
)


def read(inputs: Sequence[str]) -> Iterator[Item]:
    """The articles of files, folders, globs and standard input (`-`), in the order given, folders sorted.

    An input that cannot be read is yielded as the BadArticle that says why, and the rest goes on. A file that
    is named twice is read once; an id that a run has had before is a BadArticle.
    """
    seen: dict[str, str] = {}
    done: set[str] = set()
    for found in chain.from_iterable(expand(name, READERS) for name in inputs):
        if isinstance(found, BadArticle):
            yield found
        elif (key := os.path.realpath(found)) not in done:
            done.add(key)
            yield from _new(seen, shown(found), _opened(found))


def _opened(path: Path) -> Iterator[Item]:
    if path == STDIN:
        return from_stdin()
    return READERS.get(path.suffix.lower(), _unknown)(path)


def _new(seen: dict[str, str], where: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items, an article whose id another input has given before as the BadArticle that says so."""
    for item in items:
        if isinstance(item, Article) and seen.setdefault(item.id, where) != where:
            cure = "rename the file, or give the row an `id` of its own"
            yield BadArticle(f"{where}: id {shown(item.id)!r} is taken by {seen[item.id]}; {cure}")
        else:
            yield item


@reader
def _unknown(path: Path) -> Iterator[Item]:
    suffix = shown(path.suffix) or "files without suffix"
    yield BadArticle(f"{shown(path)}: kg has no reader for {suffix}; it reads {' '.join(sorted(READERS))}")
