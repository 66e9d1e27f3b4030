"""The trained recogniser: stretches of tokens that name or describe a thing, or tell a date or an amount.

A linear layer over the encoder's vectors tells for each token whether it begins, goes on in, or is outside a mention
(IOB2; Ramshaw and Marcus 1995). kg/data/models/README.md tells what it was trained on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span

from kg.files import data
from kg.language import encoder

Rows = npt.NDArray[np.float32]
# What it finds beside mentions of entities.
MARKS = ("DATE", "MONEY", "PERCENT")


@dataclass(frozen=True, slots=True)
class Guess:
    """A stretch of tokens that the recogniser takes for a mention of a class; score from 0 to 1."""

    start: int
    end: int
    kind: str
    score: float


@dataclass(frozen=True)
class Head:
    """The weights of the linear layer, its classes in the order of its columns, and the score that makes a mention."""

    weight: Rows
    bias: Rows
    classes: tuple[str, ...]
    threshold: float


@cache
def head() -> Head:
    """The shipped weights."""
    with np.load(data("models") / "recogniser.npz") as stored:
        classes = tuple(str(name) for name in stored["classes"])
        return Head(stored["weight"], stored["bias"], classes, float(stored["threshold"]))


def guesses(doc: Doc) -> tuple[Guess, ...]:
    """The mentions that the recogniser finds, in text order, none across a sentence's end."""
    trained = head()
    if not len(doc):
        return ()
    chances = _softmax(encoder.of(doc) @ trained.weight.T + trained.bias)
    found = (_guess(chances, start, end, trained.classes) for start, end in _stretches(doc, chances, trained.threshold))
    return tuple(guess for guess in found if guess.score >= trained.threshold)


def mark(doc: Doc) -> Doc:
    """The Doc with what the recogniser finds as its `ents`."""
    doc.set_ents([Span(doc, guess.start, guess.end, guess.kind) for guess in guesses(doc)])
    return doc


def _softmax(scores: Rows) -> Rows:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Rows = powers / powers.sum(axis=1, keepdims=True)
    return result


def _stretches(doc: Doc, chances: Rows, threshold: float) -> Iterator[tuple[int, int]]:
    """Runs of tokens that are rather inside than outside; a likely beginning starts a new run."""
    begins, goes_on = chances[:, 1::2].sum(axis=1), chances[:, 2::2].sum(axis=1)
    opens, blank = (doc.to_array(["SENT_START", "IS_SPACE"]) == 1).T
    inside = (begins + goes_on >= threshold) & ~blank
    fresh = opens | (begins > goes_on) | ~np.concatenate(([False], inside[:-1]))
    starts, ends = np.flatnonzero(inside & fresh), np.flatnonzero(~inside | fresh)
    for start in starts.tolist():
        at = int(np.searchsorted(ends, start, side="right"))
        yield start, int(ends[at]) if at < len(ends) else len(doc)


def _guess(chances: Rows, start: int, end: int, classes: tuple[str, ...]) -> Guess:
    by_class = (chances[start:end, 1::2] + chances[start:end, 2::2]).mean(axis=0)
    best = int(by_class.argmax())
    return Guess(start, end, classes[best], round(float(by_class.sum()), 4))
