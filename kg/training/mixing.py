"""The last step of learning: how far to trust the lexicon and both models, on articles that no model has seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from kg.evaluation.gold import GoldArticle
from kg.evaluation.truth import Truth
from kg.language.extractor import considered
from kg.language.learned.context import Thought, around
from kg.language.learned.options import ALL, Key, Option, Sources
from kg.language.learned.weigh import Evidence, dot, later_terms, terms

ROUNDS = 5
STEPS = 100
PENALTY = 0.5
START = {"rule.precision": 1.0, "model.encoder": 0.5, "model.linear": 0.5, "both.precision": 0.5, "both.encoder": 0.5}

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """A triple that an article may state: all that speaks for it, sentence by sentence, and whether it is right."""

    key: Key
    names: tuple[int, int]
    evidence: tuple[Evidence, ...]
    right: bool


def cases(gold: GoldArticle, sources: Sources = ALL) -> list[Case]:
    """Every triple that the extractor considers in an annotated article; not those that only one annotator gave."""
    found: dict[Key, list[Option]] = {}
    for option in considered(gold.article, sources):
        found.setdefault(option.candidate.key, []).append(option)
    truth, made = Truth(gold), []
    for key, same in found.items():
        first = same[0].candidate
        right = truth.of(first.subject, first.relation, first.object)
        if right is not None:
            made.append(Case(key, same[0].thought.names, tuple(option.evidence for option in same), right))
    return made


def fit(articles: Sequence[Sequence[Case]]) -> dict[str, Weights]:
    """The weights of both regressions."""
    first = _by_sentence([case for some in articles for case in some])
    inputs, truth = [], []
    for some in articles:
        inputs += [later for later, _ in judged(some, first)]
        truth += [case.right for case in some]
    return {"sentence": first, "article": _fitted(inputs, truth)}


def judged(some: Sequence[Case], first: Weights) -> list[tuple[Weights, Case]]:
    """The inputs of the second regression for the cases of an article."""
    best = [max(case.evidence, key=lambda e: dot(terms(e), first)) for case in some]
    logits = [dot(terms(e), first) for e in best]
    thoughts = [Thought(case.key, z, case.names) for case, z in zip(some, logits, strict=True)]
    every = zip(logits, best, around(thoughts), some, strict=True)
    return [(later_terms(z, e, beside), case) for z, e, beside, case in every]


def _by_sentence(every: Sequence[Case]) -> Weights:
    """The weights of the first. Each triple is judged by its best evidence, so they are found in a few rounds."""
    weights: Weights = START
    for _ in range(ROUNDS):
        best = [max(map(terms, case.evidence), key=lambda t: dot(t, weights)) for case in every]
        weights = _fitted(best, [case.right for case in every])
    return weights


def _fitted(inputs: Sequence[Weights], right: Sequence[bool]) -> Weights:
    names = sorted({name for row in inputs for name in row})
    rows = torch.tensor([[row.get(name, 0.0) for name in names] for row in inputs], dtype=torch.float64)
    found = _logistic(rows, torch.tensor(right, dtype=torch.float64))
    return {name: round(value, 4) for name, value in zip(names, found, strict=True)}


def _logistic(inputs: torch.Tensor, truth: torch.Tensor) -> list[float]:
    weights = torch.zeros(inputs.shape[1], dtype=torch.float64, requires_grad=True)
    descent = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        descent.zero_grad()
        each = nn.functional.binary_cross_entropy_with_logits(inputs @ weights, truth, reduction="sum")
        total: torch.Tensor = each + PENALTY / 2 * weights.square().sum()
        total.backward()
        return total

    descent.step(loss)
    return [float(w) for w in weights.detach()]
