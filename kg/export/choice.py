"""What of a store a picture shows: claims chosen by entity, predicate, date and confidence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.catalog import relations
from kg.errors import NotFound
from kg.graph import claim_iri
from kg.model import Claim
from kg.store import Store
from kg.store.names import relation


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
        if self.since and self.until and not _not_before(self.until, self.since):
            raise NotFound(f"no date is since {self.since} and until {self.until}; swap them")
        dates = {document.id: document.date for document in store.documents()}
        found = self._near(store, dates) if self.focus else self._wanted(store.claims(), dates)
        if not found and next(store.claims(), None) is not None:
            raise NotFound("no claim is left by these filters; widen them")
        return found

    def _wanted(self, claims: Iterable[Claim], dates: Mapping[str, str | None]) -> list[Claim]:
        """The claims that all but the focus admits, which must be all of their triples."""
        admitted = [claim for claim in claims if self._admits(claim, dates[claim.document])]
        counts = Counter(map(_edge, admitted))
        return [claim for claim in admitted if counts[_edge(claim)] >= self.evidence]

    def _near(self, store: Store, dates: Mapping[str, str | None]) -> list[Claim]:
        """The wanted claims among those that so many claims in a row link to the focus. Only what is near is read."""
        near = {store.find(name) for name in self.focus}
        read: dict[str, list[Claim]] = {}
        for _ in range(self.depth):
            read |= {key: self._wanted(_of(store, key), dates) for key in sorted(near - read.keys())}
            near |= {end for key in near for claim in read[key] for end in (claim.subject.id, claim.object.id)}
        read |= {key: self._wanted(_of(store, key), dates) for key in sorted(near - read.keys())}
        found = {claim: None for key in near for claim in read[key] if {claim.subject.id, claim.object.id} <= near}
        return sorted(found, key=lambda claim: (claim.document, claim.start, claim_iri(claim).value))

    def _admits(self, claim: Claim, published: str | None) -> bool:
        if any(wanted and claim.predicate not in wanted for wanted in (self.predicates, self.families)):
            return False
        return claim.confidence >= self.confidence and self._in_time(claim.time or published)

    def _in_time(self, date: str | None) -> bool:
        """Whether the date may lie between the bounds: each is compared as far as both are exact."""
        if not (self.since or self.until):
            return True
        return date is not None and _not_before(date, self.since or "") and _not_before(self.until or date, date)


def _of(store: Store, key: str) -> list[Claim]:
    return [*store.claims(subject=key), *store.claims(object=key)]


def _edge(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.id, claim.predicate, claim.object.id


def _not_before(date: str, other: str) -> bool:
    length = min(len(date), len(other))
    return date[:length] >= other[:length]


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
