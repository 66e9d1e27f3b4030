"""What of a store a picture shows: claims chosen by entity, predicate, date and confidence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from kg.catalog import relations
from kg.errors import NotFound
from kg.graph import claim_iri
from kg.model import Claim
from kg.read.dates import not_before
from kg.store import Store
from kg.store.names import relation


@dataclass(frozen=True, slots=True)
class Choice:
    """The claims that were chosen, by document and place in its text; `cut`: not all there are could be read."""

    claims: list[Claim]
    cut: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are wanted; empty fields allow all.

    `families` are the predicates of families. A date is that of the claim or else of its article.
    """

    focus: tuple[str, ...] = ()
    depth: int = 2
    predicates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0
    evidence: int = 1

    def of(self, store: Store) -> list[Claim]:
        """The wanted claims of a store. Raises NotFound for unknown names, or where filters leave no claim."""
        return self.within(store, None).claims

    def within(self, store: Store, most: int | None) -> Choice:
        """The wanted claims among so many that are read, or all: those of the focus, then of what it is most linked to.

        No entity takes more than half of what may still be read. Raises what `of` raises.
        """
        if self.since and self.until and not not_before(self.until, self.since):
            raise NotFound(f"no date is since {self.since} and until {self.until}; swap them")
        source = _Source(store, most)
        near = {store.find(name) for name in self.focus}
        found = self._near(source, near) if near else self._wanted(source, source.read())
        if not found and next(store.claims(), None) is not None:
            raise NotFound("no claim is left by these filters; widen them")
        return Choice(found, source.cut)

    def _wanted(self, source: "_Source", claims: Iterable[Claim]) -> list[Claim]:
        """The claims that all but the focus admits, which must be all of their triples."""
        admitted = [claim for claim in claims if self._admits(claim, source)]
        counts = Counter(map(_edge, admitted))
        return [claim for claim in admitted if counts[_edge(claim)] >= self.evidence]

    def _near(self, source: "_Source", near: set[str]) -> list[Claim]:
        """The wanted claims among those that so many claims in a row link to the focus. Only what is near is read."""
        told: dict[str, list[Claim]] = {}
        for _ in range(self.depth):
            for key in _most_linked(near - told.keys(), told):
                told[key] = self._wanted(source, [*source.read(subject=key), *source.read(object=key)])
            near |= {end for claims in told.values() for claim in claims for end in _ends(claim)}
        for key in _most_linked(near - told.keys(), told):
            # What lies between them is said of one or the other: as subject is enough.
            told[key] = self._wanted(source, source.read(subject=key))
        found = {claim: None for claims in told.values() for claim in claims if _ends(claim) <= near}
        return sorted(found, key=lambda claim: (claim.document, claim.start, claim_iri(claim).value))

    def _admits(self, claim: Claim, source: "_Source") -> bool:
        if any(wanted and claim.predicate not in wanted for wanted in (self.predicates, self.families)):
            return False
        return claim.confidence >= self.confidence and self._in_time(claim, source)

    def _in_time(self, claim: Claim, source: "_Source") -> bool:
        """Whether its date may lie between the bounds: each is compared as far as both are exact."""
        if not (self.since or self.until):
            return True
        date = source.date(claim)
        return date is not None and not_before(date, self.since or "") and not_before(self.until or date, date)


class _Source:
    """The claims of a store, of which no more than so many are read; `cut` tells that there were more."""

    def __init__(self, store: Store, most: int | None) -> None:
        """None: all."""
        self._store, self._left, self.cut = store, most, False
        self._dates: dict[str, str | None] = {}

    def read(self, **ends: str) -> list[Claim]:
        """The claims with this `subject` or `object`, at most a quarter of what may still be read; or any."""
        if self._left == 0 and self.cut:
            return []
        found = self._store.claims(**ends)
        if self._left is None:
            return list(found)
        most = min(self._left, self._left // 4 + 1) if ends else self._left
        claims = list(islice(found, most + 1))
        self.cut = self.cut or len(claims) > most
        self._left -= len(claims[:most])
        return claims[:most]

    def date(self, claim: Claim) -> str | None:
        """The date of a claim, or else of its article."""
        if claim.time:
            return claim.time
        if claim.document not in self._dates:
            article = self._store.article(claim.document)
            self._dates[claim.document] = article.date if article else None
        return self._dates[claim.document]


def _most_linked(keys: Iterable[str], told: Mapping[str, Iterable[Claim]]) -> list[str]:
    """These entities, those first that most claims link to what has been read."""
    counts = Counter(end for claims in told.values() for claim in claims for end in _ends(claim))
    return sorted(keys, key=lambda key: (-counts[key], key))


def _ends(claim: Claim) -> set[str]:
    return {claim.subject.id, claim.object.id}


def _edge(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.id, claim.predicate, claim.object.id


def predicates(names: Iterable[str] | None) -> tuple[str, ...]:
    """The predicates as the ontology names them. Raises NotFound with near names."""
    return tuple(map(relation, names or ()))


def families(names: Iterable[str] | None) -> tuple[str, ...]:
    """The predicates of these families. Raises NotFound with the families that there are."""
    known = relations.load().values()
    there = sorted({relation.family for relation in known})
    for name in names or ():
        if name not in there:
            raise NotFound(f"no family '{name}' of relations; there is {', '.join(there)}")
    return tuple(relation.name for relation in known if relation.family in set(names or ()))
