"""The cookbook shows what the questions answer today."""

import make_cookbook

from kg import query


def test_the_cookbook_is_fresh():
    # After a change: python tools/make_cookbook.py
    assert make_cookbook.PAGE.read_text("utf8") == make_cookbook.page()


def test_the_cookbook_has_every_question():
    text = make_cookbook.PAGE.read_text("utf8")
    assert all(f"### {question.question}\n" in text for question in query.load().values())
    assert all(f"$ kg query {name}" in text for name in query.load())
