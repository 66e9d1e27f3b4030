"""What a name may mean, what an article tells, and what the tables say of each thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.catalog import cues, gazetteer

CLASSES = {
    "State": "country",
    "Company": "company",
    "Person": "person",
    "Place": "town",
    "Facility": "building",
    "StateGroup": "bloc",
}


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may mean: the gazetteer's entry, or none for what it does not know; what kind of thing it
    is; the governments that sit there, for which the name may stand."""

    id: str | None
    kind: str
    governs: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The thing and its governments."""
        return (*((self.id,) if self.id else ()), *self.governs)


@dataclass(frozen=True)
class Known:
    """What an article tells beside the name in question.

    `ids`: what it names beyond doubt, and how it writes that; `at`: the same by token; `led`: states and bodies whose
    leaders it names, with the leader; `words`: all its words; `persons`: surnames, and given names of who is little
    known; `settled`: the meanings that signs gave a name elsewhere in the article.
    """

    ids: Mapping[str, str]
    at: Mapping[int, str]
    led: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    settled: Mapping[str, frozenset[str]] = field(default_factory=dict)


def kind_of(id: str) -> str:
    """What kind of thing an entry is, as the table of signs calls it; empty for a class that it does not tell apart."""
    return _kinds().get(id) or CLASSES.get(gazetteer.load().entries[id].types[0], "")


def container(id: str) -> str:
    """The entry that a place lies in, empty where the table does not say."""
    return str(cues.table("senses")["inside"].get(id, ""))


def is_told_apart(ids: Iterable[str]) -> bool:
    """Whether the table says how to tell one of these things from others of its name."""
    table = cues.table("senses")
    return any(id in table["inside"] or id in table["near"] or id in _kinds() for id in ids)


@cache
def _kinds() -> Mapping[str, str]:
    return {id: kind for kind, ids in cues.table("senses")["kinds"].items() for id in ids}


def signs_of(sense: Sense) -> Mapping[str, Any]:
    """The words that speak for a kind of thing, by where they stand."""
    signs: Mapping[str, Mapping[str, Any]] = cues.table("senses")["signs"]
    return signs.get(sense.kind, {})


@cache
def _seats() -> Mapping[str, str]:
    """The state that each capital's government governs, where it is one."""
    seats: dict[str, set[str]] = {}
    for names in gazetteer.load().names.values():
        states = {n.id for n in names if n.kind == "capital"}
        for name in names:
            if name.id not in states and name.kind != "metonym":
                seats.setdefault(name.id, set()).update(states)
    return {town: next(iter(states)) for town, states in seats.items() if len(states) == 1}


def seat(town: str) -> str:
    """The state whose government alone sits in a town, empty where there is none."""
    return _seats().get(town, "")
