"""Who stands between others: betweenness, its bounds, and how it changed.

Betweenness of an actor is the share of shortest paths between all other pairs that lead through it (Freeman, "A set of
measures of centrality based on betweenness", Sociometry 40, 1977), counted by Brandes' algorithm ("A faster algorithm
for betweenness centrality", Journal of Mathematical Sociology 25, 2001; networkx). The length of a tie is one over its
weight (Newman 2001), to the nearest eighth: a few weeks in age decide nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median_low
from types import MappingProxyType

import networkx as nx

from kg.analysis.chance import SEED, affordable, drawn_note, interval, sample_note, samples
from kg.analysis.corpus import Corpus, Tie, quotes
from kg.analysis.networks import CONTEST, COOPERATION, Pair, graph_of, pairs, strands, summed
from kg.analysis.tables import Bars, Row, Table, counted, rounded
from kg.errors import KgError
from kg.read.dates import not_before

TIES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"cooperation": (COOPERATION,), "contest": (CONTEST,), "all": (COOPERATION, CONTEST)}
)

# Steps along edges that may be taken: for one measure, and for all repeated draws together.
STEPS = 1_500_000
DRAWN_STEPS = 2_500_000
FEWEST_SOURCES = 50

# So many are named when it is said how often an actor is among the first; so many bars are drawn.
FIRST = 5
DRAWN_BARS = 15

Weights = Mapping[tuple[str, str], float]

COLUMNS = (
    "rank",
    "actor",
    "type",
    "betweenness",
    "low",
    "high",
    "in_first_5",
    "before",
    "since",
    "change",
    "neighbours",
)


def betweenness(weights: Weights) -> dict[str, float]:
    """The betweenness of every node, 0 to 1, by id. Where it would take too many steps, from a sample of sources."""
    graph = graph_of(weights)
    for _, _, tie in graph.edges(data=True):
        tie["distance"] = max(round(8 / tie["weight"]), 1) / 8
    sources = _sources(graph)
    found: dict[str, float] = nx.betweenness_centrality(graph, k=sources, weight="distance", seed=SEED)
    return found


def _sources(graph: nx.Graph) -> int | None:
    """From how many nodes paths are followed; None: from all."""
    number = max(STEPS // max(len(graph) + 2 * graph.size(), 1), FEWEST_SOURCES)
    return None if number >= len(graph) else number


def _steps(graph: nx.Graph) -> int:
    return len(graph) * (len(graph) + 2 * int(graph.size()))


@dataclass(frozen=True)
class _Measured:
    """What is known of all actors: betweenness as it is, in draws, before and since; pairs and their weights."""

    pairs: tuple[Pair, ...]
    weights: Weights
    central: Mapping[str, float]
    drawn: tuple[Mapping[str, float], ...]
    cut: str
    before: Mapping[str, float]
    since: Mapping[str, float]

    @property
    def ranked(self) -> list[str]:
        """The actors through whom paths lead, in all or before or since, the most central first."""
        every = (self.central, self.since, self.before)
        found = {id for measures in every for id, value in measures.items() if value > 0}
        return sorted(found, key=lambda one: (*(-round(measures.get(one, 0.0), 9) for measures in every), one))

    @cached_property
    def firsts(self) -> list[list[str]]:
        """Who is first in each draw."""
        return [_ranked(sample)[:FIRST] for sample in self.drawn]


def brokers(
    corpus: Corpus,
    *,
    split: str | None = None,
    ties: str = "cooperation",
    among: Iterable[str] = (),
    entity: str | None = None,
) -> Table:
    """Actors by betweenness in the network of these ties ("cooperation", "contest" or "all"), the first with bounds.

    `before` and `since` are the betweenness in the networks of ties dated before `split` (the median date where none is
    given) and from then on; `in_first_5` is the share of repeated draws of the articles in which the actor is among the
    first five. Actors through whom no path
    leads in any of these are left out. Raises KgError for an unknown kind of ties, NotFound
    for an unknown entity.
    """
    if ties not in TIES:
        raise KgError(f"'{ties}' must be one of {', '.join(TIES)}")
    centre = corpus.actor(entity) if entity else None
    known = _measured(corpus, TIES[ties], tuple(among), centre, split)
    degrees = Counter(end for ends in known.weights for end in ends)
    ranked = known.ranked
    rows = rounded(
        (
            rank,
            corpus.label(id),
            corpus.type(id),
            known.central[id],
            *_bounds(id, known),
            *_turn(id, known),
            degrees[id],
        )
        for rank, id in enumerate(ranked, 1)
    )
    behind = _behind(known.pairs, TIES[ties])
    evidence = tuple(quotes(behind[id]) for id in ranked)
    title = f"Brokers: betweenness in the network of {'all ties' if ties == 'all' else ties}"
    return Table("brokers", title, COLUMNS, rows, evidence, tuple(_notes(known)), _bars(rows))


def _measured(
    corpus: Corpus, signs: tuple[int, ...], among: tuple[str, ...], entity: str | None, split: str | None
) -> _Measured:
    def found(part: Corpus) -> tuple[Pair, ...]:
        return pairs(part, among, entity)

    every = found(corpus)
    chosen = strands(every, signs)
    weights = summed(chosen)
    number = affordable(_steps(graph_of(weights)), DRAWN_STEPS)
    drawn = tuple(betweenness(summed(sample)) for sample in samples(chosen, number))
    cut = split or _middle(every)
    early, late = (
        betweenness(summed(strands(found(_part(corpus, cut, late)), signs))) if cut else {} for late in (False, True)
    )
    return _Measured(every, weights, betweenness(weights), drawn, cut, early, late)


def _middle(found: Iterable[Pair]) -> str:
    """The median date of the ties, "" where none is dated."""
    return median_low([tie.date for pair in found for tie in pair.ties if tie.date] or [""])


def _part(corpus: Corpus, cut: str, late: bool) -> Corpus:
    """The dated ties before a date, or those from then on."""
    return replace(corpus, ties=tuple(tie for tie in corpus.ties if tie.date and not_before(tie.date, cut) is late))


def _ranked(central: Mapping[str, float]) -> list[str]:
    # Sums in another order may differ in the last figure.
    return sorted((id for id in central if central[id] > 0), key=lambda one: (-round(central[one], 9), one))


def _bounds(id: str, known: _Measured) -> tuple[float | None, float | None, float | None]:
    if not known.drawn:
        return None, None, None
    firsts = sum(id in first for first in known.firsts)
    return (*interval([sample.get(id, 0.0) for sample in known.drawn]), firsts / len(known.drawn))


def _turn(id: str, known: _Measured) -> tuple[float, float, float]:
    before, since = known.before.get(id, 0.0), known.since.get(id, 0.0)
    return before, since, since - before


def _behind(found: Iterable[Pair], signs: tuple[int, ...]) -> dict[str, list[Tie]]:
    """The ties of each actor."""
    ties: dict[str, list[Tie]] = {}
    for pair in found:
        for end in (pair.one, pair.other):
            ties.setdefault(end, []).extend(tie for sign in signs for tie in pair.of(sign))
    return ties


def _notes(known: _Measured) -> Iterator[str]:
    graph = graph_of(known.weights)
    documents = len({tie.claim.document for pair in known.pairs for tie in pair.ties})
    size = f"{counted(len(graph), 'actor')}, {counted(graph.size(), 'tie')}, {counted(documents, 'article')}"
    yield f"{size}; before and since: {known.cut or 'no dates'}"
    sources = _sources(graph)
    if sources is not None:
        yield f"betweenness is estimated from the paths of {sources} actors of {len(graph)}, drawn with a fixed seed"
    yield drawn_note(len(known.drawn))
    yield from sample_note(documents)


def _bars(rows: tuple[Row, ...]) -> Bars:
    shown = [dict(zip(COLUMNS, row, strict=True)) for row in rows[:DRAWN_BARS]]

    def column(name: str) -> tuple[float, ...]:
        return tuple(float(row[name] or 0) for row in shown)

    bounded = bool(shown) and shown[0]["low"] is not None
    return Bars(
        tuple(str(row["actor"]) for row in shown),
        (("betweenness", column("betweenness")),),
        "betweenness (share of shortest paths)",
        column("low") if bounded else (),
        column("high") if bounded else (),
        "since the split",
        column("since"),
    )
