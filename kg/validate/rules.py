"""Rules of the shapes that join too much for a query a node: the same in code, in one pass over claims and edges."""

from collections.abc import Callable, Iterator, Mapping

import pyoxigraph as ox

from kg import graph
from kg.catalog import relations
from kg.model import EDGE_ZONES
from kg.store import sparql

# A node that breaks a rule, with the property and the value that it breaks it by.
Row = tuple[sparql.Term | None, ox.NamedNode | None, sparql.Term | None]

# The claims that make an edge, as `Claim.is_edge` has it.
QUALIFYING = """
SELECT DISTINCT ?subject ?predicate ?object WHERE {
  ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
         kg:factuality kg:asserted ; kg:confidence ?confidence ; prov:wasDerivedFrom ?document .
  ?run prov:used ?document ; kg:threshold ?threshold .
  OPTIONAL { ?claim kg:zone ?zone }
  OPTIONAL { ?claim kg:ended ?ended }
  FILTER(isNumeric(?confidence) && ?confidence >= ?threshold)
  FILTER(COALESCE(?zone, "body") IN ($zones) && !COALESCE(?ended, false))
}
"""

ENDS = "SELECT ?claim ?relation ?end WHERE { ?claim a kg:Claim ; rdf:predicate ?relation ; $end ?end }"


def unbacked(quads: ox.Store) -> Iterator[Row]:
    """Edges without a claim that makes them."""
    yield from _rows(_edges(quads) - _made(quads))


def unstated(quads: ox.Store) -> Iterator[Row]:
    """Edges that a claim makes and that are not there."""
    yield from _rows(_made(quads) - _edges(quads))


def outside_domain(quads: ox.Store) -> Iterator[Row]:
    """Claims whose subject is of no class that the relation admits."""
    yield from _unfit(quads, "rdf:subject", {name: one.domain for name, one in relations.load().items()})


def outside_range(quads: ox.Store) -> Iterator[Row]:
    """Claims whose object is of no class that the relation admits."""
    yield from _unfit(quads, "rdf:object", {name: one.range for name, one in relations.load().items()})


# By the local name of the rule in `ontology/shapes.ttl`.
CODED: Mapping[str, Callable[[ox.Store], Iterator[Row]]] = {
    "BackedRule": unbacked,
    "StatedRule": unstated,
    "DomainRule": outside_domain,
    "RangeRule": outside_range,
}


def _edges(quads: ox.Store) -> set[ox.Triple]:
    found = (quads.quads_for_pattern(None, graph.kg(name), None) for name in relations.load())
    return {quad.triple for group in found for quad in group}


def _made(quads: ox.Store) -> set[ox.Triple]:
    """The edges that follow from the claims."""
    known = relations.load()
    names = {graph.kg(name): name for name in known}
    zones = ", ".join(str(ox.Literal(zone)) for zone in sorted(EDGE_ZONES))
    made = set()
    for row in sparql.solutions(quads, QUALIFYING.replace("$zones", zones)):
        one, predicate, other = row["subject"], row["predicate"], row["object"]
        name = names.get(predicate) if isinstance(predicate, ox.NamedNode) else None
        if name and isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode):
            edges = graph.closure((one.value, name, other.value), known)
            made |= {ox.Triple(ox.NamedNode(a), graph.kg(name), ox.NamedNode(b)) for a, name, b in edges}
    return made


def _unfit(quads: ox.Store, end: str, admitted: Mapping[str, frozenset[str]]) -> Iterator[Row]:
    everything = frozenset(relations.classes())
    wanted = {graph.kg(name): classes or everything for name, classes in admitted.items()}
    types = _types(quads)
    for row in sparql.solutions(quads, ENDS.replace("$end", end)):
        node, relation = row["end"], row["relation"]
        classes = wanted.get(relation) if isinstance(relation, ox.NamedNode) else None
        if classes and classes.isdisjoint(types.get(node, ())):
            yield row["claim"], None, node


def _types(quads: ox.Store) -> dict[sparql.Term, set[str]]:
    """The classes of ours that each node is of."""
    types: dict[sparql.Term, set[str]] = {}
    for name in relations.classes():
        for quad in quads.quads_for_pattern(None, graph.TYPE, graph.kg(name)):
            types.setdefault(quad.subject, set()).add(name)
    return types


def _rows(edges: set[ox.Triple]) -> Iterator[Row]:
    for edge in sorted(edges, key=str):
        yield edge.subject, edge.predicate, edge.object
