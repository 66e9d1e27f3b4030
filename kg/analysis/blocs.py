"""Who belongs together: communities in the network of cooperation, and the contest within and between them.

The methods and their sources are named in `kg.analysis.communities`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from kg.analysis import communities
from kg.analysis.chance import LEVEL, SEED, interval, sample_note, samples
from kg.analysis.communities import Partition
from kg.analysis.corpus import Corpus, quotes
from kg.analysis.networks import COOPERATION, Pair, graph_of, pairs, strands, summed
from kg.analysis.tables import Line, Net, Row, Table, counted, rounded

SEEDS, FEW_SEEDS = 20, 5
DRAWS, RANDOM = 100, 50

# Beyond so many ties fewer seeds are tried, and no draws.
MANY_TIES = 3_000

# A bloc of two is a tie.
SMALLEST = 3
DRAWN_ACTORS = 40

COLUMNS = (
    *("bloc", "actors", "members", "inside", "outside", "contest_inside", "contest_outside", "against"),
    *("stable_over_seeds", "stable_over_draws"),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """The network of cooperation, the best partition, all of them, and those of draws of the articles."""

    graph: nx.Graph
    best: Partition
    seeds: tuple[Partition, ...]
    draws: tuple[Partition, ...]

    @property
    def blocs(self) -> Partition:
        """The communities that are large enough to tell of."""
        return tuple(members for members in self.best if len(members) >= SMALLEST)


def blocs(corpus: Corpus, *, among: Iterable[str] = (), entity: str | None = None) -> Table:
    """The communities of three actors or more, the largest first.

    `members` come by the weight of their ties within; `inside` and `outside` are the weight of cooperation within the
    bloc and with others, `contest_inside` and `contest_outside` that of contest, `against` the bloc that most contest
    is with. Stability is the mean Jaccard similarity, 0 to 1, to the nearest community over seeds of Louvain, and
    over draws of the articles. Raises NotFound for an unknown entity.
    """
    every = pairs(corpus, among, corpus.actor(entity) if entity else None)
    found = _found(every)
    where = {name: number for number, members in enumerate(found.blocs, 1) for name in members}
    rows = rounded(_row(number, members, every, where, found, corpus) for number, members in enumerate(found.blocs, 1))
    evidence = tuple(
        quotes(tie for pair in every if number in (where.get(pair.one), where.get(pair.other)) for tie in pair.ties)
        for number in range(1, len(rows) + 1)
    )
    notes = tuple(_notes(found, every))
    title = "Blocs: communities in the network of cooperation"
    return Table("blocs", title, COLUMNS, rows, evidence, notes, _net(found, every, corpus))


def _found(every: tuple[Pair, ...]) -> _Found:
    chosen = strands(every, (COOPERATION,))
    graph = graph_of(summed(chosen))
    large = graph.number_of_edges() > MANY_TIES
    seeds = communities.partitions(graph, FEW_SEEDS if large else SEEDS) if len(graph) else [()]
    drawn = (graph_of(summed(sample)) for sample in samples(chosen, 0 if large else DRAWS))
    draws = (communities.partition(one, SEED) for one in drawn)
    return _Found(graph, seeds[0], tuple(seeds), tuple(draws))


def _row(
    number: int,
    members: frozenset[str],
    every: tuple[Pair, ...],
    where: Mapping[str, int],
    found: _Found,
    corpus: Corpus,
) -> Row:
    inside, across = _split(every, members)
    rivals = Counter[int]()
    for pair in across:
        rivals[where.get(pair.other if pair.one in members else pair.one, 0)] += round(pair.minus * 1e6)
    rival = min((bloc for bloc in rivals if bloc and rivals[bloc]), key=lambda one: (-rivals[one], one), default=None)
    sums = (sum(pair.plus for pair in inside), sum(pair.plus for pair in across))
    contest = (sum(pair.minus for pair in inside), sum(pair.minus for pair in across))
    names = "; ".join(map(corpus.label, _ranked(members, inside)))
    stable = (communities.stability(members, found.seeds), communities.stability(members, found.draws))
    return (number, len(members), names, *map(float, (*sums, *contest)), rival, *stable)


def _split(every: tuple[Pair, ...], members: frozenset[str]) -> tuple[list[Pair], list[Pair]]:
    """The pairs within, and those with one end within."""
    ends = [(pair, (pair.one in members) + (pair.other in members)) for pair in every]
    return [pair for pair, number in ends if number == 2], [pair for pair, number in ends if number == 1]


def _ranked(members: frozenset[str], inside: list[Pair]) -> list[str]:
    heft = Counter[str]()
    for pair in inside:
        for end in (pair.one, pair.other):
            heft[end] += round(pair.plus * 1e6)
    return sorted(members, key=lambda name: (-heft[name], name))


def _notes(found: _Found, every: tuple[Pair, ...]) -> Iterator[str]:
    graph = found.graph
    documents = len({tie.claim.document for pair in every for tie in pair.ties})
    small = len(found.best) - len(found.blocs)
    yield f"{len(graph)} actors, {graph.number_of_edges()} ties of cooperation, {counted(documents, 'article')}"
    if small:
        yield f"not shown: {small} {'community' if small == 1 else 'communities'} of two"
    if graph.number_of_edges():
        yield _quality(found)
    if not found.draws:
        yield "no draws: the network is too large for them"
    yield from sample_note(documents)


def _quality(found: _Found) -> str:
    """Modularity against chance, and agreement of the seeds."""
    here = communities.modularity(found.graph, found.best)
    alike = communities.agreement(found.seeds)
    line = f"modularity {here:.3f}; {len(found.seeds)} seeds agree by {alike:.3f} (adjusted Rand index)"
    random = communities.by_chance(found.graph, RANDOM) if found.draws else []
    if not random:
        return line
    low, high = interval(random)
    verdict = "more than by chance" if here > high else "no more than by chance: there may be no blocs"
    return f"{line}; {LEVEL:.0%} of {len(random)} random networks of like degrees: {low:.3f} to {high:.3f}: {verdict}"


def _net(found: _Found, every: tuple[Pair, ...], corpus: Corpus) -> Net:
    """The actors of the blocs with most cooperation, and the ties between them."""
    group = {name: number for number, members in enumerate(found.blocs, 1) for name in members}
    heft = {name: float(found.graph.degree(name, weight="weight")) for name in group}
    shown = sorted(sorted(group, key=lambda name: (-round(heft[name], 6), name))[:DRAWN_ACTORS])
    place = {name: number for number, name in enumerate(shown)}
    most = max(heft.values(), default=1.0)
    lines = tuple(
        Line(place[pair.one], place[pair.other], pair.sign, pair.weight or pair.plus)
        for pair in every
        if pair.one in place and pair.other in place
    )
    sizes = tuple(heft[name] / most for name in shown)
    return Net(tuple(map(corpus.label, shown)), tuple(group[name] for name in shown), sizes, lines, called="bloc")
