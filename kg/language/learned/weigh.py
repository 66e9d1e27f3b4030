"""How sure a relation is, given all that speaks for it: the lexicon's measured precision and both models' logits.

Stacking (Wolpert, 1992) by one logistic regression, fitted on articles that neither model has seen, so that the result
is a calibrated chance.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from types import MappingProxyType

from kg.files import data

LARGEST = 8.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a relation of two mentions: the measured precision of the wording that the lexicon found, the
    logits of both models (None: not found, not judged), and whether an end is a pronoun or description that was
    resolved, or a thing without a name of its own."""

    rule: float | None
    encoder: float | None
    linear: float | None
    is_read: bool = False
    is_described: bool = False


def chance(evidence: Evidence) -> float:
    """How likely the relation is right (0 to 1)."""
    known = weights()
    return 1 / (1 + exp(-sum(known.get(name, 0.0) * value for name, value in terms(evidence).items())))


def terms(evidence: Evidence) -> Mapping[str, float]:
    """The inputs of the regression by name: one set for what only the lexicon found, one for what only the models
    judged, one for both."""
    rule, encoder, linear = evidence.rule, evidence.encoder, evidence.linear
    found = {"read": float(evidence.is_read), "described": float(evidence.is_described)}
    if encoder is None or linear is None:
        return {"rule": 1.0, "rule.precision": _logit(rule or 0.5), **found}
    if rule is None:
        return {"model": 1.0, "model.encoder": _cut(encoder), "model.linear": _cut(linear), **found}
    values = {"both.precision": _logit(rule), "both.encoder": _cut(encoder), "both.linear": _cut(linear)}
    return {"both": 1.0, **values, **found}


@cache
def weights() -> Mapping[str, float]:
    """The shipped weights by the names of the terms."""
    path = data("models") / "mix.json"
    table: dict[str, float] = json.loads(path.read_text(encoding="utf8"))
    return MappingProxyType(table)


def _cut(logit: float) -> float:
    return min(max(logit, -LARGEST), LARGEST)


def _logit(share: float) -> float:
    kept = min(max(share, 0.02), 0.98)
    return log(kept / (1 - kept))
