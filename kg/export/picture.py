"""What a picture shows: claims gathered into nodes and links, the strongest first. Plain JSON values, no HTML."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import networkx as nx

from kg.errors import BadData
from kg.export.layout import positions
from kg.files import data
from kg.model import Article, Claim, Entity, Relation

Value = dict[str, Any]
Key = tuple[str, str, str, str]

STATUSES = ("stated", "ended", "planned", "possible", "denied", "weak")
MOST_QUOTES = 40
STEP = 0.14


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and links to draw, and the book that the page looks things up in."""

    nodes: tuple[Value, ...]
    links: tuple[Value, ...]
    book: Value


def status(claim: Claim, threshold: float) -> str:
    """One of STATUSES: `stated` claims stand behind an edge of the graph; `weak` ones are too unsure or misplaced."""
    if claim.factuality != "asserted":
        return claim.factuality
    if claim.ended:
        return "ended"
    return "stated" if claim.is_edge(threshold) else "weak"


def picture(
    claims: Iterable[Claim],
    documents: Mapping[str, Article],
    relations: Mapping[str, Relation],
    *,
    threshold: float,
    limit: int,
) -> Picture:
    """The strongest `limit` entities with the links between them; `book["hidden"]` counts what was left out.

    Raises BadData where a claim's predicate is not among the relations.
    """
    every = sorted(claims, key=lambda claim: _order(claim, documents))
    _check(every, relations)
    kept = _strongest(every, threshold, limit)
    shown = [claim for claim in every if {claim.subject.id, claim.object.id} <= kept]
    groups = _groups(shown, relations, threshold)
    quotes = [claim for group in groups.values() for claim in group[:MOST_QUOTES]]
    links = _links(groups)
    return Picture(_nodes(shown, links), links, _book(every, quotes, documents, relations, threshold))


def _check(claims: list[Claim], relations: Mapping[str, Relation]) -> None:
    unknown = sorted({claim.predicate for claim in claims} - set(relations))
    if unknown:
        raise BadData(f"claims: the ontology has no relation {', '.join(unknown)}; build the store anew")


def _order(claim: Claim, documents: Mapping[str, Article]) -> tuple[Any, ...]:
    """The surest and earliest evidence first, then an order that never depends on the input's."""
    article = documents.get(claim.document)
    date = (article.date if article else None) or "9999"
    speaker = claim.attributed_to.id if claim.attributed_to else ""
    ends = (claim.subject.id, claim.predicate, claim.object.id, claim.factuality, speaker)
    return (-claim.confidence, date, claim.document, claim.start, claim.end, *ends)


def _strongest(claims: list[Claim], threshold: float, limit: int) -> set[str]:
    """Ids of the entities with most stated claims, then most claims; ties by id."""
    stated: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for claim in claims:
        for name in {claim.subject.id, claim.object.id}:
            every[name] += 1
            stated[name] += status(claim, threshold) == "stated"
    return set(sorted(every, key=lambda name: (-stated[name], -every[name], name))[:limit])


