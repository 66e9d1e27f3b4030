"""Networks of actors: the signed multigraph of what holds between them, and its pairs with one weight for each sign.

A tie weighs as much as there are independent origins that tell of it (kg/store/origins.py: copies and citations of one
report count once), halved for every half-life (`Scope.half_life`) that has passed since the youngest report, up to the
youngest article of the corpus.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import networkx as nx

from kg.analysis.corpus import ACTORS, Corpus, Tie
from kg.store import Link, Store
from kg.store.origins import origins

COOPERATION, CONTEST = 1, -1
SIDES: Mapping[int, str] = MappingProxyType({COOPERATION: "cooperation", CONTEST: "contest"})

# The middle of a month or year stands for a date that is no more exact.
_MIDDLES = {4: "-07-01", 7: "-15"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors, `one` before `other` by the alphabet, with the ties of each sign and what these weigh."""

    one: str
    other: str
    ties: tuple[Tie, ...]
    plus: float
    minus: float

    @property
    def sign(self) -> int:
        """1 where cooperation weighs more, -1 where contest does, 0 where both weigh the same."""
        return (self.plus > self.minus) - (self.plus < self.minus)

    @property
    def weight(self) -> float:
        """By how much the heavier side outweighs the other."""
        return abs(self.plus - self.minus)

    def of(self, sign: int) -> tuple[Tie, ...]:
        """The ties of a sign."""
        return tuple(tie for tie in self.ties if tie.sign == sign)


@dataclass(frozen=True, slots=True)
class Strand:
    """The ties of one sign between two actors: their weight, and the documents that tell of them."""

    ends: tuple[str, str]
    sign: int
    weight: float
    documents: frozenset[str]


def strands(pairs: Iterable[Pair], signs: Iterable[int]) -> tuple[Strand, ...]:
    """What of these pairs is of these signs."""
    wanted = tuple(signs)
    return tuple(strand for pair in pairs for sign in wanted if (strand := _strand(pair, sign)).weight > 0)


def _strand(pair: Pair, sign: int) -> Strand:
    heft = pair.plus if sign == COOPERATION else pair.minus
    return Strand((pair.one, pair.other), sign, heft, frozenset(tie.claim.document for tie in pair.of(sign)))


def summed(strands: Iterable[Strand]) -> dict[tuple[str, str], float]:
    """The weight of each pair over its strands."""
    found: dict[tuple[str, str], float] = {}
    for strand in strands:
        found[strand.ends] = found.get(strand.ends, 0.0) + strand.weight
    return found


def weight(ties: Iterable[Tie], corpus: Corpus) -> float:
    """What ties weigh together; 0 for none. What is not dated counts as one half-life old."""
    every = list(ties)
    if not every:
        return 0.0
    number = origins(tie.report for tie in every)
    return number * recency(max(tie.told for tie in every), corpus.latest, corpus.scope.half_life)


def recency(told: str, latest: str, half_life: int) -> float:
    """0.5 to the power of the half-lives between two dates (YYYY[-MM[-DD]]); 1 where the half-life is 0.

    >>> recency("2024-01-01", "2024-12-31", 365), recency("2024", "2024-06-01", 365), recency("", "2024", 365)
    (0.5, 1.0, 0.5)
    """
    if not half_life:
        return 1.0
    if not told or not latest:
        return 0.5
    age = max(day(latest) - day(told), 0)
    return float(0.5 ** (age / half_life))


def day(date: str) -> int:
    """The number of a day from a date; of a month or year its middle. Days that no month has are its last."""
    year, month, number = map(int, (date + _MIDDLES.get(len(date), "")).split("-"))
    for last in (number, 30, 29, 28):
        try:
            return datetime.date(max(year, 1), month, min(number, last)).toordinal()
        except ValueError:
            continue
    return datetime.date(max(year, 1), 1, 1).toordinal()


def signed_network(corpus: Corpus, among: Iterable[str] = ()) -> nx.MultiDiGraph:
    """Actors (of the classes `among`, else all), and an edge keyed by its predicate for each thing one does to another.

    Nodes have `label` and `type`; edges `sign` (-1, 0, 1), `weight`, `score` (-10 to 10, None where it is no deed),
    `origins`, `documents`, `claims` and `date` (of the youngest). An edge of a symmetric relation stands once. In the
    order of the ids.
    """
    graph = nx.MultiDiGraph()
    found: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in _between_actors(corpus, frozenset(among)):
        found.setdefault((tie.source, tie.target, tie.predicate), []).append(tie)
    for id in sorted({end for one, other, _ in found for end in (one, other)}):
        graph.add_node(id, label=corpus.label(id), type=corpus.type(id))
    for (one, other, predicate), ties in sorted(found.items()):
        graph.add_edge(one, other, key=predicate, **_attributes(ties, corpus))
    return graph


def _attributes(ties: list[Tie], corpus: Corpus) -> dict[str, int | float | str | None]:
    first = ties[0]
    return {
        "sign": first.sign,
        "weight": weight(ties, corpus),
        "score": first.score,
        "origins": origins(tie.report for tie in ties),
        "documents": len({tie.claim.document for tie in ties}),
        "claims": len(ties),
        "date": max(tie.date for tie in ties),
    }


def pairs(corpus: Corpus, among: Iterable[str] = (), entity: str | None = None) -> tuple[Pair, ...]:
    """The pairs of actors with signed ties between them, by id; with an entity only among it and its neighbours."""
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in _between_actors(corpus, frozenset(among)):
        if tie.sign:
            found.setdefault(tie.ends, []).append(tie)
    near = None if entity is None else {end for ends in found if entity in ends for end in ends}
    wanted = (key for key in sorted(found) if near is None or near.issuperset(key))
    return tuple(_pair(key, found[key], corpus) for key in wanted)


def _pair(key: tuple[str, str], ties: list[Tie], corpus: Corpus) -> Pair:
    plus, minus = (weight((tie for tie in ties if tie.sign == sign), corpus) for sign in (COOPERATION, CONTEST))
    return Pair(*key, tuple(ties), plus, minus)


def _between_actors(corpus: Corpus, among: frozenset[str]) -> Iterable[Tie]:
    classes = among or ACTORS
    ends = {end for tie in corpus.edges for end in tie.ends}
    actors = {id for id in ends if corpus.is_a(id, classes)}
    return (tie for tie in corpus.edges if tie.source in actors and tie.target in actors)


def graph_of(weights: Mapping[tuple[str, str], float]) -> nx.Graph:
    """An undirected graph of pairs with these weights; what weighs nothing is left out. In the order of the ids."""
    graph = nx.Graph()
    kept = sorted((key, weight) for key, weight in weights.items() if weight > 0)
    graph.add_nodes_from(sorted({end for key, _ in kept for end in key}))
    graph.add_edges_from((one, other, {"weight": weight}) for (one, other), weight in kept)
    return graph


def network(store: Store) -> nx.Graph:
    """Entities linked where an edge stands between them, either way; a link keeps its best supported edge."""
    graph = nx.Graph()
    # In order of support, so that a search meets the better supported neighbours first.
    for link in sorted(store.links(), key=_strength):
        if not graph.has_edge(link.subject, link.object):
            graph.add_edge(link.subject, link.object, link=link)
    return graph


def _strength(link: Link) -> tuple[int, int, str, str, str]:
    return -link.documents, -link.claims, link.subject, link.object, link.predicate
