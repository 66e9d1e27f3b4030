"""What each relation is in PLOVER, the event types of event-data users, read from `ontology/plover.ttl`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg import vocab
from kg.errors import BadData
from kg.files import shipped

PLOVER = vocab.BASE + "plover#"
_SKOS = vocab.PREFIXES["skos"]


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type with its quad class (1 verbal cooperation, 2 material, 3 verbal conflict, 4 material).

    `mode` is None where none is certain; `contexts` are those that the relation itself has, sorted;
    `swapped`: the relation's object is the source of the event.
    """

    name: str
    quad: int
    mode: str | None
    contexts: tuple[str, ...]
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """The event type of each relation that is an event, and the context that a factuality adds."""

    events: Mapping[str, EventType]
    factuality: Mapping[str, str]


@cache
def load() -> Mapped:
    """The shipped mapping. Raises BadData where a type lacks its notation or quad class."""
    return read(shipped("ontology") / "plover.ttl")


def read(path: Path) -> Mapped:
    """The mapping of a file in Turtle. Raises BadData as `load` does."""
    graph = _Graph(path)
    events = {name: graph.event(name, type) for name, type in graph.ours("plover_type").items()}
    contexts = {name: graph.notation(context) for name, context in graph.ours("plover_context").items()}
    return Mapped(MappingProxyType(events), MappingProxyType(contexts))


class _Graph:
    """The file as a graph to look things up in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.quads = ox.Store()
        self.quads.bulk_extend(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))

    def ours(self, property: str) -> dict[str, ox.NamedNode]:
        """What each term of our ontology has of a property, by the term's name, sorted."""
        found = self.quads.quads_for_pattern(None, ox.NamedNode(vocab.KG + property), None)
        pairs = ((quad.subject, quad.object) for quad in found)
        named = ((one, other) for one, other in pairs if isinstance(one, ox.NamedNode))
        return dict(sorted((one.value.removeprefix(vocab.KG), _node(other)) for one, other in named))

    def event(self, relation: str, type: ox.NamedNode) -> EventType:
        """The event type of a relation."""
        name, node = self.notation(type), ox.NamedNode(vocab.KG + relation)
        quads = self.values(type, vocab.KG + "quad_class")
        if len(quads) != 1:
            raise BadData(f"{self.path}: {name} must have one kg:quad_class")
        modes = sorted(self.notation(_node(mode)) for mode in self.values(node, vocab.KG + "plover_mode"))
        mode = modes[0].removeprefix(f"{name}-") if modes else None
        swapped = bool(self.values(node, vocab.KG + "plover_swapped"))
        return EventType(name, int(self.notation(_node(quads[0]))), mode, self.contexts(node), swapped)

    def contexts(self, relation: ox.NamedNode) -> tuple[str, ...]:
        """The contexts that a relation is related to."""
        scheme = ox.NamedNode(PLOVER + "contexts")
        related = map(_node, self.values(relation, _SKOS + "relatedMatch"))
        return tuple(sorted(self.notation(one) for one in related if scheme in self.values(one, _SKOS + "inScheme")))

    def notation(self, node: ox.NamedNode) -> str:
        """How PLOVER writes a concept."""
        found = self.values(node, _SKOS + "notation")
        if len(found) != 1 or not isinstance(found[0], ox.Literal):
            raise BadData(f"{self.path}: {node} must have one skos:notation")
        return found[0].value

    def values(self, node: ox.NamedNode, property: str) -> list[object]:
        """The values of a property of a node."""
        return [quad.object for quad in self.quads.quads_for_pattern(node, ox.NamedNode(property), None)]


def _node(value: object) -> ox.NamedNode:
    assert isinstance(value, ox.NamedNode)
    return value
