"""The words between two arguments."""

import pytest

from kg.language.annotate import annotate
from kg.language.paths import head_word, path

PATHS = [
    ("Kenya joined BRICS.", "Kenya", "BRICS", ["joined"], "joined"),
    ("Kenya will not join BRICS.", "Kenya", "BRICS", ["join"], "join"),
    ("Kenya wants to join BRICS.", "Kenya", "BRICS", ["wants", "join"], "join"),
    ("Macron said that France would help Egypt.", "Macron", "Egypt", ["said", "help"], "help"),
    ("Ruto, president of Kenya, slept.", "Ruto", "Kenya", ["president", "of"], "president"),
    ("The talks between Kenya and Ghana failed.", "Kenya", "Ghana", [], "Kenya"),
    ("Trade of Kenya with Ghana grew.", "Kenya", "Ghana", ["Trade", "of", "with"], "Trade"),
    ("Macron met Orban in Budapest.", "Orban", "Budapest", ["met", "in"], "met"),
]


@pytest.mark.parametrize(("text", "a", "b", "between", "head"), PATHS)
def test_path_and_head_word(text: str, a: str, b: str, between: list[str], head: str) -> None:
    doc = annotate(text)
    one, other = (next(t for t in doc if t.text == word) for word in (a, b))
    assert [t.text for t in path(one, other)] == between
    assert path(other, one) == path(one, other)
    assert head_word(one, other).text == head
    assert head_word(other, one) == head_word(one, other)


def test_title_beside_a_name() -> None:
    doc = annotate("Kenya's President William Ruto spoke.")
    assert head_word(doc[0], doc[4]).text == "President"


def test_different_sentences_have_no_path() -> None:
    doc = annotate("Kenya joined BRICS. Macron visited Egypt.")
    assert path(doc[0], doc[6]) == ()
    assert head_word(doc[0], doc[6]).text == "visited"


def test_one_word_is_its_own_head_word() -> None:
    doc = annotate("Kenya joined BRICS.")
    assert path(doc[0], doc[0]) == ()
    assert head_word(doc[0], doc[0]) == doc[0]
