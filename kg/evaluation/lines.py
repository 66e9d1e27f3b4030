"""JSON Lines whose every fault is named: objects with their place in the file, and what their values must be."""

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BadData, NotFound
from kg.read.build import shown

LARGE = 10**12


@dataclass(frozen=True, slots=True)
class Row:
    """A JSON object and where it stands. A value that is not what it must be is noted in `faults`, never raised."""

    place: str
    values: Mapping[str, object]
    faults: list[str]

    def fault(self, message: str) -> None:
        """Notes what is wrong here."""
        self.faults.append(f"{self.place}: {message}")

    def name(self, key: str) -> str:
        """A string that must be there and not blank, or a whole number in its place."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            return value
        self.fault(f"no `{key}`; must be a string that is not blank")
        return ""

    def text(self, key: str) -> str | None:
        """A string; None where it is null, empty or not there."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self.fault(f"`{key}` must be a string or null")
        return None

    def flag(self, key: str) -> bool:
        """A truth value; false where it is null or not there."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(f"`{key}` must be true or false")
        return False

    def number(self, key: str) -> float:
        """A number; 0 where it is null or not there."""
        value = self.values.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGE:
            return float(value)
        if value is not None:
            self.fault(f"`{key}` must be a number, less than {LARGE:,}")
        return 0.0

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty where it is null or not there."""
        value = self.values.get(key)
        found = [] if value is None else value
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return tuple(found)
        self.fault(f"`{key}` must be a list of strings")
        return ()

    def row(self, key: str) -> "Row | None":
        """An object; None where it is null or not there."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, dict):
            return Row(f"{self.place}, {key}", value, self.faults)
        self.fault(f"`{key}` must be an object or null")
        return None

    def rows(self, key: str) -> list["Row"]:
        """A list of objects that must be there; it may be empty."""
        value = self.values.get(key)
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return [Row(f"{self.place}, {key} {n}", item, self.faults) for n, item in enumerate(value, start=1)]
        self.fault(f"no `{key}`; must be a list of objects")
        return []


def rows(path: Path, faults: list[str]) -> Iterator[Row]:
    """The object of each line that is not blank; what is none goes into `faults`.

    Raises NotFound where the file is not there, BadData where it cannot be read.
    """
    where = shown(path)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield from _row(f"{where}, line {number}", line, faults)
    except FileNotFoundError as error:
        raise NotFound(f"{where}: no such file; check the path") from error
    except OSError as error:
        cause = (error.strerror or type(error).__name__).lower()
        raise BadData(f"{where}: cannot be read ({cause}); give a file of JSON Lines") from error


def _row(place: str, line: bytes, faults: list[str]) -> Iterator[Row]:
    try:
        value = json.loads(line.removeprefix(codecs.BOM_UTF8).decode("utf8"))
        json.dumps(value, ensure_ascii=False).encode("utf8")
    except json.JSONDecodeError as error:
        faults.append(f"{place}: not JSON ({error.msg[:1].lower()}{error.msg[1:]}); one line must be one JSON object")
    except UnicodeDecodeError as error:
        faults.append(f"{place}: not UTF-8 at byte {error.start + 1:,}; save the file as UTF-8")
    except UnicodeEncodeError:
        faults.append(f"{place}: half of a character pair (lone surrogate); write the text again as UTF-8")
    except (RecursionError, ValueError):
        faults.append(f"{place}: nested too deep or a number too long; one line must be one JSON object")
    else:
        if isinstance(value, dict):
            yield Row(place, value, faults)
        else:
            faults.append(f"{place}: not an object; one line must be one JSON object")
