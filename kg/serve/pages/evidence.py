"""A claim as a reader meets it: with its article, its quote in pieces, and the text around it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from kg import graph, vocab
from kg.catalog import relations
from kg.errors import NotFound
from kg.export.page.evidence import marked
from kg.files import data
from kg.model import Article, Claim
from kg.records import claim_from
from kg.serve.pages import links
from kg.store import Store
from kg.store.origins import Report, origins, outlet, wording

# Signs of context before and after a quote.
AROUND = 420

_DIGEST = re.compile(r"[0-9a-f]{20}")
_EDGE_OF_TEXT = re.compile(r"\s+")

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim ready to show. `pieces` are (role, text); role is `s` or `o` where an end of the claim is named."""

    claim: Claim
    article: Article
    edge: bool

    @property
    def path(self) -> str:
        """The path of its page."""
        return links.claim(self.claim)

    @property
    def pieces(self) -> list[Piece]:
        """The quote in pieces."""
        return [(role, text) for role, text in marked(self.claim)]

    @property
    def source(self) -> str | None:
        """Where the article was published, at the quote; None where no address is known that is safe to follow."""
        return links.source(self.article, self.claim)

    @property
    def label(self) -> str:
        """The predicate in words."""
        return relations.load()[self.claim.predicate].label

    @property
    def family(self) -> str:
        """The family of the predicate."""
        return relations.load()[self.claim.predicate].family

    @property
    def status(self) -> str:
        """One of the statuses of `kg/data/page/look.json`."""
        if self.claim.factuality != "asserted":
            return self.claim.factuality
        if self.claim.ended:
            return "ended"
        return "stated" if self.edge else "weak"

    @property
    def when(self) -> str:
        """The date of what is claimed, else that of the article; empty where neither is known."""
        return self.claim.time or self.article.date or ""


class Articles:
    """The articles of a store, each read once."""

    def __init__(self, store: Store) -> None:
        """None are read yet."""
        self._store = store
        self._read: dict[str, Article] = {}

    def shown(self, records: Iterable[dict[str, Any]]) -> Iterator[Shown]:
        """The claims of records, ready to show."""
        for record in records:
            yield Shown(claim_from(record), self.read(record["document"]), record["edge"])

    def claim(self, claim: Claim) -> Shown:
        """A claim of the store, ready to show."""
        found = self._store.records(claim.document, claim.subject.id, claim.predicate, claim.object.id)
        return next(one for one in self.shown(found) if one.claim == claim)

    def read(self, id: str) -> Article:
        """The article of a document that is in the store."""
        if id not in self._read:
            article = self._store.article(id)
            assert article is not None, id
            self._read[id] = article
        return self._read[id]


def independent(evidence: Iterable[Shown], copies: Mapping[str, str]) -> int:
    """On how many independent origins claims rest (kg/store/origins.py); `copies` are those of the store."""
    return origins(
        Report(one.article.id, outlet(one.article, one.claim), wording(one.claim), copies[one.article.id])
        for one in evidence
    )


def surest(one: Shown) -> tuple[bool, float, str, str, int]:
    """By this they are sorted: what makes an edge comes first, then the surest, the earliest."""
    claim = one.claim
    return not one.edge, -claim.confidence, one.article.date or "9999", claim.document, claim.start


def claim(store: Store, digest: str) -> Shown:
    """The claim of this id: the last part of its IRI. Raises NotFound where there is none."""
    node = ox.NamedNode(vocab.CLAIM + digest) if _DIGEST.fullmatch(digest) else None
    if node is not None:
        for quad in store.quads().quads_for_pattern(node, graph.DERIVED, None):
            document = unquote(str(quad.object)[1:-1].removeprefix(vocab.DOC))
            for shown in Articles(store).shown(store.records(document)):
                if graph.claim_iri(shown.claim) == node:
                    return shown
    raise NotFound(f"no claim '{digest[:40]}' here; its id is the last part of its IRI, 20 hexadecimal digits")


def context(shown: Shown) -> tuple[str, str]:
    """The text of the article before and after the quote, cut between words; an ellipsis shows where there is more."""
    text, claim = shown.article.text, shown.claim
    before = text[max(claim.start - AROUND, 0) : claim.start]
    after = text[claim.end : claim.end + AROUND]
    if claim.start > AROUND:
        before = "… " + before[_first_gap(before) :]
    if claim.end + AROUND < len(text):
        after = after[: len(after) - _first_gap(after[::-1])].rstrip() + " …"
    return before, after


def passages(article: Article, claims: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    """The text of an article in pieces that together are all of it, each with the claims whose quotes cover it."""
    begun: dict[int, list[Shown]] = {}
    for one in claims:
        begun.setdefault(one.claim.start, []).append(one)
    ends = {one.claim.end for every in begun.values() for one in every}
    pieces: list[tuple[str, list[Shown]]] = []
    covering: list[Shown] = []
    for start, end in pairwise(sorted({0, len(article.text), *begun, *ends})):
        covering = [one for one in covering if one.claim.end > start] + begun.get(start, [])
        pieces.append((article.text[start:end], covering))
    return pieces


@cache
def look() -> dict[str, Any]:
    """Labels, colours and shapes of classes, families and statuses: those of the network picture."""
    found: dict[str, Any] = json.loads((data("page") / "look.json").read_text("utf8"))
    return found


def _first_gap(text: str) -> int:
    match = _EDGE_OF_TEXT.search(text)
    return match.end() if match else 0
