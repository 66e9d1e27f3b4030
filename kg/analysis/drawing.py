"""Figures of tables, by matplotlib: SVG whose text stays text, and PNG. The same table gives the same bytes.

Everything is told apart by shape, hatching or the kind of line too, so that a figure can be read in grey.
"""

import textwrap
import warnings
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from kg.analysis import charts, nets
from kg.analysis.tables import Bars, Grid, Lanes, Months, Net, Picture, Table
from kg.store.cells import for_xml

# No figure asks for a clock, random ids, the formulas of TeX that a label might hold, or settings of the user.
STYLE: Mapping[Any, object] = MappingProxyType(
    {
        "svg.hashsalt": "communique",
        "svg.fonttype": "none",
        "text.parse_math": False,
        "font.family": ["sans-serif"],
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 9.0,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "hatch.linewidth": 0.6,
        "path.simplify": False,
    }
)
WIDTH = 9.0
DPI = 130
NOTES = 4
LONGEST = 150


def svg(table: Table) -> bytes:
    """The figure of a table as SVG, in UTF-8."""
    return _drawn(table, "svg", {"Date": None, "Creator": None, "Title": for_xml(table.title)})


def png(table: Table) -> bytes:
    """The figure of a table as PNG."""
    return _drawn(table, "png", {"Software": None})


def _drawn(table: Table, form: str, metadata: Mapping[str, str | None]) -> bytes:
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        # In SVG the reader's fonts show what ours lacks.
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from", category=UserWarning)
        figure = Figure(figsize=(WIDTH, _height(table.picture)), layout="constrained")
        (FigureCanvasSVG if form == "svg" else FigureCanvasAgg)(figure)
        _fill(figure, table)
        stream = BytesIO()
        figure.savefig(stream, format=form, dpi=DPI, metadata=metadata)
    return stream.getvalue()


def _fill(figure: Figure, table: Table) -> None:
    figure.suptitle(for_xml(table.title), x=0.01, ha="left", fontsize=12, fontweight="bold")
    notes = [line for note in table.notes[:NOTES] for line in textwrap.wrap(for_xml(note), LONGEST)]
    figure.supxlabel("\n".join(notes), x=0.01, ha="left", fontsize=7.5, color="#444444")
    if table.picture is None or not table.rows:
        axes = figure.subplots()
        axes.axis("off")
        axes.text(0.5, 0.5, "nothing to draw", ha="center", va="center", transform=axes.transAxes)
    elif isinstance(table.picture, Months):
        charts.months(figure, table.picture)
    else:
        _one(figure.subplots(), table.picture)


def _one(axes: Axes, picture: Bars | Net | Lanes | Grid) -> None:
    match picture:
        case Bars():
            charts.bars(axes, picture)
        case Net():
            nets.net(axes, picture)
        case Lanes():
            charts.lanes(axes, picture)
        case Grid():
            charts.grid(axes, picture)


def _height(picture: Picture | None) -> float:
    match picture:
        case Bars():
            return 2.0 + 0.3 * len(picture.labels)
        case Net():
            return 2.6 if picture.chain else 7.5
        case Lanes():
            return 2.0 + 0.6 * len(picture.lanes)
        case Grid():
            return 3.0 + 0.25 * len(picture.rows)
        case Months():
            return 5.5
    return 2.0
