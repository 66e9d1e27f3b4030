"""Definite descriptions of one thing: `the Brazilian president`, `the island nation`, `the carmaker`, `his country`."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from spacy.tokens import Token

from kg.catalog import cues, gazetteer
from kg.language.clauses import surface
from kg.language.coref.holders import Holders
from kg.language.coref.profiles import Profiles, noun_of
from kg.language.coref.reading import Reading
from kg.language.coref.scene import SUBJECTS, THINGS, Candidate, Scene
from kg.language.link import Linked, entry_entity
from kg.language.syntax import roles
from kg.model import Entity

DEFINITE = frozenset({"the", "this", "that"})
STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj", "agent"})
POSSESSIVE = frozenset({"his", "her", "whose"})
HOMES = frozenset({"country", "government", "nation", "homeland", "administration", "army", "military"})
# Of these an article rarely has a second one that it does not name: the only one is meant, however far back.
LASTING = frozenset({"StateGroup", "ArmedGroup", "Party"})
# How much weightier than the next one the meant one must be.
MARGIN, SURE = 1.2, 1.5
FOCUS, OFTEN, TOPIC = 12, 8, 3


@dataclass(frozen=True)
class Descriptions:
    """Reads the singular descriptions of one article on its scene."""

    linked: Linked
    scene: Scene
    profiles: Profiles
    holders: Holders
    readings: Mapping[int, Reading]
    last: dict[str, str] = field(default_factory=dict)

    def read(self, token: Token) -> tuple[Entity, ...]:
        """The entity that a description stands for, as head of its phrase; empty where no one stands out."""
        if token.lower_ == "old" and token.dep_ in STANDING:
            return self._aged(token)
        if token.tag_ != "NN" or token.dep_ not in STANDING:
            return ()
        noun = noun_of(token)
        if noun in cues.words("groups", "persons"):
            return self._person(token)
        if noun in HOMES and any(c.lower_ in POSSESSIVE for c in token.lefts):
            return self._home(token)
        if not _is_definite(token) or _is_restricted(token) or _is_other(token):
            return ()
        found = self._of_holder(token) or self._state(token, noun)
        found = found or self._called(token, noun) or self._classed(token, noun)
        if found:
            self.last[noun] = found[0].id
        return found

    def _person(self, token: Token) -> tuple[Entity, ...]:
        """The only person of the article whom it or the table of offices calls so."""
        if roles(token).get("holder") or any(c.dep_ == "appos" for c in token.children) or token.head.lower_ == "as":
            return ()
        bodies = self.holders.bodies(token)
        if not bodies and (not _is_definite(token) or _is_restricted(token) or _is_other(token)):
            return ()
        fitting = self.holders.called(token, bodies)
        if len(fitting) == 1:
            return tuple(fitting)
        return () if bodies else self._nearest(token, fitting, SURE)

    def _aged(self, token: Token) -> tuple[Entity, ...]:
        """`the 45-year-old`: the only person of the last sentences."""
        years = token.i > 2 and token.nbor(-2).lower_ in ("year", "years") and _is_definite(token)
        near = {c.key: c.entities for c in self.scene.candidates if c.kind == "person" and not c.adjective}
        return next(iter(near.values())) if years and len(near) == 1 else ()

    def _home(self, token: Token) -> tuple[Entity, ...]:
        """`his country`: the only state that the person holds office in, or is called of."""
        whose = [self.readings[c.i].entities for c in token.lefts if c.dep_ == "poss" and c.i in self.readings]
        if len(whose) != 1 or len(whose[0]) != 1 or whose[0][0].type != "Person":
            return ()
        return self._home_of(whose[0][0])

    def _home_of(self, person: Entity) -> tuple[Entity, ...]:
        ids = self.profiles.states(person)
        known = (self.linked.entities.get(id) or entry_entity(id) for id in sorted(ids))
        states = tuple(e for e in known if e.type == "State")
        return states if len(states) == 1 else ()

    def _of_holder(self, token: Token) -> tuple[Entity, ...]:
        """`the country's ruler, X`: the state in which X holds office, where that is known."""
        if token.dep_ != "poss" or not _names_a_state(token):
            return ()
        holders = [e for t in roles(token.head).get("holder", ()) for e in self.linked.at(t)[:1] if e.type == "Person"]
        return self._home_of(holders[0]) if len(holders) == 1 else ()

    def _state(self, token: Token, noun: str) -> tuple[Entity, ...]:
        """`the kingdom`, `the North African country`, `the island nation`: the only state of that kind."""
        table = cues.table("states")
        if noun in table["called"] and not _is_described(token):
            return self._weightiest(self._on_stage(self._states(table["called"][noun])), token)
        described = _described(token)
        if _names_a_state(token) and described in table["described"]:
            return self._weightiest(self._on_stage(self._states(table["described"][described])), token)
        return ()

    def _states(self, labels: Iterable[str]) -> list[Entity]:
        known = frozenset(labels)
        return [e for e in self._of_type.get("State", ()) if e.label in known]

    def _called(self, token: Token, noun: str) -> tuple[Entity, ...]:
        """What the article or its own name calls so: `the corridor`, `the association`, `the carmaker`."""
        classes = _classes("called", noun) | _classes("definites", noun)
        apart = [c.lower_ for c in token.lefts if c.dep_ == "compound"]
        known = (self.linked.entities[id] for id in sorted(self.profiles.called(noun)))
        fitting = [e for e in known if classes & set(e.types) and self.profiles.fits(e, noun) and _has_words(e, apart)]
        return self._nearest(token, fitting or ([] if apart else self._only(classes)))

    def _only(self, classes: frozenset[str]) -> list[Entity]:
        """The only thing of its class in the article, unless its name says that it is something else (`Port of X` is no
        terminal; treaty and accord are one)."""
        known = [e for kind in sorted(classes & THINGS) for e in self._of_type.get(kind, ())]
        if len(known) != 1:
            return []
        return known if known[0].type in ("Agreement", "Initiative") or not self.profiles.nouns[known[0].id] else []

    def _classed(self, token: Token, noun: str) -> tuple[Entity, ...]:
        """The weightiest thing of the noun's class: `the country`, `the bloc`, `the company`."""
        classes = _classes("definites", noun)
        if not classes or _is_described(token):
            return ()
        alone = [e for kind in sorted(classes & LASTING) for e in self._of_type.get(kind, ())]
        if len(alone) == 1 and classes <= LASTING and self._is_introduced(token, alone[0]):
            return tuple(alone)
        near = [c for c in self._singles() if _may_be(c, classes) and not _is_beside(c, token, self.linked)]
        epithet = any(c.dep_ == "amod" for c in token.lefts)
        chosen = self._weightiest(near, token, SURE if epithet else MARGIN)
        sure = chosen and chosen[0].type in classes and not self._has_other(token, chosen[0], classes)
        return chosen if sure else ()

    def _nearest(self, token: Token, fitting: list[Entity], margin: float = MARGIN) -> tuple[Entity, ...]:
        """The only one that fits; of several, the one that the noun named before, or that stands out on the scene."""
        again = [e for e in fitting if e.id == self.last.get(noun_of(token))]
        for entity in again or fitting[:1] if again or len(fitting) == 1 else ():
            if self._is_introduced(token, entity):
                return (entity,)
        return self._weightiest(self._on_stage(fitting), token, margin)

    def _on_stage(self, some: Iterable[Entity]) -> list[Candidate]:
        ids = {e.id for e in some}
        return [c for c in self._singles() if c.entities[0].id in ids]

    def _is_introduced(self, token: Token, entity: Entity) -> bool:
        """Whether the article has named the thing before, and no other thing of the noun since."""
        starts = self._starts.get(entity.id, ())
        before = bisect_left(starts, token.i)
        return before > 0 and not self._has_unnamed(token, starts[before - 1])

    def _has_unnamed(self, token: Token, since: int) -> bool:
        noun = noun_of(token)
        return any(
            c.i > since and not c.entities and noun_of(self.linked.doc[c.i]) == noun and c.i < token.i
            for c in self.scene.candidates
        )

    def _has_other(self, token: Token, entity: Entity, classes: frozenset[str]) -> bool:
        """Whether a thing without a name, of the same classes, came in since (`the company` after `a group from X`)."""
        last = max((c.i for c in self._singles() if c.entities[0].id == entity.id), default=-1)
        unnamed = (self.linked.doc[c.i] for c in self.scene.candidates if not c.entities and last < c.i < token.i)
        nouns = (noun_of(t) for t in unnamed if t.tag_ == "NN")
        return any(classes & (_classes("definites", noun) | _classes("called", noun)) for noun in nouns)

    def _singles(self) -> list[Candidate]:
        return [c for c in self.scene.candidates if len(c.entities) == 1]

    def _frequency(self, candidate: Candidate) -> int:
        """How often the article has named the thing, up to a limit: what it is about is likelier meant."""
        return min(OFTEN, len(self._starts.get(candidate.entities[0].id, ())))

    @cached_property
    def _starts(self) -> Mapping[str, list[int]]:
        """Where each entity is named, by its id."""
        found: dict[str, list[int]] = {}
        for spot, ids in zip(self.linked.spots, self.linked.readings, strict=True):
            for id in ids[:1]:
                found.setdefault(id, []).append(spot.start)
        return found

    @cached_property
    def _of_type(self) -> Mapping[str, list[Entity]]:
        """The entities of each main class."""
        found: dict[str, list[Entity]] = {}
        for entity in self.linked.entities.values():
            found.setdefault(entity.type, []).append(entity)
        return found

    def _weightiest(self, near: list[Candidate], token: Token, margin: float = MARGIN) -> tuple[Entity, ...]:
        weighed = sorted(
            ((w + FOCUS * self._frequency(c), c) for w, c in self.scene.weighed(near)),
            key=lambda pair: (-pair[0], pair[1].key),
        )
        if not weighed or any(w * margin > weighed[0][0] for w, _ in weighed[1:]):
            return ()
        chosen = weighed[0][1]
        far = chosen.adjective and self.scene.sentence - chosen.sentence > 1 and self._frequency(chosen) < TOPIC
        return () if far or self._has_unnamed(token, chosen.i) else chosen.entities


