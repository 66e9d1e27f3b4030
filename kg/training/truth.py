"""What is true of pairs, as tensors."""

from collections.abc import Sequence

import torch

from kg.catalog import relations
from kg.training.examples import Example


def truth(examples: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Which relations are true of each example, and which count: those that domain and range allow and that the
    annotation settles."""
    true, counted = (torch.zeros(len(examples), len(relations.load())) for _ in range(2))
    for row, example in enumerate(examples):
        counted[row, list(example.allowed)] = 1
        counted[row, list(example.masked)] = 0
        true[row, list(example.true)] = 1
    return true, counted
