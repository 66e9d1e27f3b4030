"""Names that may mean several things: what each means in a sentence, and none linked wrongly."""

import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.catalog import gazetteer
from kg.language.annotate import annotate
from kg.language.link import link
from kg.model import Claim

TABLE: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix("").with_name("ambiguous.toml").read_text("utf8"))[
    "sentence"
]


def linked(case: dict[str, Any]) -> str:
    """The entry that the mention is linked to, "" where it is linked to none."""
    text, start = case["text"], -1
    for _ in range(case.get("nth", 0) + 1):
        start = text.index(case["mention"], start + 1)
    found = link(annotate(text), case.get("date"), "a")
    readings = found.at(next(t for t in found.doc if t.idx <= start < t.idx + len(t)))
    return readings[0].id if readings and readings[0].id in gazetteer.load().entries else ""


@pytest.fixture(scope="module")
def results() -> list[tuple[dict[str, Any], str]]:
    return [(case, linked(case)) for case in TABLE]
