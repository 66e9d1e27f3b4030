"""Who and what is on stage: every noun phrase that a later word may stand for, named or not.

The weights follow Lappin and Leass (1994), "An algorithm for pronominal anaphora resolution": subjects before objects
before the rest, each sentence back halves them. Things without a name are on stage too: where one of them is as near as
a name, the name is not meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.coref.gender import Gender, Genders, of_noun
from kg.language.link import Linked
from kg.model import Entity

Kind = Literal["person", "body", "thing"]
BODIES = frozenset({"State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup"})
# What else "it" may be. No places: they are hardly ever meant.
THINGS = frozenset({"Initiative", "Agreement", "Project", "Facility", "Event"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
REACH = 3
# Ends of nouns for persons: a welder, an evacuee.
DOERS = ("ant", "ee", "er", "ian", "ist", "man", "or", "woman")
# No more candidates than these, and no longer lists: text that is none must not cost more than text.
MOST, LONGEST = 200, 50
HERE = 100
MAIN = 15
AGAIN, HALF = 0.5, 0.5
RANKS = {"nsubj": 80, "nsubjpass": 80, "dobj": 50, "agent": 40, "dative": 40, "poss": 30}
OBLIQUE, NESTED, MODIFIER = 30, 15, -40
# What is no noun phrase of its own.
INNER = frozenset({"compound", "amod", "nmod", "npadvmod", "nummod", "attr", "appos", "advmod", "punct", "oprd"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase that later words may stand for. No entities: a thing without a name; several: `Kenya and Ghana`."""

    i: int
    sentence: int
    entities: tuple[Entity, ...]
    key: str
    kind: Kind
    plural: bool
    gender: Gender | None
    rank: int
    verb: int
    subject: bool
    adjective: bool

    @property
    def type(self) -> str:
        """The class that all its entities have; empty where there is none."""
        types = {e.type for e in self.entities}
        return next(iter(types)) if len(types) == 1 else ""


@dataclass
class Scene:
    """The candidates of the last sentences of an article, in text order."""

    linked: Linked
    genders: Genders
    sentence: int = -1
    candidates: list[Candidate] = field(default_factory=list)

    def turn(self) -> None:
        """Go on to the next sentence and forget what is out of reach."""
        self.sentence += 1
        self.candidates = [c for c in self.candidates if self.sentence - c.sentence <= REACH]

    def add(self, token: Token, entities: tuple[Entity, ...] | None) -> None:
        """Put a noun phrase on stage by its head. `entities` is what it was read as; None: it was not read."""
        top = _top(token)
        if entities is None:
            spot = self.linked.spot_at(token)
            if spot is not None:
                if self.linked.head(spot) != token:
                    return
                entities = self._named(token, top)
        if entities or (entities is None and not _is_inner(token, top)):
            self.candidates.append(self._candidate(token, top, entities or ()))
        if token.dep_ == "conj" and not any(c.dep_ == "conj" for c in token.children):
            self._add_group(top)
        if len(self.candidates) > 2 * MOST:
            self.candidates = self.candidates[-MOST:]

    def _named(self, token: Token, top: Token) -> tuple[Entity, ...]:
        """The likeliest reading of a name; a town that acts is its government (`Brasília responded`)."""
        readings = self.linked.at(token)
        acting = top.dep_ in SUBJECTS or top.dep_ == "agent"
        states = [e for e in readings if e.type == "State"]
        return tuple(states[:1]) if states and acting and readings[0].type == "Place" else readings[:1]

    def _candidate(self, token: Token, top: Token, entities: tuple[Entity, ...]) -> Candidate:
        plural = len(entities) > 1 or self._is_plural(token, entities)
        key = "|".join(sorted(e.id for e in entities)) if entities else f" {token.lemma_.lower()} {plural}"
        gender = self.genders(entities[0]) if len(entities) == 1 else of_noun(token.lemma_.lower())
        kind = _kind_of(entities[0]) if entities else kind_of_noun(token)
        adjective = token.dep_ in MODIFIERS and token.head.i != token.i
        rank, verb = rank_of(top), top.head.i
        return Candidate(
            token.i, self.sentence, entities, key, kind, plural, gender, rank, verb, top.dep_ in SUBJECTS, adjective
        )

    def _is_plural(self, token: Token, entities: tuple[Entity, ...]) -> bool:
        """Whether a noun is a plural; of names, those of many fighters or members, and `the Turks`."""
        if not entities:
            return token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "them", "their")
        if entities[0].type == "State":
            spot = self.linked.spot_at(token)
            return token.tag_ in ("NNS", "NNPS") and spot is not None and any(n.kind == "people" for n in spot.names)
        return entities[0].type in ("ArmedGroup", "Party") and token.text.endswith("s")

    def _add_group(self, top: Token) -> None:
        """`Kenya and Ghana` as one plural, once its last member is on stage."""
        heads = {t.i for t in coordinated(top)}
        members = [c for c in self.candidates if c.i in heads and not c.adjective]
        if len(members) < 2 or len(members) != len(heads):
            return
        entities = tuple({e.id: e for c in members for e in c.entities}.values())
        named = entities if all(c.entities for c in members) else ()
        key = "|".join(sorted(c.key for c in members))
        kind: Kind = members[0].kind if len({c.kind for c in members}) == 1 else "thing"
        first = members[0]
        self.candidates.append(
            Candidate(top.i, self.sentence, named, key, kind, True, None, first.rank, first.verb, first.subject, False)
        )

    def weighed(self, some: Iterable[Candidate]) -> list[tuple[float, Candidate]]:
        """The candidates, each thing once (its latest mention), the weightiest first."""
        weights: dict[str, dict[int, int]] = {}
        latest: dict[str, Candidate] = {}
        for c in some:
            at = weights.setdefault(c.key, {})
            at[c.sentence] = max(at.get(c.sentence, 0), HERE + c.rank)
            latest[c.key] = c
        total = {key: self._total(at) for key, at in weights.items()}
        return sorted(((total[key], c) for key, c in latest.items()), key=lambda pair: (-pair[0], pair[1].key))

    def _total(self, at: Mapping[int, int]) -> float:
        """The weight of the sentence that counts most, and a part of the others."""
        best, *rest = sorted((w * HALF ** (self.sentence - n) for n, w in at.items()), reverse=True)
        return float(best + AGAIN * sum(rest))


