"""How two entities are connected: the fewest edges between them, each with its best quote."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.analysis.corpus import Corpus, Tie, quotes
from kg.analysis.networks import network
from kg.analysis.tables import Line, Net, Row, Table
from kg.errors import KgError, NotFound
from kg.explain import Evidence, explain
from kg.store import Link, Store
from kg.store.origins import origins


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: the edge as it stands in the graph (labels and predicate), and its best evidence.

    The edge may point either way along the path.
    """

    subject: str
    predicate: str
    object: str
    evidence: Evidence


def path(store: Store, start: str, end: str) -> tuple[Hop, ...]:
    """The shortest chain of edges between two entities, in whichever direction the edges run.

    Entities are given by label, id or QID. Of chains as short the same one is found each time, with a leaning to
    edges that have more support. Raises NotFound where there is no such entity or no chain, KgError where both ends
    are the same.
    """
    one, other = _two(start, end, store.find(start), store.find(end))
    graph = network(store)
    return tuple(_hop(store, graph.edges[pair]["link"]) for pair in pairwise(_shortest(graph, one, other)))


def chain(corpus: Corpus, start: str, end: str) -> Table:
    """The same as a table, over the edges of a corpus: a row for each step, its evidence that edge's claims.

    People stand for themselves here: a chain may lead through them. Breadth-first search (networkx); of chains as short
    the one with the better supported edges. Raises NotFound where there is no such entity or no chain, KgError where
    both ends are the same.
    """
    one, other = _two(start, end, corpus.find(start), corpus.find(end))
    graph = _graph(corpus)
    nodes = _shortest(graph, one, other)
    steps = [graph.edges[pair]["ties"] for pair in pairwise(nodes)]
    rows = tuple(_row(number, ties) for number, ties in enumerate(steps, 1))
    columns = ("step", "subject", "predicate", "object", "date", "claims", "origins", "quote")
    notes = (f"{len(rows)} {'step' if len(rows) == 1 else 'steps'} of any kind of edge; each edge may run either way",)
    title = f"How {corpus.label(one)} and {corpus.label(other)} are connected"
    return Table("path", title, columns, rows, tuple(map(quotes, steps)), notes, _net(corpus, nodes, steps))


def _two(start: str, end: str, one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise KgError(f"'{start}' and '{end}' are the same entity, {one}; give two")
    return one, other


def _shortest(graph: nx.Graph, one: str, other: str) -> list[str]:
    try:
        found: list[str] = nx.shortest_path(graph, one, other)
    except (nx.NetworkXNoPath, nx.NodeNotFound) as error:
        raise NotFound(f"no chain of edges leads from {one} to {other}") from error
    return found


def _graph(corpus: Corpus) -> nx.Graph:
    """Entities linked by the best supported edge between them; the better supported stand first."""
    found: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in corpus.ties:
        claim = tie.claim
        if tie.edge and claim.subject.id != claim.object.id:
            found.setdefault((claim.subject.id, claim.predicate, claim.object.id), []).append(tie)
    graph = nx.Graph()
    for (one, predicate, other), ties in sorted(found.items(), key=lambda item: (*_support(item[1]), item[0])):
        if not graph.has_edge(one, other):
            graph.add_edge(one, other, ties=ties, predicate=predicate)
    return graph


def _support(ties: list[Tie]) -> tuple[int, int]:
    return -len({tie.claim.document for tie in ties}), -len(ties)


def _row(number: int, ties: Iterable[Tie]) -> Row:
    every = list(ties)
    claim = quotes(every)[0].claim
    quote = " ".join(claim.quote.split())
    triple = (claim.subject.label, claim.predicate, claim.object.label)
    date = max(tie.date for tie in every) or None
    return (number, *triple, date, len(every), origins(tie.report for tie in every), quote)


def _net(corpus: Corpus, nodes: list[str], steps: list[list[Tie]]) -> Net:
    lines = (Line(n, n + 1, ties[0].sign, text=ties[0].predicate) for n, ties in enumerate(steps))
    labels = tuple(map(corpus.label, nodes))
    return Net(labels, (0,) * len(labels), (0.5,) * len(labels), tuple(lines), chain=True)


def _hop(store: Store, link: Link) -> Hop:
    evidence = explain(store, link.subject, link.predicate, link.object)[0]
    claim = evidence.claim
    return Hop(claim.subject.label, claim.predicate, claim.object.label, evidence)
