"""Tab-separated tables of our own data: UTF-8, a header line, sorted lines, no quoting."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One line of a table. `cells` are in the order of the columns, none where their number is wrong.

    `fault` is what is wrong with the line, or empty.
    """

    file: str
    line: int
    cells: list[str]
    fault: str = ""

    @property
    def where(self) -> str:
        """The place of the line, as `file:line`."""
        return f"{self.file}:{self.line}"


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The lines of a table without its header. A faulty line comes as a Row with its fault; nothing is raised."""
    try:
        lines = path.read_bytes().decode("utf8").split("\n")
    except UnicodeDecodeError as error:
        yield Row(str(path), 1, [], f"not UTF-8 at byte {error.start}")
        return
    if lines[-1]:
        yield Row(str(path), len(lines), [], "the last line lacks its line end")
    else:
        lines.pop()
    if lines[:1] != ["\t".join(columns)]:
        yield Row(str(path), 1, [], f"the header must be the columns {' '.join(columns)}, separated by tabs")
    previous = ""
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        fault = _line_fault(line, previous, len(columns))
        yield Row(str(path), number, cells if len(cells) == len(columns) else [], fault)
        previous = line


def _line_fault(line: str, previous: str, columns: int) -> str:
    cells = line.split("\t")
    if len(cells) != columns:
        return f"{len(cells)} columns, must be {columns}"
    if line <= previous:
        return "the same line twice" if line == previous else "out of order: sort the lines by code point"
    if " \t" in line or "\t " in line or line != line.strip(" \r"):
        return "white space at the edge of a cell"
    return "" if cells[0] and cells[-1] else "the first and the last cell must not be empty"
