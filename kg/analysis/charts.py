"""Bars, time lines, series by month and grids, drawn on axes of matplotlib."""

import datetime
from collections import Counter

import matplotlib.dates
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kg.analysis.networks import day
from kg.analysis.tables import Bars, Grid, Lanes, Months
from kg.store.cells import for_xml

# Fill and hatching of the parts of a bar, in order: dark to light, and each with a pattern of its own.
FILLS = (("#2b5c8a", ""), ("#e69f00", "//"), ("#c9d6e2", ".."), ("#7f7f7f", "xx"), ("#ffffff", "\\\\"))
ABOVE = (("#b9d9eb", "//"), ("#2b5c8a", ""))
BELOW = (("#fbd9b5", ".."), ("#d55e00", "xx"))
MARKS = ("o", "s", "^", "D", "P", "X", "v")

# Cooperation, neither, contest: colour and shape.
SIGNS = {1: ("#2b5c8a", "o"), 0: ("#9a9a9a", "s"), -1: ("#d55e00", "X")}
WORDS = {1: "cooperation", 0: "neither", -1: "contest"}

LONGEST = 46
TICKS = 24

# Dots of a day in a lane stand above and below each other.
HEIGHTS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.36, -0.36)


def short(label: str) -> str:
    """A label that fits, without what XML cannot hold."""
    plain = for_xml(label)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def bars(axes: Axes, picture: Bars) -> None:
    """Horizontal bars, the first at the top."""
    places = list(range(len(picture.labels)))
    left = [0.0] * len(places)
    several = len(picture.parts) > 1
    for (name, values), (fill, hatch) in zip(picture.parts, FILLS, strict=False):
        axes.barh(places, values, left=left, label=name, color=fill, hatch=hatch, edgecolor="#333333", linewidth=0.5)
        left = [one + other for one, other in zip(left, values, strict=True)]
    if picture.low:
        axes.hlines(places, picture.low, picture.high, color="black", linewidth=1.2, label="bounds (low, high)")
        axes.plot(picture.low, places, "|", picture.high, places, "|", color="black", markersize=7)
    if picture.marks:
        axes.plot(picture.marks, places, "D", color="white", markeredgecolor="black", markersize=5, label=picture.mark)
    axes.set_yticks(places, ["\n".join(map(short, label.split("\n"))) for label in picture.labels])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.05 * max((*left, *picture.high, *picture.marks, 1e-9)))
    if all(value == int(value) for _, values in picture.parts for value in values):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(picture.axis)
    if several or picture.low or picture.marks:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)


def lanes(axes: Axes, picture: Lanes) -> None:
    """Dots along the calendar; what happens on one day in one lane stands above each other."""
    days = [day(dot.date) for dot in picture.dots]
    edge = _edge(sorted(days))
    old = any(number < edge for number in days)
    stacked = Counter[tuple[int, int]]()
    shown: dict[tuple[int, bool], list[tuple[datetime.date, float]]] = {}
    for dot, number in zip(picture.dots, days, strict=True):
        place = max(number, edge)
        height = HEIGHTS[stacked[place, dot.lane] % len(HEIGHTS)]
        stacked[place, dot.lane] += 1
        point = (datetime.date.fromordinal(max(place, 1)), dot.lane + height)
        shown.setdefault((dot.sign, dot.hollow), []).append(point)
    for (sign, hollow), points in sorted(shown.items()):
        colour, mark = SIGNS[sign]
        label = WORDS[sign] + (", not asserted" if hollow else "")
        face = "white" if hollow else colour
        axes.plot(*zip(*points, strict=True), mark, color=colour, markerfacecolor=face, markersize=6, label=label)
    axes.set_yticks(range(len(picture.lanes)), picture.lanes)
    axes.set_ylim(len(picture.lanes) - 0.4, -0.6)
    locator = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.grid(axis="y", color="#dddddd")
    axes.set_xlabel("what is older stands at the left edge" if old else "")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)


def _edge(days: list[int]) -> int:
    """The day from which on the calendar is drawn: a few dots of long ago should not press together all others."""
    early, late = days[len(days) // 10], days[-1]
    return early - 2 * (late - early) - 90


def months(figure: Figure, picture: Months) -> None:
    """Above the deeds of each month, below the score with its bounds; months without deeds are left out."""
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    places = list(range(len(picture.months)))
    for series, sign, fills in ((picture.above, 1, ABOVE), (picture.below, -1, BELOW)):
        base = [0] * len(places)
        for (name, counts), (fill, hatch) in zip(series, fills, strict=True):
            heights = [sign * count for count in counts]
            upper.bar(places, heights, 0.6, base, color=fill, hatch=hatch, edgecolor="#333333", label=name)
            base = [one + other for one, other in zip(base, heights, strict=True)]
    upper.axhline(0, color="black", linewidth=0.8)
    upper.set_ylabel("deeds (conflict below)")
    upper.yaxis.set_major_locator(MaxNLocator(integer=True))
    upper.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    if picture.low:
        lower.vlines(places, picture.low, picture.high, color="#b0b0b0", linewidth=5, label="bounds")
    lower.plot(places, picture.score, "o", color="black", linestyle=(0, (1, 2)), label="score")
    lower.axhline(0, color="black", linewidth=0.8)
    lower.set_ylabel("score")
    step = max(len(places) // TICKS, 1)
    lower.set_xticks(places[::step], picture.months[::step], rotation=60, ha="right")
    lower.set_xlim(-0.7, max(len(places) - 0.3, 1.7))
    lower.set_xlabel("months without deeds are left out")
    lower.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)


def grid(axes: Axes, picture: Grid) -> None:
    """A mark where a row has a column; its shape says how."""
    for number, kind in enumerate(picture.kinds):
        points = [(column, row) for row, column, here in picture.cells if here == kind]
        fill, mark = FILLS[number % len(FILLS)][0], MARKS[number % len(MARKS)]
        axes.plot(
            *zip(*points, strict=True),
            mark,
            color=fill,
            markeredgecolor="black",
            markersize=8,
            label=kind,
            clip_on=False,
        )
    axes.set_xticks(range(len(picture.columns)), [short(name) for name in picture.columns], rotation=35, ha="right")
    axes.set_yticks(range(len(picture.rows)), [short(name) for name in picture.rows])
    axes.set_xlim(-0.5, len(picture.columns) - 0.5)
    axes.set_ylim(len(picture.rows) - 0.5, -0.5)
    axes.grid(color="#e5e5e5")
    axes.set_axisbelow(True)
    if picture.kinds:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
