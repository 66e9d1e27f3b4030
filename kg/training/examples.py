"""A pair of mentions with what is true of it: what the relation models learn from."""

from dataclasses import dataclass
from typing import get_args

from kg.language.learned.features import Buckets
from kg.language.learned.head import Shape
from kg.model import Factuality

KINDS: tuple[Factuality, ...] = get_args(Factuality)


@dataclass(frozen=True, slots=True)
class Status:
    """How a claim is stated: the place of its factuality in KINDS, whether it is over, whether someone says so."""

    factuality: int
    ended: bool
    attributed: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its true relations. `masked` are relations that the annotation leaves open here: the claim has its
    evidence elsewhere, or only one annotator gave it."""

    shape: Shape
    buckets: Buckets
    ids: tuple[tuple[str, ...], tuple[str, ...]]
    allowed: tuple[int, ...]
    true: tuple[int, ...]
    masked: frozenset[int]
    status: Status | None = None
