"""Annotated articles as windows of word pieces with labels and pairs: what the joint network learns from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.evaluation.gold import GoldArticle
from kg.language.encoder import windows
from kg.training.articles import Labelled, labels_of
from kg.training.examples import Example
from kg.training.network import Sample
from kg.training.samples import samples


@dataclass(frozen=True, slots=True)
class Window:
    """A window with its labels, the place of each token's first word piece, and its pairs."""

    sample: Sample
    places: dict[int, int]
    examples: tuple[Example, ...]

    @property
    def pieces(self) -> tuple[int, ...]:
        """Its word pieces."""
        return self.sample.pieces


def joint_windows(gold: GoldArticle, doc: Doc, examples: Sequence[Example]) -> Iterator[Window]:
    """The windows of an article, each with the pairs that lie wholly in it."""
    whole = Labelled(gold.article.id, doc, labels_of(doc, gold))
    made = list(windows(doc))
    home = {token: n for n, window in enumerate(made) for token, _ in window.firsts}
    for n, (window, sample) in enumerate(zip(made, samples(whole), strict=True)):
        inside = (e for e in examples if home.get(e.shape.subject[0]) == home.get(e.shape.object[0]) == n)
        yield Window(sample, dict(window.firsts), tuple(inside))
