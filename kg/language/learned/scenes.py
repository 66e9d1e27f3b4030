"""The sentences of an article with the pairs of mentions that are judged: in each, and over each two neighbours."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span

from kg.language.learned.features import Fired, Scene
from kg.language.learned.pairs import Pair, across, ends, pairs, together
from kg.language.refer import Resolver

Paired = tuple[Scene, tuple[Pair, ...]]


def scenes(resolver: Resolver, sentences: Sequence[Span], fired: Sequence[Fired]) -> Iterator[Paired]:
    """Each sentence (with what the lexicon finds in it), then each two of which one follows the other."""
    inside = [Scene(s, ends(resolver, s), found) for s, found in zip(sentences, fired, strict=True)]
    yield from ((scene, pairs(scene.ends)) for scene in inside)
    known = set().union(*(together(scene.ends) for scene in inside))
    for one, other in pairwise(inside):
        if one.sentence.end == other.sentence.start:
            both = one.sentence.doc[one.sentence.start : other.sentence.end]
            yield Scene(both, (*one.ends, *other.ends)), across(one.ends, other.ends, known)