def coordinated(top: Token) -> Iterator[Token]:
    """A head with everything that is coordinated to it."""
    stack = [top]
    while stack:
        token = stack.pop()
        yield token
        stack += [c for c in token.children if c.dep_ == "conj"]


def rank_of(top: Token) -> int:
    """The weight of a grammatical role."""
    if top.dep_ in MODIFIERS and top.i < top.head.i:
        return MODIFIER
    if top.dep_ == "pobj":
        return RANKS["agent"] if top.head.dep_ == "agent" else OBLIQUE if top.head.head.pos_ == "VERB" else NESTED
    main = MAIN if top.dep_ in SUBJECTS and top.head.dep_ in ("ROOT", "ccomp", "conj") else 0
    return RANKS.get(top.dep_, NESTED) + main


def kind_of_noun(token: Token) -> Kind:
    """What a common noun (or pronoun) is: a person, a body such as `company`, or a thing."""
    noun = token.lemma_.lower()
    if token.tag_ in ("PRP", "PRP$"):
        return "thing" if noun in ("it", "its", "they", "their") else "person"
    if noun in cues.words("groups", "persons") or noun in cues.words("groups", "people"):
        return "person"
    if noun in cues.words("groups", "bodies") or noun in _class_nouns():
        return "body"
    speaks = token.dep_ in SUBJECTS and token.head.lemma_ in cues.words("speech", "verbs")
    return "person" if speaks and noun.endswith(DOERS) else "thing"


@cache
def _class_nouns() -> frozenset[str]:
    """The nouns that bodies are called by."""
    groups = cues.table("groups")
    return frozenset(n for part in ("definites", "called") for kind in BODIES for n in groups[part].get(kind, ()))


def _top(token: Token) -> Token:
    """The first member of a coordination; of an endless one, some member."""
    for _ in range(LONGEST):
        if token.dep_ != "conj" or token.head == token:
            break
        token = token.head
    return token


def _is_inner(token: Token, top: Token) -> bool:
    dated = token.ent_type_ == "DATE"
    return dated or top.dep_ in INNER or token.lemma_.lower() in cues.words("groups", "never")


def _kind_of(entity: Entity) -> Kind:
    if entity.type == "Person":
        return "person"
    return "body" if entity.type in BODIES else "thing"
