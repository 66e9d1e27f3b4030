"""How well a network finds the mentions of articles that it has not learned from."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from kg.training.articles import IGNORED, OUTSIDE
from kg.training.network import Sample, Tagger, tensors
from kg.training.samples import spans


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over mentions with their exact bounds and class."""

    right: int
    said: int
    true: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / max(self.said, 1)

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / max(self.true, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(self.said + self.true, 1)


def figures(network: Tagger, windows: Sequence[Sample]) -> Figures:
    """The figures over all windows; what is not to be learned from does not count."""
    right = said = true = 0
    for sample in windows:
        wanted, found = _pair(network, sample)
        right, said, true = right + len(wanted & found), said + len(found), true + len(wanted)
    return Figures(right, said, true)


def _pair(network: Tagger, sample: Sample) -> tuple[frozenset[object], frozenset[object]]:
    pieces, mask, _ = tensors([sample])
    device = next(network.parameters()).device
    with torch.no_grad():
        best = network(pieces.to(device), mask.to(device)).argmax(-1)[0].tolist()
    places = [i for i, label in enumerate(sample.labels) if label != IGNORED]
    wanted = spans([sample.labels[i] for i in places])
    return wanted, spans([best[i] if sample.labels[i] != IGNORED else OUTSIDE for i in places])
