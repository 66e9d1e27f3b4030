"""Standard input: what it holds is told by how it begins, then read as a file of that kind."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import BadArticle
from kg.read.build import Source
from kg.read.disk import Found, Input, Reader
from kg.read.options import Options

CHUNK = 1 << 20
MOST_BYTES = 4_000_000_000
GZIP = b"\x1f\x8b"
WHERE, ID = "standard input", "stdin"


def from_stdin(readers: Mapping[str, Reader], options: Options) -> Iterator[Found]:
    """The articles of standard input; one that has no id of its own is called `stdin`."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "stdin"
        try:
            start = _saved(path)
        except BadArticle as bad:
            yield bad
            return
        suffix = kind_of(start)
        if suffix == ".txt" and _is_table(_begun(start), options):
            suffix = ".csv"
        named = path.with_suffix(suffix + (".gz" if start.startswith(GZIP) else ""))
        os.rename(path, named)
        yield from readers[suffix](Input(named, Source(WHERE, ID)), options)


def _saved(path: Path) -> bytes:
    """Puts standard input into a file; its first bytes. Raises BadArticle where there is too much."""
    start, size = b"", 0
    with path.open("wb") as file:
        while part := sys.stdin.buffer.read(CHUNK):
            start = start or part[:4096]
            size += len(part)
            if size > MOST_BYTES:
                raise BadArticle(f"{WHERE}: more than {MOST_BYTES:,} bytes; give it as a file")
            file.write(part)
    return start


def kind_of(start: bytes, media: str = "") -> str:
    """The suffix of what begins so; the media type that a server gave counts where the bytes do not tell.

    >>> kind_of(b"%PDF-1.7"), kind_of(b'  {"id": 1}'), kind_of(b"Norland met Sudmark.")
    ('.pdf', '.jsonl', '.txt')
    """
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    signs = {
        b"%pdf-": ".pdf",
        b"par1": ".parquet",
        b"warc/": ".warc",
        b"<rss": ".xml",
        b"<feed": ".xml",
        b"<rdf:rdf": ".xml",
        b"[": ".json",
        b"{": ".jsonl",
    }
    known = next((suffix for sign, suffix in signs.items() if head.startswith(sign)), "")
    if head.startswith(b"<?xml") and any(sign in head for sign in (b"<rss", b"<feed", b"<rdf:rdf")):
        known = ".xml"
    if start.startswith(GZIP):
        begun = _begun(start)
        known = ".txt" if begun.startswith(GZIP) else kind_of(begun)  # some gzip files hold themselves
    if known == ".jsonl" and not _is_lines(start):
        known = ".json"
    page = head.startswith((b"<!doctype html", b"<html")) or b"<html" in head or b"<body" in head
    return known or (".html" if page else MEDIA.get(media.partition(";")[0].strip().lower(), ".txt"))


MEDIA = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
}


def _begun(start: bytes) -> bytes:
    """The first bytes of what is packed by gzip; others as they are, and nothing of what is damaged."""
    import zlib

    if not start.startswith(GZIP):
        return start
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(start, 4096)
    except zlib.error:
        return b""


def _is_table(start: bytes, options: Options) -> bool:
    """Whether the first line names the columns of a table of articles."""
    first = start.partition(b"\n")[0].decode("utf-8-sig", "replace")
    cells = {cell.strip().strip('"') for cell in re.split(r"[,;\t|]", first)}
    return cells.issuperset(options.columns.get(field, field) for field in ("id", "text"))


def _is_lines(start: bytes) -> bool:
    """Whether the first line is an object of its own: JSON Lines, not a JSON object over several lines."""
    first = start.strip().partition(b"\n")[0].rstrip()
    return first.endswith(b"}") and b"jsonfeed.org/version/" not in start
