"""Whether the annotators of an article say something, whatever else was found in it."""

from collections.abc import Iterable

from kg.catalog import relations
from kg.evaluation.gold import GoldArticle, GoldClaim
from kg.evaluation.matching import resolve
from kg.model import Entity

Triples = frozenset[tuple[str, str, str]]


class Truth:
    """The triples of an annotated article; unlike the scorer, not matched one to one."""

    def __init__(self, gold: GoldArticle) -> None:
        self._entities = gold.entities
        self._required, self._optional = _triples(gold.required), _triples(gold.optional)

    def of(self, subject: Entity, relation: str, object: Entity) -> bool | None:
        """Whether the annotators say it of what the two may stand for; None where only one of them does."""
        one, other = resolve(subject, self._entities), resolve(object, self._entities)
        meant = frozenset((s, relation, o) for s in one for o in other)
        return True if meant & self._required else None if meant & self._optional else False


def _triples(claims: Iterable[GoldClaim]) -> Triples:
    """The triples of claims, symmetric ones in both directions."""
    there = {(c.subject, c.predicate, c.object) for c in claims}
    return frozenset(there | {(o, r, s) for s, r, o in there if relations.load()[r].symmetric})
