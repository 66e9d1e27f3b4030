from datetime import date

import pytest
from hypothesis import given as anything
from hypothesis import strategies as st

from kg.read.dates import given, stated


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-04-22", "2025-04-22"),
        ("2025-04-22T15:13:00Z", "2025-04-22"),
        ("2025-04-22T23:59:59.123+04:00", "2025-04-22"),
        ("2025/08/30", "2025-08-30"),
        ("30.08.2025", "2025-08-30"),
        ("30.08.2025 14:20", "2025-08-30"),
        ("30/08/2025", "2025-08-30"),
        ("08/30/2025", "2025-08-30"),
        ("5/5/2025", "2025-05-05"),
        ("April 22, 2025 15:13", "2025-04-22"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("22 April 2025", "2025-04-22"),
        ("22-Apr-2025", "2025-04-22"),
        ("3rd of May 2025", "2025-05-03"),
        ("Tue, 22 Apr 2025 10:00:00 GMT", "2025-04-22"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_full_date_is_read_in_each_printed_form(text, day):
    assert given(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "04/05/2025",
        "31 February 2025",
        "29 February 2025",
        "April 2025",
        "2025",
        "2025-13-01",
        "today",
        "",
        None,
        20250422,
        "22 April 2025 in Hafenstadt",
        "1.2.2025.3",
        "x2025-04-22",
        "2025-04-22-17",
        "32 May 2025",
        "0 May 2025",
    ],
)
def test_what_is_not_one_certain_date_is_none(text):
    assert given(text) is None


def test_the_first_date_of_a_text_counts_whatever_its_form():
    assert stated("on 3 May 2025, not 2024-01-01").date == "2025-05-03"


def test_digits_are_those_of_newspapers():
    assert stated("٢٠٢٥-٠٤-٢٢") is None


@anything(st.text(max_size=60))
def test_a_given_date_is_iso_or_none(text):
    day = given(text)
    assert day is None or given(day) == day


@anything(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_every_form_of_a_day_gives_the_day(day):
    forms = (f"{day:%Y-%m-%d}", f"{day:%B} {day.day}, {day:%Y}", f"{day.day} {day:%b} {day:%Y}", f"{day:%d.%m.%Y}")
    assert {given(form) for form in forms} == {day.isoformat()}
