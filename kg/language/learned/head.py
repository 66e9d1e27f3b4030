"""The encoder's part of the learned extractor: what its vectors say of each pair, for every relation.

Both mentions and the words on the way between them are averaged (span pooling; after Eberts and Ulges, 2020), joined
with their product, the pair of classes and the distance, and read by two layers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from kg.catalog import relations
from kg.files import data
from kg.language.learned.pairs import Pair

Rows = npt.NDArray[np.float32]
Row = Rows
Some = TypeVar("Some")

WAY = 12
DISTANCES = (1, 3, 6, 12, 20)
# Both orders of each distance, and of two sentences.
BINS = 2 * (len(DISTANCES) + 1) + 2
STRETCH = 512


@dataclass(frozen=True, slots=True)
class Shape:
    """A pair as the head sees it: first token of both mentions and the one behind, the words on the way between them,
    and the numbers of its classes and of its distance."""

    subject: tuple[int, int]
    object: tuple[int, int]
    way: tuple[int, ...]
    types: int
    distance: int


@dataclass(frozen=True)
class Weights:
    """The numbers of both layers."""

    subject: Rows
    object: Rows
    way: Rows
    product: Rows
    bias: Rows
    types: Rows
    distances: Rows
    out: Rows
    out_bias: Rows


def shape(pair: Pair) -> Shape:
    """What the head needs of a pair."""
    one, other = pair.subject, pair.object
    way = () if pair.across else tuple(sorted(token.i for token in pair.way.inner))[:WAY]
    kinds = _numbers()
    types = kinds[one.type] * len(kinds) + kinds[other.type]
    return Shape((one.start, one.end), (other.start, other.end), way, types, _distance(pair))


def scores(vectors: Rows, shapes: Sequence[Shape]) -> Rows:
    """The logits of all relations for each pair (a row each)."""
    w = weights()
    spans = _Spans(vectors)
    subjects, objects = _distinct([s.subject for s in shapes]), _distinct([s.object for s in shapes])
    hidden = (spans.means(subjects.values) @ w.subject.T)[subjects.rows]
    hidden += (spans.means(objects.values) @ w.object.T)[objects.rows]
    hidden += w.bias + w.types[[s.types for s in shapes]] + w.distances[[s.distance for s in shapes]]
    both = _distinct([(min(s.subject, s.object), max(s.subject, s.object), s.way) for s in shapes])
    hidden += _between(spans, both.values)[both.rows]
    found: Rows = np.maximum(hidden, 0) @ w.out.T + w.out_bias
    return found


def _between(spans: "_Spans", both: Sequence[tuple[tuple[int, int], tuple[int, int], tuple[int, ...]]]) -> Rows:
    """What a pair adds whatever its order: the words on the way and the product of its ends."""
    w, parts = weights(), []
    for start in range(0, len(both), STRETCH):
        some = both[start : start + STRETCH]
        ends = spans.means([one for one, _, _ in some]) * spans.means([other for _, other, _ in some])
        parts.append(spans.of([way for _, _, way in some]) @ w.way.T + ends @ w.product.T)
    return np.concatenate(parts)


@cache
def weights() -> Weights:
    """The shipped weights."""
    with np.load(data("models") / "relations.npz") as stored:
        return Weights(**{f.name: stored[f.name].astype(np.float32) for f in fields(Weights)})


class _Distinct(NamedTuple, Generic[Some]):
    """Distinct values in their first order, and the place of each of the given ones among them."""

    values: list[Some]
    rows: list[int]


def _distinct(given: Sequence[Some]) -> _Distinct[Some]:
    places: dict[Some, int] = {}
    rows = [places.setdefault(value, len(places)) for value in given]
    return _Distinct(list(places), rows)


class _Spans:
    """Mean vectors of tokens, without those that have none; zeros for no token."""

    def __init__(self, vectors: Rows) -> None:
        self._vectors = np.concatenate([vectors, np.zeros((1, vectors.shape[1]), dtype=np.float32)])
        self._counts: npt.NDArray[np.bool_] = np.asarray(self._vectors.any(axis=1))
        self._known: dict[tuple[int, int], Row] = {}

    def means(self, spans: Sequence[tuple[int, int]]) -> Rows:
        """Of each stretch of tokens."""
        for span in spans:
            if span not in self._known:
                self._known[span] = self.of([tuple(range(*span))])[0]
        return np.stack([self._known[span] for span in spans])

    def of(self, sets: Sequence[tuple[int, ...]]) -> Rows:
        """Of each set of tokens."""
        width = max(1, *map(len, sets))
        places = np.array([[*some, *[-1] * (width - len(some))] for some in sets])
        counts = self._counts[places].sum(axis=1, dtype=np.float32)
        means: Rows = self._vectors[places].sum(axis=1) / np.maximum(counts, 1)[:, None]
        return means


def _distance(pair: Pair) -> int:
    one, other = pair.subject, pair.object
    if pair.across:
        return BINS - 1 - pair.in_order
    gap = max(other.start - one.end, one.start - other.end, 0)
    step = sum(gap >= least for least in DISTANCES)
    return step + (len(DISTANCES) + 1 if other.start < one.start else 0)


@cache
def _numbers() -> dict[str, int]:
    return {name: n for n, name in enumerate(relations.classes())}
