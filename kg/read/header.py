"""Title, date, source and author as a newspaper prints them at the head of a plain text.

Only what is stated is taken: a date needs its year, a title must stand apart from the text, and a headline
with a text that is cut off with dots belongs to another story.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.read.authors import byline
from kg.read.dates import TIME, WEEKDAY, given, stated

HEAD_CHARS = 6_000
HEAD_LINES = 14
HEAD_PARAGRAPHS = 3
DATE_LINE_CHARS = 140
TITLE_CHARS = 250
TITLE_WORDS = range(3, 41)
PARAGRAPH_WORDS = 6
PIECE_WORDS = 8

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "headline": "title",
        "date": "date",
        "published": "date",
        "source": "source",
        "outlet": "source",
        "publisher": "source",
        "url": "url",
        "link": "url",
        "author": "author",
        "byline": "author",
        "creator": "author",
    }
)

_LABELLED = re.compile(rf"({'|'.join(LABELS)})\s*:\s+(\S.*)", re.IGNORECASE)
_BYLINE = re.compile(r"[Bb][Yy]\s+[A-Z]")
_ISSUED = re.compile(
    r"\b(?:first\s+|last\s+)?(?:published|posted|issued|released|updated|modified)\b(?:\s+on\b|\s+at\b)?"
    rf"|^[Bb][Yy](?:\s+[A-Z][\w.’'-]*){{1,4}}(?=\s)|(?:\bat\s+)?\b{TIME}",
    re.IGNORECASE | re.ASCII,
)
_PUBLISHED = re.compile(r"\bpublished\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b{WEEKDAY}(?!\w)", re.IGNORECASE)
_MARKS = re.compile(r"[|•·,:;–—/()\[\]-]+")
_DANGLING = re.compile(r"\b(?:at|by|for|from|in|of|on|since|the|till|to|until)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:\.|…)[\"”’')\]]*$")
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[\"”’')\]]*$")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")

_AGENCY_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()]{0,80}?)?\s*[(/](?P<agency>[A-Z][\w.& -]{1,40})[)/]\s*(?:--?|–|—)\s"
)
_PLAIN_DATELINE = re.compile(r"(?P<place>[^\W\d_][^()]{3,80}?)\s*(?:--?|–|—)\s")
_PLACE = re.compile(r"[^\W\d_a-z]{3}")
_INFORMS = re.compile(r"\bAs ([A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3}) informs\b")


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a text states; None where it does not. The date is `YYYY-MM-DD`."""

    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    apart: bool  # a blank line follows

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_paragraph(self) -> bool:
        ends = bool(_SENTENCE_END.search(self.text)) and self.words >= PARAGRAPH_WORDS
        return len(self.text) > TITLE_CHARS or ends

    @property
    def is_furniture(self) -> bool:
        return bool(
            date_line(self.text)
            or _LABELLED.fullmatch(self.text)
            or _BYLINE.match(self.text)
            or self.words < TITLE_WORDS.start
        )

    @property
    def may_be_title(self) -> bool:
        text = self.text
        closed = text.endswith((".", "…", ",", ";", ":")) and not _ABBREVIATION.search(text)
        trail = ">" in text or "»" in text
        fits = self.words in TITLE_WORDS and len(text) <= TITLE_CHARS
        return fits and not closed and not trail and not self.is_furniture


def find(text: str) -> Header:
    """What the head of a newspaper text states of itself. Reads the first lines only."""
    lines = _head(text)
    labelled = dict(_labelled(lines))
    title = labelled.get("title") or _title(lines)
    place_date, agency = _dateline(lines)
    return Header(
        title=title,
        date=given(labelled.get("date")) or _printed_date(lines, title) or place_date,
        source=labelled.get("source") or agency or _informant(lines),
        url=labelled.get("url"),
        author=labelled.get("author") or _author(lines, title),
    )


def fields(values: Mapping[str, object]) -> dict[str, object]:
    """Metadata under our names: `publisher` is `source` where no source is given, as LABELS has it.

    >>> fields({"publisher": "Gazette", "source": None})["source"]
    'Gazette'
    """
    found = dict(values)
    for label, name in LABELS.items():
        found[name] = found.get(name) or values.get(label)
    return found


def date_line(line: str) -> str | None:
    """The date of a line that holds a date and no sentence, that of publication if it has several; or None.

    >>> date_line("Harbours | May 7, 2024 09:30")
    '2024-05-07'
    >>> date_line("The summit of 30 August 2025 opens") is None
    True
    """
    if len(line) > DATE_LINE_CHARS or line.endswith((".", "!", "?")):
        return None
    published = _PUBLISHED.search(line)
    found = (stated(line[published.end() :]) if published else None) or stated(line)
    return found.date if found and _stands_alone(line) else None


