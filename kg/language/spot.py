"""Where a text names what the gazetteer knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from spacy.tokens import Doc, Span

from kg.catalog import gazetteer
from kg.catalog.gazetteer import Name
from kg.language.annotate import plain

WORD = re.compile(r"\w+")
SHOUTED = 5
TEXTS = "surface forms"


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
        kept: dict[tuple[int, int], str] = doc.user_data.setdefault(TEXTS, {})
        if self.bounds not in kept:
            start, end = self.bounds
            kept[self.bounds] = " ".join(doc[start:end].text.split())
        return kept[self.bounds]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class _Entry:
    """A text of the gazetteer as it is and in lower case, and what it may name."""

    text: str
    low: str
    names: tuple[Name, ...]


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """The gazetteer's texts by their first word in lower case, the longest first."""
    lists: dict[str, list[_Entry]] = {}
    listed = gazetteer.load()
    for text, names in chain(listed.names.items(), listed.spelled.items()):
        first = WORD.match(text)
        if first:
            entry = _Entry(plain(text), _lower(plain(text)), names)
            lists.setdefault(_lower(first[0]), []).append(entry)
    return {word: tuple(sorted(found, key=lambda f: (-len(f.text), f.text))) for word, found in lists.items()}


def _lower(text: str) -> str:
    """In lower case, each character one character, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def known(doc: Doc) -> Iterator[Spot]:
    """The gazetteer's names in a text, at each place the longest."""
    text, index, past = doc.text, _index(), 0
    low = _lower(text)
    for token in doc:
        start = token.idx
        first = WORD.match(low, start, start + len(token)) if start >= past else None
        if first is None:
            continue
        for entry in index.get(first[0], ()):
            span = _at(doc, text, start, entry) if low.startswith(entry.low, start) else None
            if span is not None:
                past = span.end_char
                yield Spot(span.start, span.end, (), entry.names)
                break


def _at(doc: Doc, text: str, start: int, entry: _Entry) -> Span | None:
    """The span of a gazetteer's text at an offset where it stands in some case."""
    end = start + len(entry.text)
    found = text[start:end]
    if found != entry.text and not _loosely(found, entry.text):
        return None
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return None
    return doc.char_span(start, end)


def _loosely(found: str, wanted: str) -> bool:
    """Whether another case is one that headlines and datelines have (`Silk road fund`, `COLOMBO`)."""
    if " " in wanted:
        return found[0].isupper() or wanted[0].islower()
    return found.isupper() and len(found) >= SHOUTED
