"""Descriptions that stand beside the name of the same thing: `Europol, the EU law enforcement agency`."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.language.ambiguity import Named
from kg.language.spot import Spot


def beside_names(doc: Doc, found: Sequence[Spot], named: Sequence[tuple[Named, ...]]) -> list[tuple[Named, ...]]:
    """What each spot names; a description in apposition to a name of its class names the same."""
    at = {i: n for n, spot in enumerate(found) for i in range(spot.start, spot.end)}
    result = list(named)
    for n, spot in enumerate(found):
        if spot.around is not None and named[n]:
            other = next(_others(doc[spot.start : spot.end].root, at, found, named, n), None)
            if other is not None:
                result[n] = (Named(other.entity, f"{spot.text(doc)} = {other.entity.label}"),)
    return result


def _others(
    head: Token, at: dict[int, int], found: Sequence[Spot], named: Sequence[tuple[Named, ...]], n: int
) -> Iterator[Named]:
    """The names in apposition to a description, those of its class."""
    for token in _apposed(head):
        other = at.get(token.i, n)
        if other != n and found[other].around is None and named[other]:
            one, its = named[other][0], named[n][0].entity
            if its.types[0] in one.entity.types:
                yield one


def _apposed(head: Token) -> Iterable[Token]:
    behind = [c for c in head.children if c.dep_ == "appos"]
    return [head.head, *behind] if head.dep_ == "appos" else behind