def _groups(claims: list[Claim], relations: Mapping[str, Relation], threshold: float) -> dict[Key, list[Claim]]:
    """Claims by (subject, object, family, status): one drawn line each, in a stable order."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject.id != claim.object.id:
            family = relations[claim.predicate].family
            groups[claim.subject.id, claim.object.id, family, status(claim, threshold)].append(claim)
    return dict(sorted(groups.items()))


def _links(groups: Mapping[Key, list[Claim]]) -> tuple[Value, ...]:
    bends = _bends(groups)
    links, first = [], 0
    for key, group in groups.items():
        source, target, family, standing = key
        held = min(len(group), MOST_QUOTES)
        links.append(
            {"id": "~".join(key), "from": source, "to": target, "family": family, "status": standing}
            | {"claims": [first, held], "omitted": len(group) - held, "bend": bends[key]}
        )
        first += held
    return tuple(links)


def _bends(groups: Iterable[Key]) -> dict[Key, float]:
    """How far each line bows, so that parallel ones stay apart; stated ones take the straightest places."""
    pairs: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in groups:
        pairs[tuple(sorted(key[:2]))].append(key)
    bends: dict[Key, float] = {}
    for pair, keys in pairs.items():
        keys.sort(key=lambda key: (STATUSES.index(key[3]), key))
        places = sorted(((i - (len(keys) - 1) / 2) * STEP for i in range(len(keys))), key=lambda at: (abs(at), at))
        for key, place in zip(keys, places, strict=True):
            bends[key] = round(place if key[0] == pair[0] else -place, 3) or 0.0
    return bends


def _nodes(claims: list[Claim], links: tuple[Value, ...]) -> tuple[Value, ...]:
    known = _known(claims)
    drawn = sorted({link[end] for link in links for end in ("from", "to")})
    entities = {name: _entity(known[name]) for name in drawn}
    places = positions(_graph(drawn, links), {name: entity["label"] for name, entity in entities.items()})
    return tuple(entities[name] | {"x": places[name][0], "y": places[name][1]} for name in drawn)


def _graph(names: list[str], links: tuple[Value, ...]) -> nx.Graph:
    """What the layout sees: stated links, weighted by claims; others only for nodes that have no stated one."""
    stated = {link[end] for link in links if link["status"] == "stated" for end in ("from", "to")}
    graph = nx.Graph()
    graph.add_nodes_from(names)
    for link in links:
        a, b = link["from"], link["to"]
        if link["status"] == "stated" or not {a, b} <= stated:
            before = graph.get_edge_data(a, b, {"weight": 0})["weight"]
            graph.add_edge(a, b, weight=before + link["claims"][1] + link["omitted"])
    return graph


def _known(claims: list[Claim]) -> dict[str, list[Entity]]:
    known: dict[str, list[Entity]] = defaultdict(list)
    for claim in claims:
        known[claim.subject.id].append(claim.subject)
        known[claim.object.id].append(claim.object)
    return known


def _entity(seen: list[Entity]) -> Value:
    """One node from all that articles know of it: the commonest label and type, every name as alias."""
    label = _commonest(entity.label for entity in seen)
    types = Counter(kind for entity in seen for kind in entity.types)
    main = _commonest(entity.type for entity in seen)
    names = {name for entity in seen for name in (entity.label, *entity.mentions)} - {label}
    qid = min((entity.qid for entity in seen if entity.qid), default=None)
    return {
        "id": seen[0].id,
        "label": label,
        "type": main,
        "types": [main, *sorted(set(types) - {main})],
        "qid": qid,
        "flag": _flags().get(qid or ""),
        "aliases": sorted(names),
    }


@cache
def _flags() -> dict[str, str]:
    """ISO 3166 codes of states by Wikidata id, from rigour's list of territories (MIT)."""
    flags: dict[str, str] = json.loads((data("page") / "flags.json").read_text("utf8"))
    return flags


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _book(
    every: list[Claim],
    quotes: list[Claim],
    documents: Mapping[str, Article],
    relations: Mapping[str, Relation],
    threshold: float,
) -> Value:
    cited = {name: i for i, name in enumerate(sorted({claim.document for claim in quotes}))}
    used = sorted({claim.predicate for claim in quotes})
    shown = {end.id for claim in quotes for end in (claim.subject, claim.object)}
    there = {end.id for claim in every for end in (claim.subject, claim.object)}
    return {
        "claims": [_claim(claim, cited[claim.document]) for claim in quotes],
        "documents": [_document(name, documents.get(name)) for name in cited],
        "relations": {name: _relation(relations[name]) for name in used},
        "threshold": threshold,
        "hidden": {"nodes": len(there - shown), "claims": len(every) - len(quotes)},
    }


def _document(name: str, article: Article | None) -> Value:
    known = {field: getattr(article, field, None) for field in ("date", "source", "url")}
    return {"id": name, "title": (article.title if article else None) or name} | known


def _relation(relation: Relation) -> Value:
    return {
        "label": relation.label,
        "family": relation.family,
        "symmetric": relation.symmetric,
        "definition": relation.definition,
    }


def _claim(claim: Claim, document: int) -> Value:
    extra = {
        "speaker": claim.attributed_to.label if claim.attributed_to else None,
        "via": claim.cited_from.label if claim.cited_from else None,
        "ended": claim.ended,
        "time": claim.time,
        "since": claim.valid_from,
        "until": claim.valid_to,
        "notes": [f"{key}: {value}" for key, value in claim.qualifiers],
        "read": list(claim.read_as),
        "zone": claim.zone if claim.zone != "body" else None,
    }
    return {
        "document": document,
        "predicate": claim.predicate,
        "quote": marked(claim),
        "factuality": claim.factuality,
        "confidence": round(claim.confidence, 3),
        "method": claim.method,
    } | {key: value for key, value in extra.items() if value}


def marked(claim: Claim) -> list[list[str]]:
    """The quote in pieces `[role, text]`; role is `s` or `o` where an end of the claim is named, else empty."""
    names = _names(claim.subject, claim.read_as, "s") | _names(claim.object, claim.read_as, "o")
    if not names:
        return [["", claim.quote]]
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    pieces = pattern.split(claim.quote)
    return [[names[piece] if i % 2 else "", piece] for i, piece in enumerate(pieces) if piece]


def _names(entity: Entity, read_as: tuple[str, ...], role: str) -> dict[str, str]:
    resolved = (reading.partition(" = ") for reading in read_as)
    stand_ins = [words for words, _, name in resolved if name in (entity.label, entity.id)]
    return {name: role for name in (entity.label, *entity.mentions, *stand_ins) if name}
