"""What a store tells of itself."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """What a store knows of an article, without its text. `claims` is their number."""

    id: str
    title: str | None
    date: str | None
    source: str | None
    url: str | None
    language: str
    genre: str
    claims: int


@dataclass(frozen=True, slots=True)
class Link:
    """An edge as its claims make it: their number, that of their documents, and that of independent origins.

    Edges that only follow (the other direction of a symmetric predicate, a predicate above) are no links.
    """

    subject: str
    predicate: str
    object: str
    claims: int
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds, in numbers. `triples` counts all of the graph; the mappings are sorted by name."""

    documents: int
    claims: int
    entities: int
    edges: int
    triples: int
    classes: Mapping[str, int]
    predicates: Mapping[str, int]
    factuality: Mapping[str, int]
