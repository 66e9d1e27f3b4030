"""What pronouns and descriptions stand for; silent where two candidates are as good.

Every resolution is kept, so that a claim can say how it was read ("he = Xi Jinping"). One pass over the text: what a
word was read as is on stage for the words behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.coref.descriptions import Descriptions, is_state_description
from kg.language.coref.gender import PRONOUNS, Genders
from kg.language.coref.holders import COUNTERPARTS, Holders
from kg.language.coref.links import linked_by_grammar
from kg.language.coref.profiles import Profiles, owners
from kg.language.coref.pronouns import EVERY, PLURAL, Pronouns
from kg.language.coref.reading import Reading, reading
from kg.language.coref.scene import SUBJECTS, Scene
from kg.language.coref.sets import Sets
from kg.language.coref.speech import first_person
from kg.language.link import Linked
from kg.language.quotes import quoted
from kg.model import Entity

__all__ = ["Reading", "first_person", "resolve"]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
OTHERS = frozenset({"CD", "DT", "JJ", "WP$"})


def resolve(linked: Linked, date: str | None = None) -> Mapping[int, Reading]:
    """Readings by token index. `date` (of the article) settles who holds an office."""
    profiles = Profiles.of(linked, date)
    scene = Scene(linked, Genders.of(linked, profiles.nouns))
    readings: dict[int, Reading] = {}
    reader = _Reader.of(linked, scene, profiles, readings)
    for sentence in linked.doc.sents:
        scene.turn()
        for token in sentence:
            named = linked.spot_at(token) is not None and not is_state_description(linked, token)
            if not named and token.pos_ not in NOMINAL and token.tag_ not in OTHERS:
                continue
            found = reader.read(token) if not named else None
            if found is not None:
                readings[token.i] = found
            if named or found or token.pos_ in NOMINAL:
                _stage(scene, linked, token, found.entities if found else ())
    return readings


@dataclass(frozen=True)
class _Reader:
    """The ways to read a word, the surest first."""

    linked: Linked
    pronouns: Pronouns
    holders: Holders
    descriptions: Descriptions
    sets: Sets

    @staticmethod
    def of(linked: Linked, scene: Scene, profiles: Profiles, readings: Mapping[int, Reading]) -> "_Reader":
        holders = Holders(linked, profiles, readings)
        descriptions = Descriptions(linked, scene, profiles, holders, readings)
        return _Reader(linked, Pronouns(scene, quoted(linked.doc)), holders, descriptions, Sets(scene, profiles))

    def read(self, token: Token) -> Reading | None:
        why, found = "", linked_by_grammar(self.linked, token)
        if token.tag_ in ("PRP", "PRP$"):
            found = self.pronouns.read(token) if token.lower_ in EVERY else ()
        elif not found and token.lemma_.lower() in COUNTERPARTS:
            found, why = self.holders.counterparts(token)
        elif not found:
            found = self.descriptions.read(token) or self.sets.read(token)
        return reading(token, found, why) if found else None


def _stage(scene: Scene, linked: Linked, token: Token, found: tuple[Entity, ...]) -> None:
    """Put a noun phrase on stage: as what it was read as, as the state of `the Kenyan government`, or as itself."""
    if found or token.tag_ not in ("PRP", "PRP$", "WP", "WP$", "WDT", "EX", "DT"):
        scene.add(token, found or _stands_for(linked, token) or None)
    elif token.lower_ in PLURAL or (token.lower_ in PRONOUNS and token.dep_ in SUBJECTS):
        scene.add(token, None)


def _stands_for(linked: Linked, token: Token) -> tuple[Entity, ...]:
    """Whom an unread noun names all the same: by apposition (`its president, X`), or as the government of a state."""
    if token.tag_ not in ("NN", "NNP") or linked.spot_at(token) is not None:
        return ()
    named = [e for c in token.children if c.dep_ == "appos" and c.i > token.i for e in linked.at(c)[:1]]
    if named:
        return tuple(named[:1])
    collective = token.lemma_.lower() in cues.words("groups", "collectives")
    return owners(linked, token)[:1] if collective and not any(c.dep_ == "prep" for c in token.rights) else ()
