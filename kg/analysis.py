"""Networks over the edges of a store, by networkx."""

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.errors import KgError, NotFound
from kg.explain import Evidence, explain
from kg.store import Link, Store


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: the edge as it stands in the graph (labels and predicate), and its best evidence.

    The edge may point either way along the path.
    """

    subject: str
    predicate: str
    object: str
    evidence: Evidence


def network(store: Store) -> nx.Graph:
    """Entities linked where an edge stands between them, either way; a link keeps its best supported edge."""
    graph = nx.Graph()
    # In order of support, so that a search meets the better supported neighbours first.
    for link in sorted(store.links(), key=_strength):
        if not graph.has_edge(link.subject, link.object):
            graph.add_edge(link.subject, link.object, link=link)
    return graph


def path(store: Store, start: str, end: str) -> tuple[Hop, ...]:
    """The shortest chain of edges between two entities, in whichever direction the edges run.

    Entities are given by label, id or QID. Of chains as short the same one is found each time, with a leaning to
    edges that have more support. Raises NotFound where there is no such entity or no chain, KgError where both ends
    are the same.
    """
    one, other = store.find(start), store.find(end)
    if one == other:
        raise KgError(f"'{start}' and '{end}' are the same entity, {one}; give two")
    graph = network(store)
    try:
        nodes = nx.shortest_path(graph, one, other)
    except (nx.NetworkXNoPath, nx.NodeNotFound) as error:
        raise NotFound(f"no chain of edges leads from {one} to {other}") from error
    return tuple(_hop(store, graph.edges[pair]["link"]) for pair in pairwise(nodes))


def _hop(store: Store, link: Link) -> Hop:
    evidence = explain(store, link.subject, link.predicate, link.object)[0]
    claim = evidence.claim
    return Hop(claim.subject.label, claim.predicate, claim.object.label, evidence)


def _strength(link: Link) -> tuple[int, int, str, str, str]:
    return -link.documents, -link.claims, link.subject, link.object, link.predicate
