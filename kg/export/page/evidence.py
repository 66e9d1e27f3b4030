"""The claims behind a picture as rows of JSON, with quotes for as many as a file has room for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import Literal

from kg import vocab
from kg.graph import claim_triples
from kg.model import Article, Claim, Entity, Relation

# The most claims of one line that the page counts one by one.
MOST_CLAIMS = 200

# A claim without its quote: document, predicate, confidence, speaker. One with it has a fifth value: the rest.
BARE = 4

# What a claim takes in a file beside its quote and its article's title and address, in bytes.
OVERHEAD = 420

# Stands for the quote in a claim's triples, as the page has it already.
QUOTE = -1

Row = list[Any]


class Table:
    """Values, each once, numbered in the order in which they were asked for."""

    def __init__(self) -> None:
        """Makes an empty one."""
        self._numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        """The number of a value."""
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> list[str]:
        """The values by number."""
        return list(self._numbers)


def book(
    groups: list[list[Claim]], documents: Mapping[str, Article], relations: Mapping[str, Relation], room: int
) -> dict[str, Any]:
    """The rows of the claims of all lines, line after line, and the tables that they point into."""
    shown = [claim for group in groups for claim in group[:MOST_CLAIMS]]
    quoted = _quoted(groups, documents, room)
    cited = {name: i for i, name in enumerate(sorted({claim.document for claim in shown}))}
    told = {shown[i].document for i in quoted}
    predicates = sorted({claim.predicate for claim in shown})
    terms, speakers, methods, sources = Table(), Table(), Table(), Table()
    # No speaker and no source are number 0.
    speakers.number("")
    sources.number("")
    rows = []
    for i, claim in enumerate(shown):
        speaker = speakers.number(claim.attributed_to.label if claim.attributed_to else "")
        row: Row = [cited[claim.document], predicates.index(claim.predicate), round(claim.confidence, 3), speaker]
        rows.append([*row, _rest(claim, methods, terms)] if i in quoted else row)
    return {
        "claims": rows,
        "documents": [_document(name, documents.get(name), sources, name in told) for name in cited],
        "sources": sources.values,
        "speakers": speakers.values,
        "methods": methods.values,
        "terms": terms.values,
        "prefixes": vocab.PREFIXES,
        "relations": [_relation(relations[name]) for name in predicates],
    }


def _quoted(groups: list[list[Claim]], documents: Mapping[str, Article], room: int) -> set[int]:
    """Numbers of the claims whose quotes the file has room for: the best of every line, then the second best..."""
    ranked, first = [], 0
    for group in groups:
        held = group[:MOST_CLAIMS]
        ranked += [(rank, -len(group), first + rank, claim) for rank, claim in enumerate(held)]
        first += len(held)
    ranked.sort(key=lambda entry: entry[:3])
    found: set[int] = set()
    for _, _, number, claim in ranked:
        room -= _size(claim, documents.get(claim.document))
        if room < 0:
            break
        found.add(number)
    return found


def _size(claim: Claim, article: Article | None) -> int:
    texts = [claim.quote, *((article.title or "", article.url or "") if article else ())]
    return OVERHEAD + sum(len(text.encode("utf8")) for text in texts)


def _document(name: str, article: Article | None, sources: Table, told: bool) -> Row:
    """Date and source; title and address only where a quote points there."""
    row: Row = [article.date if article else None, sources.number((article.source if article else None) or "")]
    return [*row, (article.title if article else None) or name, article.url if article else None] if told else row


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "name": relation.name,
        "label": relation.label,
        "family": relation.family,
        "symmetric": relation.symmetric,
        "definition": relation.definition,
    }


def _rest(claim: Claim, methods: Table, terms: Table) -> dict[str, Any]:
    values = {
        "via": claim.cited_from.label if claim.cited_from else None,
        "time": claim.time,
        "since": claim.valid_from,
        "until": claim.valid_to,
        "notes": [f"{key}: {value}" for key, value in claim.qualifiers],
        "read": list(claim.read_as),
        "zone": claim.zone if claim.zone != "body" else None,
    }
    told = {"quote": marked(claim), "method": methods.number(claim.method), "triples": _triples(claim, terms)}
    return told | {key: value for key, value in values.items() if value}


def _triples(claim: Claim, terms: Table) -> list[int]:
    """The claim as `kg/graph.py` writes it: its IRI, then predicate and object of each triple, as numbers of terms."""
    triples = claim_triples(claim)
    numbers = [terms.number(str(triples[0].subject))]
    for triple in triples:
        same = isinstance(triple.object, Literal) and triple.object.value == claim.quote
        numbers += [terms.number(str(triple.predicate)), QUOTE if same else terms.number(str(triple.object))]
    return numbers


def marked(claim: Claim) -> list[list[str]]:
    """The quote in pieces `[role, text]`; role is `s` or `o` where an end of the claim is named, else empty."""
    names = _names(claim.subject, claim.read_as, "s") | _names(claim.object, claim.read_as, "o")
    if not names:
        return [["", claim.quote]]
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    pieces = pattern.split(claim.quote)
    return [[names[piece] if i % 2 else "", piece] for i, piece in enumerate(pieces) if piece]


def _names(entity: Entity, read_as: Iterable[str], role: str) -> dict[str, str]:
    resolved = (reading.partition(" = ") for reading in read_as)
    stand_ins = [words for words, _, name in resolved if name in (entity.label, entity.id)]
    return {name: role for name in (entity.label, *entity.mentions, *stand_ins) if name}
