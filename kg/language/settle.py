"""What an article says as a whole: one claim for each distinct statement, with its best evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.catalog import relations
from kg.model import Claim, Factuality

# A body has one of these at a time, and they have one body.
ONE_HOLDER = frozenset({"head_of_state_of", "head_of_government_of", "capital_of"})
WEAKNESS: tuple[Factuality, ...] = ("asserted", "planned", "possible", "denied")


def settled(claims: Iterable[Claim]) -> Iterator[Claim]:
    """One claim for each distinct triple, factuality and speaker (the surest, then the first in the text), without
    the looser relation where the article states the closer one of the same pair."""
    best: dict[tuple[str, ...], Claim] = {}
    every = list(_weakest(list(claims)))
    dates = _dates(every)
    for claim in every:
        who = claim.attributed_to.id if claim.attributed_to else ""
        key = (claim.subject.id, claim.predicate, claim.object.id, claim.factuality, who)
        best[key] = min(best.setdefault(key, claim), claim, key=_rank)
    looser = {_status(c, parent) for c in best.values() if (parent := relations.load()[c.predicate].parent)}
    kept = [c for c in best.values() if _status(c, c.predicate) not in looser]
    kept = [c for c in kept if not any(_rules_out(other, c) for other in kept)]
    dated = (c if c.time is not None else replace(c, time=dates.get(_stated(c))) for c in kept)
    yield from sorted(dated, key=lambda c: (c.start, c.predicate, c.subject.id, c.object.id, c.method))


def _rules_out(surer: Claim, claim: Claim) -> bool:
    """Whether another holds the office that only the model gave to someone, or the person another such office."""
    if claim.method != "model" or claim.predicate not in ONE_HOLDER or surer.predicate != claim.predicate:
        return False
    ends = (surer.subject.id == claim.subject.id, surer.object.id == claim.object.id)
    return any(ends) and not surer.ended and surer.confidence > claim.confidence


def _dates(claims: Iterable[Claim]) -> dict[tuple[str, ...], str]:
    """The one date that the sentences of a statement give (the headline has none, the lead tells the day)."""
    found: dict[tuple[str, ...], set[str]] = {}
    for claim in claims:
        if claim.time is not None:
            found.setdefault(_stated(claim), set()).add(claim.time)
    return {key: min(times) for key, times in found.items() if len(times) == 1}


def _stated(claim: Claim) -> tuple[str, ...]:
    return claim.subject.id, claim.predicate, claim.object.id, claim.factuality


def _status(claim: Claim, predicate: str) -> tuple[str, str, str, str, bool]:
    return claim.subject.id, predicate, claim.object.id, claim.factuality, claim.ended


def _weakest(claims: list[Claim]) -> Iterator[Claim]:
    """Where two wordings read one sentence's triple with different factuality, the weaker reading counts."""
    weakest: dict[tuple[str, str, str, int], int] = {}
    for claim in claims:
        key = (claim.subject.id, claim.predicate, claim.object.id, claim.start)
        weakest[key] = max(weakest.get(key, 0), WEAKNESS.index(claim.factuality))
    for claim in claims:
        key = (claim.subject.id, claim.predicate, claim.object.id, claim.start)
        yield replace(claim, factuality=WEAKNESS[weakest[key]])


def _rank(claim: Claim) -> tuple[bool, bool, float, bool, int]:
    """The best evidence first: of the story itself, of what still holds, the surest, dated, early."""
    return claim.zone == "teaser", claim.ended, -claim.confidence, claim.time is None, claim.start
