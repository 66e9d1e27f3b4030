"""The nouns: frozen values that every step takes and returns."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

Factuality = Literal["asserted", "planned", "possible", "denied"]
Zone = Literal["title", "lead", "body", "quotation", "teaser", "furniture"]
Severity = Literal["error", "warning"]

EDGE_ZONES: frozenset[str] = frozenset({"title", "lead", "body", "quotation"})


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known of its publication. Offsets everywhere index `text`.

    Several authors stand with `; ` between them.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    genre: str = "news"
    author: str | None = None

    @property
    def sha256(self) -> str:
        """Hex digest of the text alone."""
        return sha256(self.text.encode("utf8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of an article's text that names an entity; `text[start:end]` is the surface form."""

    start: int
    end: int
    text: str
    entity: str
    method: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the world as one article (or the gazetteer) knows it.

    `id` is the readable local name of its IRI, `types` are ontology class names (first: the main one),
    `mentions` the distinct surface forms in the article.
    """

    id: str
    label: str
    types: tuple[str, ...]
    qid: str | None = None
    mentions: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The main class."""
        return self.types[0]


@dataclass(frozen=True, slots=True)
class Relation:
    """A predicate of the ontology. Domain and range are class names, abstract ones already spread out."""

    name: str
    label: str
    family: str
    definition: str
    domain: frozenset[str]
    range: frozenset[str]
    example: str = ""
    symmetric: bool = False
    parent: str | None = None
    wikidata: str | None = None
    plover: str | None = None
    inverse_label: str | None = None

    def admits(self, subject: Entity, object: Entity) -> bool:
        """Whether domain and range allow this pair (an empty set allows any type)."""
        return _allowed(self.domain, subject) and _allowed(self.range, object)


def _allowed(classes: frozenset[str], entity: Entity) -> bool:
    return not classes or not classes.isdisjoint(entity.types)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says about one pair of entities: the primary record of the graph.

    `start` and `end` are code point offsets into the article's text and `quote` is exactly that slice.
    `read_as` records each resolved description ("he = Xi Jinping"); `qualifiers` are sorted (key, value) pairs.
    """

    document: str
    subject: Entity
    predicate: str
    object: Entity
    quote: str
    start: int
    end: int
    factuality: Factuality = "asserted"
    attributed_to: Entity | None = None
    cited_from: Entity | None = None
    ended: bool = False
    time: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    zone: Zone = "body"
    trigger: str | None = None
    read_as: tuple[str, ...] = ()
    confidence: float = 1.0
    method: str = "lexicon"

    def is_edge(self, threshold: float) -> bool:
        """Whether this claim alone puts a plain triple into the graph (spec: rdf-model, section 2)."""
        holds = self.factuality == "asserted" and not self.ended
        return holds and self.zone in EDGE_ZONES and self.confidence >= threshold


@dataclass(frozen=True, slots=True)
class Run:
    """What made the claims: enough to make them again."""

    version: str
    model: str
    fingerprint: str
    threshold: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check returns: how bad, where, what."""

    severity: Severity
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """One article with the claims that were found in it."""

    article: Article
    claims: tuple[Claim, ...] = field(default=())
