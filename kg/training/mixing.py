"""The last step of learning: how far to trust the lexicon and both models, on articles that no model has seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from kg.catalog import relations
from kg.evaluation.gold import GoldArticle
from kg.evaluation.matching import resolve
from kg.language.extractor import considered
from kg.language.learned.context import Thought, around
from kg.language.learned.options import ALL, Key, Option, Sources
from kg.language.learned.weigh import Evidence, dot, later_terms, terms
from kg.model import Entity

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
    required, optional = (_stated(gold, claims) for claims in (True, False))
    made = []
    for same in found.values():
        readings = _readings(gold, same[0])
        if readings & required or not readings & optional:
            evidence = tuple(option.evidence for option in same)
            made.append(Case(same[0].candidate.key, same[0].thought.names, evidence, bool(readings & required)))
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


def _stated(gold: GoldArticle, required: bool) -> frozenset[tuple[str, str, str]]:
    """The triples of the annotated claims, symmetric ones in both directions."""
    found = set()
    for claim in gold.required if required else gold.optional:
        found.add((claim.subject, claim.predicate, claim.object))
        if relations.load()[claim.predicate].symmetric:
            found.add((claim.object, claim.predicate, claim.subject))
    return frozenset(found)


def _readings(gold: GoldArticle, option: Option) -> frozenset[tuple[str, str, str]]:
    """The annotated triples that an option may stand for."""
    candidate = option.candidate
    one, other = (_ids(gold, end) for end in (candidate.subject, candidate.object))
    return frozenset((s, candidate.relation, o) for s in one for o in other)


def _ids(gold: GoldArticle, entity: Entity) -> frozenset[str]:
    return resolve(entity, gold.entities)
