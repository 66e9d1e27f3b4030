"""Who is gone, by the article as a whole: persons said to be dead, out of office, still to take it, or free again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.catalog import cues, relations
from kg.language.clauses import objects, subjects
from kg.language.coming import coming_things
from kg.language.factuality import factuality
from kg.language.refer import Resolver
from kg.language.syntax import roles
from kg.language.tenure import in_office, of_person
from kg.model import Entity

KINDS = ("dead", "left", "elect", "free")
OWNERS = ("of", "for", "poss")


@dataclass(frozen=True, slots=True)
class Past:
    """What one article says of persons that bears on all their relations in it. Ids of entities.

    `dead` are dead, `left` lost or gave up an office, `elect` have yet to take theirs, `free` are no longer detained;
    `coming` are events and works that are yet to be.
    """

    date: str | None
    dead: frozenset[str]
    left: frozenset[str]
    elect: frozenset[str]
    free: frozenset[str]
    coming: frozenset[str]

    @staticmethod
    def of(resolver: Resolver, date: str | None) -> "Past":
        """The past of an article. `date` (of the article, YYYY-MM-DD) settles who is in office by the gazetteer."""
        found: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for token in resolver.linked.doc:
            for kind, ends in _events(token):
                found[kind] |= {e.id for end in ends for e in _persons(resolver, end)}
        coming = coming_things(resolver)
        return Past(date, coming=coming, **{kind: frozenset(found[kind]) for kind in KINDS})

    def ended(self, subject: Entity, relation: str, object: Entity) -> bool:
        """Whether the relation of these two is over, whatever its own sentence says."""
        ends = cues.table("tenure")["ends"]
        return (
            (relation in ends["death"] and subject.id in self.dead)
            or (relation in ends["office"] and subject.id in self.left)
            or (relation in ends["freedom"] and object.id in self.free | self.dead)
            or _is_dissolved(relation, object)
            or (self.date is not None and _was_held(subject.id, relation, object.id, self.date))
        )

    def awaited(self, subject: Entity, relation: str, object: Entity | None = None) -> bool:
        """Whether the subject has been elected to the office but does not hold it yet, or the event or work that the
        relation is about (`located_in`, `hosts`, `connects`) is yet to be."""
        if relation in cues.table("tenure")["ends"]["office"]:
            return subject.id in self.elect
        ends = {subject.id, object.id} if object is not None else {subject.id}
        return relation in cues.words("tenure", "staged") and not ends.isdisjoint(self.coming)


def _events(token: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """What a word says of whom."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and _kinds(lemma) and factuality(token) == "asserted":
        yield from ((kind, _of_verb(token, role)) for kind, role in _kinds(lemma))
    elif token.pos_ == "NOUN" and lemma in cues.words("tenure", "deaths"):
        yield "dead", _owners(token)
    elif token.pos_ == "NOUN" and lemma in cues.words("tenure", "departures"):
        yield "left", _owners(token)
    elif token.pos_ == "NOUN" and lemma in cues.words("tenure", "predecessors"):
        yield "left", [*roles(token).get("holder", ()), *(c for c in token.children if c.dep_ == "appos")]
    elif token.lower_ in cues.words("tenure", "deceased") and token.dep_ in ("amod", "compound"):
        yield "dead", [token.head, *(c for c in token.head.children if c.dep_ == "appos")]
    elect = token.i + 2 < len(token.doc) and token.nbor(1).text == "-"
    if elect and token.doc[token.i + 1 : token.i + 3].text.lower() == "-elect":
        behind = token.doc[min(token.i + 3, len(token.doc) - 1)]
        yield "elect", [token, token.head, behind, *roles(token).get("holder", ())]


def _owners(noun: Token) -> list[Token]:
    found = roles(noun)
    return [t for role in OWNERS for t in found.get(role, ())]


@cache
def _kinds(lemma: str) -> tuple[tuple[str, str], ...]:
    """What a verb says, and of which of its arguments."""
    table = (
        ("dying", "dead", "subject"),
        ("killing", "dead", "object"),
        ("leaving", "left", "subject"),
        ("ousting", "left", "object"),
        ("freeing", "free", "object"),
    )
    return tuple((kind, role) for section, kind, role in table if lemma in cues.words("tenure", section))


def _of_verb(verb: Token, role: str) -> tuple[Token, ...]:
    return subjects(verb) if role == "subject" else objects(verb)


def _persons(resolver: Resolver, token: Token) -> Iterator[Entity]:
    """The persons that a token names or stands for; a description that a name stands behind (`its president, X`)."""
    found = [e for referent in resolver.referents(token) for e in referent.entities[:1]]
    if not found:
        found = [e for t in roles(token).get("holder", ()) for r in resolver.referents(t) for e in r.entities[:1]]
    yield from (e for e in found if e.type == "Person")


def _is_dissolved(relation: str, object: Entity) -> bool:
    table = cues.table("tenure")["dissolved"]
    return object.id in table["words"] and relation in table["relations"]


def _was_held(person: str, relation: str, body: str, date: str) -> bool:
    """Whether the table of offices knows that the person held this office and does not at the date."""
    if relations.load()[relation].family != "office":
        return False
    every = [o for o in of_person(person) if o.body == body]
    held = [o for o in every if o.relation == relation or relation == "leader_of"]
    return (
        bool(held)
        and not any(in_office(o, date) or (o.start or "") > date for o in every)
        and all(o.end is not None and o.end < date[: len(o.end)] for o in held)
    )
