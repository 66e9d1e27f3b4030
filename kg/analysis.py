"""The edges as a network: how one entity leads to another."""

from dataclasses import dataclass

import networkx as nx

from kg.errors import KgError, NotFound
from kg.model import Claim
from kg.records import claim_from
from kg.store import Link, Store


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path, from the entity `start` to the entity `end` (ids), with the surest claim behind it.

    The claim may point either way.
    """

    start: str
    end: str
    claim: Claim


def path(store: Store, start: str, end: str) -> tuple[Hop, ...]:
    """The shortest chain of edges between two entities, whichever way they point.

    Entities are given by label, id or QID. Of chains as short the same one is found each time; of several edges
    between two entities the one with most claims stands. Raises NotFound where there is no chain or no such entity,
    KgError where both are the same.
    """
    one, other = store.find(start), store.find(end)
    if one == other:
        raise KgError(f"'{start}' and '{end}' are the same entity, {one}; give two")
    network = _network(store)
    try:
        nodes = nx.shortest_path(network, one, other)
    except (nx.NetworkXNoPath, nx.NodeNotFound) as error:
        raise NotFound(f"no chain of edges leads from {one} to {other}") from error
    pairs = zip(nodes, nodes[1:], strict=False)
    return tuple(Hop(here, there, _claim(store, network.edges[here, there]["link"])) for here, there in pairs)


def _network(store: Store) -> nx.Graph:
    """One line between two entities, with the best supported of their edges."""
    network = nx.Graph()
    # Added in order, so that the search meets neighbours in order.
    for link in store.links():
        known = network.get_edge_data(link.subject, link.object)
        if known is None or _rank(link) < _rank(known["link"]):
            network.add_edge(link.subject, link.object, link=link)
    return network


def _rank(link: Link) -> tuple[int, int, str, str]:
    return (-link.documents, -link.claims, link.predicate, link.subject)


def _claim(store: Store, link: Link) -> Claim:
    records = store.records(subject=link.subject, predicate=link.predicate, object=link.object)
    claims = [claim_from(record) for record in records if record["edge"]]
    return min(claims, key=lambda claim: (-claim.confidence, claim.document, claim.start))
