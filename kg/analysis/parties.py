"""For whom a person acts: the state whose office someone holds, or the body that someone heads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.catalog import gazetteer
from kg.catalog.gazetteer import Office
from kg.model import Claim

# Offices by which a person acts for the object; heads of parties and firms act for these, employees do not.
OFFICES = ("head_of_state_of", "head_of_government_of", "leader_of", "official_of", "head_of")
_STATES = frozenset({"State", "StateGroup"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom each person acts for, by what the articles say; what the gazetteer knows of the date goes before it."""

    said: Mapping[str, str]

    @classmethod
    def of_claims(cls, claims: Iterable[Claim]) -> "Parties":
        """By claims of offices that hold: states before bodies, then what most documents say, then by the alphabet."""
        votes: dict[str, Counter[tuple[bool, str]]] = {}
        told = {(claim.subject.id, claim.object.id, claim.document): claim for claim in claims if _gives(claim)}
        for claim in told.values():
            state = not _STATES.isdisjoint(claim.object.types)
            votes.setdefault(claim.subject.id, Counter())[not state, claim.object.id] += 1
        best = {
            person: min(found, key=lambda one: (one[0], -found[one], one[1])) for person, found in sorted(votes.items())
        }
        return cls({person: party for person, (_, party) in best.items()})

    def of(self, entity: str, date: str) -> str:
        """Whom an entity acts for at a date ("": today), itself where nobody is known."""
        known = gazetteer.load().offices_of(entity)
        return (known and _office(entity, date)) or self.said.get(entity, entity)


def _gives(claim: Claim) -> bool:
    return claim.predicate in OFFICES and "Person" in claim.subject.types


@lru_cache(maxsize=100_000)
def _office(person: str, date: str) -> str | None:
    """The one state, else the one body, that the gazetteer has this person act for at a date."""
    held = [office for office in gazetteer.load().offices_of(person) if _holds(office, date)]
    for wanted in (True, False):
        bodies = {office.body for office in held if _is_state(office.body) is wanted}
        if len(bodies) == 1:
            return bodies.pop()
    return None


def _holds(office: Office, date: str) -> bool:
    known = gazetteer.load()
    return office.relation in OFFICES and office in known.holders(office.relation, office.body, date or None)


def _is_state(body: str) -> bool:
    entry = gazetteer.load().entry(body)
    return entry is not None and not _STATES.isdisjoint(entry.types)
