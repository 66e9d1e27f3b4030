"""Windows of word pieces, and vectors that depend on nothing but the article."""

from itertools import pairwise

import numpy as np
import pytest

from kg.language import encoder
from kg.language.annotate import annotate

TEXTS = [
    "",
    "\n\n",
    "Kenya joined the bloc.",
    "Kenya joined.\n\nGhana left the talks in Accra.",
    "x" * 900,
    "word " * 700,
    "Ünïcödé — naïve “quotes” … 中国 and Türkiye met in Çanakkale.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_windows_hold_each_token_once(text: str) -> None:
    doc = annotate(text)
    windows = list(encoder.windows(doc))
    tokens = [token for window in windows for token, _ in window.firsts]
    assert tokens == sorted(set(tokens))
    assert {t.i for t in doc if not t.is_space} >= set(tokens)
    assert all(len(window.pieces) <= encoder.WINDOW for window in windows)
    assert all(0 < place < len(w.pieces) - 1 for w in windows for _, place in w.firsts)


def test_whole_sentences_stay_together() -> None:
    doc = annotate("Kenya joined the bloc of the coast. " * 40)
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    windows = [{sentence[token] for token, _ in w.firsts} for w in encoder.windows(doc)]
    assert len(windows) > 1
    assert all(not one & other for one, other in pairwise(windows))


@pytest.mark.parametrize("text", TEXTS)
def test_vectors(text: str) -> None:
    doc = annotate(text)
    once, again = encoder.vectors(doc), encoder.vectors(annotate(text))
    assert once.shape == (len(doc), encoder.WIDTH)
    assert np.array_equal(once, again)
    assert np.isfinite(once).all()


def test_vectors_depend_on_the_sentence_around() -> None:
    one, other = annotate("The bank of the river"), annotate("The bank lent money")
    assert not np.allclose(encoder.vectors(one)[1], encoder.vectors(other)[1])


def test_vectors_are_made_once() -> None:
    doc = annotate("Kenya joined the bloc.")
    assert encoder.of(doc) is encoder.of(doc)
