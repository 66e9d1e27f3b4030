"""Word lists that steer the language wing, from the tables in `kg/data/cues`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.errors import BadData
from kg.files import data


@cache
def table(name: str) -> Mapping[str, Any]:
    """The cue file `name.toml` as read. Raises BadData where it is no TOML."""
    path = data("cues", f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{path}: {error}; must be TOML") from error


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The `words` of a section of a cue file."""
    return frozenset(table(name)[section]["words"])
