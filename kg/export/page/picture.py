"""What a picture shows: claims gathered into nodes and links, the strongest first. Plain JSON values, no HTML."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.catalog.gazetteer import Gazetteer
from kg.errors import BadData
from kg.export.page import evidence
from kg.export.page.entities import entity, known, offices
from kg.export.page.layout import Positions, positions
from kg.model import Article, Claim, Relation

Value = dict[str, Any]
Key = tuple[str, str, str, str]

STATUSES = ("stated", "ended", "planned", "possible", "denied", "weak")
STEP = 0.14

# More nodes than CROWD nobody can read at once: the page then opens on the OPEN strongest and unfolds on demand.
CROWD = 600
OPEN = 150

# About what a picture may take of a file, and what a line and a claim without its quote take of it, in bytes.
ROOM = 9_000_000
LINE, CLAIM = 34, 20


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
    gazetteer: Gazetteer | None = None,
    room: int = ROOM,
) -> Picture:
    """The strongest `limit` entities with the links between them; `book["hidden"]` counts what was left out.

    `gazetteer` adds names, identifiers and offices. All takes about `room` bytes: of what does not fit, a claim
    without its quote stays. Raises BadData where a claim's predicate is not among the relations.
    """
    every = sorted(claims, key=lambda claim: _order(claim, documents))
    _check(every, relations)
    kept = _strongest(every, threshold, limit)
    shown = [claim for claim in every if {claim.subject.id, claim.object.id} <= kept]
    groups = _groups(shown, relations, threshold)
    links = _links(groups)
    nodes = _nodes(shown, links, gazetteer)
    held = offices({node["id"] for node in nodes}, gazetteer)
    room -= _weight(nodes) + _weight(held) + LINE * len(links) + CLAIM * len(shown)
    book = evidence.book(list(groups.values()), documents, relations, room)
    drawn = {node["id"] for node in nodes}
    there = {end.id for claim in every for end in (claim.subject, claim.object)}
    return Picture(
        nodes,
        links,
        book
        | {
            "offices": held,
            "threshold": threshold,
            "hidden": {
                "nodes": len(there - drawn),
                "claims": len(every) - len(book["claims"]),
                "quotes": sum(1 for row in book["claims"] if len(row) == evidence.BARE),
            },
            "crowd": CROWD,
            "open": OPEN,
        },
    )


def _weight(values: Iterable[Any]) -> int:
    """How many bytes the values of dicts or lists take as rows of JSON."""
    rows = [list(value.values()) if isinstance(value, dict) else value for value in values]
    return len(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf8"))


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
        held = min(len(group), evidence.MOST_CLAIMS)
        links.append(
            {"from": source, "to": target, "family": family, "status": standing}
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


def _nodes(claims: list[Claim], links: tuple[Value, ...], gazetteer: Gazetteer | None) -> tuple[Value, ...]:
    seen = known(claims)
    drawn = sorted({link[end] for link in links for end in ("from", "to")})
    entities = {name: entity(seen[name], gazetteer) for name in drawn}
    places = _places(drawn, links, {name: value["label"] for name, value in entities.items()})
    return tuple(entities[name] | dict(zip("xy", places.get(name, (None, None)), strict=True)) for name in drawn)


def _places(names: list[str], links: tuple[Value, ...], labels: Mapping[str, str]) -> Positions:
    """Positions of all, or of those that the page opens on; the others find theirs when they are unfolded."""
    if len(names) > CROWD:
        names = _best(links)
    graph = _graph(names, links)
    return positions(graph, {name: labels[name] for name in names})


def _best(links: tuple[Value, ...]) -> list[str]:
    """The OPEN nodes with most stated claims, as the page chooses them."""
    strength: Counter[str] = Counter()
    for link in links:
        if link["status"] == "stated":
            for end in ("from", "to"):
                strength[link[end]] += link["claims"][1] + link["omitted"]
    return sorted(sorted(strength, key=lambda name: (-strength[name], name))[:OPEN])


def _graph(names: list[str], links: tuple[Value, ...]) -> nx.Graph:
    """What the layout sees: stated links, weighted by claims; others only for nodes that have no stated one."""
    drawn = set(names)
    inside = [link for link in links if link["from"] in drawn and link["to"] in drawn]
    stated = {link[end] for link in inside if link["status"] == "stated" for end in ("from", "to")}
    graph = nx.Graph()
    graph.add_nodes_from(names)
    for link in inside:
        a, b = link["from"], link["to"]
        if link["status"] == "stated" or not {a, b} <= stated:
            before = graph.get_edge_data(a, b, {"weight": 0})["weight"]
            graph.add_edge(a, b, weight=before + link["claims"][1] + link["omitted"])
    return graph
