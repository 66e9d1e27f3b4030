"""The relations and classes that the graph may hold, read from `ontology/kg.ttl`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg import files, vocab
from kg.errors import BadData
from kg.model import Relation

ENTITY = "kg:Entity"
CLAIM = "kg:Claim"
SIGNS = {"kg:wikidata_property": "", "kg:wikidata_inverse": "^"}
WIKIDATA = re.compile(r"http://www\.wikidata\.org/prop/direct/(P[1-9][0-9]*)")
TEXTS = ("rdfs:label", "kg:inverse_label", "skos:definition", "skos:example", "kg:family")
ENDS = ("rdfs:domain", "rdfs:range")

_Nodes = Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def load() -> Mapping[str, Relation]:
    """Every relation by its name, in the order of the ontology.

    Abstract classes in a domain or range are spread out to the concrete ones; "any entity" is the empty set.
    Raises `BadData` with every fault of the file.
    """
    return read(_shipped())[1]


@cache
def classes() -> tuple[str, ...]:
    """The names of the concrete classes of entity, in the order of the ontology."""
    return read(_shipped())[0]


def _shipped() -> Path:
    return files.shipped("ontology") / "kg.ttl"


@cache
def read(path: Path) -> tuple[tuple[str, ...], Mapping[str, Relation]]:
    """The classes and relations of an ontology in Turtle, in the order of the file. Raises `BadData` as `load` does."""
    graph = _graph(_nodes(path))
    found = [node for node in graph.nodes if _is_relation(graph, node)]
    faults = [] if found else ["no relation: must hold an owl:ObjectProperty for each"]
    faults += [] if graph.leaves[ENTITY] else [f"no class of entity: must hold an owl:Class below {ENTITY} for each"]
    faults += [fault for node in found for fault in _faults(graph, node)]
    if faults:
        raise BadData("\n".join(f"{path}: {fault}" for fault in faults))
    relations = {_local(node): _relation(graph, node) for node in found}
    return tuple(map(_local, graph.leaves[ENTITY])), MappingProxyType(relations)


@dataclass(frozen=True, slots=True)
class _Graph:
    """An ontology: the values of each property of each node, and the concrete classes at or below each class.

    All in the order of the file; IRIs are shortened to prefixed names.
    """

    nodes: _Nodes
    leaves: Mapping[str, tuple[str, ...]]

    def values(self, node: str, key: str) -> tuple[str, ...]:
        return self.nodes.get(node, {}).get(key, ())

    def first(self, node: str, key: str) -> str | None:
        return next(iter(self.values(node, key)), None)

    def members(self, node: str) -> list[str]:
        """The classes of an `owl:unionOf` list, or the one class that it is."""
        head = self.first(node, "owl:unionOf")
        if head is None:
            return [node]
        cells = [head, *_reached(self.nodes, head, "rdf:rest")]
        return [member for cell in cells for member in self.values(cell, "rdf:first")]

    def named(self, node: str, key: str) -> list[str]:
        """The classes that a domain or range names."""
        return [member for value in self.values(node, key) for member in self.members(value)]

    def spread(self, node: str, key: str) -> frozenset[str]:
        """The concrete classes of a domain or range; empty where it is any entity."""
        named = self.named(node, key)
        concrete = (leaf for top in named for leaf in self.leaves.get(top, ()))
        return frozenset() if ENTITY in named else frozenset(map(_local, concrete))

    def symmetric(self, node: str) -> bool:
        return "owl:SymmetricProperty" in self.values(node, "rdf:type")


def _graph(nodes: _Nodes) -> _Graph:
    above = {node: [node, *_reached(nodes, node, "rdfs:subClassOf")] for node in nodes}
    inner = {top for node, tops in above.items() for top in tops if top != node}
    below = [node for node, tops in above.items() if node != ENTITY and ENTITY in tops]
    leaves = [node for node in below if node not in inner]
    return _Graph(nodes, {top: tuple(leaf for leaf in leaves if top in above[leaf]) for top in (ENTITY, *below)})


def _reached(nodes: _Nodes, node: str, key: str) -> list[str]:
    """What this property leads to in one or more steps; the node itself is among them only in a cycle."""
    seen: list[str] = []
    waiting = list(nodes.get(node, {}).get(key, ()))
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.append(here)
            waiting.extend(nodes.get(here, {}).get(key, ()))
    return seen


def _nodes(path: Path) -> _Nodes:
    nodes: dict[str, dict[str, tuple[str, ...]]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if not isinstance(quad.object, ox.Literal) or quad.object.language in (None, "en"):
                values = nodes.setdefault(_short(quad.subject), {})
                predicate = _short(quad.predicate)
                values[predicate] = (*values.get(predicate, ()), _short(quad.object))
    except SyntaxError as error:
        raise BadData(f"{path}: not Turtle: {error.msg}") from error
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error}") from error
    return nodes


def _short(term: object) -> str:
    """A prefixed name, an IRI without known prefix, the label of a blank node, or the text of a literal."""
    if isinstance(term, ox.NamedNode):
        return _prefixed(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)


@cache
def _prefixed(iri: str) -> str:
    for prefix, namespace in vocab.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _local(node: str) -> str:
    return node.removeprefix("kg:")


def _is_relation(graph: _Graph, node: str) -> bool:
    # What holds of a claim (its speaker, its factuality) is an object property too, but relates no two entities;
    # nor is what others define, or what no graph states (kg:interacts_with), in the inventory.
    ours = node.startswith("kg:") and "owl:ObjectProperty" in graph.values(node, "rdf:type")
    return ours and CLAIM not in graph.values(node, "rdfs:domain") and not _is_abstract(graph, node)


def _is_abstract(graph: _Graph, node: str) -> bool:
    return graph.values(node, "kg:abstract") == ("true",)


def _parents(graph: _Graph, node: str) -> list[str]:
    """The looser relations of ours that a relation names; not what others define, nor what is abstract."""
    named = graph.values(node, "rdfs:subPropertyOf")
    return [parent for parent in named if parent.startswith("kg:") and not _is_abstract(graph, parent)]


def _relation(graph: _Graph, node: str) -> Relation:
    """The relation of a node that has no faults."""
    label, inverse, definition, example, family = (graph.values(node, key)[0] for key in TEXTS)
    parent = next(iter(_parents(graph, node)), None)
    return Relation(
        name=_local(node),
        label=label,
        family=family,
        definition=definition,
        domain=graph.spread(node, "rdfs:domain"),
        range=graph.spread(node, "rdfs:range"),
        example=example,
        symmetric=graph.symmetric(node),
        parent=None if parent is None else _local(parent),
        wikidata=next(_wikidata(graph, node), None),
        plover=graph.first(node, "kg:plover_event"),
        inverse_label=inverse,
    )


def _wikidata(graph: _Graph, node: str) -> Iterator[str]:
    """Ids of Wikidata properties, `^` before an inverse; another IRI is left as it is."""
    for key, sign in SIGNS.items():
        for value in graph.values(node, key):
            match = WIKIDATA.fullmatch(value)
            yield sign + match[1] if match else value


def _faults(graph: _Graph, node: str) -> Iterator[str]:
    """What is wrong with one relation, and what would be right."""
    for check in (_text_faults, _class_faults, _link_faults, _parent_faults):
        for fault in check(graph, node):
            yield f"{node}: {fault}"


def _text_faults(graph: _Graph, node: str) -> Iterator[str]:
    if not re.fullmatch(r"kg:[a-z]+(_[a-z]+)*", node):
        yield "a relation's name is kg: and lower-case words joined by _"
    for key in TEXTS:
        values = graph.values(node, key)
        if len(values) != 1 or not values[0].strip():
            yield f"{len(values)} values of {key}, must be one in English that is not blank"


def _class_faults(graph: _Graph, node: str) -> Iterator[str]:
    for key in ENDS:
        count, named = len(graph.values(node, key)), graph.named(node, key)
        if count != 1 or not named:
            yield f"{count} values of {key}, must be one: a class, or a list of them in owl:unionOf"
        yield from (f"{key} {name} is no subclass of {ENTITY}" for name in named if name not in graph.leaves)
    if graph.symmetric(node) and graph.spread(node, "rdfs:domain") != graph.spread(node, "rdfs:range"):
        yield "domain and range of a symmetric relation must be the same"


def _link_faults(graph: _Graph, node: str) -> Iterator[str]:
    found = list(_wikidata(graph, node))
    yield from (f"{value} is no Wikidata property (wdt:P...)" for value in found if not re.fullmatch(r"\^?P\d+", value))
    if len(found) > 1:
        yield "more than one Wikidata property"
    if len(graph.values(node, "kg:plover_event")) > 1:
        yield "more than one kg:plover_event"


def _parent_faults(graph: _Graph, node: str) -> Iterator[str]:
    parents = _parents(graph, node)
    if len(parents) > 1:
        yield "more than one rdfs:subPropertyOf"
    if node in _reached(graph.nodes, node, "rdfs:subPropertyOf"):
        yield "is its own ancestor by rdfs:subPropertyOf"
    for parent in parents:
        if not _is_relation(graph, parent):
            yield f"its parent {parent} is no relation"
            continue
        for key in ENDS:
            loose, tight = graph.spread(parent, key), graph.spread(node, key)
            if loose and not (tight and tight <= loose):
                yield f"its {key} reaches beyond that of its parent {parent}"
