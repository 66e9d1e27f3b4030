"""The gender of persons: by titles, by what they are called, by first names, and by "he" and "she" themselves.

None where nothing tells; such a person may be either. Names of both genders are in no list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from kg.catalog import cues
from kg.language.link import Linked
from kg.model import Entity

Gender = Literal["male", "female"]
GENDERS: tuple[Gender, ...] = ("female", "male")
PRONOUNS: Mapping[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}


@dataclass
class Genders:
    """What one article tells of its persons' gender; learns while it is read."""

    titles: Mapping[str, Gender]
    learnt: dict[str, Gender] = field(default_factory=dict)

    @staticmethod
    def of(linked: Linked, nouns: Mapping[str, frozenset[str]]) -> "Genders":
        """The genders that titles and descriptions tell; `nouns` are the words that describe each entity, by id."""
        told: dict[str, set[Gender]] = {}
        for spot in linked.spots:
            person = linked.at(linked.doc[spot.start])[0]
            near = linked.doc[max(0, spot.start - 1) : spot.start + 1] if person.type == "Person" else ()
            for word in near:
                if word.text[0].isupper():
                    told.setdefault(person.id, set()).update(_listed("titles", word.lower_))
        for id, words in nouns.items():
            told.setdefault(id, set()).update(g for w in words for g in _listed("nouns", w))
        return Genders({id: next(iter(found)) for id, found in told.items() if len(found) == 1})

    def __call__(self, person: Entity) -> Gender | None:
        """The gender of a person, or None where nothing tells."""
        return self.titles.get(person.id) or _of_name(person.label) or self.learnt.get(person.id)

    def learn(self, person: Entity, gender: Gender) -> None:
        """Note that a person was called `he` or `she`."""
        self.learnt.setdefault(person.id, gender)


def of_noun(noun: str) -> Gender | None:
    """The gender of a noun such as `spokeswoman`, or None."""
    return next(iter(_listed("nouns", noun)), None)


def _listed(section: str, word: str) -> tuple[Gender, ...]:
    return tuple(g for g in GENDERS if word in _words(g, section))


@cache
def _words(gender: Gender, section: str) -> frozenset[str]:
    return frozenset(cues.table("gender")[gender][section])


def _of_name(label: str) -> Gender | None:
    words = [w for w in label.split() if w.lower() not in cues.words("names", "titles")]
    for section, key in (("persons", label), ("given", words[0] if words else label)):
        found = _listed(section, key)
        if found:
            return found[0]
    return None