def is_state_description(linked: Linked, token: Token) -> bool:
    """Whether what was taken for a name is a description of a state: `the Gulf state`, `the South American nation`."""
    spot = linked.spot_at(token)
    known = spot is None or spot.names or token.tag_ != "NN" or linked.head(spot) != token
    return not known and _names_a_state(token) and _described(token) in cues.table("states")["described"]


def _names_a_state(token: Token) -> bool:
    return noun_of(token) in (*cues.table("groups")["definites"]["State"], *cues.table("states")["called"])


def _is_definite(token: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in DEFINITE for c in token.lefts)


def _is_restricted(token: Token) -> bool:
    """Whether words behind say which one: `the country of origin`, `the company that won`; what a comma sets off adds
    to it only (`the bloc, which unites`)."""
    return any(
        c.dep_ == "prep" or (c.dep_ in ("acl", "relcl", "appos") and token.nbor(1).text not in (",", "-", "–", "("))
        for c in token.rights
    )


def _is_other(token: Token) -> bool:
    """Whether a word before says that another one is meant, or whose: `the rival bloc`, `the Chinese company`."""
    others = cues.words("groups", "others")
    other = any(c.lower_ in others or (c.text[0].isupper() and c.dep_ != "det") for c in token.lefts)
    return other and not (_names_a_state(token) and _described(token) in cues.table("states")["described"])


