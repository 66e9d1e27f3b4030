"""Persons named by their office alone: `the Brazilian president`, `the foreign minister`, `his Chinese counterpart`.

Read only where exactly one person of the article fits: by the gazetteer's table of offices at the article's date, or
because the article itself calls that person so. A counterpart whom the article does not name is read by the table.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.catalog import gazetteer
from kg.language.coref.profiles import OWNING, Profiles, is_past, owners, phrase_of
from kg.language.coref.reading import Reading
from kg.language.link import Linked, entry_entity
from kg.language.syntax import roles
from kg.language.tenure import held_by
from kg.model import Entity

COUNTERPARTS = frozenset({"colleague", "counterpart"})
BY_TABLE = "by the table of offices"


@dataclass(frozen=True)
class Holders:
    """Reads the nouns of office in one article."""

    linked: Linked
    profiles: Profiles
    readings: Mapping[int, Reading]

    def bodies(self, token: Token) -> frozenset[str]:
        """The ids of the bodies that a noun of office belongs to, also as its owner was read: `its president`."""
        return frozenset(e.id for e in (*owners(self.linked, token), *self._owners_read(token)))

    def called(self, token: Token, bodies: frozenset[str]) -> list[Entity]:
        """The persons of the article whom the noun of office fits."""
        noun, past = phrase_of(token), is_past(token)
        return [p for p in self._persons(noun) if self.profiles.fits(p, noun, bodies, past)]

    def counterparts(self, token: Token) -> tuple[tuple[Entity, ...], str]:
        """Whom `his Kenyan counterpart`, `his counterparts from Kenya and Togo` are, and how that is known: who holds
        the same office there. Empty unless each is one person."""
        if roles(token).get("holder"):
            return (), ""
        theirs = [r.entities for r in self._of_owner(token) if len(r.entities) == 1]
        states = [e for e in _places(self.linked, token) if e.type == "State"]
        several = token.tag_ == "NNS"
        if len(theirs) != 1 or theirs[0][0].type != "Person" or not states or several != (len(states) > 1):
            return (), ""
        found = [self._same_office(theirs[0][0], state) for state in states]
        if any(person is None for person, _ in found):
            return (), ""
        why = next((why for _, why in found if why), "")
        return tuple(person for person, _ in found if person is not None), why

    def _same_office(self, person: Entity, state: Entity) -> tuple[Entity | None, str]:
        nouns = {f.noun for f in self.profiles.facts.get(person.id, ()) if f.noun and not f.past}
        bodies = frozenset({state.id})
        named = {p.id: p for n in nouns for p in self._persons(n) if p != person and self.profiles.fits(p, n, bodies)}
        if named:
            return (next(iter(named.values())) if len(named) == 1 else None), ""
        held = {(o.relation, o.title) for o in held_by(person.id, self.profiles.date)} if self.profiles.date else set()
        ids = {
            o.person
            for relation, title in held
            for o in gazetteer.load().holders(relation, state.id, self.profiles.date)
            if o.title == title
        }
        return (entry_entity(ids.pop()), BY_TABLE) if len(ids) == 1 else (None, "")

    def _persons(self, noun: str) -> Iterator[Entity]:
        known = (self.linked.entities[id] for id in sorted(self.profiles.called(noun)))
        return (e for e in known if e.type == "Person")

    def _of_owner(self, token: Token) -> Iterable[Reading]:
        return [self.readings[c.i] for c in token.lefts if c.dep_ == "poss" and c.i in self.readings]

    def _owners_read(self, token: Token) -> tuple[Entity, ...]:
        return tuple(e for r in self._of_owner(token) for e in r.entities if e.type in OWNING)


def _places(linked: Linked, token: Token) -> Iterator[Entity]:
    found = roles(token)
    yield from (e for role in ("mod", "from", "of", "in") for t in found.get(role, ()) for e in linked.at(t)[:1])
