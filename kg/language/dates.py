"""English date expressions as YYYY, YYYY-MM or YYYY-MM-DD, relative ones against the article's date.

Weeks are told by their month, for the model of time (spec: rdf-model) knows no weeks.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORT = {name[:3]: n for n, name in enumerate(MONTHS, 1)}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: n for n, word in enumerate(COUNTED, 1)} | {"a": 1, "an": 1}
STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
NEAR = {"day before yesterday": -2, "day after tomorrow": 2, "yesterday": -1, "tomorrow": 1, "today": 0}
FEASTS = {
    "new year's day": "January 1",
    "new year's eve": "December 31",
    "christmas day": "December 25",
    "christmas eve": "December 24",
}
LENGTHS = {"month": 7, "year": 4}
YEARS = range(1000, 9000)

_FLAGS = re.IGNORECASE | re.ASCII
_MONTH = "(" + "|".join([*MONTHS, r"sept\.?", *(rf"{short}\.?" for short in SHORT)]) + ")"
_YEAR = r"((?:1[5-9]|20)\d\d)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_ABSOLUTE = (
    (re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b", _FLAGS), "ymd"),
    (re.compile(rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}\b", _FLAGS), "dmy"),
    (re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b", _FLAGS), "mdy"),
    (re.compile(rf"\b{_MONTH},? (?:of )?{_YEAR}\b", _FLAGS), "my"),
    (re.compile(rf"\b{_DAY} (?:of )?{_MONTH}\b", _FLAGS), "dm"),
    (re.compile(rf"\b{_MONTH} {_DAY}\b", _FLAGS), "md"),
)
_BARE_YEAR = re.compile(rf"\b{_YEAR}\b", _FLAGS)
_MONTH_OF = re.compile(rf"\b(?:(last|this|next) )?{_MONTH}(?: (last|this|next) year)?\b", _FLAGS)
_PERIOD = re.compile(r"\b(last|past|previous|this|next|coming|the)\s+(week|month|year|weekend)\b", _FLAGS)
_AGO = re.compile(rf"\b({'|'.join(NUMBERS)}|\d{{1,4}})\s+(day|week|month|year)s?\s+ago\b", _FLAGS)
_WEEKDAY = re.compile(rf"\b(?:(last|next|this) )?({'|'.join(DAYS)})\b", _FLAGS)
_FEAST = re.compile("|".join(FEASTS).replace("'", "['’]"), _FLAGS)
_SAME = re.compile(
    r"\b(?:the|that) same (day|morning|afternoon|evening|night|month|year)\b|\bthat (day|morning|evening|night|year)\b",
    _FLAGS,
)
_WORDS = re.compile(rf"\b(?:{'|'.join(NEAR)})\b", _FLAGS)
# Longer readings first: where two begin at one place, the first counts.
_SURE = (*(pattern for pattern, _ in _ABSOLUTE), _FEAST, _SAME, _AGO, _WORDS, _PERIOD, _WEEKDAY)


def find(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where a text may name a date: start and end (code points), and whether only a month or a year stands there,
    which may be something else (`Theresa May`, `2000 soldiers`). In text order, the longest first, none overlapping.

    >>> list(find("They met last week, as on 3 May."))
    [(9, 18, False), (26, 31, False)]
    """
    every = [(m.start(), -m.end(), False) for pattern in _SURE for m in pattern.finditer(text)]
    every += [(m.start(), -m.end(), not (m[1] or m[3])) for m in _MONTH_OF.finditer(text)]
    every += [(m.start(), -m.end(), True) for m in _BARE_YEAR.finditer(text)]
    past = 0
    for start, end, bare in sorted(every):
        if start >= past:
            past = -end
            yield start, past, bare


def again(text: str, before: str | None) -> str | None:
    """What `the same day`, `that year` say after an earlier date (YYYY[-MM[-DD]]); None where that is less exact.

    >>> again("that same month", "2024-03-05")
    '2024-03'
    """
    match = _SAME.search(text)
    length = LENGTHS.get((match[1] or match[2]).lower(), 10) if match else 0
    return before[:length] if before and length and len(before) >= length else None


