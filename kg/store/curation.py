"""What people decided about entities and claims: a plain file beside the store, replayed whenever claims are entered.

`curation.toml` in the folder of the store, in any order:

    [[merge]]                        # these are one entity
    into = "Ada_Vance"
    entities = ["A._Vance", "Ada_Vance_of_Arcadia"]
    [[split]]                        # in these documents the name means another
    entity = "Ada_Vance"
    documents = ["gazette-1"]
    into = "Ada_Vance_the_painter"
    label = "Ada Vance"              # with `types` optional, in merge too
    [[alias]]                        # another name to find and to show it by
    entity = "Ada_Vance"
    name = "Vance the Elder"
    [[reject]]                       # not so, or not said there
    claim = "0f3a9c..."              # as in claim:0f3a9c...; before or after merging
    [[accept]]                       # so indeed: confidence 1
    claim = "77be01..."

The claims as they were extracted are kept, so that an entry that is taken out again leaves no trace.
"""

import json
import tomllib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg import graph, vocab
from kg.catalog import gazetteer, relations
from kg.errors import BadData
from kg.model import Claim, Entity

NAME = "curation.toml"
REVIEWED = ", reviewed"

Table = Mapping[str, Any]

_ENDS = ("subject", "object", "attributed_to", "cited_from")

# What an entry of each kind must have, and may have. A list holds texts.
_FIELDS: Mapping[str, tuple[dict[str, type], dict[str, type]]] = {
    "merge": ({"into": str, "entities": list}, {"label": str, "types": list}),
    "split": ({"entity": str, "documents": list, "into": str}, {"label": str, "types": list}),
    "alias": ({"entity": str, "name": str}, {}),
    "reject": ({"claim": str}, {"because": str}),
    "accept": ({"claim": str}, {"because": str}),
}


@dataclass(frozen=True)
class Target:
    """The entity that another one is: its id, and what it is called where the gazetteer does not say."""

    id: str
    label: str | None = None
    types: tuple[str, ...] = ()

    def of(self, entity: Entity) -> Entity:
        """What stands for the entity."""
        if entry := gazetteer.load().entry(self.id):
            return replace(entity, id=entry.id, label=entry.label, types=entry.types, qid=entry.qid)
        return replace(entity, id=self.id, label=self.label or entity.label, types=self.types or entity.types, qid=None)


@dataclass(frozen=True)
class Rules:
    """The decisions of a file. Their order in it makes no difference."""

    merges: Mapping[str, Target]
    splits: Mapping[tuple[str, str], Target]
    aliases: frozenset[tuple[str, str]]
    rejected: frozenset[str]
    accepted: frozenset[str]

    @cached_property
    def stamp(self) -> str:
        """A hash of all that is decided; empty where nothing is."""
        parts = (sorted(self.merges.items(), key=repr), sorted(self.splits.items(), key=repr))
        lists = (sorted(self.aliases), sorted(self.rejected), sorted(self.accepted))
        return sha256(repr((parts, lists)).encode()).hexdigest() if any((*parts, *lists)) else ""

    def apply(self, claims: Mapping[str, Claim]) -> Mapping[str, Claim]:
        """What is left of the claims of a document, by their keys, sorted. A claim that ends up with one entity at both
        ends, or with ends that its predicate does not admit, is left out."""
        if not self.stamp:
            return claims
        found: dict[str, Claim] = {}
        for key, claim in claims.items():
            new = graph.canonical(self._renamed(claim), relations.load())
            names = {_plain(key), _plain(graph.claim_iri(new).value)}
            if names & self.rejected or not _stands(new):
                continue
            if names & self.accepted:
                new = replace(new, confidence=1.0, method=claim.method + REVIEWED)
            here = graph.claim_iri(new).value
            found[here] = min(found.get(here, new), new, key=lambda one: (-one.confidence, repr(one)))
        return dict(sorted(found.items()))

    def idle(self, claims: Iterable[tuple[str, Claim]], entities: Container[str]) -> list[str]:
        """The entries that decide nothing, each in words.

        `claims`: with their keys, as they were extracted, at least those that an entry changes; `entities`: the ids of
        all that claims mention after curation.
        """
        split, merged, judged = set[tuple[str, str]](), set[str](), set[str]()
        for key, claim in claims:
            for entity in filter(None, (getattr(claim, name) for name in _ENDS)):
                place = entity.id, claim.document
                split.add(place)
                merged.add(self.splits[place].id if place in self.splits else entity.id)
            judged |= self._names(key, claim)
        return [
            *(f"split of {entity} in {document}" for entity, document in sorted(self.splits.keys() - split)),
            *(f"merge of {entity}" for entity in sorted(self.merges.keys() - merged)),
            *(f"alias of {entity}" for entity in sorted({one for one, _ in self.aliases if one not in entities})),
            *(f"reject of {claim}" for claim in sorted(self.rejected - judged)),
            *(f"accept of {claim}" for claim in sorted(self.accepted - judged)),
        ]

    def _names(self, key: str, claim: Claim) -> set[str]:
        """What entries may call a claim: by its name before merging and after."""
        new = graph.canonical(self._renamed(claim), relations.load())
        return {_plain(key), _plain(graph.claim_iri(new).value)}

    def _renamed(self, claim: Claim) -> Claim:
        ends: dict[str, Any] = {name: self._meant(getattr(claim, name), claim.document) for name in _ENDS}
        return replace(claim, **ends)

    def _meant(self, entity: Entity | None, document: str) -> Entity | None:
        if entity is None:
            return None
        if target := self.splits.get((entity.id, document)):
            entity = target.of(entity)
        target = self.merges.get(entity.id)
        return target.of(entity) if target else entity


