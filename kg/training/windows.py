"""Annotated articles as windows of word pieces with labels and pairs: what the joint network learns from."""

from collections.abc import Iterator

from kg.catalog import relations
from kg.language.encoder import windows
from kg.training.articles import Labelled, labels_of
from kg.training.joint import Window
from kg.training.relations import Source
from kg.training.samples import samples


def joint_windows(source: Source) -> Iterator[Window]:
    """The windows of an article, each with the pairs that lie wholly in it."""
    whole = Labelled(source.gold.article.id, source.doc, labels_of(source.doc, source.gold, relations.classes()))
    made = list(windows(source.doc))
    home = {token: n for n, window in enumerate(made) for token, _ in window.firsts}
    examples = [e for sentence in source.sentences for e in sentence.examples]
    for n, (window, sample) in enumerate(zip(made, samples(whole), strict=True)):
        inside = (e for e in examples if home.get(e.shape.subject[0]) == home.get(e.shape.object[0]) == n)
        yield Window(sample, dict(window.firsts), tuple(inside))
