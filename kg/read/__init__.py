"""Inputs in, articles out. A new format is one function and one row of `READERS`."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from kg.errors import BadArticle
from kg.read.build import shown
from kg.read.disk import Address, Found, Input, Item, LeftOut, Reader, kind, reader, whole
from kg.read.feeds import read_xml
from kg.read.html import PAGE_BYTES, from_html
from kg.read.inputs import STDIN, expand
from kg.read.markdown import from_markdown
from kg.read.options import DEFAULT, Options
from kg.read.pdf import PDF_BYTES, from_pdf
from kg.read.rows import read_json, read_jsonl
from kg.read.sniff import from_stdin
from kg.read.tables import read_csv, read_parquet
from kg.read.taken import Taken
from kg.read.text import TEXT_BYTES, read_text
from kg.read.warc import read_warc

__all__ = ["READERS", "Item", "LeftOut", "Options", "read"]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".atom": read_xml,
        ".csv": read_csv,
        ".htm": whole(from_html, PAGE_BYTES),
        ".html": whole(from_html, PAGE_BYTES),
        ".json": read_json,
        ".jsonl": read_jsonl,
        ".md": whole(from_markdown, TEXT_BYTES),
        ".parquet": read_parquet,
        ".pdf": whole(from_pdf, PDF_BYTES),
        ".rss": read_xml,
        ".tsv": read_csv,
        ".txt": read_text,
        ".warc": read_warc,
        ".xml": read_xml,
    }
)
# A feed leads to pages, a list of addresses to feeds; what leads further is not followed.
MOST_STEPS = 2


def read(inputs: Sequence[str], options: Options = DEFAULT) -> Iterator[Item]:
    """The articles of files, folders, globs, addresses and standard input (`-`), in the order given, folders sorted.

    An input that cannot be read is yielded as the BadArticle that says why, one that is not wanted (another
    language, an older version of a page) as LeftOut, and the rest goes on. A file or address that is named twice is
    read once; an id that a run has had before is a BadArticle, but for a newer version of the same page, which is
    yielded for the older to be replaced.
    """
    taken, done = Taken(options.any_language), set[str]()
    for found in chain.from_iterable(expand(name, READERS) for name in inputs):
        if isinstance(found, BadArticle):
            yield found
        elif isinstance(found, Address):
            yield from taken.of(found.url, _followed([found], options, done))
        elif (key := os.path.realpath(found)) not in done:
            done.add(key)
            yield from taken.of(shown(found), _followed(_opened(found, options), options, done))


def _opened(path: Path, options: Options) -> Iterator[Found]:
    if path == STDIN:
        return from_stdin(READERS, options)
    return READERS.get(kind(path), _unknown)(path, options)


def _followed(items: Iterable[Found], options: Options, done: set[str], steps: int = 0) -> Iterator[Item]:
    """The items, an address as the articles that are fetched from it."""
    for item in items:
        if not isinstance(item, Address):
            yield item
        elif steps > MOST_STEPS:
            yield BadArticle(f"{shown(item.url)}: named by a list that another list names; give that list itself")
        elif item.url not in done:
            done.add(item.url)
            yield from _followed(_fetched(item.url, options), options, done, steps + 1)


def _fetched(url: str, options: Options) -> Iterator[Found]:
    from kg.read.web.client import fetched  # here, so that the command starts quickly

    try:
        file, suffix = fetched(url, options.fetching)
    except BadArticle as bad:
        yield bad
        return
    yield from READERS[suffix](file, options)


@reader
def _unknown(file: Input, options: Options) -> Iterator[Found]:
    suffix = shown(kind(file.path)) or "files without suffix"
    raise BadArticle(f"{file.where}: kg has no reader for {suffix}; it reads {' '.join(sorted(READERS))}")
    yield