def _stands_alone(line: str) -> bool:
    """Whether the dates of the line are set off from its other words, and those are few."""
    rest = line
    while found := stated(rest):
        rest = f"{rest[: found.start]}\0{rest[found.end :]}"
    bare = _WEEKDAY.sub(" ", _ISSUED.sub(" ", rest))
    pieces = [piece.strip() for piece in _MARKS.split(bare)]
    return all(not piece.replace("\0", "").strip() if "\0" in piece else _is_quiet(piece) for piece in pieces)


def _is_quiet(piece: str) -> bool:
    return len(piece.split()) <= PIECE_WORDS and not _DANGLING.search(piece)


def _head(text: str) -> tuple[_Line, ...]:
    """The first lines, at most to the end of the third paragraph, without the blank ones."""
    lines = [" ".join(line.split()) for line in text[:HEAD_CHARS].split("\n")]
    head: list[_Line] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line:
            head.append(_Line(line, apart=not after))
        if len(head) == HEAD_LINES or sum(line.is_paragraph for line in head) == HEAD_PARAGRAPHS:
            break
    return tuple(head)


def _labelled(lines: Sequence[_Line]) -> Iterator[tuple[str, str]]:
    """Lines such as `Source: Example Agency` before the first paragraph; the first of each kind counts."""
    found = [_LABELLED.fullmatch(line.text) for line in lines[: _body(lines, 0)]]
    for match in reversed(found):
        if match:
            yield LABELS[match[1].lower()], match[2].strip()


def _body(lines: Sequence[_Line], start: int) -> int:
    """Index of the first paragraph from `start` on."""
    return next((i for i in range(start, len(lines)) if lines[i].is_paragraph), len(lines))


def _title(lines: Sequence[_Line]) -> str | None:
    """A headline that is printed twice, or one that stands first and apart from the text below it."""
    for i, line in enumerate(lines):
        if line.may_be_title and any(_repeats(later.text, line.text) for later in lines[i + 1 :]):
            return line.text
    first = next((i for i, line in enumerate(lines) if not line.is_furniture), len(lines))
    if first + 1 >= len(lines) or not lines[first].may_be_title:
        return None
    below = lines[first + 1]
    whole = below.is_paragraph and not _CUT_OFF.search(below.text)
    apart = lines[first].apart and not _CUT_OFF.search(below.text)
    return lines[first].text if apart or whole or below.is_furniture else None


def _repeats(line: str, title: str) -> bool:
    return line == title or line.startswith(title + " ")


def _author(lines: Sequence[_Line], title: str | None) -> str | None:
    """The persons of the byline above the text, which is looked for after the last title."""
    start = max((i for i, line in enumerate(lines) if line.text == title), default=0)
    return next((found for line in lines[: _body(lines, start)] if (found := byline(line.text))), None)


def _printed_date(lines: Sequence[_Line], title: str | None) -> str | None:
    """The date line above the text; below its first paragraph only one that says it is a time of issue.

    Pages print the title again where the article begins, so the text is looked for after the last title.
    """
    start = max((i for i, line in enumerate(lines) if line.text == title), default=0)
    body = _body(lines, start)
    for i, line in enumerate(lines):
        day = date_line(line.text)
        if day and (i < body or _ISSUED.search(line.text)):
            return day
    return None


def _dateline(lines: Sequence[_Line]) -> tuple[str | None, str | None]:
    """Date and agency of the first `BAKU, April 22, 2025 (Agency) -`; each None where it is not stated."""
    for line in lines:
        match = _AGENCY_DATELINE.match(line.text)
        place = match["place"] if match else None
        if match and (not place or _PLACE.match(place) or stated(place)):
            return _date_in(place or ""), match["agency"].strip()
        plain = _PLAIN_DATELINE.match(line.text)
        if plain and _PLACE.match(plain["place"]) and stated(plain["place"]):
            return _date_in(plain["place"]), None
    return None, None


def _date_in(place: str) -> str | None:
    found = stated(place)
    return found.date if found else None


def _informant(lines: Sequence[_Line]) -> str | None:
    """The outlet that names itself: `As Report informs`. Other verbs are used of other outlets too."""
    return next((match[1] for line in lines if (match := _INFORMS.search(line.text))), None)
