"""The network of a report as shapes: the strongest entities, placed as `kg render` places them."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import hypot
from textwrap import wrap
from typing import Any

from kg.analysis.corpus import Tie, quotes
from kg.catalog import gazetteer, relations
from kg.export.page.picture import Picture, picture
from kg.files import data
from kg.report.basis import Basis, Cited, counted, label

Key = tuple[str, str, str]

# More than these nobody reads in print.
MOST_NODES, MOST_LINES = 40, 120

WIDTH, MARGIN = 1080.0, 46.0
LINE, LARGEST = 18, 19.0


@dataclass(frozen=True, slots=True)
class Node:
    """A sign with its name beneath; `kind` is its class in the ontology."""

    x: float
    y: float
    size: float
    kind: str
    shape: str
    label: tuple[str, ...]
    hint: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from one node to another, with the quotes behind it."""

    path: str
    family: str
    arrow: bool
    width: float
    hint: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Drawing:
    """The network in a frame, with what of it the key must explain, and how many entities and lines were left out."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    families: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str, str], ...]
    hidden: int
    omitted: int


@cache
def look() -> Mapping[str, Any]:
    """The colours and signs of the interactive page."""
    found: Mapping[str, Any] = json.loads((data("page") / "look.json").read_text("utf8"))
    return found


def drawing(basis: Basis) -> Drawing:
    """The strongest entities of the claims and the edges between them."""
    ties = basis.near.edges
    shown = picture(
        (tie.claim for tie in ties),
        {},
        relations.load(),
        threshold=basis.threshold,
        limit=MOST_NODES,
        gazetteer=gazetteer.load(),
    )
    places, height = _framed(shown)
    behind = _behind(ties)
    links = _strongest(shown.links, behind)
    degrees = Counter(end for link in links for end in (link["from"], link["to"]))
    sizes = {name: min(6.0 + 2.4 * degrees[name] ** 0.5, LARGEST) for name in places}
    lines = tuple(_line(link, places, sizes, behind, basis) for link in links)
    nodes = tuple(_node(node, places, sizes, degrees, basis) for node in shown.nodes)
    ends = {end for tie in ties for end in (tie.claim.subject.id, tie.claim.object.id)}
    families = sorted({line.family for line in lines})
    names = [(family, str(look()["families"][family]["label"])) for family in families]
    return Drawing(
        WIDTH, height, nodes, lines, tuple(names), _kinds(nodes), len(ends) - len(nodes), len(shown.links) - len(links)
    )


def _framed(shown: Picture) -> tuple[dict[str, tuple[float, float]], float]:
    """Places within the frame, and its height: what is laid out is scaled to the width."""
    placed = {node["id"]: (node["x"], node["y"]) for node in shown.nodes if node["x"] is not None}
    if not placed:
        return {}, 2 * MARGIN
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*placed.values(), strict=True))
    scale = min((WIDTH - 2 * MARGIN - 40) / max(right - left, 1), 1.0)
    shift = (WIDTH - scale * (right - left)) / 2
    # What is squeezed in width is not squeezed as much in height, so that names keep apart.
    tall = min(1.0, scale * 1.25)
    moved = {id: (shift + (x - left) * scale, MARGIN + (y - top) * tall) for id, (x, y) in placed.items()}
    return moved, round(2 * MARGIN + (bottom - top) * tall + 10, 1)


def _node(
    node: Mapping[str, Any],
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    degrees: Counter[str],
    basis: Basis,
) -> Node:
    (x, y), name, kind = places[node["id"]], node["label"], node["types"][0]
    sign = look()["types"].get(kind, look()["other"])
    hint = f"{name}, {sign.get('label', kind)}: {counted(degrees[node['id']], 'line')}"
    strong = node["id"] == basis.focus or degrees[node["id"]] > 4
    return Node(round(x, 1), round(y, 1), round(sizes[node["id"]], 1), kind, sign["shape"], broken(name), hint, strong)


def broken(name: str) -> tuple[str, ...]:
    """A name in one line or two; what is longer is cut.

    >>> broken("China"), broken("Association of Southeast Asian Nations")
    (('China',), ('Association of', 'Southeast Asian…'))
    """
    lines = wrap(name, LINE)
    if len(lines) < 3:
        return tuple(lines)
    return lines[0], lines[1].rstrip(" ,.") + "…"


def _kinds(nodes: tuple[Node, ...]) -> tuple[tuple[str, str, str], ...]:
    """Class, sign and plural of the kinds of nodes, in the order of the look."""
    there = {node.kind for node in nodes}
    return tuple((kind, sign["shape"], sign["plural"]) for kind, sign in look()["types"].items() if kind in there)


def _behind(ties: Iterable[Tie]) -> Mapping[Key, list[Tie]]:
    """The ties of each line: those of a subject, an object and a family."""
    found: dict[Key, list[Tie]] = {}
    for tie in ties:
        key = (tie.claim.subject.id, tie.claim.object.id, relations.load()[tie.predicate].family)
        found.setdefault(key, []).append(tie)
    return found


def _strongest(links: Iterable[Mapping[str, Any]], behind: Mapping[Key, list[Tie]]) -> list[Mapping[str, Any]]:
    """The MOST_LINES with most claims, in their order."""
    every = list(enumerate(links))
    every.sort(key=lambda item: -len(behind[item[1]["from"], item[1]["to"], item[1]["family"]]))
    return [link for _, link in sorted(every[:MOST_LINES], key=lambda item: item[0])]


def _line(
    link: Mapping[str, Any],
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    behind: Mapping[Key, list[Tie]],
    basis: Basis,
) -> Line:
    one, other, family = link["from"], link["to"], link["family"]
    ties = behind[one, other, family]
    claim = ties[0].claim
    said = ", ".join(dict.fromkeys(label(tie.predicate) for tie in ties))
    hint = f"{claim.subject.label} {said} {claim.object.label} ({counted(len(ties), 'claim')})"
    arrow = not all(relations.load()[tie.predicate].symmetric for tie in ties)
    path = curve(places[one], places[other], link["bend"], sizes[one] + 2, sizes[other] + (5 if arrow else 2))
    return Line(path, family, arrow, round(1 + 0.5 * len(ties) ** 0.5, 2), hint, basis.cited.of(quotes(ties), 1))


def curve(start: tuple[float, float], end: tuple[float, float], bend: float, before: float, after: float) -> str:
    """The path of a line between two nodes that bows by `bend` of its length, clear of both signs."""
    (x, y), (u, v) = start, end
    cx, cy = (x + u) / 2 - (v - y) * bend, (y + v) / 2 + (u - x) * bend
    x, y = _towards(x, y, cx, cy, before)
    u, v = _towards(u, v, cx, cy, after)
    return f"M{x:.1f} {y:.1f}Q{cx:.1f} {cy:.1f} {u:.1f} {v:.1f}"


def _towards(x: float, y: float, u: float, v: float, by: float) -> tuple[float, float]:
    length = hypot(u - x, v - y)
    share = min(by / length, 0.9) if length else 0.0
    return x + (u - x) * share, y + (v - y) * share
