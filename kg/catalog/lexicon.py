"""The wordings that state relations, from `kg/data/lexicon`: one TOML file a relation, with its own examples.

A wording says which word carries the relation and where the parse holds the two ends (roles of `kg/language/syntax.py`;
`self` is the mention of the word itself):

    [[wording]]
    verb = ["visit", "tour"]        # or noun = [...], adjective = [...], or mention = ["Initiative"] (a named thing)
    subject = ["subj"]              # roles in order of preference
    object = ["obj"]

Each file also holds its examples, texts of our own: `[[yes]]` with `text` and `claims` ("subject | object", labels of
the entities), and `[[no]]` with a `text` that gives no claim of this relation.

Further roles: `obj.poss` (role `poss` of the noun in role `obj`: "blocked Y's application"; `obj.owner` is whoever has
or qualifies it: "praised Kenya's restraint", "condemned Russian aggression"), `within` (anything named in the phrase
behind the trigger), `inside` (the state that begins the trigger's own name: "Chinese Foreign Ministry"), `comma` (the
name behind this one and a comma: "Rouen, France").

Optional: `with` (the verb's particle or object that must stand with it), `under` (words that it must hang on) and
`not_under`, `words` (further lemmas that must stand in the noun phrase), `subject_types`, `object_types` (narrower than
the ontology's domain and range), `reciprocal` (a plural subject acts on each other), `bare` (no common noun before the
trigger: a relief chief does not head the body), `factuality`, `ended`,
`presupposed` (the phrase takes the relation for granted: "tensions with X" stay, whether they can be overcome or not).
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from kg.catalog import relations
from kg.errors import BadData
from kg.files import data
from kg.model import Factuality

KINDS = ("verb", "noun", "adjective", "mention")
UNMEASURED, DRAWN = "", 2


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to state one relation. `id` is its name in `Claim.method`, `kind` one of KINDS."""

    id: str
    relation: str
    kind: str
    triggers: frozenset[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    with_: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    not_under: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    subject_types: frozenset[str] = frozenset()
    object_types: frozenset[str] = frozenset()
    reciprocal: bool = False
    bare: bool = False
    ended: bool = False
    presupposed: bool = False
    factuality: Factuality | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text of our own and all claims (`subject | object`) of one relation that it must give, or none."""

    relation: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Every wording, by kind and trigger, and every example."""

    wordings: tuple[Wording, ...]
    examples: tuple[Example, ...]
    precision: Mapping[str, float] = field(default_factory=dict)

    def confidence(self, wording: Wording) -> float:
        """The share of right claims that this wording gave on the training articles (0..1); of one that never fired
        there, the share of all."""
        return self.precision.get(wording.id, self.precision.get(UNMEASURED, 0.5))


_SETS = {
    "with": "with_",
    "under": "under",
    "not_under": "not_under",
    "words": "words",
    "subject_types": "subject_types",
} | {"object_types": "object_types"}
_PLAIN = {f.name for f in fields(Wording)} & {"bare", "reciprocal", "ended", "presupposed", "factuality"}
_KEYS = {*KINDS, *_SETS, *_PLAIN, "subject", "object"}


@cache
def load() -> Lexicon:
    """The shipped lexicon. Raises BadData with every fault of every file."""
    return read(data("lexicon"))


@cache
def by_trigger() -> Mapping[tuple[str, str], tuple[Wording, ...]]:
    """The shipped wordings by (kind, trigger)."""
    lists: dict[tuple[str, str], list[Wording]] = {}
    for wording in load().wordings:
        for trigger in sorted(wording.triggers):
            lists.setdefault((wording.kind, trigger), []).append(wording)
    return MappingProxyType({key: tuple(value) for key, value in lists.items()})


def read(folder: Path) -> Lexicon:
    """The lexicon of a folder. Raises BadData with every fault of every file, as `file: fault` lines."""
    wordings: list[Wording] = []
    examples: list[Example] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        table = _table(path, faults)
        faults += [f"{path.name}: {fault}" for fault in _faults(path.stem, table)]
        if not faults:
            wordings += _wordings(path.stem, table)
            examples += _examples(path.stem, table)
    if faults:
        raise BadData("\n".join(faults))
    return Lexicon(tuple(wordings), tuple(examples), _precision(folder / "precision.tsv"))


def _table(path: Path, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{path.name}: {error}")
        return {}


def _faults(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    if name not in relations.load():
        yield f"'{name}' is no relation of ontology/kg.ttl; name the file after one"
    for key in sorted(set(table) - {"wording", "yes", "no"}):
        yield f"unknown table '{key}', must be wording, yes or no"
    for n, wording in enumerate(table.get("wording", ()), 1):
        for key in sorted(set(wording) - _KEYS):
            yield f"wording {n}: unknown key '{key}', must be one of {', '.join(sorted(_KEYS))}"
        if sum(kind in wording for kind in KINDS) != 1:
            yield f"wording {n}: must have exactly one of {', '.join(KINDS)}"
        if "subject" not in wording or not ("object" in wording or wording.get("reciprocal")):
            yield f"wording {n}: must have subject and object"


def _wordings(relation: str, table: Mapping[str, Any]) -> Iterator[Wording]:
    seen: Counter[str] = Counter()
    for row in table.get("wording", ()):
        kind = next(k for k in KINDS if k in row)
        triggers = frozenset(row[kind])
        name = f"{relation}/{kind}.{row[kind][0]}"
        seen[name] += 1
        id = name if seen[name] == 1 else f"{name}.{seen[name]}"
        sets = {attribute: frozenset(row[key]) for key, attribute in _SETS.items() if key in row}
        plain = {key: row[key] for key in _PLAIN if key in row}
        ends = (tuple(row["subject"]), tuple(row.get("object", ())))
        yield Wording(id, relation, kind, triggers, *ends, **cast(Any, sets | plain))


def _examples(relation: str, table: Mapping[str, Any]) -> Iterator[Example]:
    for row in table.get("yes", ()):
        yield Example(relation, row["text"], tuple(row["claims"]))
    for row in table.get("no", ()):
        yield Example(relation, row["text"], ())


def _precision(path: Path) -> Mapping[str, float]:
    """Measured shares: lines `wording <tab> said <tab> right`, drawn towards the share of all wordings together, as if
    each had been seen twice more (empirical Bayes; Robbins, 1956). The empty name has that share alone."""
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf8").splitlines()[1:]]
    counts = {id: (int(said), int(right)) for id, said, right in rows}
    mean = sum(right for _, right in counts.values()) / max(sum(said for said, _ in counts.values()), 1)
    shares = {id: (right + DRAWN * mean) / (said + DRAWN) for id, (said, right) in counts.items()}
    return {id: round(share, 3) for id, share in {**shares, UNMEASURED: mean}.items()}
