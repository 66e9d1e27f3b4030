"""The linear model over hashed features: how it is fitted.

One weight for each feature and relation, logistic, with a squared penalty, by L-BFGS (Liu and Nocedal, 1989). Features
seen once are dropped.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from kg.language.learned.features import BUCKETS
from kg.training.examples import Example
from kg.training.truth import truth

STEPS = 40
PENALTY = 3.0
LEAST = 2
RARE = -4.0

Weights = npt.NDArray[np.float32]


def fit(examples: Sequence[Example], penalty: float = PENALTY, steps: int = STEPS) -> tuple[Weights, Weights]:
    """The weights (features x relations) and the biases that fit the examples."""
    known = _known(examples)
    matrix, turned = _matrix(examples, known)
    true, counted = truth(examples)
    weights = torch.zeros(len(known), true.shape[1], requires_grad=True)
    bias = torch.full((true.shape[1],), RARE, requires_grad=True)
    descent = torch.optim.LBFGS([weights, bias], max_iter=steps, history_size=8, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        descent.zero_grad()
        scores = _Product.apply(weights, matrix, turned) + bias
        each = nn.functional.binary_cross_entropy_with_logits(scores, true, reduction="none")
        total: torch.Tensor = (each * counted).sum() + penalty / 2 * weights.square().sum()
        total.backward()
        return total

    descent.step(loss)
    whole = np.zeros((BUCKETS, true.shape[1]), dtype=np.float32)
    whole[known] = weights.detach().numpy()
    return whole, bias.detach().numpy()


class _Product(torch.autograd.Function):
    """The sparse matrix times the weights, with its transpose at hand for the gradient."""

    @staticmethod
    def forward(ctx, weights: torch.Tensor, matrix: torch.Tensor, turned: torch.Tensor) -> torch.Tensor:  # type: ignore[no-untyped-def]
        ctx.turned = turned
        return matrix @ weights

    @staticmethod
    def backward(ctx, gradient: torch.Tensor) -> tuple[torch.Tensor, None, None]:  # type: ignore[no-untyped-def]
        return ctx.turned @ gradient, None, None


def _known(examples: Sequence[Example]) -> npt.NDArray[np.int64]:
    """The features that several examples have."""
    seen = np.zeros(BUCKETS, dtype=np.int64)
    for example in examples:
        seen[example.buckets] += 1
    return np.flatnonzero(seen >= LEAST)


def _matrix(examples: Sequence[Example], known: npt.NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
    """Examples by known features, and its transpose, as sparse rows."""
    column = np.full(BUCKETS, -1, dtype=np.int64)
    column[known] = np.arange(len(known))
    every = [column[e.buckets] for e in examples]
    rows = [columns[columns >= 0] for columns in every]
    at = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    places = torch.from_numpy(np.stack([at, np.concatenate(rows)]))
    matrix = torch.sparse_coo_tensor(
        places, torch.ones(places.shape[1]), (len(rows), len(known)), check_invariants=True
    )
    return matrix.to_sparse_csr(), matrix.t().to_sparse_csr()
