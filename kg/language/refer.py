"""What a noun phrase stands for: the mention itself, what a pronoun was read as, the owner of a collective."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.catalog import cues, gazetteer
from kg.language.coref.reading import Reading
from kg.language.link import Linked, entry_entity
from kg.language.syntax import roles
from kg.model import Entity

CLOSERS = frozenset({",", ".", ")", ";", ":", "\n", "-", "and"})
LINKS = frozenset({"conj", "nmod", "compound", "appos"})
OWNERS = ("poss", "mod", "of")
ACTORS = frozenset({"State", "StateGroup", "Organization", "Party", "ArmedGroup", "Place"})


@dataclass(frozen=True, slots=True)
class Referent:
    """What an argument stands for: its readings (the likeliest first), where, and how it was read."""

    entities: tuple[Entity, ...]
    token: Token
    notes: tuple[str, ...] = ()
    senses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolver:
    """Answers what a token of one article stands for."""

    linked: Linked
    readings: Mapping[int, Reading]

    def referents(self, token: Token) -> tuple[Referent, ...]:
        """The entities that the phrase of this head stands for; empty where it names none."""
        reading = self.readings.get(token.i)
        if reading is not None:
            return tuple(Referent((entity,), token, (reading.note,)) for entity in reading.entities)
        named = self.linked.at(token)
        if named:
            return (Referent(named, token),)
        if token.text in cues.table("senses")["pairs"]:
            return tuple(_pair(token))
        ways = (self._exemplars, self._apposed, self._classified, self._owners)
        return next((found for way in ways if (found := tuple(way(token)))), ())

    def inside(self, token: Token) -> Iterator[Referent]:
        """The state whose name or adjective begins the name of one of its bodies (`Chinese Foreign Ministry`)."""
        spot = self.linked.spot_at(token)
        if spot is not None and token.doc[spot.end - 1].lower_ in cues.words("names", "bodies"):
            yield from self.beginning(token)

    def beginning(self, token: Token) -> Iterator[Referent]:
        """The state whose name or adjective begins a longer name (`Chinese embassy`), where it is clear which."""
        spot = self.linked.spot_at(token)
        if spot is None or len(spot) < 2:
            return
        first, kinds = token.doc[spot.start], ("adjective", "label", "alias", "acronym")
        names, entries = gazetteer.load().called(first.text), gazetteer.load().entries
        every = sorted({n.id for n in names if n.kind in kinds})
        ids = [id for id in every if entries[id].types[0] == "State"] or every
        named = [id for id in ids if id in self.linked.entities]
        for id in named[:1] if len(named) == 1 else ids if len(ids) == 1 else ():
            yield Referent((entry_entity(id),), first)

    def after_comma(self, token: Token) -> Iterator[Referent]:
        """The name right behind this one and a comma: `Rouen, northern France`."""
        spot, doc = self.linked.spot_at(token), token.doc
        if spot is None or spot.end + 1 >= len(doc) or doc[spot.end].text != ",":
            return
        skipped = 1 if doc[spot.end + 1].lower_ in cues.words("places", "sides") else 0
        following = doc[min(spot.end + 1 + skipped, len(doc) - 1)]
        place = self.linked.spot_at(following)
        if place is not None and following.pos_ != "ADJ" and doc[min(place.end, len(doc) - 1)].text in CLOSERS:
            yield Referent(self.linked.at(following), following)

    def _exemplars(self, token: Token) -> Iterator[Referent]:
        """`companies such as Longi and BYD` stands for these companies."""
        words = cues.words("groups", "examples")
        for role, heads in roles(token).items():
            if role in words:
                for named in (t for head in heads for t in _listed(self.linked, head)):
                    yield Referent(self.linked.at(named), named)
        behind = token.doc[token.i + 1 : token.i + 5]
        if behind.text.lower().startswith(", among them ") and len(behind) > 3:
            yield from (Referent(self.linked.at(t), t) for t in self._from(behind[3]))

    def _from(self, first: Token) -> list[Token]:
        """The named members of a list that begins at a token."""
        spot = self.linked.spot_at(first)
        return [] if spot is None else _listed(self.linked, self.linked.head(spot))

    def _apposed(self, token: Token) -> Iterator[Referent]:
        for child in token.children:
            if child.dep_ == "appos" and self.linked.at(child):
                yield Referent(self.linked.at(child), child)

    def _classified(self, token: Token) -> Iterator[Referent]:
        """`the US state of Connecticut` stands for Connecticut."""
        if token.lemma_.lower() in cues.words("places", "kinds"):
            for head in roles(token).get("of", ()):
                if any("Place" in e.types for e in self.linked.at(head)):
                    yield Referent(self.linked.at(head), head)

    def _owners(self, token: Token) -> Iterator[Referent]:
        """`the Kenyan government` stands for Kenya."""
        people = token.tag_ == "NNS" and token.lemma_.lower() in cues.words("groups", "people")
        if not people and token.lemma_.lower() not in cues.words("groups", "collectives"):
            return
        found = roles(token)
        for role in OWNERS:
            for head in found.get(role, ()):
                if any(e.type in ACTORS for e in self.linked.at(head)):
                    yield Referent(self.linked.at(head), head)
                elif head.i in self.readings:
                    note = self.readings[head.i].note
                    owners = (e for e in self.readings[head.i].entities if e.type in ACTORS)
                    yield from (Referent((e,), head, (note,)) for e in owners)
            if found.get(role):
                return


def _pair(token: Token) -> Iterator[Referent]:
    """`the two Koreas`: both states that bear the name."""
    both = [entry_entity(id) for id in cues.table("senses")["pairs"][token.text]]
    note = f"{token.text} = {' and '.join(e.label for e in both)}"
    yield from (Referent((entity,), token, senses=(note,)) for entity in both)


def _listed(linked: Linked, head: Token) -> list[Token]:
    """The named members of a list, wherever the parse hangs them in it (`A Corp and carmaker B`)."""
    found, stack = [head] if linked.at(head) else [], [head]
    while stack:
        links = [c for c in stack.pop().children if c.dep_ in LINKS]
        found += [c for c in links if linked.is_head(c) and c.pos_ != "ADJ"]
        stack += links
    return sorted(set(found), key=lambda t: t.i)
