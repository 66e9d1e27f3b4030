"""From a decoded text and what is known of it to an `Article`, or a `BadArticle` that says what is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import BadArticle
from kg.model import Article
from kg.read.authors import authors
from kg.read.dates import given
from kg.read.genre import genre
from kg.read.header import HEAD_CHARS, find
from kg.read.pages import same_host

ARTICLE_CHARS = 1_000_000
ID_CHARS = 300
LINE_CHARS = 500
URL_CHARS = 2_000
CONTROL_SHARE = 0.01
TITLE_LINES = 5

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Control signs, halves of pairs, and marks that turn the direction of writing: no name or title has them.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
_URL_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff<>\"{}|\\^`]")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from, as messages name it, the id its article gets, and the address it was fetched from."""

    where: str
    id: str
    url: str | None = None


def article(source: Source, text: str, given_by: Mapping[str, object]) -> Article:
    """The article; title, date, source, url and author that are not given are looked for in the head of the text.

    `given_by` may hold `title date source url language genre section author`; a value that is not valid counts as
    not given. An address that a page gives itself counts only on the host that it was fetched from.
    Raises BadArticle where the text or the id cannot stand.
    """
    check(source, text)
    head = find(text)
    return Article(
        id=_id(source),
        text=text,
        title=_line(given_by.get("title")) or _line(head.title),
        date=given(given_by.get("date")) or head.date,
        source=_line(given_by.get("source")) or _line(head.source),
        url=_own_url(source, _url(given_by.get("url")) or _url(head.url)),
        language=_language(given_by.get("language")),
        genre=genre(text, given_by),
        author=_line(authors(given_by.get("author"))) or _line(authors(head.author)),
    )


def check(source: Source, text: str) -> None:
    """Raise BadArticle for a text that is blank, too long or no text."""
    if len(text) > ARTICLE_CHARS:
        raise BadArticle(
            f"{source.where}: text of {len(text):,} characters; an article has at most {ARTICLE_CHARS:,}: split it"
        )
    if not text.strip():
        raise BadArticle(f"{source.where}: no text in it; an article needs some")
    if "\0" in text or len(_CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        raise BadArticle(f"{source.where}: binary data, not text; give the article's plain text")
    if _SURROGATE.search(text):
        raise BadArticle(f"{source.where}: half of a character pair (lone surrogate); write the text again as UTF-8")


def titled(title: object, text: str, gap: str = "\n") -> str:
    """The text with its title as first line, where its first lines do not hold it: headlines state claims too."""
    line = _line(title)
    top = (" ".join(head.split()).casefold() for head in text[:HEAD_CHARS].split("\n", TITLE_LINES)[:TITLE_LINES])
    if not line or not text or line.casefold() in top:
        return text
    return f"{line}{gap}{text}"


def shown(name: object) -> str:
    """A path or id for a one-line message: what does not print is escaped, what is long is cut.

    >>> shown("a\\nb.txt")
    'a\\\\nb.txt'
    """
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(name))
    return text if len(text) <= LINE_CHARS else text[:LINE_CHARS] + "…"


def _id(source: Source) -> str:
    plain = _UNSAFE.sub("", source.id).strip()
    if not plain or len(plain) > ID_CHARS:
        raise BadArticle(f"{source.where}: an article's id has 1 to {ID_CHARS} characters that print: give it another")
    return plain


def _line(value: object) -> str | None:
    """The value as one line of text, or None."""
    plain = " ".join(_UNSAFE.sub(" ", value).split()) if isinstance(value, str) else ""
    return plain[:LINE_CHARS].rstrip() or None


def _url(value: object) -> str | None:
    """The value if it is an absolute http(s) address that can stand in an IRI, else None."""
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > URL_CHARS or _URL_UNSAFE.search(text):
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return text if parts.scheme.lower() in {"http", "https"} and parts.hostname else None


def _own_url(source: Source, stated: str | None) -> str | None:
    """The address that a page states, unless it was fetched from another host: a page does not speak for others."""
    if source.url is None:
        return stated
    fetched = _url(source.url)
    return stated if stated and fetched and same_host(stated, fetched) else fetched


def _language(value: object) -> str:
    """The language as its ISO 639 code; English where none is given."""
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    code = match[1].lower() if match else "en"
    return "en" if code == "eng" else code
