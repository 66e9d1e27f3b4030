"""Country codes of states, and of persons by the state that they hold an office in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.catalog import gazetteer
from kg.catalog.gazetteer import Office
from kg.catalog.tables import rows
from kg.errors import BadData
from kg.files import data

COLUMNS = ("id", "iso3", "source")


@cache
def load() -> Mapping[str, str]:
    """The ISO 3166-1 alpha-3 code of each state that has or had one, by its id in the gazetteer.

    Kosovo has XKX, which users assigned. Raises BadData with every fault of the file.
    """
    return read(data("countries.tsv"))


def read(path: Path) -> Mapping[str, str]:
    """The codes of a table. Raises BadData as `load` does."""
    lines = list(rows(path, COLUMNS))
    faults = [f"{row.where}: {fault}" for row in lines if (fault := row.fault or _fault(row.cells))]
    if faults:
        raise BadData("\n".join(faults))
    return MappingProxyType({row.cells[0]: row.cells[1] for row in lines})


def _fault(cells: list[str]) -> str:
    id, code, _ = cells
    entry = gazetteer.load().entry(id)
    if entry is None or "State" not in entry.types:
        return f"the gazetteer has no state '{id}'"
    shaped = len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()
    return "" if shaped else f"'{code}' must be three capitals"


def country(entity: str, date: str) -> str | None:
    """The code of a state, or of the one state that a person holds an office of at a date (YYYY[-MM[-DD]]).

    None for what is neither, and where the gazetteer knows no office, or offices of several states.

    >>> country("Kenya", "2025"), country("Xi_Jinping", "2025-04"), country("Xi_Jinping", "2001")
    ('KEN', 'CHN', None)
    """
    codes = load()
    held = {codes[office.body] for office in _offices(entity, date) if office.body in codes}
    return codes.get(entity) or (held.pop() if len(held) == 1 else None)


def _offices(person: str, date: str) -> list[Office]:
    known = gazetteer.load()
    offices = known.offices_of(person)
    return [office for office in offices if office in known.holders(office.relation, office.body, date)]
