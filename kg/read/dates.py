"""Full calendar dates as newspapers print them, read without a clock and without guessing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "january jan",
                "february feb",
                "march mar",
                "april apr",
                "may",
                "june jun",
                "july jul",
                "august aug",
                "september sept sep",
                "october oct",
                "november nov",
                "december dec",
            ),
            start=1,
        )
        for name in names.split()
    }
)

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_TWO = r"(?P<first>\d{1,2})"
TIME = (
    r"\d{1,2}[:.h]\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?"
    r"(?:\s?\(?(?-i:Z|[A-Z]{2,4})\b)?(?:\s?\(?[+-]\d\d?(?::?\d\d)?\b\)?)?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?"

_FORMS = tuple(
    re.compile(rf"(?<![\w.,/-]){form}(?![\w/-]|[.,]\d)", re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<monthnumber>\d\d?)(?P=mark)(?P<day>\d\d?)(?:T{TIME})?",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_TWO}(?P<mark>[./])(?P<second>\d\d?)(?P=mark){_YEAR}",
    )
)
_ALONE = re.compile(rf"(?:{WEEKDAY},?\s*)?\|(?:[\s,]*{TIME})?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date (`YYYY-MM-DD`) and where in the searched text it stands."""

    date: str
    start: int
    end: int


def stated(text: str) -> Stated | None:
    """The first full, valid and unambiguous date in the text, or None.

    >>> stated("Baku, 30 August 2025, 15:13").date
    '2025-08-30'
    >>> stated("04/05/2025") is None
    True
    """
    return min(_all(text), key=lambda found: found.start, default=None)


def given(value: object) -> str | None:
    """A date given as metadata: any of the printed forms alone, with or without a time; else None.

    >>> given("2025-04-22T15:13:00Z"), given("April 2025")
    ('2025-04-22', None)
    """
    text = value.strip() if isinstance(value, str) else ""
    found = stated(text[:100])
    if found is None:
        return None
    around = f"{text[: found.start]}|{text[found.end : 100]}"
    return found.date if _ALONE.fullmatch(around) else None


def _all(text: str) -> Iterator[Stated]:
    for form in _FORMS:
        for match in form.finditer(text):
            day = _valid(match)
            if day:
                yield Stated(day, *match.span())


def _valid(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    day, month = _day_month(parts)
    try:
        return date(int(parts["year"]), month, day).isoformat()
    except ValueError:
        return None


def _day_month(parts: Mapping[str, str | None]) -> tuple[int, int]:
    """Day and month; (0, 0), which is no date, where day and month could be either way round."""
    if first := parts.get("first"):
        one, two = int(first), int(parts["second"] or 0)
        if parts["mark"] == "." or one > 12 or one == two:
            return one, two
        return (two, one) if two > 12 else (0, 0)
    name = parts.get("month")
    month = MONTHS[name.lower()] if name else int(parts["monthnumber"] or 0)
    return int(parts["day"] or 0), month


def not_before(date: str, other: str) -> bool:
    """Whether a date is the other or later, as far as both are exact."""
    length = min(len(date), len(other))
    return date[:length] >= other[:length]
