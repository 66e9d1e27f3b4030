"""The edges as a network for Gephi, Cytoscape, yEd and networkx: nodes are entities, links carry their support."""

from typing import BinaryIO

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.catalog import relations
from kg.store import Store
from kg.store.cells import for_xml


def network(store: Store) -> nx.MultiDiGraph:
    """One node an entity that has an edge, one link an edge that claims make themselves.

    What only follows is left out: a symmetric relation is one link, a predicate above none, so that degrees count.
    """
    known = relations.load()
    links = list(store.links())
    ends = {end for link in links for end in (link.subject, link.object)}
    graph = nx.MultiDiGraph()
    for entity in store.entities():
        if entity.id in ends:
            graph.add_node(for_xml(entity.id), label=for_xml(entity.label), type=entity.type, qid=entity.qid or "")
    for link in links:
        relation = known[link.predicate]
        graph.add_edge(
            for_xml(link.subject),
            for_xml(link.object),
            key=for_xml(f"{link.subject}.{link.predicate}.{link.object}"),
            predicate=link.predicate,
            label=relation.label,
            family=relation.family,
            symmetric=str(relation.symmetric).lower(),
            claims=link.claims,
            documents=link.documents,
            origins=link.origins,
            weight=link.claims,
        )
    return graph


def graphml(store: Store, stream: BinaryIO) -> None:
    """The network in GraphML."""
    stream.writelines(line.encode("utf8") + b"\n" for line in nx.generate_graphml(network(store)))


def gexf(store: Store, stream: BinaryIO) -> None:
    """The network in GEXF."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network(store))
    for meta in writer.xml.findall("meta"):
        # It holds today's date.
        writer.xml.remove(meta)
    writer.write(stream)
    stream.write(b"\n")
