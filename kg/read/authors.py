"""Who wrote an article: what pages and rows call its author, and bylines, as names with `; ` between them."""

import re
from collections.abc import Iterator

from kg.catalog import cues
from kg.read.dates import stated

MOST_NAMES = 10
NAME_CHARS = 100
NAME_WORDS = range(2, 7)

_BY = re.compile(r"by\b\s*:?\s+(?=\S)", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+\s*\(([^()]+)\)|\S+@\S+|https?:\S+")
_BETWEEN = re.compile(r"\s*[;,&|]\s*(?:and\s+)?|\s+and\s+")
_END = re.compile(r"\s*[|•·:/(\[\]–—]|\s-|\d|\s(?:at|for|in|is|on|updated|published)\s", re.IGNORECASE)


def authors(value: object) -> str | None:
    """The names in what a page or row gives as author (a name, several, or objects with a `name`); None for none.

    >>> authors([{"name": "By Anna Berg"}, "desk@example.org (Jens Lund)"])
    'Anna Berg; Jens Lund'
    """
    names = (name for text in _texts(value) for part in text.split(";") for name in _apart(_cut(part)))
    return "; ".join(list(dict.fromkeys(name for name in names if name))[:MOST_NAMES]) or None


def byline(line: str) -> str | None:
    """The persons of a line such as `By Anna Berg and Jens Lund, Hafenstadt | 5 March`; None where it is no byline.

    >>> byline("By Anna Berg and Jens Lund | 5 March"), byline("By our staff"), byline("By Monday all was over")
    ('Anna Berg; Jens Lund', None, None)
    """
    by = _BY.match(line)
    if by is None:
        return None
    rest = line[by.end() :]
    day, end = stated(rest), _END.search(rest)
    rest = rest[: min(day.start if day else len(rest), end.start() if end else len(rest))].rstrip()
    pieces = _BETWEEN.split(rest)
    found = pieces[: next((n for n, piece in enumerate(pieces) if not is_person(piece)), len(pieces))]
    return authors(found)


def is_person(name: str) -> bool:
    """Whether a name is a person's, by its form: two words or more, capitalised but for particles, and no desk's."""
    words = name.split()
    small, desks = cues.words("names", "particles"), cues.words("bylines", "desks")
    capital = all(word[0].isupper() or word in small for word in words)
    plain = not any(word.lower().strip(".") in desks or any(sign.isdigit() for sign in word) for word in words)
    return len(words) in NAME_WORDS and capital and plain and words[-1][0].isupper()


def _texts(value: object) -> Iterator[str]:
    for each in value[:MOST_NAMES] if isinstance(value, list) else [value]:
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str):
            yield name


def _apart(text: str) -> list[str]:
    """The names in `Anna Berg and Jens Lund`; the text itself where its parts are no names of persons."""
    pieces = _BETWEEN.split(text)
    return pieces if all(is_person(piece) for piece in pieces) else [text]


def _cut(text: str) -> str:
    """A name without `by`, without an e-mail address, and not all in capitals."""
    bare = " ".join(_MAIL.sub(lambda mail: mail[1] or "", text).split())
    by = _BY.match(bare)
    name = bare[by.end() if by else 0 :][:NAME_CHARS].strip(" ,;|")
    return name.title() if name.isupper() and " " in name else name
