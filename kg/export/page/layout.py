"""Where the nodes of a picture stand: computed once here, so that the page opens settled and stays still."""

from collections.abc import Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Positions = dict[str, tuple[int, int]]
Points = NDArray[np.float64]

SEED = 7
EDGE_LENGTH = 120.0
LINE_HEIGHT = 72.0
CHARACTER_WIDTH = 7.0
CELL = 70.0
SPOTS = 32
CLOSEST = 2
WIDE = 1.5
NEARNESS = 0.8


def positions(graph: nx.Graph, labels: Mapping[str, str]) -> Positions:
    """Whole pixel positions of all nodes, centred on the origin; the same graph gives the same positions.

    Edges may carry a `weight`. Each connected part is laid out by stress majorization (Gansner, Koren, North 2004)
    of its backbone, its boxes are pushed apart, and the smaller parts are set in the gaps around the largest.
    """
    bones = _backbone(graph)
    parts = sorted(nx.connected_components(bones), key=lambda part: (-len(part), min(part)))
    blocks = [(sorted(part), _block(bones, sorted(part), labels)) for part in parts]
    return _pack(blocks, graph)


def _backbone(graph: nx.Graph) -> nx.Graph:
    """The links that hold groups together: each node's closest few and a spanning tree.

    Closeness is weight times shared neighbours, damped for hubs, as in Simmelian backbones (Nocaj and others 2015).
    A layout of all links of a dense network is a ball; that of its backbone shows who belongs with whom.
    """
    whole = nx.Graph()
    whole.add_nodes_from(sorted(graph))
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.edges):
        shared = 1 + len(set(graph[a]) & set(graph[b]))
        close = graph[a][b].get("weight", 1) * shared / (graph.degree(a) * graph.degree(b)) ** 0.5
        whole.add_edge(a, b, close=close)
    bones = nx.maximum_spanning_tree(whole, weight="close")
    for name in whole:
        closest = sorted(whole[name], key=lambda other: (-whole[name][other]["close"], other))
        bones.add_edges_from((name, other) for other in closest[:CLOSEST])
    return bones


def _rounds(size: int) -> int:
    """How often a step is repeated: each costs size², and large pictures are read in parts anyway."""
    return max(20, min(100, 20_000 // size))


def _block(graph: nx.Graph, names: list[str], labels: Mapping[str, str]) -> Points:
    if len(names) == 1:
        return np.zeros((1, 2))
    points = _stress(_start(graph, names), _distances(graph, names))
    return _apart(_landscape(points), _boxes(names, labels))


def _start(graph: nx.Graph, names: list[str]) -> Points:
    ordered = nx.Graph()
    ordered.add_nodes_from(names)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(names).edges))
    # ForceAtlas2 because networkx's spring layout wants scipy from 500 nodes on.
    placed = nx.forceatlas2_layout(ordered, seed=SEED, max_iter=_rounds(len(names)))
    start: Points = np.array([placed[name] for name in names]) * EDGE_LENGTH
    return start


def _distances(graph: nx.Graph, names: list[str]) -> Points:
    """Path lengths in pixels, far ones shortened; an edge is longer the more neighbours its two ends do not share."""
    part = nx.Graph()
    part.add_nodes_from(names)
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.subgraph(names).edges):
        part.add_edge(a, b, length=EDGE_LENGTH * (1 + 0.28 * len(set(graph[a]) ^ set(graph[b])) ** 0.5))
    lengths = dict(nx.all_pairs_dijkstra_path_length(part, weight="length"))
    far = np.array([[lengths[a][b] for b in names] for a in names])
    shortened: Points = EDGE_LENGTH * (far / EDGE_LENGTH) ** NEARNESS
    return shortened


def _stress(points: Points, wanted: Points) -> Points:
    """Positions whose distances come near the wanted ones, by the SMACOF iteration with weights 1/d²."""
    size = len(points)
    weights = np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1.0 / size) - 1.0 / size
    for _ in range(_rounds(size)):
        between = np.hypot(*_offsets(points))
        pull = np.divide(weights * wanted, between, out=np.zeros_like(wanted), where=between > 1e-9)
        points = inverse @ (pull.sum(axis=1)[:, None] * points - pull @ points)
    return points


def _offsets(points: Points) -> tuple[Points, Points]:
    """How far each point lies from each other one, across and down."""
    x, y = points.T
    return x[:, None] - x, y[:, None] - y


