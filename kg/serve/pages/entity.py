"""What a store knows of one entity: names, offices, relations with their support, what happened when."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import pyoxigraph as ox

from kg import graph
from kg.catalog import gazetteer, relations
from kg.catalog.gazetteer import Office
from kg.errors import NotFound
from kg.model import Entity
from kg.serve.pages.evidence import Articles, Shown, independent, look, surest
from kg.serve.pages.names import types
from kg.store import Store

OFFICES = "office"

# The most claims of one entity that are read, in each direction.
MOST = 2_500


@dataclass(frozen=True)
class Line:
    """One relation between the entity and another, with the claims behind it, the surest first.

    `forward`: the entity is its subject. Both directions of a symmetric relation are one line, which is forward.
    `copies`: which documents have the same text (`Store.copies`).
    """

    entity: str
    predicate: str
    forward: bool
    other: Entity
    evidence: tuple[Shown, ...]
    copies: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def family(self) -> str:
        """The family of the relation."""
        return relations.load()[self.predicate].family

    @property
    def label(self) -> str:
        """The relation in words, read from the entity."""
        relation = relations.load()[self.predicate]
        return relation.label if self.forward else relation.inverse_label or f"{relation.label} (from it)"

    @property
    def triple(self) -> tuple[str, str, str]:
        """Subject, predicate and object as the claims have them."""
        claim = self.evidence[0].claim
        return claim.subject.id, self.predicate, claim.object.id

    @property
    def best(self) -> Shown:
        """The surest claim."""
        return self.evidence[0]

    @property
    def documents(self) -> int:
        """From how many documents the claims are."""
        return len({one.claim.document for one in self.evidence})

    @property
    def origins(self) -> int:
        """On how many independent origins they rest."""
        return independent(self.evidence, self.copies)

    @property
    def statuses(self) -> tuple[str, ...]:
        """What the claims say of it: stated, planned, denied..., the most frequent first."""
        counts = Counter(one.status for one in self.evidence)
        return tuple(sorted(counts, key=lambda status: (-counts[status], status)))

    @property
    def first(self) -> str:
        """The earliest date; empty where none is known."""
        return min((one.when for one in self.evidence if one.when), default="")

    @property
    def last(self) -> str:
        """The latest date; empty where none is known."""
        return max((one.when for one in self.evidence), default="")


@dataclass(frozen=True, slots=True)
class Record:
    """Offices that are held now, as far as is known, the highest first; and those that were, the latest first."""

    now: list[Office]
    before: list[Office]


@dataclass(frozen=True)
class Facts:
    """An entity with all that claims say of it; `cut`: with no more than can be read at once.

    `copies`: which documents have the same text.
    """

    entity: Entity
    names: tuple[str, ...]
    dbpedia: str | None
    evidence: tuple[Shown, ...]
    cut: bool
    copies: Mapping[str, str] = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The relations with others, by family; the best supported first."""
        groups: dict[tuple[str, bool, str], list[Shown]] = {}
        others: dict[str, Entity] = {}
        for one in self.evidence:
            for forward, other in self._others(one):
                groups.setdefault((one.claim.predicate, forward, other.id), []).append(one)
                others.setdefault(other.id, other)
        made = (
            Line(self.entity.id, predicate, forward, others[key], tuple(sorted(group, key=surest)), self.copies)
            for (predicate, forward, key), group in groups.items()
        )
        return tuple(sorted(made, key=lambda line: (line.family, -len(line.evidence), line.other.label, line.label)))

    @property
    def families(self) -> dict[str, tuple[Line, ...]]:
        """The relations by family, but offices."""
        there = {line.family for line in self.lines}
        names = [name for name in look()["families"] if name in there and name != OFFICES]
        return {name: tuple(line for line in self.lines if line.family == name) for name in names}

    @property
    def offices(self) -> tuple[Line, ...]:
        """Who holds or held which office, the latest first."""
        held = (line for line in self.lines if line.family == OFFICES)
        return tuple(sorted(held, key=lambda line: (line.last, line.other.label), reverse=True))

    @property
    def on_record(self) -> Record:
        """Offices by the gazetteer, which no article needs to tell: those of the person, or those in the body."""
        listed, id = gazetteer.load(), self.entity.id
        held = {*listed.offices_of(id), *(one for one in listed.offices if one.body == id)}
        latest = sorted(held, key=lambda one: (one.end or "", one.start or "", repr(one)), reverse=True)
        ranks = list(relations.load())
        now = sorted((one for one in latest if one.end is None), key=lambda one: ranks.index(one.relation))
        return Record(now, [one for one in latest if one.end is not None])

    @property
    def timeline(self) -> tuple[Shown, ...]:
        """The claims that have a date of their own, the latest first; of one fact told alike the surest."""
        told: dict[tuple[str, str, str, str, str], Shown] = {}
        for one in sorted(self.evidence, key=surest):
            claim = one.claim
            if claim.time:
                told.setdefault((claim.subject.id, claim.predicate, claim.object.id, claim.time, one.status), one)
        return tuple(sorted(told.values(), key=lambda one: (one.when, one.path), reverse=True))

    def _others(self, one: Shown) -> Iterator[tuple[bool, Entity]]:
        claim, symmetric = one.claim, relations.load()[one.claim.predicate].symmetric
        if claim.subject.id == self.entity.id:
            yield True, claim.object
        if claim.object.id == self.entity.id:
            yield symmetric, claim.subject


def facts(store: Store, id: str, copies: Mapping[str, str]) -> Facts:
    """What the store knows of the entity of this id; `copies` are those of the store.

    Raises NotFound where there is none.
    """
    entity = named(store, id)
    entry = gazetteer.load().entry(id)
    ways = [list(islice(store.records(**end), MOST + 1)) for end in ({"subject": id}, {"object": id})]
    # A claim of an entity with itself is read once.
    read = [*ways[0][:MOST], *(record for record in ways[1][:MOST] if record["subject"]["id"] != id)]
    cut, evidence = any(len(way) > MOST for way in ways), tuple(Articles(store).shown(read))
    also = tuple(name for name in _values(store, id, graph.ALT_LABEL) if name != entity.label)
    return Facts(entity, also, entry.dbpedia if entry else None, evidence, cut, copies)


def named(store: Store, id: str) -> Entity:
    """The entity of this id as the graph describes it. Raises NotFound where there is none."""
    labels, entry = _values(store, id, graph.LABEL), gazetteer.load().entry(id)
    if not labels:
        raise NotFound(f"no entity '{id[:80]}' here; look for it by another name")
    return Entity(id, labels[0], types(store, id), entry.qid if entry else None)


def _values(store: Store, id: str, about: ox.NamedNode) -> list[str]:
    quads = store.quads().quads_for_pattern(graph.entity_iri(id), about, None, ox.DefaultGraph())
    return sorted(str(getattr(quad.object, "value", quad.object)) for quad in quads)


def strongest(lines: Iterable[Line], most: int) -> list[Line]:
    """The relations with the most evidence, at most so many neighbours."""
    ordered = sorted(lines, key=lambda line: (-line.documents, -len(line.evidence), line.other.label, line.predicate))
    kept = dict.fromkeys(line.other.id for line in ordered)
    wanted = set(list(kept)[:most])
    return [line for line in ordered if line.other.id in wanted]
