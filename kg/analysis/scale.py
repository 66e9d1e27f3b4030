"""How friendly or hostile each relation is: our own scale, in the manner of Goldstein (1992).

`kg/data/analysis/scale.tsv` gives each relation of the ontology a sign, and, where it is something that one does to the
other, a score from -10 (use of force) to +10. The order follows Goldstein, "A conflict-cooperation scale for WEIS
events data", Journal of Conflict Resolution 36 (1992), but the numbers are ours, for our relations: figures cannot be
compared with those of WEIS or CAMEO data. Quad classes are PLOVER's (kg/catalog/plover.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.catalog import plover, relations
from kg.catalog.tables import Row, rows
from kg.errors import BadData
from kg.files import data

COLUMNS = ("relation", "sign", "score", "why")
SIGNS = {"+": 1, "0": 0, "-": -1}
WIDEST = 10

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class Weight:
    """What a relation counts for: its sign (-1, 0, 1), its score and its PLOVER quad class; both None for no deed."""

    sign: int
    score: int | None
    quad: int | None


@cache
def load() -> Mapping[str, Weight]:
    """The weight of every relation. Raises BadData with every fault of the table."""
    return read(data("analysis", "scale.tsv"))


def read(path: Path) -> Mapping[str, Weight]:
    """The weights of a table. Raises BadData as `load` does."""
    lines = list(rows(path, COLUMNS))
    faults = [f"{row.where}: {fault}" for row in lines for fault in _faults(row)]
    missing = sorted(set(relations.load()) - {row.cells[0] for row in lines if row.cells})
    faults += [f"{path}: no line for the relation {name}" for name in missing]
    if faults:
        raise BadData("\n".join(faults))
    return MappingProxyType({row.cells[0]: _weight(row.cells) for row in lines})


def _weight(cells: list[str]) -> Weight:
    event = plover.load().events.get(cells[0])
    return Weight(SIGNS[cells[1]], int(cells[2]) if cells[2] else None, event.quad if event else None)


def _faults(row: Row) -> Iterator[str]:
    if row.fault:
        yield row.fault
        return
    name, sign, score, _ = row.cells
    if name not in relations.load():
        yield f"no relation {name} in the ontology"
    if sign not in SIGNS:
        yield f"'{sign}' must be one of {' '.join(SIGNS)}"
    elif score and not _fits(score, SIGNS[sign]):
        yield f"'{score}' must be a whole number from -{WIDEST} to {WIDEST} with the sign {sign}"
    if bool(score) is not (name in plover.load().events):
        yield f"{name} must have a score where PLOVER has an event type for it, and none else"


def _fits(score: str, sign: int) -> bool:
    if not score.removeprefix("-").isdecimal():
        return False
    number = int(score)
    return abs(number) <= WIDEST and (number > 0) - (number < 0) == sign