def _landscape(points: Points) -> Points:
    """The same shape turned so that its longest axis lies flat, and widened a little: screens are wide."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    along = axes[:, ::-1]
    signs = np.where(along[np.abs(along).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    turned = centred @ (along * signs)
    width, height = np.ptp(turned, axis=0) + EDGE_LENGTH
    stretch = np.clip(WIDE * height / width, 1.0, WIDE) ** 0.5
    widened: Points = turned * np.array([stretch, 1 / stretch])
    return widened


def _boxes(names: list[str], labels: Mapping[str, str]) -> Points:
    widths = [max(80.0, CHARACTER_WIDTH * min(len(labels[name]), 24)) for name in names]
    return np.array([[width, LINE_HEIGHT] for width in widths])


def _apart(points: Points, boxes: Points) -> Points:
    """Positions at which no two boxes overlap by much: each pair moves apart along its shorter overlap."""
    wide, tall = ((size[:, None] + size) / 2 for size in boxes.T)
    order = np.arange(len(points))
    side = np.sign(order[:, None] - order)
    for _ in range(_rounds(len(points))):
        across, down = _offsets(points)
        over, under = wide - np.abs(across), tall - np.abs(down)
        clash = (over > 0) & (under > 0) & (side != 0)
        if not clash.any():
            break
        flat = over < under
        x = np.where(clash & flat, np.where(across == 0, side, np.sign(across)) * over, 0).sum(axis=1)
        y = np.where(clash & ~flat, np.where(down == 0, side, np.sign(down)) * under, 0).sum(axis=1)
        points = points + 0.3 * np.stack([x, y], axis=1)
    return points


def _pack(blocks: list[tuple[list[str], Points]], graph: nx.Graph) -> Positions:
    """The largest block in the middle, each other one in the gap nearest to it (after Freivalds and others 2002)."""
    sizes = [np.ceil(np.ptp(points, axis=0) / CELL).astype(int) + 1 for _, points in blocks]
    side = 3 * max((int(size.max()) for size in sizes), default=0)
    side += 4 * round(sum(float((size + 2).prod()) for size in sizes) ** 0.5)
    taken = np.zeros((side, side), dtype=bool)
    placed: dict[str, tuple[float, float]] = {}
    for (names, points), size in zip(blocks, sizes, strict=True):
        at = points - points.min(axis=0) + CELL * (np.array(_nearest(taken, *size)) + 0.5)
        placed |= {name: (float(x), float(y)) for name, (x, y) in zip(names, at, strict=True)}
        _take(taken, _along(names, at, graph))
    return _centred(placed)


def _nearest(taken: NDArray[np.bool_], wide: int, tall: int) -> tuple[int, int]:
    """The free cells of that size that widen a landscape frame around the middle least."""
    total = np.pad(taken.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    used = total[wide:, tall:] - total[:-wide, tall:] - total[wide:, :-tall] + total[:-wide, :-tall]
    across, down = (
        np.abs(np.arange(many) + size / 2 - len(taken) / 2) + size / 2
        for many, size in zip(used.shape, (wide, tall), strict=True)
    )
    cost = np.where(used > 0, np.inf, np.maximum.outer(across / WIDE, down))
    x, y = np.unravel_index(cost.argmin(), cost.shape)
    return int(x), int(y)


def _along(names: list[str], points: Points, graph: nx.Graph) -> Points:
    """The points and enough spots on the lines between them, so that nothing else is set on a line."""
    index = {name: i for i, name in enumerate(names)}
    ends = np.array([[index[a], index[b]] for a, b in graph.subgraph(names).edges], dtype=int).reshape(-1, 2)
    steps = np.linspace(0, 1, SPOTS)[:, None, None]
    between = points[ends[:, 0]] * (1 - steps) + points[ends[:, 1]] * steps
    spots: Points = np.vstack([points, between.reshape(-1, 2)])
    return spots


def _take(taken: NDArray[np.bool_], spots: Points) -> None:
    """Marks the cells of the spots and those around them, more to the sides: labels are wide."""
    x, y = (spots // CELL).astype(int).T.clip(2, len(taken) - 3)
    for across in range(-2, 3):
        for down in range(-1, 2):
            taken[x + across, y + down] = True


def _centred(placed: dict[str, tuple[float, float]]) -> Positions:
    if not placed:
        return {}
    middle = [(min(values) + max(values)) / 2 for values in zip(*placed.values(), strict=True)]
    return {name: (round(x - middle[0]), round(y - middle[1])) for name, (x, y) in sorted(placed.items())}
