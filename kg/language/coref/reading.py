"""What a word stands for, as the rest of the language wing takes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Entity


@dataclass(frozen=True, slots=True)
class Reading:
    """What a token stands for, and the words to tell it with ("The two leaders = A and B")."""

    entities: tuple[Entity, ...]
    note: str


def reading(token: Token, entities: Iterable[Entity], why: str = "") -> Reading:
    """The reading of a phrase by its head: the phrase with the words before it, and whom it means."""
    found = tuple(entities)
    text = token.doc[token.left_edge.i : token.i + 1].text if token.tag_[:2] in ("NN", "JJ", "CD") else token.text
    names = " and ".join(e.label for e in found)
    return Reading(found, f"{' '.join(text.split())} = {names}" + (f" ({why})" if why else ""))
