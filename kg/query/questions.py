"""The questions that ship: one `.rq` file each, its English question, parameters and columns in comments at the top.

    # question: Who are the partners of a country or body, and how well is that supported?
    # group: cooperation
    # param entity = Azerbaijan : entity
    # columns: partner, claims, sources

A parameter stands in the query as `$entity`. The default `*` leaves it open, where the query has it as
`VALUES ?x { $entity }`; without a default it must be given.

Oxigraph plans a query from the shapes of its patterns, so that a question is fast over a million triples where
- what is asked for stands in `VALUES` at the head of each branch of a UNION, and `FILTER(BOUND(?x))` switches off the
  branches that an open parameter does not need;
- a term that many claims share is compared (`kg:factuality ?state . FILTER(?state = kg:asserted)`) and not matched, for
  the plan would begin with all of them;
- a subquery that gives few rows has a LIMIT which cuts nothing off: the plan then begins there;
- two large parts meet by a join of two `SELECT DISTINCT`, each read in one go, and not claim by claim.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import BadData, NotFound
from kg.files import shipped
from kg.query.values import KINDS

_LINE = re.compile(r"#\s*(question|group|columns|param)\b:?\s*(.*)")
_PARAMETER = re.compile(r"(?P<name>\w+)\s*(?:=\s*(?P<default>.*?)\s*)?:\s*(?P<kind>\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question leaves to the asker: its kind is one of KINDS, a default of None must be given."""

    name: str
    kind: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its header says of it."""

    name: str
    text: str
    question: str = ""
    group: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()


@cache
def load() -> Mapping[str, Question]:
    """The shipped questions by name, in their order. Raises BadData for a faulty header."""
    found = [read(path) for path in sorted(shipped("queries").glob("*.rq"))]
    return MappingProxyType({question.name: question for question in found})


def named(what: str) -> Question:
    """The shipped question of this name, or that of a `.rq` file. Raises NotFound with near names."""
    known = load()
    if what in known:
        return known[what]
    path = Path(what)
    if path.is_file():
        return read(path)
    near = get_close_matches(what, list(known), 3, 0.4) or list(known)
    raise NotFound(f"no query '{what}' and no such file; there is {', '.join(near)}")


def read(path: Path) -> Question:
    """The question of a file. Raises BadData where it is no UTF-8 or its header is faulty."""
    try:
        return parsed(path.stem, path.read_text("utf8"))
    except UnicodeDecodeError as error:
        raise BadData(f"{path}: not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise NotFound(f"{path}: cannot be read: {error.strerror}") from error


def parsed(name: str, text: str) -> Question:
    """A query with what the comments at its top say. Raises BadData for a faulty parameter."""
    said: dict[str, list[str]] = {"question": [], "group": [], "columns": [], "param": []}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _LINE.fullmatch(line.rstrip()):
            said[match[1]].append(match[2])
    return Question(
        name=name,
        text=text,
        question=" ".join(said["question"]),
        group=" ".join(said["group"]),
        parameters=tuple(_parameter(name, line) for line in said["param"]),
        columns=tuple(column.strip() for line in said["columns"] for column in line.split(",")),
    )


def _parameter(name: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match["kind"] not in KINDS:
        raise BadData(f"{name}: '# param {line}' must be '# param NAME = DEFAULT : KIND', kind {', '.join(KINDS)}")
    return Parameter(match["name"], match["kind"], match["default"])
