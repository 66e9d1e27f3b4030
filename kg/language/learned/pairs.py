"""The candidates of the learned extractor: ordered pairs of mentions, in one sentence or in two neighbouring ones, that
may have a relation."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from spacy.tokens import Span, Token

from kg.catalog import cues, relations
from kg.language.paths import Way, way
from kg.language.refer import Referent, Resolver

# No more mentions than this lie between two that are paired: work grows with the text, not with its square.
NEAR = 12
READ = frozenset({"PRON", "NOUN", "DET"})

Classes = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class End:
    """A mention that may take part in a relation: its head in the parse, its first token and the one behind it."""

    referent: Referent
    head: Token
    start: int
    end: int

    @cached_property
    def type(self) -> str:
        """The main class of its likeliest reading."""
        return self.referent.entities[0].type

    @cached_property
    def classes(self) -> Classes:
        """The classes of each of its readings."""
        return tuple(entity.types for entity in self.referent.entities)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The entities that it may be."""
        return frozenset(entity.id for entity in self.referent.entities)

    @property
    def is_read(self) -> bool:
        """Whether it is a pronoun or description that stands for something named elsewhere."""
        return bool(self.referent.notes)


@dataclass(frozen=True)
class Pair:
    """Two mentions in the order subject, object; `allowed` are the relations (by their place in the ontology) whose
    domain and range admit a reading of both; `across`: they stand in different sentences."""

    subject: End
    object: End
    allowed: tuple[int, ...]
    across: bool = False

    @cached_property
    def way(self) -> Way:
        """Leads through the parse from one to the other."""
        return way(self.subject.head, self.object.head)

    @property
    def in_order(self) -> bool:
        """Whether the subject stands before the object."""
        return (self.subject.start, self.subject.end) <= (self.object.start, self.object.end)


def pairs(found: tuple[End, ...]) -> tuple[Pair, ...]:
    """Every ordered pair of near mentions of different entities that some relation admits, in text order."""
    near = ((one, other) for n, one in enumerate(found) for other in found[max(0, n - NEAR) : n + NEAR + 1])
    return tuple(pair for one, other in near if (pair := _pair(one, other)) is not None)


def together(found: tuple[End, ...]) -> set[frozenset[str]]:
    """The entities that a sentence names together, two by two."""
    ids = sorted({id for end in found for id in end.ids})
    return {frozenset((one, other)) for n, one in enumerate(ids) for other in ids[n + 1 :]}


def across(before: tuple[End, ...], behind: tuple[End, ...], known: Collection[frozenset[str]]) -> tuple[Pair, ...]:
    """Every ordered pair of mentions in a sentence and in the next, of entities that no sentence names together."""
    near = [(one, other) for one, other in product(before[-NEAR:], behind[:NEAR]) if not _meet(one, other, known)]
    both = [ends for one, other in near for ends in ((one, other), (other, one))]
    return tuple(pair for one, other in both if (pair := _pair(one, other, across=True)) is not None)


def _meet(one: End, other: End, known: Collection[frozenset[str]]) -> bool:
    return any(frozenset(ids) in known for ids in product(one.ids, other.ids))


def ends(resolver: Resolver, sentence: Span) -> tuple[End, ...]:
    """The names, pronouns and descriptions of a sentence that stand for something, in text order."""
    found = [*_named(resolver, sentence), *_read(resolver, sentence)]
    return tuple(sorted(found, key=lambda end: (end.start, end.end)))


def _named(resolver: Resolver, sentence: Span) -> Iterator[End]:
    for spot in resolver.linked.within(sentence):
        head = resolver.linked.head(spot)
        whole = End(Referent(resolver.linked.at(head), head), head, spot.start, spot.end)
        yield whole
        yield from (End(r, r.token, spot.start, spot.start + 1) for r in resolver.beginning(head) if not _has(whole, r))


def _has(end: End, referent: Referent) -> bool:
    return not end.ids.isdisjoint(e.id for e in referent.entities)


def _read(resolver: Resolver, sentence: Span) -> Iterator[End]:
    for token in sentence:
        if _may_stand(token) and resolver.linked.spot_at(token) is None:
            for referent in resolver.referents(token):
                yield End(referent, token, token.i, token.i + 1)


def _may_stand(token: Token) -> bool:
    """Whether a word without a name of its own may stand for something (`the two Koreas` is one for two)."""
    return token.pos_ in READ or token.text in cues.table("senses")["pairs"]


def _pair(subject: End, object: End, across: bool = False) -> Pair | None:
    if subject == object or _are_one(subject, object):
        return None
    allowed = _allowed(subject.classes, object.classes)
    return Pair(subject, object, allowed, across) if allowed else None


def _are_one(subject: End, object: End) -> bool:
    """Whether both mean the same thing, in whatever reading."""
    return len(subject.ids | object.ids) == 1


@cache
def _allowed(subjects: Classes, objects: Classes) -> tuple[int, ...]:
    """The places of the relations that admit one of the readings of each end."""
    every = relations.load().values()
    return tuple(n for n, r in enumerate(every) if _meets(r.domain, subjects) and _meets(r.range, objects))


def _meets(types: frozenset[str], readings: Classes) -> bool:
    return not types or any(not types.isdisjoint(classes) for classes in readings)
