"""What an analysis returns: rows under columns, what must be said beneath them, the quotes of each row, a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.explain import Evidence

Cell = str | int | float | None
Row = tuple[Cell, ...]

# Figures after the point; beyond these, machines differ.
FIGURES = 4


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each label, of parts one after another: each part with its name and a value for each label.

    `low` and `high` bound the sums; `marks` is a second value of each label beside its bar, called `mark`.
    """

    labels: tuple[str, ...]
    parts: tuple[tuple[str, tuple[float, ...]], ...]
    axis: str
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    mark: str = ""
    marks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a net between two of its nodes, by their places; `sign` is -1, 0 or 1, `text` stands beside it."""

    one: int
    other: int
    sign: int
    weight: float = 1.0
    marked: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Net:
    """A network: the label, the group (0: none) and the size (0 to 1) of each node, and the lines between them.

    `called` is what a group is, `marked` what a marked line is. A chain is drawn in a row, in the order of its nodes.
    """

    labels: tuple[str, ...]
    groups: tuple[int, ...]
    sizes: tuple[float, ...]
    lines: tuple[Line, ...]
    marked: str = ""
    called: str = "group"
    chain: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """Something dated (YYYY[-MM[-DD]]) in a lane of a time line; hollow where it is not asserted."""

    date: str
    lane: int
    sign: int
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Lanes:
    """Dots along time, in lanes with names."""

    lanes: tuple[str, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Months:
    """A series by month: named counts above zero and below, the score as a line, and its bounds."""

    months: tuple[str, ...]
    above: tuple[tuple[str, tuple[int, ...]], ...]
    below: tuple[tuple[str, tuple[int, ...]], ...]
    score: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Which row has which column, and how: `cells` are (row, column, kind), `kinds` the kinds in order."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    cells: tuple[tuple[int, int, str], ...]


Picture = Bars | Net | Lanes | Months | Grid


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to one question about the network.

    `rows` have a cell for each column; `evidence` has, for each row, the claims behind its numbers, the best first;
    `notes` are lines that belong beneath the table: method, size of the sample, what was left out. `picture` is what
    `kg.analysis.svg` and `png` draw.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    notes: tuple[str, ...] = ()
    picture: Picture | None = None

    def head(self, most: int) -> "Table":
        """The first rows only, and a note that says so."""
        if len(self.rows) <= most:
            return self
        note = f"{most} of {len(self.rows)} rows are shown"
        return replace(self, rows=self.rows[:most], evidence=self.evidence[:most], notes=(*self.notes, note))

    def only(self, number: int) -> "Table":
        """The row of this number, from 1, alone."""
        cut = slice(number - 1, number)
        return replace(self, rows=self.rows[cut], evidence=self.evidence[cut])

    def records(self) -> list[dict[str, Cell]]:
        """The rows as mappings from column to cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def rounded(rows: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    """The rows with their fractions at four figures after the point; no zero is negative."""
    return tuple(tuple(round(cell, FIGURES) + 0.0 if isinstance(cell, float) else cell for cell in row) for row in rows)


def counted(number: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "article"), counted(2, "article")
    ('1 article', '2 articles')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"
