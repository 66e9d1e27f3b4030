"""How much of a figure could be chance: the bootstrap over documents (Efron 1979; documents are the units, as claims of
one article are not independent of each other: Field & Welsh 2007), and what must be said of small samples.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kg.analysis.networks import Strand
from kg.analysis.tables import counted

SEED = 20250101
SAMPLES = 200
FEWEST = 20

# Below so many documents a sample is called small.
FEW_DOCUMENTS = 50

# The share of the samples that an interval holds.
LEVEL = 0.9


def samples(strands: Sequence[Strand], number: int, seed: int = SEED) -> Iterator[tuple[Strand, ...]]:
    """The strands in so many samples of as many documents as there are, drawn with replacement.

    Each weight is scaled by how much more or less of the strand's documents were drawn.
    """
    documents = sorted(set().union(*(strand.documents for strand in strands)))
    for counts in draws(len(documents), number, seed):
        drawn = dict(zip(documents, counts.tolist(), strict=True))
        yield tuple(replace(strand, weight=strand.weight * _share(strand, drawn)) for strand in strands)


def draws(size: int, number: int, seed: int = SEED) -> Iterator[NDArray[np.int64]]:
    """How often each of so many documents is drawn, in each of so many samples."""
    if size:
        dice = np.random.default_rng(seed)
        for _ in range(number):
            yield dice.multinomial(size, np.full(size, 1 / size))


def _share(strand: Strand, drawn: Mapping[str, int]) -> float:
    return sum(drawn[name] for name in strand.documents) / len(strand.documents)


def interval(values: Sequence[float] | NDArray[np.float64], level: float = LEVEL) -> tuple[float, float]:
    """The bounds within which the middle share of the values lies (percentile method)."""
    if not len(values):
        return (0.0, 0.0)
    low, high = np.quantile(np.asarray(values, dtype=np.float64), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def affordable(cost: int, budget: int, samples: int = SAMPLES) -> int:
    """How many samples may be drawn at a cost each; 0 where too few could be for an interval."""
    number = min(samples, budget // max(cost, 1))
    return number if number >= FEWEST else 0


def drawn_note(samples: int) -> str:
    """What the bounds are, or why there are none."""
    if not samples:
        return "no bounds: the network is too large for repeated draws"
    drawn = f"low, high: {LEVEL:.0%} of {samples} draws of as many articles, with replacement, lie between"
    return f"{drawn}; a draw misses about a third of them, so bounds lean low"


def sample_note(documents: int) -> tuple[str, ...]:
    """A line that says a sample is small, none where it is not."""
    if documents >= FEW_DOCUMENTS:
        return ()
    return (f"a small sample: {counted(documents, 'article')}; a few more could change the order",)
