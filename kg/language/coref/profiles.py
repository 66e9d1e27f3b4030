"""What the article and the gazetteer call each thing: "the judge", "a Chinese carmaker", "president" of Kenya.

A description that comes later ("the judge said") is looked up here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.link import Linked
from kg.language.syntax import roles
from kg.language.tenure import held_by, of_person, title_before
from kg.model import Entity

OWNERS = ("poss", "mod", "of")
OWNING = frozenset({"State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup"})
DEPUTIES = ("deputy", "ex", "former", "vice")
RULING = frozenset({"head_of_state_of", "head_of_government_of", "leader_of"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that something is called: the noun (`foreign minister`), of which bodies, and whether that is over."""

    noun: str
    bodies: frozenset[str] = frozenset()
    past: bool = False


@dataclass(frozen=True)
class Profiles:
    """The facts about each entity of an article, by its id."""

    facts: Mapping[str, frozenset[Fact]]
    date: str | None

    @staticmethod
    def of(linked: Linked, date: str | None) -> "Profiles":
        """What an article of this date tells of its entities."""
        facts: dict[str, set[Fact]] = {id: set(_known(e, date)) for id, e in linked.entities.items()}
        for spot in linked.spots:
            entity = linked.at(linked.doc[spot.start])[0]
            title = title_before(linked, spot.start) if entity.type == "Person" else None
            if title is not None:
                facts[entity.id].add(Fact(_bare(title.text.lower()), past=_is_past(title.text.lower())))
            if entity.type == "Person":
                facts[entity.id].add(Fact("", frozenset(e.id for e in _beside(linked, linked.head(spot)))))
        for token in linked.doc:
            if noun_of(token) in _nouns():
                for holder in roles(token).get("holder", ()):
                    for entity in linked.at(holder)[:1]:
                        facts[entity.id].add(_fact(linked, token))
        return Profiles({id: frozenset(found) for id, found in facts.items()}, date)

    @cached_property
    def nouns(self) -> Mapping[str, frozenset[str]]:
        """The nouns of each entity, by its id."""
        return {id: frozenset(fact.noun.split()[-1] for fact in found if fact.noun) for id, found in self.facts.items()}

    def called(self, noun: str) -> frozenset[str]:
        """The ids of those that may be called so, by the last word of what they are called."""
        wanted = (noun, *cues.table("groups")["looser"].get(noun, ()))
        return frozenset(id for word in wanted for id in self._by_word.get(word.split()[-1], ()))

    @cached_property
    def _by_word(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for id, nouns in self.nouns.items():
            for noun in nouns:
                found.setdefault(noun, set()).add(id)
        return {noun: frozenset(ids) for noun, ids in found.items()}

    def fits(self, entity: Entity, noun: str, bodies: frozenset[str] = frozenset(), past: bool = False) -> bool:
        """Whether the entity is called so; `bodies` (ids) are those whose president, minister ... is meant."""
        return any(
            fact.past == past and (not bodies or fact.bodies & bodies) and _is_called(fact.noun, noun)
            for fact in self.facts.get(entity.id, ())
        )

    def states(self, person: Entity) -> frozenset[str]:
        """The ids of the states that a person holds office in or is called of (`Kenya's foreign minister X`)."""
        found = self.facts.get(person.id, frozenset())
        return frozenset(body for fact in found if not fact.past for body in fact.bodies)


def phrase_of(token: Token) -> str:
    """The noun with the title or common nouns right before it, lower case: `foreign minister`, `oil company`."""
    first, titles = token, cues.words("names", "titles")
    while first.i > token.sent.start:
        before = first.nbor(-1)
        compound = before.dep_ == "compound" and before.tag_ in ("NN", "NNS") and before.head == token
        if not (before.lower_ in titles or compound) or before.lower_ in ("former", "ex"):
            break
        first = before
    return " ".join([*(t.lower_ for t in token.doc[first.i : token.i]), noun_of(token)])


def noun_of(token: Token) -> str:
    """The lemma of a noun in one spelling: `organisation` is `organization`."""
    noun = token.lemma_.lower()
    return _spellings().get(noun, noun)


@cache
def _spellings() -> Mapping[str, str]:
    table: Mapping[str, str] = cues.table("groups")["spellings"]
    return table


def owners(linked: Linked, token: Token) -> tuple[Entity, ...]:
    """The named bodies that a noun belongs to: `the IMF chief`, `the president of Kenya`."""
    found = roles(token)
    named = (e for role in OWNERS for t in found.get(role, ()) for e in linked.at(t)[:1])
    return tuple(e for e in named if e.type in OWNING)


def _beside(linked: Linked, name: Token) -> Iterator[Entity]:
    """The bodies in a person's own phrase: `Kenya's William Ruto`, `Sadyr Japarov of Kyrgyzstan`."""
    for child in name.children:
        heads = [child] if child.dep_ in ("poss", "amod", "nmod") and child.i < name.i else []
        if child.dep_ == "prep" and child.lower_ == "of":
            heads = [c for c in child.children if c.dep_ == "pobj"]
        yield from (e for head in heads for e in linked.at(head)[:1] if e.type in OWNING)


def is_past(token: Token) -> bool:
    """Whether the words before a noun say that it is over: `the former president`, `the ex-chancellor`."""
    return any(c.lower_.removesuffix("-") in cues.words("groups", "past") for c in token.lefts)


def _fact(linked: Linked, token: Token) -> Fact:
    return Fact(phrase_of(token), frozenset(e.id for e in owners(linked, token)), is_past(token))


@cache
def _nouns() -> frozenset[str]:
    called = cues.table("groups")["called"]
    return cues.words("groups", "persons") | {noun for nouns in called.values() for noun in nouns}


def _known(entity: Entity, date: str | None) -> Iterator[Fact]:
    """What the table of offices says of a person, and what a thing's own name says it is (`... Bank`)."""
    if entity.type == "Person":
        over = {o.title for o in of_person(entity.id)} - {o.title for o in held_by(entity.id, date)}
        yield from (Fact(o.title.lower(), frozenset({o.body})) for o in held_by(entity.id, date))
        yield from (Fact(o.title.lower(), frozenset({o.body}), True) for o in of_person(entity.id) if o.title in over)
    elif entity.type != "State":
        yield from (Fact(word) for word in sorted(_name_heads((entity.label, *entity.mentions))))


def _name_heads(names: Iterable[str]) -> frozenset[str]:
    """The last word of a name, and the one before its first `of` or `for`: `Union`, `Organization of Turkic States`."""
    heads = set[str]()
    for name in names:
        words = name.lower().split()
        heads.add(words[-1])
        heads.update(words[n - 1] for n, w in enumerate(words) if n and w in ("of", "for", "on"))
    return frozenset({_spellings().get(w, w) for w in heads} & _nouns())


def _bare(title: str) -> str:
    words = title.split()
    while words and words[0] in cues.words("groups", "past"):
        words = words[1:]
    return " ".join(words)


def _is_past(title: str) -> bool:
    return title.split()[0] in cues.words("groups", "past")


def _is_called(known: str, wanted: str) -> bool:
    """Whether the known noun is the wanted one, a closer one (`foreign minister`) or one that it stands for."""
    looser = cues.table("groups")["looser"]
    return any(_ends(known, word) for word in (wanted, *looser.get(wanted, ())))


def _ends(known: str, word: str) -> bool:
    before = known.removesuffix(word)
    return known.endswith(word) and (not before or before[-1] == " ") and not before.rstrip().endswith(DEPUTIES)
