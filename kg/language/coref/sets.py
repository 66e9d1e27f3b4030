"""Descriptions of several things: `both countries`, `the two leaders`, `the three`, `the former`, `the latter`."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.clauses import dependents
from kg.language.coref.profiles import Profiles, noun_of
from kg.language.coref.scene import Candidate, Scene
from kg.model import Entity

DETERMINERS = frozenset({"the", "these", "those", "both", "their"})
GROUPS = frozenset({"pair", "duo", "trio", "couple", "quartet"})
# What only things that were named together are to each other.
OPPOSED = frozenset({"adversary", "foe", "neighbour", "party", "rival", "side"})
ORDER = ("former", "latter")
STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "agent", "conj"})


@dataclass(frozen=True)
class Sets:
    """Reads the descriptions of several things in one article on its scene."""

    scene: Scene
    profiles: Profiles

    def read(self, token: Token) -> tuple[Entity, ...]:
        """The entities that a description of several stands for; empty where it is not clear which."""
        if token.lower_ in ORDER:
            return self._one_of_two(token)
        count = _count(token)
        if not count or token.dep_ not in STANDING:
            return ()
        if token.tag_ in ("CD", "DT") or token.lower_ in GROUPS:
            return self._bare(token, count)
        pairs = cues.table("groups")["pairs"]
        kinds = [kind for kind, nouns in pairs.items() if noun_of(token) in nouns]
        return next((found for kind in kinds if (found := self._several(token, kind, count))), ())

    def _bare(self, token: Token, count: int) -> tuple[Entity, ...]:
        """`both`, `the two`, `the pair`: the last ones that were named together, in this or the last sentence."""
        near = [c for c in self.scene.candidates if self.scene.sentence - c.sentence <= 1 and not self._acts(c, token)]
        groups = [c for c in near if c.plural and not c.adjective and (len(c.entities) != 1)]
        latest = max((c.sentence for c in groups), default=0)
        here = [c for c in groups if c.sentence == latest and (c.entities or "|" in c.key)]
        sure = len(here) == 1 and len(here[0].entities) == count and here[0].type
        return here[0].entities if sure else ()

    def _several(self, token: Token, kind: str, count: int) -> tuple[Entity, ...]:
        """So many things of a class: those named together, else all of the nearest sentences that hold as many."""
        near = [c for c in self.scene.candidates if c.type == kind and not self._acts(c, token)]
        here = [c for c in near if c.sentence == self.scene.sentence and not c.adjective]
        if len({c.key for c in here if len(c.entities) == 1}) == count:
            return self._nearest(token, here, kind, count)
        groups = [c for c in near if len(c.entities) == count and self._fit(c.entities, token, kind)]
        if not groups:
            return () if noun_of(token) in OPPOSED else self._nearest(token, near, kind, count)
        latest = groups[-1]
        apart = [c for c in near if not c.adjective and not set(c.entities) <= set(latest.entities)]
        sure = latest.subject and not any(c.sentence > latest.sentence or c.subject for c in apart)
        return latest.entities if sure or not apart else ()

    def _nearest(self, token: Token, near: list[Candidate], kind: str, count: int) -> tuple[Entity, ...]:
        """All of the nearest sentences, if just so many, and on an equal footing (`Kenya` and `Chinese` are not)."""
        found: dict[str, Candidate] = {}
        for sentence in range(self.scene.sentence, self.scene.sentence - 3, -1):
            for c in near:
                if c.sentence == sentence:
                    for entity in c.entities:
                        if entity.id not in found or found[entity.id].adjective:
                            found[entity.id] = c
            if len(found) >= count:
                named = tuple({e.id: e for c in found.values() for e in c.entities}.values())
                level = len({c.adjective for c in found.values()}) == 1
                return named if len(named) == count and level and self._fit(named, token, kind) else ()
        return ()

    def _fit(self, entities: Iterable[Entity], token: Token, kind: str) -> bool:
        """Whether `the two ministers` are ministers."""
        if kind != "Person" or token.tag_ != "NNS" or noun_of(token) in ("man", "woman", "leader"):
            return True
        return all(self.profiles.fits(e, noun_of(token)) for e in entities)

    def _acts(self, candidate: Candidate, token: Token) -> bool:
        """Whether the candidate acts on the phrase itself, or is in the phrase that does (`Angolan President X mediates
        between the two neighbours`)."""
        verb = token.head.head if token.dep_ == "pobj" else token.head
        if token.dep_ not in ("dobj", "pobj", "dative") or verb.pos_ != "VERB":
            return False
        return any(t.left_edge.i <= candidate.i <= t.right_edge.i for t in dependents(verb, "nsubj"))

    def _one_of_two(self, token: Token) -> tuple[Entity, ...]:
        """`the former`, `the latter`: of exactly two of one class that this sentence or the last names."""
        if token.dep_ not in STANDING or not any(c.lower_ == "the" for c in token.lefts):
            return ()
        for sentence in (self.scene.sentence, self.scene.sentence - 1):
            here = [c for c in self.scene.candidates if c.sentence == sentence and not c.adjective]
            here = [c for c in here if token.doc[c.i].lower_ not in ORDER]
            groups = {c.key: c.entities for c in here if len(c.entities) == 2 and c.type}
            pairs = list(groups.values()) or _pairs(c.entities[0] for c in here if len(c.entities) == 1)
            if pairs:
                return (pairs[0][ORDER.index(token.lower_)],) if len(pairs) == 1 else ()
        return ()


def _pairs(entities: Iterable[Entity]) -> list[tuple[Entity, ...]]:
    """The classes of which there are exactly two."""
    classes: dict[str, dict[str, Entity]] = {}
    for entity in entities:
        classes.setdefault(entity.type, {})[entity.id] = entity
    return [tuple(some.values()) for some in classes.values() if len(some) == 2]


def _count(token: Token) -> int:
    """How many things a phrase counts with a definite word: `the two leaders`, `both`; 0 where it counts none."""
    numbers = cues.table("groups")["numbers"]
    left = [c.lower_ for c in token.lefts]
    definite = any(w in DETERMINERS for w in left)
    if token.tag_ in ("CD", "DT") or token.lower_ in GROUPS:
        return numbers.get(token.lower_, 0) if definite or token.lower_ == "both" else 0
    if token.tag_ != "NNS" or not definite:
        return 0
    return next((numbers[w] for w in left if w in numbers), 0)
