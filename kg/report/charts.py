"""Small charts as shapes: a template writes them as SVG, its style gives them their colours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.report.basis import MONTHS

# A chart by month has at most so many columns; more time than that is counted by year.
MOST_MONTHS = 40
GAP = 0.24
ABOVE, BELOW = 15.0, 36.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle with its kind (a class of the style) and what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    hint: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars and words in a frame; `zero` is the height of the base line, `says` the chart in words."""

    width: int
    height: int
    zero: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Column:
    """How much a period (YYYY-MM or YYYY) has of each kind: kinds above the base line and kinds below."""

    period: str
    above: tuple[tuple[str, int], ...]
    below: tuple[tuple[str, int], ...] = ()


def periods(dates: Iterable[str]) -> tuple[str, ...]:
    """Every month from the first to the last of these dates, or every year where that is more than MOST_MONTHS."""
    known = sorted(date for date in dates if len(date) >= len("2025-01"))
    if not known:
        return tuple(sorted({date[:4] for date in dates if date}))
    (first, start), (last, stop) = ((int(date[:4]), int(date[5:7])) for date in (known[0], known[-1]))
    months = range(first * 12 + start - 1, last * 12 + stop)
    if len(months) > MOST_MONTHS:
        return tuple(str(year) for year in range(first, last + 1))
    return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in months)


def columns(columns: Sequence[Column], width: int, height: int, says: str) -> Chart:
    """Stacked columns over time, up and down from a base line."""
    up = max((sum(number for _, number in column.above) for column in columns), default=0)
    down = max((sum(number for _, number in column.below) for column in columns), default=0)
    unit = (height - ABOVE - BELOW) / max(up + down, 1)
    zero, step = ABOVE + up * unit, width / max(len(columns), 1)
    # A lone column would else be a wall.
    thick = min(step * (1 - GAP), 46.0)
    bars, marks = list[Bar](), list[Mark]()
    for number, column in enumerate(columns):
        middle = (number + 0.5) * step
        bars += _stack(column, column.above, middle - thick / 2, thick, zero, unit, -1)
        bars += _stack(column, column.below, middle - thick / 2, thick, zero, unit, 1)
        marks += _sums(column, middle, zero, unit)
    marks += _ticks([column.period for column in columns], step, height)
    return Chart(width, height, round(zero, 1), tuple(bars), tuple(marks), says)


def _stack(
    column: Column, parts: Iterable[tuple[str, int]], x: float, thick: float, zero: float, unit: float, way: int
) -> Iterable[Bar]:
    at = zero
    for kind, number in parts:
        if number:
            tall = number * unit
            top = at - tall if way < 0 else at
            hint = f"{named(column.period)}: {number} {kind}"
            yield Bar(round(x, 1), round(top, 1), round(thick, 1), round(tall, 1), kind, hint)
            at += way * tall


def _sums(column: Column, middle: float, zero: float, unit: float) -> Iterable[Mark]:
    """How much there is above and below, beside the bars."""
    up, down = (sum(number for _, number in parts) for parts in (column.above, column.below))
    if up:
        yield Mark(round(middle, 1), round(zero - up * unit - 4, 1), str(up))
    if down:
        yield Mark(round(middle, 1), round(zero + down * unit + 11, 1), str(down))


def _ticks(periods: Sequence[str], step: float, height: int) -> Iterable[Mark]:
    """The names of periods: every year, and of months as many as there is room for."""
    every = max(1, round(46 / step + 0.49))
    before = ""
    for number, period in enumerate(periods):
        if number % every == 0:
            month = MONTHS[int(period[5:7]) - 1][:3] if len(period) > len("2025") else ""
            year = period[:4] if period[:4] != before or not month else ""
            before = period[:4]
            yield Mark(round((number + 0.5) * step, 1), height - 7.0, " ".join(filter(None, (month, year))))


def named(period: str) -> str:
    """A month or year in words."""
    return f"{MONTHS[int(period[5:7]) - 1]} {period[:4]}" if len(period) > len("2025") else period


def balance(plus: int, minus: int, widest: int, width: int = 120, height: int = 12) -> Chart:
    """One bar to the right for cooperation, one to the left for contest, from a middle line."""
    unit = (width / 2) / max(widest, 1)
    right = Bar(width / 2, 2, round(plus * unit, 1), height - 4, "cooperation", f"{plus} of cooperation")
    left_wide = round(minus * unit, 1)
    left = Bar(width / 2 - left_wide, 2, left_wide, height - 4, "contest", f"{minus} of contest")
    bars = tuple(bar for bar in (left, right) if bar.width)
    return Chart(width, height, 0.0, bars, (), f"{plus} ties of cooperation, {minus} of contest")
