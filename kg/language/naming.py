"""Things that no list knows: what they are called and by which id, the one place where such ids are made."""

from functools import cache
from hashlib import sha256

from kg.catalog import cues, gazetteer
from kg.model import Entity
from kg.vocab import local_name

DIGITS = 8

Types = tuple[str, ...]


def new_entity(text: str, types: Types, article: str) -> Entity:
    """An entity that only the article of this id knows.

    A full name gives the same id in every article, with the class where the gazetteer means another thing by it. What
    is no full name (`two-day summit`, `Supreme Court`, `Weber`) means another thing in another article: its id ends in
    a hash of article and text, so that it never depends on what else is in a store.
    """
    label = " ".join(text.split())
    if not is_full_name(label, types):
        return local_entity(label, types, article)
    known = gazetteer.load().entry(local_name(label))
    clash = known is not None and ("Person" in types or types[0] not in known.types)
    return Entity(local_name(f"{label} {types[0]}") if clash else local_name(label), label, types)


def local_entity(label: str, types: Types, article: str) -> Entity:
    """An entity whose id no other article shares."""
    digest = sha256(f"{article}\0{label}".encode("utf8", "replace")).hexdigest()[:DIGITS]
    return Entity(f"{local_name(label)}_{digest}", label, types)


def is_described(entity: Entity) -> bool:
    """Whether only a description or a part of a name tells what an entity is."""
    return gazetteer.load().entry(entity.id) is None and not is_full_name(entity.label, entity.types)


def is_full_name(label: str, types: Types) -> bool:
    """Whether a label names one thing by itself.

    It does not where its head is a common noun, where all its words are generic, or where it is one word of a person.
    """
    words = label.split()
    if "Person" in types:
        return len(words) > 1
    return not head_word(label).islower() and not is_generic(label)


def is_generic(label: str) -> bool:
    """Whether every word of a name is one that bodies of many states share (`Supreme Court`, `Council`)."""
    return all(word.removesuffix("'s") in _generic() for word in label.split())


def head_word(label: str) -> str:
    """The word that says what a named thing is: the last one before `of`, `for` and the like."""
    words, links = label.split(), cues.words("senses", "links")
    stop = next((i for i, word in enumerate(words) if i and word.lower() in links), len(words))
    return words[stop - 1]


@cache
def _generic() -> frozenset[str]:
    heads = cues.table("names")["heads"]
    named = {word for kind in ("Organization", "Agreement", "Event", "Facility", "Party") for word in heads[kind]}
    return cues.words("senses", "generic") | cues.words("senses", "links") | named
