"""Edges as a network of networkx, with what supports each."""

from collections.abc import Iterable, Mapping

import networkx as nx

from kg.analysis.corpus import Corpus, Tie, quotes
from kg.catalog import relations
from kg.errors import NotFound
from kg.store import names
from kg.store.origins import origins

Key = tuple[str, str, str]


def network(corpus: Corpus, qids: Mapping[str, str | None], predicates: frozenset[str]) -> nx.MultiDiGraph:
    """A node for each end of an edge and a link for each edge of these predicates; parallel links have them as keys."""
    groups: dict[Key, list[Tie]] = {}
    for tie in corpus.edges:
        if tie.predicate in predicates:
            groups.setdefault((tie.source, tie.predicate, tie.target), []).append(tie)
    graph = nx.MultiDiGraph()
    for id in sorted({end for one, _, other in groups for end in (one, other)}):
        graph.add_node(id, label=corpus.label(id), type=corpus.type(id), qid=qids.get(id))
    for (one, predicate, other), ties in sorted(groups.items()):
        graph.add_edge(one, other, key=predicate, **_support(predicate, ties))
    return graph


def _support(predicate: str, ties: list[Tie]) -> dict[str, object]:
    relation, dates = relations.load()[predicate], sorted(tie.date for tie in ties if tie.date)
    return {
        "predicate": predicate,
        "label": relation.label,
        "family": relation.family,
        "sign": ties[0].sign,
        "symmetric": relation.symmetric,
        "weight": origins(tie.report for tie in ties),
        "claims": len(ties),
        "documents": len({tie.claim.document for tie in ties}),
        "confidence": max(tie.claim.confidence for tie in ties),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "quote": quotes(ties)[0].claim.quote,
    }


def near(graph: nx.MultiDiGraph, centres: Iterable[str], depth: int) -> nx.MultiDiGraph:
    """What so many links in a row, either way, link to the centres."""
    kept: set[str] = set()
    for centre in centres:
        if centre in graph:
            kept |= set(nx.ego_graph(graph, centre, radius=depth, undirected=True))
    # Not `subgraph`, whose order is that of a set.
    found = nx.MultiDiGraph()
    found.add_nodes_from((id, known) for id, known in graph.nodes(data=True) if id in kept)
    found.add_edges_from(link for link in graph.edges(keys=True, data=True) if {link[0], link[1]} <= kept)
    return found


def chosen(predicates: Iterable[str], families: Iterable[str]) -> frozenset[str]:
    """The predicates of these names and families; all where none is given. Raises NotFound with what there is."""
    known = relations.load()
    there = sorted({relation.family for relation in known.values()})
    for family in families:
        if family not in there:
            raise NotFound(f"no family '{family}' of relations; there is {', '.join(there)}")
    named = frozenset(map(names.relation, predicates)) or frozenset(known)
    wanted = frozenset(families) or frozenset(there)
    return frozenset(name for name in named if known[name].family in wanted)
