"""The linear part of the learned extractor: one weight for each hashed feature and relation, in eight bits."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.files import data
from kg.language.learned.features import Buckets

Row = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """Whole numbers (features x relations) in units of `scale`, and a bias for each relation."""

    weights: npt.NDArray[np.int8]
    scale: Row
    bias: Row


@cache
def table() -> Table:
    """The shipped weights."""
    with np.load(data("models") / "linear.npz") as stored:
        return Table(stored["weights"], stored["scale"], stored["bias"])


def scores(buckets: Buckets) -> Row:
    """The logits of all relations for a pair with these features."""
    known = table()
    found: Row = known.weights[buckets].sum(axis=0, dtype=np.int32) * known.scale + known.bias
    return found
