"""Labelled articles as windows of word pieces for the network, and spans of labels for the figures."""

from collections.abc import Iterator, Sequence

from kg.evaluation.gold import GoldArticle
from kg.language.encoder import windows
from kg.training.articles import IGNORED, OUTSIDE, Labelled, labelled
from kg.training.network import Sample

Spans = frozenset[tuple[int, int, int]]


def of(article: GoldArticle) -> tuple[Sample, ...]:
    """The windows of an annotated article."""
    return tuple(samples(labelled(article)))


def samples(article: Labelled) -> Iterator[Sample]:
    """The article's windows, the label of each token at its first word piece."""
    for window in windows(article.doc):
        labels = [IGNORED] * len(window.pieces)
        for token, place in window.firsts:
            labels[place] = article.labels[token]
        yield Sample(window.pieces, tuple(labels))


def spans(labels: Sequence[int]) -> Spans:
    """The mentions that labels mark, as (start, end, class)."""
    found, i = set(), 0
    while i < len(labels):
        start = i
        i += 1
        if labels[start] > OUTSIDE:
            kind = (labels[start] - 1) // 2
            while i < len(labels) and labels[i] == 2 * kind + 2:
                i += 1
            found.add((start, i, kind))
    return frozenset(found)
