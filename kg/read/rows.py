"""Rows with `id` and `text` (and, if known, `title date source url language`): JSON Lines and JSON."""

import codecs
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import Source, article, shown
from kg.read.decode import decode, mark
from kg.read.disk import Item, load, reader
from kg.read.header import fields

LINE_BYTES = 8_000_000  # an article of the largest size with its letters escaped, and some room
FILE_BYTES = 20_000_000  # a JSON file is held in memory as a whole; JSON Lines may have any size
CHUNK = 65_536


@reader
def read_jsonl(path: Path) -> Iterator[Item]:
    """One article a line, in constant memory; a bad line is yielded as BadArticle and the next one read."""
    with path.open("rb") as file:
        _check_start(shown(path), file)
        yield from _distinct(shown(path), _line_articles(shown(path), file))


@reader
def read_json(path: Path) -> Iterator[Item]:
    """The article of a JSON object, or those of a list of objects."""
    where = shown(path)
    value = _parsed(where, decode(where, load(path, FILE_BYTES)))
    rows = enumerate(value, start=1) if isinstance(value, list) else ((0, value),)
    places = ((f"{where}, item {number}" if number else where, row) for number, row in rows)
    yield from _distinct(where, ((place, _tried(place, row)) for place, row in places))


def _distinct(where: str, items: Iterable[tuple[str, Item]]) -> Iterator[Item]:
    """The items; an id that the file has had before is a BadArticle, and so is a file without any row."""
    seen: dict[str, str] = {}
    place = None
    for place, item in items:
        if isinstance(item, Article) and seen.setdefault(item.id, place) != place:
            yield BadArticle(
                f"{place}: id {shown(item.id)!r} again, after {seen[item.id]}; give each row an id of its own"
            )
        else:
            yield item
    if place is None:
        raise BadArticle(f"{where}: no row in it; give one JSON object with `id` and `text` for each article")


def _check_start(where: str, file: IO[bytes]) -> None:
    """Raise BadArticle for what is not UTF-8 text from its first bytes on: a complaint a line would be of no use."""
    start = file.read(CHUNK)
    encoding = mark(start)
    if encoding not in {None, "utf-8-sig"}:
        raise BadArticle(f"{where}: is {str(encoding).upper()}; JSON Lines must be UTF-8: save it as that")
    if b"\0" in start:
        raise BadArticle(f"{where}: binary data (it holds NUL bytes), not JSON Lines; unpack it first")
    file.seek(0)


def _line_articles(where: str, file: IO[bytes]) -> Iterator[tuple[str, Item]]:
    for number, line in _lines(file):
        place = f"{where}, line {number}"
        if len(line) > LINE_BYTES:
            yield place, BadArticle(f"{place}: longer than {LINE_BYTES:,} bytes; one line is one article: split it")
        elif line.strip():
            yield place, _tried_line(place, line)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each line; of one above the limit only the first bytes, one more than the limit."""
    number = 0
    while line := file.readline(LINE_BYTES + 1):
        number += 1
        yield number, line if number > 1 else line.removeprefix(codecs.BOM_UTF8)
        while line and not line.endswith(b"\n"):
            line = file.readline(CHUNK)


def _tried_line(place: str, line: bytes) -> Item:
    try:
        return _article(place, _parsed(place, line.decode("utf-8")))
    except UnicodeDecodeError as error:
        return BadArticle(f"{place}: not UTF-8 at byte {error.start + 1:,}; JSON Lines must be UTF-8")
    except BadArticle as bad:
        return bad


def _tried(place: str, row: object) -> Item:
    try:
        return _article(place, row)
    except BadArticle as bad:
        return bad


def _parsed(place: str, text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cause = f"{error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1:,}"
        raise BadArticle(f"{place}: not JSON ({cause}); give an object with `id` and `text`") from error
    except (RecursionError, ValueError) as error:
        raise BadArticle(
            f"{place}: nested too deep or a number too long; give an object with `id` and `text`"
        ) from error


def _article(place: str, row: object) -> Article:
    if not isinstance(row, dict):
        raise BadArticle(f"{place}: not an object; give one with `id` and `text`")
    name, text = row.get("id"), row.get("text")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if not isinstance(name, str) or not name.strip():
        raise BadArticle(f"{place}: no `id`; give the article one, a string that no other has")
    if not isinstance(text, str):
        raise BadArticle(f"{place}: no `text`; give the article's text as a string")
    return article(Source(place, name), text, fields(row))
