"""Rows with `id` and `text` (and, if known, `title date source url language genre author`): JSON Lines and JSON."""

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import article, shown
from kg.read.decode import decode, mark
from kg.read.disk import Found, Input, Item, load, reader
from kg.read.header import fields
from kg.read.options import Options
from kg.read.pages import page_id
from kg.read.rank import rank

LINE_BYTES = 8_000_000  # an article of the largest size with its letters escaped, and some room
FILE_BYTES = 20_000_000  # a JSON file is held in memory as a whole; JSON Lines may have any size
CHUNK = 65_536


@reader
def read_jsonl(file: Input, options: Options) -> Iterator[Found]:
    """One article a line, in constant memory; a bad line is yielded as BadArticle and the next one read."""
    _check_start(file)
    with file.open() as stream:
        yield from distinct(file.where, _line_articles(file, stream, options))


@reader
def read_json(file: Input, options: Options) -> Iterator[Found]:
    """The article of a JSON object, those of a list of objects, or those of a JSON Feed."""
    value = parsed(file.where, decode(file.where, load(file, FILE_BYTES)))
    if is_feed(value):
        from kg.read.feeds import of_json  # here, because feeds are made of rows

        yield from of_json(file, value, options)
        return
    rows = enumerate(value, start=1) if isinstance(value, list) else ((0, value),)
    places = ((f"item {number}" if number else "", row) for number, row in rows)
    yield from distinct(file.where, ((place, tried(file, place, row, options)) for place, row in places))


def is_feed(value: object) -> bool:
    """Whether a JSON value is a JSON Feed (its version is an address at jsonfeed.org)."""
    return isinstance(value, dict) and "jsonfeed.org/version/" in str(value.get("version"))


def distinct(where: str, items: Iterable[tuple[str, Item]]) -> Iterator[Item]:
    """The items; a row of an id that the file has had, and not newer than that, is a BadArticle; so is no row."""
    seen: dict[str, tuple[str, str]] = {}
    place = None
    for place, item in items:
        had = seen.get(item.id) if isinstance(item, Article) else None
        if isinstance(item, Article) and had is not None and rank(item) <= had[1]:
            fault = f"id {shown(item.id)!r} again, after {where}, {had[0]}; give each row an id of its own"
            yield BadArticle(f"{where}, {place}: {fault}")
            continue
        if isinstance(item, Article):
            seen[item.id] = place, rank(item)
        yield item
    if place is None:
        raise BadArticle(f"{where}: no row in it; give an `id` and a `text` for each article")


def _check_start(file: Input) -> None:
    """Raise BadArticle for what is not UTF-8 text from its first bytes on: a complaint a line would be of no use."""
    with file.open() as stream:
        start = stream.read(CHUNK)
    encoding = mark(start)
    if encoding not in {None, "utf-8-sig"}:
        raise BadArticle(f"{file.where}: is {str(encoding).upper()}; JSON Lines must be UTF-8: save it as that")
    if b"\0" in start:
        raise BadArticle(f"{file.where}: binary data (it holds NUL bytes), not JSON Lines; unpack it first")


def _line_articles(file: Input, stream: IO[bytes], options: Options) -> Iterator[tuple[str, Item]]:
    for number, line in lines(stream):
        place = f"line {number}"
        if len(line) > LINE_BYTES:
            fault = f"longer than {LINE_BYTES:,} bytes; one line is one article: split it"
            yield place, BadArticle(f"{file.where}, {place}: {fault}")
        elif line.strip():
            yield place, _tried_line(file, place, line, options)


def lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each line; of one above LINE_BYTES only the first bytes, one more than that."""
    number = 0
    while line := stream.readline(LINE_BYTES + 1):
        number += 1
        yield number, line if number > 1 else line.removeprefix(codecs.BOM_UTF8)
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)


def _tried_line(file: Input, place: str, line: bytes, options: Options) -> Item:
    where = file.at(place).where
    try:
        return tried(file, place, parsed(where, line.decode("utf-8")), options)
    except UnicodeDecodeError as error:
        return BadArticle(f"{where}: not UTF-8 at byte {error.start + 1:,}; JSON Lines must be UTF-8")
    except BadArticle as bad:
        return bad


def tried(file: Input, place: str, row: object, options: Options) -> Item:
    """The article of a row at a place of the file (`line 7`), or what is wrong with it."""
    try:
        return row_article(file, place, row, options)
    except BadArticle as bad:
        return bad


def parsed(place: str, text: str) -> object:
    """The JSON value. Raises BadArticle."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cause = f"{error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1:,}"
        raise BadArticle(f"{place}: not JSON ({cause}); give an object with `id` and `text`") from error
    except (RecursionError, ValueError) as error:
        raise BadArticle(
            f"{place}: nested too deep or a number too long; give an object with `id` and `text`"
        ) from error


def row_article(file: Input, place: str, row: object, options: Options) -> Article:
    """The article of a row. Raises BadArticle; what columns are called is in `options`."""
    where = file.at(place).where
    if not isinstance(row, dict):
        raise BadArticle(f"{where}: not an object; give one with `id` and `text`")
    values = _renamed(row, options.columns)
    name, text = _name(values), values.get("text")
    if not name:
        raise BadArticle(f"{where}: no {_called('id', options)}; give the article one, a string that no other has")
    if not isinstance(text, str):
        raise BadArticle(f"{where}: no {_called('text', options)}; give the article's text as a string")
    return article(file.at(place, name), text, fields(values))


def _renamed(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """The row with what the corpus calls its columns under our names too."""
    return {str(key): value for key, value in row.items()} | {
        ours: row.get(theirs) for ours, theirs in columns.items() if theirs in row
    }


def _name(row: Mapping[str, object]) -> str:
    """The row's id, else the page that it is from; empty where it says neither."""
    name = row.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    if isinstance(name, str) and name.strip():
        return name
    address = row.get("url") or row.get("link")
    try:
        return page_id(address) if name is None and isinstance(address, str) else ""
    except ValueError:
        return ""


def _called(field: str, options: Options) -> str:
    column = options.columns.get(field)
    return f"`{field}` (column {shown(column)!r})" if column else f"`{field}`"
