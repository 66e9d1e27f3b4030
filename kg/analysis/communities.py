"""Communities of a weighted graph and how far they can be trusted: by the seed, by the sample, by chance.

Louvain: Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. P10008 (2008); networkx.
Agreement of partitions: adjusted Rand index, Hubert & Arabie, "Comparing partitions", Journal of Classification 2
(1985). Stability of one community: its mean Jaccard similarity to the nearest one of each other partition, Hennig,
"Cluster-wise assessment of cluster stability", Computational Statistics & Data Analysis 52 (2007): below 0.5 dissolved,
from 0.75 stable. That graphs without any communities have a high modularity too: Guimerà, Sales-Pardo & Amaral,
"Modularity from fluctuations in random graphs and complex networks", Physical Review E 70 (2004).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import comb

import networkx as nx
import numpy as np

from kg.analysis.chance import SEED

Partition = tuple[frozenset[str], ...]


def partition(graph: nx.Graph, seed: int) -> Partition:
    """The communities that Louvain finds with a seed, the largest first, then by their first member."""
    # Numbers in place of names: no order of hashes comes in.
    names = sorted(graph)
    numbered = nx.relabel_nodes(graph, {name: number for number, name in enumerate(names)})
    ordered = nx.Graph()
    ordered.add_nodes_from(range(len(names)))
    ordered.add_weighted_edges_from(sorted((*sorted(ends), tie["weight"]) for *ends, tie in numbered.edges(data=True)))
    found = nx.community.louvain_communities(ordered, seed=seed)
    return _sorted(frozenset(names[number] for number in members) for members in found)


def partitions(graph: nx.Graph, number: int) -> list[Partition]:
    """The communities for each of so many seeds, those of the highest modularity first."""
    found = [partition(graph, SEED + seed) for seed in range(number)]
    return sorted(found, key=lambda one: (-round(modularity(graph, one), 9), list(map(sorted, one))))


def modularity(graph: nx.Graph, found: Partition) -> float:
    """How much more weight lies within communities than would by chance (Newman & Girvan 2004); 0 without ties."""
    return float(nx.community.modularity(graph, found)) if graph.size() else 0.0


def agreement(found: Iterable[Partition]) -> float:
    """The mean adjusted Rand index of every two of these; 1 where there are no two."""
    values = [rand_index(one, other) for one, other in combinations(found, 2)]
    return sum(values) / len(values) if values else 1.0


def rand_index(one: Partition, other: Partition) -> float:
    """How far two partitions of the same things agree: 1 fully, 0 as much as by chance.

    >>> rand_index((frozenset("ab"), frozenset("cd")), (frozenset("cd"), frozenset("ab")))
    1.0
    >>> round(rand_index((frozenset("ab"), frozenset("cd")), (frozenset("ac"), frozenset("bd"))), 6)
    -0.5
    """
    where = {name: number for number, members in enumerate(other) for name in members}
    cells = Counter((number, where[name]) for number, members in enumerate(one) for name in members)
    both = sum(comb(count, 2) for count in cells.values())
    rows, columns = (sum(comb(len(members), 2) for members in found) for found in (one, other))
    all_ = comb(len(where), 2)
    expected = rows * columns / all_ if all_ else 0.0
    most = (rows + columns) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def stability(members: frozenset[str], others: Iterable[Partition]) -> float | None:
    """The mean similarity of a community to its nearest in each partition, 0 to 1; None where there is none.

    Only members that a partition has count: in a draw of the articles some are not told of.
    """
    values = [nearest for found in others if (nearest := _nearest(members, found)) is not None]
    return sum(values) / len(values) if values else None


def _nearest(members: frozenset[str], found: Partition) -> float | None:
    there = members & frozenset().union(*found)
    if not there:
        return None
    return max(len(there & other) / len(there | other) for other in found)


def by_chance(graph: nx.Graph, number: int) -> list[float]:
    """The modularity of so many random graphs in which every node has as many ties; fewer where none can be made."""
    dice = np.random.default_rng(SEED)
    made = (_rewired(graph, dice) for _ in range(number))
    return [modularity(one, partition(one, SEED)) for one in made if one is not None]


def _rewired(graph: nx.Graph, dice: np.random.Generator) -> nx.Graph | None:
    ties = int(graph.number_of_edges())
    mixed = graph.copy()
    try:
        nx.double_edge_swap(mixed, nswap=3 * ties, max_tries=300 * ties, seed=int(dice.integers(2**31)))
    except nx.NetworkXException:
        # Too few ties to swap, or all bound to where they are.
        return None
    weights = dice.permutation(sorted(tie for *_, tie in graph.edges(data="weight")))
    ends = sorted(tuple(sorted(ends)) for ends in mixed.edges)
    mixed.clear_edges()
    mixed.add_weighted_edges_from((*pair, float(weight)) for pair, weight in zip(ends, weights, strict=True))
    return mixed


def _sorted(found: Iterator[frozenset[str]]) -> Partition:
    return tuple(sorted(found, key=lambda members: (-len(members), sorted(members))))
