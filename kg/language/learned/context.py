"""What else an article may say of the two ends of a relation: the second thoughts of the learned extractor."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.language.learned.weigh import NOTHING, Around


class Thought(NamedTuple):
    """A triple that an article may state, with its logit by the sentence alone and the number of its ends' names."""

    key: tuple[str, str, str]
    logit: float
    names: tuple[int, int]


def around(thoughts: Sequence[Thought]) -> list[Around]:
    """For each thought of an article, what competes with it."""
    best: dict[tuple[str, str, str], float] = {}
    for thought in thoughts:
        best[thought.key] = max(best.get(thought.key, NOTHING), thought.logit)
    pairs = _grouped(((frozenset((s, o)), (s, r, o)), z) for (s, r, o), z in best.items())
    subjects = _grouped((((s, r), (s, r, o)), z) for (s, r, o), z in best.items())
    objects = _grouped((((r, o), (s, r, o)), z) for (s, r, o), z in best.items())
    return [
        Around(
            _other(pairs[frozenset((s, o))], (s, r, o)),
            _other(subjects[s, r], (s, r, o)),
            _other(objects[r, o], (s, r, o)),
            thought.names,
        )
        for thought in thoughts
        for s, r, o in [thought.key]
    ]


_Key = tuple[str, str, str]


def _grouped(found: Iterable[tuple[tuple[Hashable, _Key], float]]) -> Mapping[Hashable, Mapping[_Key, float]]:
    groups: dict[Hashable, dict[_Key, float]] = {}
    for (group, key), logit in found:
        groups.setdefault(group, {})[key] = logit
    return groups


def _other(group: Mapping[_Key, float], but: _Key) -> float:
    """The best logit in a group without one key."""
    return max((logit for key, logit in group.items() if key != but), default=NOTHING)
