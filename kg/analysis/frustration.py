"""The two factions of a signed network that the fewest ties stand against.

A tie is frustrated where it is friendly between the factions or hostile within one. The least weight of frustrated ties
over all ways to make two factions is the frustration index, or line index of balance: Harary, "On the measurement of
structural balance", Behavioral Science 4 (1959); Aref & Wilson, "Balance and frustration in signed networks", Journal
of Complex Networks 7 (2019). It adds up over the blocks (biconnected components) of a network, for ties of different
blocks share no cycle. Blocks of up to `EXACT` actors are solved exactly, by trying all ways; larger ones by descent
from many random beginnings, which gives an upper bound.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.analysis.chance import SEED

EXACT = 20

# How many beginnings are tried, and how many looks at a tie they may cost together.
BEGINNINGS = 100
LOOKS = 5_000_000

# Weights are compared as whole numbers, so that the order of sums does not matter.
UNIT = 1_000_000

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Frustration:
    """The frustrated ties, the faction (1 or 2) of each actor, and whether no fewer weight is certain."""

    ties: frozenset[Ends]
    factions: Mapping[str, int]
    exact: bool


def frustration(signed: Mapping[Ends, float]) -> Frustration:
    """The best two factions for ties with these weights, negative ones hostile; keys are sorted pairs of ids.

    In each connected part the first actor by id is in faction 1.
    """
    graph = nx.Graph()
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(signed.items()) if weight)
    found: set[Ends] = set()
    exact = True
    for block in sorted(map(sorted, nx.biconnected_components(graph))):
        ties, surely = _block(block, graph)
        found |= ties
        exact = exact and surely
    return Frustration(frozenset(found), _factions(graph, found), exact)


def _block(names: list[str], graph: nx.Graph) -> tuple[set[Ends], bool]:
    """The frustrated ties of a block, and whether that is certain."""
    place = {name: number for number, name in enumerate(names)}
    inner = sorted(tuple(sorted(ends)) for ends in graph.subgraph(names).edges)
    ties = [(place[one], place[other], round(graph.edges[one, other]["weight"] * UNIT)) for one, other in inner]
    if all(weight > 0 for *_, weight in ties):
        return set(), True
    exact = len(names) <= EXACT
    sides = _tried(len(names), ties) if exact else _descended(len(names), ties)
    # The sides are 1 and -1: their product is that of the sign where the tie is not frustrated.
    wrong = (sides[one] * sides[other] * weight < 0 for one, other, weight in ties)
    return {(ends[0], ends[1]) for ends, bad in zip(inner, wrong, strict=True) if bad}, exact


_Ties = list[tuple[int, int, int]]


def _tried(size: int, ties: _Ties) -> list[int]:
    """The best sides by trying all, the last actor's side being given; of as good ones the first."""
    codes = np.arange(2 ** (size - 1), dtype=np.int64)
    cost = np.zeros(len(codes), dtype=np.int64)
    for one, other, weight in ties:
        apart = (codes >> one ^ codes >> other) & 1
        cost += abs(weight) * (apart if weight > 0 else 1 - apart)
    best = int(cost.argmin())
    return [1 - 2 * (best >> number & 1) for number in range(size)]


def _descended(size: int, ties: _Ties) -> list[int]:
    """The best sides that descent finds from random beginnings: actors change sides while that lessens frustration."""
    near: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for one, other, weight in ties:
        near[one].append((other, weight))
        near[other].append((one, weight))
    dice = np.random.default_rng(SEED)
    number = min(BEGINNINGS, max(LOOKS // (20 * len(ties)), 3))
    # All on one side, then at random.
    starts: Iterable[NDArray[np.int64]] = [np.ones(size, dtype=np.int64)]
    starts = [*starts, *(dice.choice((-1, 1), size) for _ in range(number - 1))]
    ends = [_descent(start.tolist(), near) for start in starts]
    return min(ends, key=lambda sides: _cost(sides, ties))


def _descent(sides: list[int], near: list[list[tuple[int, int]]]) -> list[int]:
    waiting = set(range(len(sides)))
    while waiting:
        for here in sorted(waiting):
            waiting.discard(here)
            if sides[here] * sum(weight * sides[there] for there, weight in near[here]) < 0:
                sides[here] = -sides[here]
                waiting.update(there for there, _ in near[here])
    return sides


def _cost(sides: list[int], ties: _Ties) -> int:
    return sum(abs(weight) for one, other, weight in ties if sides[one] * sides[other] * weight < 0)


def _factions(graph: nx.Graph, frustrated: set[Ends]) -> dict[str, int]:
    """The faction of each actor, from tie to tie."""
    factions: dict[str, int] = {}
    for first in sorted(graph):
        if first not in factions:
            factions[first] = 1
            for one, other in nx.bfs_edges(graph, first):
                ends = (one, other) if one <= other else (other, one)
                friendly = (graph.edges[ends]["weight"] > 0) is (ends not in frustrated)
                factions[other] = factions[one] if friendly else 3 - factions[one]
    return dict(sorted(factions.items()))
