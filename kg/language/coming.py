"""What is yet to be, by the article as a whole: events not yet held, works not yet built."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.clauses import dependents, governor, objects, subjects
from kg.language.factuality import factuality
from kg.language.refer import Resolver

THINGS = frozenset({"Event", "Project", "Facility", "Initiative"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow"})
REACH = 3


def coming_things(resolver: Resolver) -> frozenset[str]:
    """Ids of the events and works that the article says are planned, and nowhere says have come about."""
    coming, there = set[str](), set[str]()
    for spot in resolver.linked.spots:
        head = resolver.linked.head(spot)
        entity = resolver.linked.at(head)[0]
        if entity.type in THINGS:
            signs = set(_signs(head))
            if "planned" in signs:
                coming.add(entity.id)
            if "asserted" in signs:
                there.add(entity.id)
    return frozenset(coming - there)


def _signs(name: Token) -> Iterator[str]:
    """`planned` and `asserted`, by what is said at one mention."""
    table = cues.table("tenure")["coming"]
    if any(c.lower_ in table["modifiers"] for c in name.children if c.dep_ in ("amod", "compound")):
        yield "planned"
    if name.dep_ == "pobj" and any(t.lower_ in table["before"] for t in _above(name)):
        yield "planned"
    verb = name.head if name.dep_ in ("nsubj", "nsubjpass") else governor(name)
    if verb is None or verb.lemma_ not in table["stages"] or name not in (*subjects(verb), *objects(verb)):
        return
    if (verb.tag_ in ("VBZ", "VBP") and any(t.lower_ in WEEKDAYS for t in verb.subtree)) or factuality(
        verb
    ) == "planned":
        yield "planned"
    elif verb.tag_ in ("VBD", "VBN") and factuality(verb) == "asserted" and not dependents(verb, "relcl"):
        yield "asserted"


def _above(name: Token) -> Iterator[Token]:
    token = name
    for _ in range(REACH):
        token = token.head
        yield token
