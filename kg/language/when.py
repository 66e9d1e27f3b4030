"""When it happened: dates and relative expressions of a claim's own clause, against the article's date.

Gives YYYY, YYYY-MM or YYYY-MM-DD, as fine as the words are; a relative expression in an article without a date gives
nothing. Weeks are told by their month, for the model of time (spec: rdf-model) knows no weeks.
"""

import re
from datetime import date, timedelta

from spacy.tokens import Span, Token

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORT = {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = "(" + "|".join([*MONTHS, *(f"{s}\\.?" for s in SHORT)]) + ")"
_YEAR = r"((?:19|20)\d\d)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
ABSOLUTE = (
    (re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b"), "ymd"),
    (re.compile(rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}\b", re.IGNORECASE), "dmy"),
    (re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b{_MONTH},? (?:of )?{_YEAR}\b", re.IGNORECASE), "my"),
    (re.compile(rf"\b{_DAY} (?:of )?{_MONTH}\b", re.IGNORECASE), "dm"),
    (re.compile(rf"\b{_MONTH} {_DAY}\b", re.IGNORECASE), "md"),
)
RELATIVE_MONTH = re.compile(rf"\b{_MONTH}(?: (last|this|next) year)?\b|\b(last|this|next) {_MONTH}\b", re.IGNORECASE)
RELATIVE = re.compile(
    r"\b(last|past|previous|this|next|coming|earlier this|later this)\s+(week|month|year|weekend)\b", re.IGNORECASE
)
AGO = re.compile(
    r"\b(a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(day|week|month|year)s?\s+(ago|earlier)\b",
    re.IGNORECASE,
)
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: n for n, word in enumerate(COUNTED, 1)} | {"a": 1, "an": 1}
BARE_YEAR = re.compile(rf"\b{_YEAR}\b")


def time_of(trigger: Token, published: str | None) -> str | None:
    """The date of the trigger's clause as ISO text, or None where the clause gives none."""
    for span in _dates_near(trigger):
        found = parse(span.text, published, future=_is_future(trigger))
        if found:
            return found
    return None


def parse(text: str, published: str | None, future: bool = False) -> str | None:
    """An English date expression as YYYY[-MM[-DD]], or None.

    >>> parse("30 August 2025", None)
    '2025-08-30'
    >>> parse("in July last year", "2025-04-22")
    '2024-07'
    >>> parse("last week", None)
    """
    return _absolute(text, published, future) or _relative(text, published, future) or _year(text)


def _dates_near(trigger: Token) -> list[Span]:
    """Date expressions that hang in the trigger's own clause, the nearest first."""
    top = _clause(trigger)
    dates = (ent for ent in trigger.sent.ents if ent.label_ == "DATE")
    found = [ent for ent in dates if _clause(ent.root) == top and _is_free(ent, trigger)]
    return sorted(found, key=lambda e: (abs(e.root.i - trigger.i), e.start))


def _is_free(date: Span, trigger: Token) -> bool:
    """Whether no other noun owns the date (`the treaty of 1992`, `an ally since 1951`)."""
    token = date.root
    while token.head != token and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
        if token.pos_ in ("NOUN", "PROPN") and token != trigger and not date.start <= token.i < date.end:
            return False
    return True


def _clause(token: Token) -> Token:
    """The verb of the clause that a token hangs in."""
    while token.head != token and not (
        token.pos_ in ("VERB", "AUX") and token.dep_ not in ("xcomp", "amod", "aux", "auxpass", "pcomp", "acl", "conj")
    ):
        token = token.head
    return token


def _is_future(trigger: Token) -> bool:
    return any(c.lower_ in ("will", "shall") for c in (*trigger.children, *trigger.head.children))


def _absolute(text: str, published: str | None, future: bool) -> str | None:
    for pattern, order in ABSOLUTE:
        match = pattern.search(text)
        if match:
            parts = dict(zip(order, match.groups(), strict=True))
            year = parts.get("y") or _nearest_year(_month(parts["m"]), published, future)
            return _iso(year, _month(parts["m"]), parts.get("d"))
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else SHORT[text.lower().rstrip(".")[:3]]


def _iso(year: str | None, month: int, day: str | None) -> str | None:
    if year is None or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02}"
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def _nearest_year(month: int, published: str | None, future: bool) -> str | None:
    """The year of a month that is named without one: the last such month, or the next where the clause looks ahead."""
    anchor = _anchor(published)
    if anchor is None:
        return None
    if future:
        return str(anchor.year + (month < anchor.month))
    return str(anchor.year - (month > anchor.month))


def _anchor(published: str | None) -> date | None:
    return date.fromisoformat(published) if published and len(published) == 10 else None


def _relative(text: str, published: str | None, future: bool) -> str | None:
    anchor = _anchor(published)
    if anchor is None:
        return None
    return (
        _ago(text, anchor) or _period(text, anchor) or _named_month(text, anchor, future) or _day(text, anchor, future)
    )


def _ago(text: str, anchor: date) -> str | None:
    match = AGO.search(text)
    if not match:
        return None
    n = NUMBERS.get(match[1].lower()) or int(match[1])
    unit = match[2].lower()
    if unit == "year":
        return str(anchor.year - n)
    if unit == "month":
        return _months_back(anchor, n)
    back = anchor - timedelta(days=min(n, 10_000) * (7 if unit == "week" else 1))
    return back.isoformat() if unit == "day" else back.isoformat()[:7]


def _months_back(anchor: date, n: int) -> str | None:
    count = anchor.year * 12 + anchor.month - 1 - n
    return f"{count // 12:04}-{count % 12 + 1:02}" if count >= 12 else None


def _period(text: str, anchor: date) -> str | None:
    match = RELATIVE.search(text)
    if not match or RELATIVE_MONTH.search(text):
        return None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(match[1].lower(), 0)
    unit = match[2].lower()
    if unit == "year":
        return str(anchor.year + step)
    if unit == "month":
        return _months_back(anchor, -step)
    return (anchor + timedelta(weeks=step)).isoformat()[:7]


def _named_month(text: str, anchor: date, future: bool) -> str | None:
    match = RELATIVE_MONTH.search(text)
    if not match:
        return None
    month = _month(match[1] or match[4])
    which = (match[2] or match[3] or "").lower()
    if match[2]:
        return f"{anchor.year + {'last': -1, 'this': 0, 'next': 1}[which]}-{month:02}"
    return f"{_nearest_year(month, anchor.isoformat(), future or which == 'next')}-{month:02}"


def _day(text: str, anchor: date, future: bool) -> str | None:
    lower = text.lower()
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    for word, step in near.items():
        if word in lower:
            return (anchor + timedelta(days=step)).isoformat()
    for n, name in enumerate(DAYS):
        if name in lower:
            ahead = (n - anchor.weekday()) % 7
            return (anchor + timedelta(days=ahead if future or ahead == 0 else ahead - 7)).isoformat()
    return None


def _year(text: str) -> str | None:
    match = BARE_YEAR.search(text)
    return match[1] if match else None