def parse(text: str, published: str | None, future: bool = False) -> str | None:
    """A date expression as YYYY[-MM[-DD]], or None. `future`: the clause looks ahead.

    >>> parse("30 August 2025", None)
    '2025-08-30'
    >>> parse("in July last year", "2025-04-22")
    '2024-07'
    >>> parse("last week", None)
    """
    feast = _FEAST.search(text)
    text = FEASTS[feast[0].lower().replace("’", "'")] if feast else text
    for pattern, order in _ABSOLUTE:
        match = pattern.search(text)
        if match:
            return _absolute(dict(zip(order, match.groups(), strict=True)), published, future)
    anchor = _anchor(published)
    year = _BARE_YEAR.search(text)
    if anchor is None or year:
        return year[1] if year else None
    found = _ago(text, anchor) or _near(text, anchor) or _month_of(text, anchor, future)
    return found or _period(text, anchor) or _weekday(text, anchor, future)


def _absolute(parts: dict[str, str], published: str | None, future: bool) -> str | None:
    """A date with its month named: without a year, the nearest one on the side that the clause looks to."""
    month, anchor = _month(parts["m"]), _anchor(published)
    if "y" in parts:
        return _iso(int(parts["y"]), month, parts.get("d"))
    return _iso(_year_of(month, anchor, future), month, parts.get("d")) if anchor else None


def _anchor(published: str | None) -> date | None:
    try:
        found = date.fromisoformat(published or "")
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else SHORT[text.lower()[:3]]


def _iso(year: int, month: int, day: str | None = None) -> str | None:
    """The date; without its day where the month has no such day."""
    if year not in YEARS or not 1 <= month <= 12:
        return None
    try:
        return date(year, month, int(day)).isoformat() if day else f"{year}-{month:02}"
    except ValueError:
        return f"{year}-{month:02}"


def _year_of(month: int, anchor: date, future: bool) -> int:
    return anchor.year + (month < anchor.month) if future else anchor.year - (month > anchor.month)


def _ago(text: str, anchor: date) -> str | None:
    match = _AGO.search(text)
    if not match:
        return None
    n, unit = NUMBERS.get(match[1].lower()) or int(match[1]), match[2].lower()
    if unit == "year":
        return str(anchor.year - n) if anchor.year - n in YEARS else None
    if unit == "month":
        return _months_on(anchor, -n)
    back = (anchor - timedelta(days=n * (7 if unit == "week" else 1))).isoformat()
    return back if unit == "day" else back[:7]


def _months_on(anchor: date, n: int) -> str | None:
    count = anchor.year * 12 + anchor.month - 1 + n
    return _iso(count // 12, count % 12 + 1)


def _near(text: str, anchor: date) -> str | None:
    step = next((step for word, step in NEAR.items() if word in text.lower()), None)
    return None if step is None else (anchor + timedelta(days=step)).isoformat()


def _month_of(text: str, anchor: date, future: bool) -> str | None:
    match = _MONTH_OF.search(text)
    if not match:
        return None
    month, before, year = _month(match[2]), (match[1] or "").lower(), (match[3] or "").lower()
    if year or before == "this":
        return _iso(anchor.year + STEPS.get(year, 0), month)
    if before:
        step = STEPS[before]
        passed = month < anchor.month if step < 0 else month > anchor.month
        return _iso(anchor.year if passed else anchor.year + step, month)
    return _iso(_year_of(month, anchor, future), month)


def _period(text: str, anchor: date) -> str | None:
    match = _PERIOD.search(text)
    if not match or match[1].lower() == "the":
        return None
    step, unit = STEPS.get(match[1].lower(), 0), match[2].lower()
    if unit == "year":
        return str(anchor.year + step)
    if unit == "month":
        return _months_on(anchor, step)
    return (anchor + timedelta(weeks=step)).isoformat()[:7]


def _weekday(text: str, anchor: date, future: bool) -> str | None:
    """The last such day, or the next one: today counts unless `last` or `next` says otherwise."""
    match = _WEEKDAY.search(text)
    if not match:
        return None
    which, ahead = (match[1] or "").lower(), (DAYS.index(match[2].lower()) - anchor.weekday()) % 7
    if which == "next":
        ahead = ahead or 7
    elif which == "last" or not (future or ahead == 0):
        ahead -= 7
    return (anchor + timedelta(days=ahead)).isoformat()
