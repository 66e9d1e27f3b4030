"""The encoder's part of the learned extractor: what its vectors say of each pair, for every relation.

Both mentions and the words on the way between them are averaged (span pooling; after Eberts and Ulges, 2020), joined
with their product, the pair of classes and the distance, and read by two layers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.catalog import relations
from kg.files import data
from kg.language.learned.pairs import End, Pair

Rows = npt.NDArray[np.float32]
Row = Rows

WAY = 12
DISTANCES = (1, 3, 6, 12, 20)
# After the relations: the four kinds of factuality, whether it is over, whether someone says so.
FACETS = 6


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
    way = tuple(sorted(token.i for token in pair.way.inner))[:WAY]
    kinds = _numbers()
    types = kinds[one.type] * len(kinds) + kinds[other.type]
    return Shape((one.start, one.end), (other.start, other.end), way, types, _distance(one, other))


def scores(vectors: Rows, shapes: Sequence[Shape]) -> Rows:
    """The logits of all relations, then of the facets, for each pair (a row each)."""
    w = weights()
    one, other = (_means(vectors, [getattr(s, side) for s in shapes]) for side in ("subject", "object"))
    way = np.stack([_mean(vectors, s.way) for s in shapes])
    hidden = one @ w.subject.T + other @ w.object.T + way @ w.way.T + (one * other) @ w.product.T + w.bias
    hidden += w.types[[s.types for s in shapes]] + w.distances[[s.distance for s in shapes]]
    found: Rows = np.maximum(hidden, 0) @ w.out.T + w.out_bias
    return found


@cache
def weights() -> Weights:
    """The shipped weights."""
    with np.load(data("models") / "relations.npz") as stored:
        return Weights(**{f.name: stored[f.name].astype(np.float32) for f in fields(Weights)})


def _means(vectors: Rows, spans: Sequence[tuple[int, int]]) -> Rows:
    """The mean vector of each span; most spans come several times."""
    distinct = sorted(set(spans))
    rows = np.stack([_mean(vectors, range(*span)) for span in distinct])
    places = {span: n for n, span in enumerate(distinct)}
    found: Rows = rows[[places[span] for span in spans]]
    return found


def _mean(vectors: Rows, tokens: Iterable[int]) -> Rows:
    """The mean of the vectors of these tokens, without those that have none; zeros for no token."""
    rows = vectors[list(tokens)]
    rows = rows[rows.any(axis=1)]
    mean: Rows = rows.mean(axis=0) if len(rows) else np.zeros(vectors.shape[1], dtype=np.float32)
    return mean


def _distance(one: End, other: End) -> int:
    gap = max(other.start - one.end, one.start - other.end, 0)
    step = sum(gap >= least for least in DISTANCES)
    return step + (len(DISTANCES) + 1 if other.start < one.start else 0)


@cache
def _numbers() -> dict[str, int]:
    return {name: n for n, name in enumerate(relations.classes())}