NONE = Rules({}, {}, frozenset(), frozenset(), frozenset())


def read(path: Path) -> Rules:
    """The decisions of a file; none where there is no such file. Raises BadData with every fault of the file."""
    if not path.exists():
        return NONE
    try:
        tables = tomllib.loads(path.read_text("utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: no TOML: {error}") from error
    if faults := list(_faults(tables)):
        raise BadData("\n".join(f"{path}: {fault}" for fault in faults))
    rejected, accepted = ({_plain(entry["claim"]) for entry in tables.get(kind, ())} for kind in ("reject", "accept"))
    if both := sorted(rejected & accepted):
        raise BadData(f"{path}: claim {both[0]} is both rejected and accepted; take one entry out")
    splits = {(e["entity"], document): _target(e) for e in tables.get("split", ()) for document in e["documents"]}
    aliases = {(entry["entity"], entry["name"]) for entry in tables.get("alias", ())}
    merges = _merges(path, tables.get("merge", ()))
    return Rules(merges, splits, frozenset(aliases), frozenset(rejected), frozenset(accepted))


def decision(kind: str, claim: Claim) -> str:
    """The entry of the file that says `reject` or `accept` of a claim, with the claim as a comment."""
    said = f"{claim.subject.id} {claim.predicate} {claim.object.id}, {claim.document}"
    printable = "".join(sign if sign.isprintable() else " " for sign in said)
    return f'\n[[{kind}]]  # {printable}\nclaim = "{_plain(graph.claim_iri(claim).value)}"\n'


def _stands(claim: Claim) -> bool:
    one, other = claim.subject, claim.object
    return one.id != other.id and relations.load()[claim.predicate].admits(one, other)


def _plain(claim: str) -> str:
    return claim.removeprefix("claim:").removeprefix(vocab.CLAIM)


def _target(entry: Table) -> Target:
    return Target(entry["into"], entry.get("label"), tuple(entry.get("types", ())))


def _merges(path: Path, entries: list[Table]) -> dict[str, Target]:
    """Where each entity ends up: what is merged into something that is merged itself goes on with it."""
    direct: dict[str, Target] = {}
    for entry in entries:
        for entity in entry["entities"]:
            if direct.setdefault(entity, target := _target(entry)) != target:
                raise BadData(f"{path}: {entity} is merged into both {direct[entity].id} and {target.id}; decide")
    return {entity: _end(path, direct, entity) for entity in direct}


def _end(path: Path, direct: Mapping[str, Target], entity: str) -> Target:
    seen, target = {entity}, direct[entity]
    while target.id in direct:
        if target.id in seen:
            raise BadData(f"{path}: {entity} is merged into itself by way of {target.id}; take one entry out")
        seen.add(target.id)
        target = direct[target.id]
    if target.id in seen:
        raise BadData(f"{path}: {entity} is merged into itself; take the entry out")
    return target


def _faults(tables: Table) -> Iterator[str]:
    for kind, entries in tables.items():
        if kind not in _FIELDS or not isinstance(entries, list):
            yield f"'{kind}' must be one of {', '.join(f'[[{name}]]' for name in _FIELDS)}"
            continue
        for number, entry in enumerate(entries, start=1):
            yield from (f"[[{kind}]] number {number}: {fault}" for fault in _entry_faults(kind, entry))


def _entry_faults(kind: str, entry: Any) -> Iterator[str]:
    needed, allowed = _FIELDS[kind]
    if not isinstance(entry, dict):
        yield "must be a table"
        return
    yield from (f"needs {name}" for name in needed if name not in entry)
    for name, value in entry.items():
        wanted = {**needed, **allowed}.get(name)
        if wanted is None:
            yield f"'{name}' must be one of {', '.join((*needed, *allowed))}"
        elif not _VALID[wanted](value):
            yield f"{name} must be {'a text' if wanted is str else 'a list of texts'}, not empty"
        elif name == "types" and (unknown := sorted(set(value) - set(relations.classes()))):
            yield f"the ontology has no class {json.dumps(unknown[0], ensure_ascii=False)}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


_VALID: Mapping[type, Callable[[Any], bool]] = {str: _is_text, list: _is_list}
