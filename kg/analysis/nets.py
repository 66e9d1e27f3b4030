"""Networks drawn on axes of matplotlib: solid lines for cooperation, dashed for contest, shapes for groups."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from kg.analysis.charts import MARKS, short
from kg.analysis.tables import Line, Net

Points = Mapping[int, tuple[float, float]]
Spot = tuple[int, int, str, str]
Box = tuple[float, float, float, float]
Matrix = NDArray[np.float64]

# Fills of groups 1, 2, ...: with the shapes they come round again only after 35.
FILLS = ("#ffffff", "#2b5c8a", "#e69f00", "#8f8f8f", "#b9d9eb")
PLAIN = "#d9d9d9"
STYLES: Mapping[int, tuple[str, Any]] = {
    1: ("#2b5c8a", "solid"),
    0: ("#8a8a8a", "dotted"),
    -1: ("#d55e00", (0, (5, 3))),
}
WORDS = {1: "cooperation", 0: "neither", -1: "contest"}
THIN, THICK = 0.8, 3.0

# So many lines can be told apart.
LINES = 100

# What is more than so many steps apart, or not linked, is one step farther than all else.
APART = 5
ROUNDS = 300

# Shares of the picture's width and height: a letter, a line, half a node.
LETTER, LINE, NODE = 0.0095, 0.022, 0.018

# Where a label may stand by its node: right and up of its middle, and how it is aligned there.
SPOTS: Mapping[str, Spot] = {
    "below": (0, -1, "center", "top"),
    "above": (0, 1, "center", "bottom"),
    "right": (1, 0, "left", "center"),
    "left": (-1, 0, "right", "center"),
}


def net(axes: Axes, picture: Net) -> None:
    """The network, places standing for distances along ties; a chain in a row."""
    picture = replace(picture, lines=_heaviest(axes, picture.lines))
    points = _row(picture) if picture.chain else _laid(picture)
    most = max((line.weight for line in picture.lines), default=1.0)
    for line in picture.lines:
        _line(axes, line, points, most)
    labels = [short(label) for label in picture.labels]
    spots = labelled([points[number] for number in range(len(labels))], labels) if not picture.chain else {}
    for number, (label, group, size) in enumerate(zip(labels, picture.groups, picture.sizes, strict=True)):
        fill, mark = _look(group)
        side = 6 + 9 * size**0.5
        axes.plot(*points[number], mark, color=fill, markeredgecolor="black", markersize=side, zorder=3)
        place = "below" if picture.chain else spots.get(number, "below")
        x, y, across, along = SPOTS[place]
        gap = side / 2 + 2
        axes.annotate(label, points[number], (x * gap, y * gap), ha=across, va=along, fontsize=8, **_TEXT)
    axes.axis("off")
    axes.margins(0.12, 0.5 if picture.chain else 0.08)
    axes.legend(handles=_legend(picture), loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)


def _heaviest(axes: Axes, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """As many lines as can be told apart; that some are left out is said."""
    if len(lines) <= LINES:
        return lines
    axes.set_title(f"the {LINES} heaviest of {len(lines)} ties are drawn", loc="left", fontsize=8, color="#444444")
    return tuple(sorted(lines, key=lambda line: (-round(line.weight, 9), line.one, line.other))[:LINES])


def labelled(points: list[tuple[float, float]], labels: list[str]) -> dict[int, str]:
    """Where the label of each node goes: the first spot where it covers no label or node, else below.

    Sizes are rough: so wide a letter, so high a line, of a picture of the usual size.
    """
    xs, ys = (np.array(values) for values in zip(*points, strict=True))
    xs, ys = ((values - values.min()) / max(float(np.ptp(values)), 1e-9) for values in (xs, ys))
    taken = [(x - NODE, y - NODE, x + NODE, y + NODE) for x, y in zip(xs, ys, strict=True)]
    spots: dict[int, str] = {}
    for number, label in enumerate(labels):
        boxes = {name: _box(xs[number], ys[number], len(label) * LETTER, spot) for name, spot in SPOTS.items()}
        free = (name for name, box in boxes.items() if not any(_cover(box, other) for other in taken))
        spots[number] = next(free, "below")
        taken.append(boxes[spots[number]])
    return spots


def _box(x: float, y: float, width: float, spot: Spot) -> Box:
    right, up, across, along = spot
    left = x + right * NODE - {"left": 0.0, "center": width / 2, "right": width}[across]
    low = y + up * NODE - {"bottom": 0.0, "center": LINE / 2, "top": LINE}[along]
    return (left, low, left + width, low + LINE)


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


_TEXT: dict[str, Any] = {
    "textcoords": "offset points",
    "zorder": 4,
    "bbox": {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.4},
}


def _look(group: int) -> tuple[str, str]:
    """Fill and shape of a group."""
    return (FILLS[(group - 1) % len(FILLS)], MARKS[(group - 1) % len(MARKS)]) if group else (PLAIN, "o")


def _line(axes: Axes, line: Line, points: Points, most: float) -> None:
    colour, style = STYLES[line.sign]
    (x, y), (to_x, to_y) = points[line.one], points[line.other]
    width = THIN + (THICK - THIN) * line.weight / most
    if line.marked:
        axes.plot((x, to_x), (y, to_y), color="#000000", linewidth=width + 4, alpha=0.35, zorder=1)
    axes.plot((x, to_x), (y, to_y), color=colour, linestyle=style, linewidth=width, zorder=2)
    if line.text:
        axes.annotate(short(line.text), ((x + to_x) / 2, (y + to_y) / 2), (0, 4), ha="center", fontsize=7.5, **_TEXT)


def _row(picture: Net) -> Points:
    return {number: (float(number), 0.0) for number in range(len(picture.labels))}


def _laid(picture: Net) -> Points:
    """Places whose distances are those along ties, as far as they can be; contest holds nobody together.

    By stress majorization (Gansner, Koren & North 2005), from a circle.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(len(picture.labels)))
    graph.add_edges_from((line.one, line.other) for line in picture.lines if line.sign >= 0)
    size = len(graph)
    steps = dict(nx.all_pairs_shortest_path_length(graph, cutoff=APART))
    far = 1.0 + max((length for lengths in steps.values() for length in lengths.values()), default=1)
    wanted = np.full((size, size), far)
    for one, lengths in steps.items():
        wanted[one, list(lengths)] = list(lengths.values())
    angles = 2 * np.pi * np.arange(size) / max(size, 1)
    places = np.column_stack((np.cos(angles), np.sin(angles))) * far / 2
    heft = np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    inverse = np.linalg.pinv(np.diag(heft.sum(axis=1)) - heft)
    for _ in range(ROUNDS):
        places = inverse @ _pulled(places, wanted, heft)
    return {number: (float(x), float(y)) for number, (x, y) in enumerate(places)}


def _pulled(places: Matrix, wanted: Matrix, heft: Matrix) -> Matrix:
    """The right-hand side of the equation that majorizes stress."""
    there = np.linalg.norm(places[:, None] - places[None], axis=2)
    ratio = np.divide(-heft * wanted, there, out=np.zeros_like(there), where=there > 1e-9)
    np.fill_diagonal(ratio, 0.0)
    np.fill_diagonal(ratio, -ratio.sum(axis=1))
    pulled: Matrix = ratio @ places
    return pulled


def _legend(picture: Net) -> list[Line2D]:
    signs = sorted({line.sign for line in picture.lines}, reverse=True)
    handles = [Line2D([], [], color=STYLES[s][0], linestyle=STYLES[s][1], linewidth=2, label=WORDS[s]) for s in signs]
    if picture.marked and any(line.marked for line in picture.lines):
        handles.append(Line2D([], [], color="black", alpha=0.35, linewidth=6, label=picture.marked))
    for group in sorted(set(picture.groups) - {0}):
        fill, mark = _look(group)
        handles.append(
            Line2D(
                [],
                [],
                linestyle="none",
                marker=mark,
                color=fill,
                markeredgecolor="black",
                label=f"{picture.called} {group}",
            )
        )
    return handles
