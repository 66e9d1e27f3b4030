"""A pair of mentions with what is true of it: what the relation models learn from."""

from dataclasses import dataclass

from kg.language.learned.features import Buckets
from kg.language.learned.head import Shape


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
