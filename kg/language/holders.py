"""Persons named by their office alone: `the Brazilian president`, `the foreign minister`.

Read only where exactly one person of the article fits: by the gazetteer's table of offices at the article's date, or
because the article itself puts the title before the name.
"""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.coref import Reading
from kg.language.link import Linked
from kg.language.offices import held_by, title_before
from kg.language.syntax import roles
from kg.model import Entity

STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj"})
BODIES = frozenset({"State", "StateGroup", "Organization"})


def office_holders(linked: Linked, date: str | None) -> Mapping[int, Reading]:
    """Readings of office nouns by token index."""
    titles = dict(_titles(linked, date))
    found = ((token, _holder(linked, token, titles)) for token in linked.doc if _may_stand_alone(linked, token))
    return {
        token.i: Reading((person,), f"{_phrase(token)} = {person.label}")
        for token, person in found
        if person is not None
    }


def _may_stand_alone(linked: Linked, token: Token) -> bool:
    posts = cues.words("names", "offices")
    return token.pos_ == "NOUN" and token.tag_ == "NN" and token.lower_ in posts and token.dep_ in STANDING


def _titles(linked: Linked, date: str | None) -> Iterator[tuple[Entity, frozenset[tuple[str, str]]]]:
    """For each person, the titles that the article or the table gives, with the body where it is known."""
    known: dict[str, set[tuple[str, str]]] = {}
    persons: dict[str, Entity] = {}
    for spot in linked.spots:
        person = linked.at(linked.doc[spot.start])[0]
        if person.type == "Person":
            persons[person.id] = person
            title = title_before(linked, spot.start)
            known.setdefault(person.id, set()).update({(title.text.lower(), "")} if title else ())
    for id, titles in known.items():
        offices = held_by(id, date)
        yield persons[id], frozenset(titles | {(o.title.lower(), o.body) for o in offices})


def _holder(linked: Linked, token: Token, titles: Mapping[Entity, frozenset[tuple[str, str]]]) -> Entity | None:
    found = roles(token)
    if found.get("holder"):
        return None
    phrase = " ".join([*(c.lower_ for c in token.lefts if c.dep_ == "compound"), token.lower_])
    owners = [e for role in ("poss", "mod", "of") for t in found.get(role, ()) for e in linked.at(t)[:1]]
    bodies = {e.id for e in owners if e.type in BODIES}
    if not bodies and not any(c.lower_ == "the" for c in token.lefts):
        return None
    fitting = [person for person, held in titles.items() if _fits(phrase, bodies, held)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(phrase: str, bodies: set[str], held: frozenset[tuple[str, str]]) -> bool:
    return any(title == phrase and (not bodies or body in bodies) for title, body in held)


def _phrase(token: Token) -> str:
    return token.doc[token.left_edge.i : token.i + 1].text
