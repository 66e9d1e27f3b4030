"""Small pictures for pages, as geometry for an SVG template: neighbours of an entity, and how claims lie in time."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from kg.model import Entity
from kg.serve.pages.entity import Line, strongest
from kg.serve.pages.evidence import Shown, look

# Entities around the centre, and the size of the picture in its own units.
MOST = 14
WIDTH, HEIGHT = 620, 400
_RADIUS = (160, 150)

# Signs in a line of a label, and its lines.
LABEL, LINES = 16, 2

# The height of a line.
LINE = 15

# The most bars of a chart, and its height.
BARS, TALL = 60, 64


@dataclass(frozen=True, slots=True)
class Spot:
    """An entity in the picture: where, and where the lines of its label begin (`anchor` as SVG has it)."""

    entity: Entity
    label: tuple[str, ...]
    x: float
    y: float
    anchor: str
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from the centre: a path, the family of its relations, what it stands for in words."""

    path: str
    family: str
    status: str
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The picture. `left_out` is how many neighbours it has no room for."""

    centre: Spot
    spots: tuple[Spot, ...]
    strokes: tuple[Stroke, ...]
    left_out: int


def neighbours(entity: Entity, lines: Sequence[Line]) -> Neighbours:
    """The strongest neighbours in a ring, those of a family together."""
    shown = strongest(lines, MOST)
    first = {line.other.id: line for line in reversed(shown)}
    ring = sorted(first.values(), key=lambda line: (_families().index(line.family), line.other.label))
    spots = {line.other.id: _spot(line.other, number, len(ring)) for number, line in enumerate(ring)}
    centre = Spot(entity, _lines(entity.label), WIDTH / 2, HEIGHT / 2, "middle", 0, 30)
    strokes = tuple(stroke for key, spot in spots.items() for stroke in _strokes(centre, spot, shown, key))
    left = len({line.other.id for line in lines}) - len(spots)
    return Neighbours(centre, tuple(spots.values()), strokes, left)


def shape(name: str) -> str:
    """The outline of a class of entities."""
    return str(look()["types"].get(name, look()["other"])["shape"])


def _spot(entity: Entity, number: int, count: int) -> Spot:
    angle = 2 * math.pi * number / max(count, 1) - math.pi / 2 + math.pi / max(count, 1)
    across, down = math.cos(angle), math.sin(angle)
    x, y = (round(middle + far, 1) for middle, far in zip((WIDTH / 2, HEIGHT / 2), _far(across, down), strict=True))
    label = _lines(entity.label)
    more = LINE * (len(label) - 1)
    right = across > 0
    if abs(across) < 0.3:
        # Above or below; beside another one it leans outwards.
        above = -14 - more if down < 0 else 23
        anchor = "middle" if abs(across) < 0.02 else "start" if right else "end"
        return Spot(entity, label, x, y, anchor, 0 if anchor == "middle" else -6 if right else 6, above)
    return Spot(entity, label, x, y, "start" if right else "end", 14 if right else -14, 4 - more / 2)


def _far(across: float, down: float) -> tuple[float, float]:
    return _RADIUS[0] * across, _RADIUS[1] * down


def _strokes(centre: Spot, spot: Spot, lines: Iterable[Line], key: str) -> list[Stroke]:
    """A line for each family of relations with this neighbour, side by side."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if line.other.id == key:
            groups.setdefault(line.family, []).append(line)
    return [
        Stroke(
            path=_curve(centre, spot, 16 * (number - (len(groups) - 1) / 2)),
            family=family,
            status="stated" if any("stated" in line.statuses for line in group) else "other",
            width=round(1.4 + min(math.log2(sum(len(line.evidence) for line in group)), 4) * 0.7, 2),
            title="; ".join(f"{line.label} {line.other.label} ({len(line.evidence)})" for line in group),
        )
        for number, (family, group) in enumerate(sorted(groups.items()))
    ]


def _curve(one: Spot, other: Spot, bend: float) -> str:
    across, down = other.x - one.x, other.y - one.y
    length = math.hypot(across, down) or 1
    x = (one.x + other.x) / 2 - bend * 2 * down / length
    y = (one.y + other.y) / 2 + bend * 2 * across / length
    return f"M{one.x:.1f} {one.y:.1f}Q{x:.1f} {y:.1f} {other.x:.1f} {other.y:.1f}"


def _lines(text: str) -> tuple[str, ...]:
    """A label in lines; what is longer ends with an ellipsis."""
    lines = wrap(text, LABEL, max_lines=LINES, placeholder="…", break_long_words=True)
    return tuple(lines) or (text[:LABEL],)


def _families() -> list[str]:
    return list(look()["families"])


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar: a period, a family, how many claims, and where it stands."""

    period: str
    family: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Claims through time, stacked by family. `periods` are the first and the last, `most` is the highest bar."""

    bars: tuple[Bar, ...]
    periods: tuple[str, str]
    most: int


def chart(claims: Iterable[Shown]) -> Chart | None:
    """How many claims there are for each month (each year where there are many); None where few are dated."""
    dated = [one for one in claims if len(one.when) >= 7]
    if len({one.when[:7] for one in dated}) < 3:
        return None
    size = 7 if _months(dated) <= BARS else 4
    counts = Counter((one.when[:size], one.family) for one in dated)
    periods = _between(min(counts)[0], max(counts)[0])[-BARS:]
    totals = Counter({period: sum(n for (at, _), n in counts.items() if at == period) for period in periods})
    most, step = max(totals.values()), WIDTH / len(periods)
    bars: list[Bar] = []
    for number, period in enumerate(periods):
        below = 0.0
        for family in (name for name in _families() if counts[period, name]):
            height = TALL * counts[period, family] / most
            below += height
            x, y = number * step, TALL - below
            bars.append(Bar(period, family, counts[period, family], *_rounded(x, y, min(step * 0.8, 24), height)))
    return Chart(tuple(bars), (periods[0], periods[-1]), most)


def _rounded(*values: float) -> tuple[float, float, float, float]:
    x, y, width, height = (round(value, 1) for value in values)
    return x, y, width, height


def _months(dated: Sequence[Shown]) -> int:
    first, last = (pick(one.when[:7] for one in dated) for pick in (min, max))
    return len(_between(first, last))


def _between(first: str, last: str) -> list[str]:
    """Every month or year from the first to the last."""
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    begin, end = (int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]