def _is_beside(candidate: Candidate, token: Token, linked: Linked) -> bool:
    """Whether the clause has the candidate already, as its subject or in the same phrase (`the country's trade with
    Russia`, `Turkish visits to the country`): then a description means another."""
    phrase, verb = token, token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        phrase, verb = verb, verb.head
    if phrase.dep_ not in SUBJECTS and candidate.i in {t.i for t in surface(verb)}:
        return True
    if phrase.left_edge.i <= candidate.i < token.i:
        return True
    near = token.head if token.dep_ == "poss" else token
    return any(e == candidate.entities[0] for t in near.subtree if t.i > token.i for e in linked.at(t)[:1])


def _may_be(candidate: Candidate, classes: frozenset[str]) -> bool:
    """Whether a candidate is of the classes; a body that no list knows may be a company as well."""
    entity = candidate.entities[0]
    unknown = entity.type == "Organization" and gazetteer.load().entry(entity.id) is None
    return entity.type in classes or (unknown and "Company" in classes)


def _has_words(entity: Entity, words: list[str]) -> bool:
    """Whether the names of a thing hold these words: `the free trade agreement`, `the customs union`."""
    return set(words) <= {w for name in (entity.label, *entity.mentions) for w in name.lower().split()}


def _described(token: Token) -> str:
    """The words between the article and the noun, lower case."""
    words = token.doc[token.left_edge.i : token.i].text.lower().split()
    return " ".join(w for w in words if w not in DEFINITE)


def _is_described(token: Token) -> bool:
    return any(c.dep_ == "compound" or c.dep_ == "poss" for c in token.lefts)


@cache
def _classes(section: str, noun: str) -> frozenset[str]:
    return frozenset(kind for kind, nouns in cues.table("groups")[section].items() if noun in nouns)
