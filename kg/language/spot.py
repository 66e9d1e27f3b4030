"""Where a text names what the gazetteer knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from spacy.tokens import Doc, Span, Token

from kg.catalog import gazetteer
from kg.catalog.gazetteer import Name
from kg.language.annotate import plain

WORD = re.compile(r"\w+")
SHOUTED = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of tokens that names something: of which classes, or which gazetteer names it may be.

    A description may reach beyond its own tokens, over names that are mentions themselves (`Munich court`, `talks in
    Geneva`): `around` are the bounds of all its words.
    """

    start: int
    end: int
    types: tuple[str, ...]
    names: tuple[Name, ...] = ()
    method: str = "gazetteer"
    around: tuple[int, int] | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """First and last token (exclusive) of all its words."""
        return self.around or (self.start, self.end)

    def text(self, doc: Doc) -> str:
        """The surface form, in one line."""
        start, end = self.bounds
        return " ".join(doc[start:end].text.split())

    def __len__(self) -> int:
        return self.end - self.start


@cache
def _index() -> dict[str, tuple[tuple[str, tuple[Name, ...]], ...]]:
    """Gazetteer texts by their first word in lower case, the longest first."""
    lists: dict[str, list[tuple[str, tuple[Name, ...]]]] = {}
    known = gazetteer.load()
    for text, names in chain(known.names.items(), known.spelled.items()):
        first = WORD.match(text)
        if first:
            lists.setdefault(first[0].lower(), []).append((plain(text), names))
    return {word: tuple(sorted(found, key=lambda f: (-len(f[0]), f[0]))) for word, found in lists.items()}


def known(doc: Doc) -> Iterator[Spot]:
    """The gazetteer's names in a text, at each place the longest."""
    text, index, past = doc.text, _index(), 0
    for token in doc:
        first = WORD.match(token.text)
        if token.idx < past or not first:
            continue
        for wanted, names in index.get(first[0].lower(), ()):
            span = _at(doc, text, token, wanted)
            if span is not None:
                past = span.end_char
                yield Spot(span.start, span.end, (), names)
                break


def _at(doc: Doc, text: str, token: Token, wanted: str) -> Span | None:
    """The span of `wanted` at this token, in the given case or, for several words, any case with a capital."""
    end = token.idx + len(wanted)
    found = text[token.idx : end]
    if found != wanted and not _loosely(found, wanted):
        return None
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return None
    span = doc.char_span(token.idx, end)
    if span is None and wanted.endswith("."):
        return None
    return span


def _loosely(found: str, wanted: str) -> bool:
    """Whether two forms differ in case as headlines and datelines do (`Silk road fund`, `COLOMBO`)."""
    if found.casefold() != wanted.casefold():
        return False
    if " " in wanted:
        return found[0].isupper() or wanted[0].islower()
    return found.isupper() and len(found) >= SHOUTED
