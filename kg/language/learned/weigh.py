"""How sure a relation is, given all that speaks for it: the lexicon's measured precision and both models' logits.

Stacking (Wolpert, 1992) by two logistic regressions, fitted on articles that neither model has seen, so that the
result is a calibrated chance. The first weighs the evidence of one sentence; the second also sees what else the article
may say of the same things.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from types import MappingProxyType

from kg.files import data

LARGEST = 8.0
# The models may doubt what a wording says, not veto it: they know rare constructions less well.
DOUBT = 0.0
NOTHING = -6.0
MANY = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a relation of two mentions: the measured precision of the wording that the lexicon found, the
    logits of both models (None: not found, not judged), and whether an end is a pronoun or description that was
    resolved, or a thing without a name of its own; whether the ends stand in different sentences."""

    rule: float | None
    encoder: float | None
    linear: float | None
    is_read: bool = False
    is_described: bool = False
    across: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What else an article may say: the best logit of another relation of the same two, of the same relation of the
    subject to something else and of something else to the object; and under how many names both go."""

    other: float = NOTHING
    same_subject: float = NOTHING
    same_object: float = NOTHING
    names: tuple[int, int] = (1, 1)


def logit(evidence: Evidence) -> float:
    """How likely the relation is by the evidence of its sentence alone, as a logit."""
    return dot(terms(evidence), weights()["sentence"])


def chance(evidence: Evidence, around: Around) -> float:
    """How likely the relation is right (0 to 1)."""
    found = later_terms(logit(evidence), evidence, around)
    return 1 / (1 + exp(-dot(found, weights()["article"])))


def dot(values: Mapping[str, float], by: Mapping[str, float]) -> float:
    """The weighted sum; a term without a weight counts for nothing."""
    return sum(by.get(name, 0.0) * value for name, value in values.items())


def later_terms(first: float, evidence: Evidence, around: Around) -> Mapping[str, float]:
    """The inputs of the second regression by name; `first` is the logit of the first."""
    judged = evidence.encoder is not None and evidence.linear is not None
    encoder, linear = (_cut(value) if value is not None else 0.0 for value in (evidence.encoder, evidence.linear))
    return {
        "one": 1.0,
        "first": first,
        "unjudged": float(not judged),
        "encoder": encoder,
        "linear": linear,
        "margin": first - around.other,
        "same_subject": around.same_subject,
        "same_object": around.same_object,
        "subject_names": float(min(around.names[0], MANY)),
        "object_names": float(min(around.names[1], MANY)),
    }


def terms(evidence: Evidence) -> Mapping[str, float]:
    """The inputs of the regression by name: one set for what only the lexicon found, one for what only the models
    judged, one for both."""
    rule, encoder, linear = evidence.rule, evidence.encoder, evidence.linear
    found = {"read": float(evidence.is_read), "described": float(evidence.is_described)}
    found["across"] = float(evidence.across)
    if encoder is None or linear is None:
        return {"rule": 1.0, "rule.precision": _logit(rule or 0.5), **found}
    if rule is None:
        return {"model": 1.0, "model.encoder": _cut(encoder), "model.linear": _cut(linear), **found}
    doubts = {"both.encoder": _cut(encoder, DOUBT), "both.linear": _cut(linear, DOUBT)}
    values = {"both.precision": _logit(rule), **doubts}
    return {"both": 1.0, **values, **found}


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The shipped weights of both regressions (`sentence`, `article`) by the names of the terms."""
    path = data("models") / "mix.json"
    table: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf8"))
    return MappingProxyType(table)


def _cut(logit: float, least: float = -LARGEST) -> float:
    return min(max(logit, least), LARGEST)


def _logit(share: float) -> float:
    kept = min(max(share, 0.02), 0.98)
    return log(kept / (1 - kept))
