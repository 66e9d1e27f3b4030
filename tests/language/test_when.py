"""Date expressions against the article's date."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.annotate import annotate
from kg.language.dates import again, find, parse
from kg.language.timex import timexes
from kg.language.when import time_of
from kg.model import Claim

WEDNESDAY = "2025-05-14"


ABSOLUTE = [
    ("30 August 2025", "2025-08-30"),
    ("30th of August 2025", "2025-08-30"),
    ("August 30, 2025", "2025-08-30"),
    ("Aug. 30, 2025", "2025-08-30"),
    ("Tuesday, 6 May 2025", "2025-05-06"),
    ("2024-02-29", "2024-02-29"),
    ("March 2024", "2024-03"),
    ("Sept 2023", "2023-09"),
    ("in 2019", "2019"),
    ("early 2026", "2026"),
    ("1987 to 2017", "1987"),
    ("the 1990s", None),
    ("three days", None),
    ("for two years", None),
    ("daily", None),
    ("", None),
]


@pytest.mark.parametrize("published", [None, WEDNESDAY, "2001-01-01"])
@pytest.mark.parametrize(("text", "iso"), ABSOLUTE)
def test_absolute(text: str, iso: str | None, published: str | None) -> None:
    assert parse(text, published) == iso


RELATIVE = [
    ("today", WEDNESDAY),
    ("yesterday", "2025-05-13"),
    ("tomorrow", "2025-05-15"),
    ("on Monday", "2025-05-12"),
    ("Sunday evening", "2025-05-11"),
    ("Wednesday", WEDNESDAY),
    ("last Monday", "2025-05-12"),
    ("last week", "2025-05"),
    ("last month", "2025-04"),
    ("next month", "2025-06"),
    ("earlier this month", "2025-05"),
    ("last year", "2024"),
    ("this year", "2025"),
    ("late last year", "2024"),
    ("next year", "2026"),
    ("two days ago", "2025-05-12"),
    ("three weeks ago", "2025-04"),
    ("five months ago", "2024-12"),
    ("a year ago", "2024"),
    ("ten years ago", "2015"),
    ("in March", "2025-03"),
    ("in July", "2024-07"),
    ("in May", "2025-05"),
    ("last July", "2024-07"),
    ("next July", "2025-07"),
    ("July last year", "2024-07"),
    ("March next year", "2026-03"),
    ("15 March", "2025-03-15"),
    ("Sept. 3", "2024-09-03"),
    ("next Monday", "2025-05-19"),
    ("last Wednesday", "2025-05-07"),
    ("last May", "2024-05"),
    ("next May", "2026-05"),
    ("this July", "2025-07"),
    ("the day before yesterday", "2025-05-12"),
    ("two years earlier", None),
    ("recent months", None),
    ("a few days ago", None),
]


@pytest.mark.parametrize(("text", "iso"), RELATIVE)
def test_relative(text: str, iso: str | None) -> None:
    assert parse(text, WEDNESDAY) == iso


@pytest.mark.parametrize("text", [text for text, _ in RELATIVE])
def test_relative_without_a_date_gives_nothing(text: str) -> None:
    assert parse(text, None) is None


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("last month", "2025-01-31", "2024-12"),
        ("next month", "2024-12-01", "2025-01"),
        ("yesterday", "2024-03-01", "2024-02-29"),
        ("tomorrow", "2024-12-31", "2025-01-01"),
        ("last year", "2025-01-01", "2024"),
        ("in December", "2025-01-05", "2024-12"),
    ],
)
def test_over_the_turn_of_the_year(text: str, published: str, iso: str) -> None:
    assert parse(text, published) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [("in July", "2025-07"), ("in March", "2026-03"), ("on Monday", "2025-05-19"), ("May 3", "2025-05-03")],
)
def test_a_clause_that_looks_ahead(text: str, iso: str) -> None:
    assert parse(text, WEDNESDAY, future=True) == iso


@pytest.mark.parametrize("text", ["31 April 2024", "0 March 2024", "2024-02-30"])
def test_an_impossible_day_keeps_its_year(text: str) -> None:
    found = parse(text, WEDNESDAY)
    assert found is None or found.startswith("2024")


SENTENCES = [
    ("Emmanuel Macron visited Egypt on Monday.", WEDNESDAY, "2025-05-12"),
    ("Emmanuel Macron visited Egypt on Monday.", None, None),
    ("Emmanuel Macron visited Egypt.", WEDNESDAY, None),
    ("Emmanuel Macron will visit Egypt in July.", WEDNESDAY, "2025-07"),
    ("Emmanuel Macron visited Egypt in July.", WEDNESDAY, "2024-07"),
    ("Emmanuel Macron visited Egypt on 3 May 2024.", None, "2024-05-03"),
    ("Emmanuel Macron visited Egypt after Viktor Orban resigned in 2019.", None, None),
    ("Emmanuel Macron plans to visit Egypt in July.", WEDNESDAY, "2025-07"),
    ("On Saturday Emmanuel Macron, the president of France, visited Egypt.", WEDNESDAY, "2025-05-10"),
    ("On Monday Emmanuel Macron met Xi Jinping and visited Egypt.", WEDNESDAY, "2025-05-12"),
    ("Viktor Orban resigned on Monday, and Emmanuel Macron visited Egypt.", WEDNESDAY, None),
    ("The week had one event: on Tuesday Emmanuel Macron visited Egypt.", WEDNESDAY, "2025-05-13"),
    ("SUNDAY - Emmanuel Macron visits Egypt.", WEDNESDAY, "2025-05-18"),
    ("PARIS, 12 May 2025 - Emmanuel Macron visited Egypt.", WEDNESDAY, None),
    ("Emmanuel Macron intends to visit Egypt before 2030.", WEDNESDAY, None),
    ("Viktor Orban fell ill on Monday. Emmanuel Macron visited Egypt the same day.", WEDNESDAY, "2025-05-12"),
    ("Viktor Orban said on Monday that Emmanuel Macron had visited Egypt.", WEDNESDAY, None),
    ("Emmanuel Macron visited Egypt on New Year's Day.", WEDNESDAY, "2025-01-01"),
]


@pytest.mark.parametrize(("text", "published", "iso"), SENTENCES)
def test_time_of_a_claim(one: Callable[..., Claim], text: str, published: str | None, iso: str | None) -> None:
    assert one(text, "Emmanuel_Macron visited Egypt", published).time == iso


STANDING = [
    ("Emmanuel Macron, the president of France, visited Egypt on Monday.", None),
    ("Emmanuel Macron, president of France since 2017, visited Egypt on Monday.", "2017"),
]


@pytest.mark.parametrize(("text", "iso"), STANDING)
def test_an_event_does_not_date_an_office(one: Callable[..., Claim], text: str, iso: str | None) -> None:
    assert one(text, "Emmanuel_Macron head_of_state_of France", WEDNESDAY).time == iso


@pytest.mark.parametrize(
    ("text", "trigger", "iso"),
    [
        ("The talks between Kenya and Egypt on Monday failed.", "talks", "2025-05-12"),
        ("Kenya welcomed the signing of the treaty with Egypt in April 2024.", "signing", "2024-04"),
        ("The 2019 agreement between Kenya and Egypt has failed.", "agreement", "2019"),
        ("Kenya left after talks with Egypt on Monday.", "left", None),
        ("An accord signed in June 2021 with Egypt has failed.", "accord", "2021-06"),
        ("Trade between Kenya and Egypt doubled, reaching $3 billion in 2024.", "Trade", "2024"),
    ],
)
def test_any_word_may_be_the_trigger(text: str, trigger: str, iso: str | None) -> None:
    doc = annotate(text, None)
    token = next(t for t in doc if t.text == trigger)
    assert time_of(token, timexes(doc, WEDNESDAY).get(0, ())) == iso


@pytest.mark.parametrize(
    "text", ["Kenya met Egypt on Monday, said Theresa May.", "On Monday, in 2019 or not, it may rain."]
)
def test_every_word_as_trigger_gives_a_date_of_the_sentence_or_none(text: str) -> None:
    doc = annotate(text, None)
    dates = timexes(doc, WEDNESDAY)[0]
    values = {None, *(d.past for d in dates), *(d.ahead for d in dates)}
    for token in doc:
        for relation in ("", "met_with", "head_of"):
            assert time_of(token, dates, relation=relation, ends=(doc[0], doc[2])) in values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Theresa May said that 2000 soldiers may march.", []),
        ("Kenya adopted Vision 2030 on 3 May.", ["3 May"]),
        ("They met in July last year.", ["July last year"]),
        ("It lasted until 2019.", []),
    ],
)
def test_expressions(text: str, found: list[str]) -> None:
    every = timexes(annotate(text, None), WEDNESDAY)
    assert [d.span.text for dates in every.values() for d in dates] == found


def test_the_longest_expression_counts() -> None:
    assert [(a, b) for a, b, _ in find("on 3 May 2024 and last week")] == [(3, 13), (18, 27)]


@pytest.mark.parametrize(
    ("text", "before", "iso"),
    [
        ("the same day", "2024-03-05", "2024-03-05"),
        ("that morning", "2024-03-05", "2024-03-05"),
        ("that same day", "2024-03-05", "2024-03-05"),
        ("the same year", "2024-03", "2024"),
        ("the same day", "2024-03", None),
        ("the same day", None, None),
        ("Monday", "2024-03-05", None),
    ],
)
def test_again(text: str, before: str | None, iso: str | None) -> None:
    assert again(text, before) == iso


# fmt: off
WORDS = [
    "last", "next", "this", "past", "previous", "earlier", "later", "ago", "day", "days", "week", "month", "year",
    "weekend", "yesterday", "today", "tomorrow", "in", "on", "of", "the", "a", "an", "one", "two", "ten", "0",
    "1", "3", "12", "31", "32", "99", "1900", "2019", "2024", "2099", "january", "feb.", "may", "sept", "Monday",
    "sunday", ",", "-", "2024-02-30",
]
# fmt: on
DATES = st.dates(date(1500, 1, 1), date(2099, 12, 31)).map(date.isoformat)


def is_real(found: str) -> bool:
    shape = re.fullmatch(r"[0-9]{4}(-[0-9]{2})?(-[0-9]{2})?", found)
    return bool(shape) and bool(date.fromisoformat(found + "-01-01"[len(found) - 4 :]))


def test_is_real() -> None:
    assert is_real("2024-02-29")
    assert is_real("2024-02")
    assert is_real("2024")
    assert not is_real("525")
    with pytest.raises(ValueError, match="month"):
        is_real("2024-13")


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), st.none() | DATES, st.booleans())
def test_words_of_dates_give_a_real_date_or_nothing(text: str, published: str | None, future: bool) -> None:
    found = parse(text, published, future)
    assert found is None or is_real(found)


@given(st.text(max_size=40), st.none() | DATES, st.booleans())
def test_any_text_gives_a_real_date_or_nothing(text: str, published: str | None, future: bool) -> None:
    found = parse(text, published, future)
    assert found is None or is_real(found)


@pytest.mark.parametrize(
    "text",
    [
        ("1500 years ago"),
        ("3000 years ago"),
        ("20٢٥"),
        "99999999 days ago",
        "March 99, 2024",
    ],
)
def test_odd_numbers_give_a_real_date_or_nothing(text: str) -> None:
    found = parse(text, WEDNESDAY)
    assert found is None or is_real(found)
