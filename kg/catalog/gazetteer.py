"""The names of well-known things, from the tables in `kg/data/gazetteer` (its README describes them)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kg.catalog import relations, spelling
from kg.catalog.tables import Row, rows
from kg.errors import BadData
from kg.files import data
from kg.model import Relation
from kg.vocab import local_name

ENTITY_COLUMNS = ("id", "types", "qid", "dbpedia", "source")
NAME_COLUMNS = ("text", "id", "kind", "from", "to", "source")
OFFICE_COLUMNS = ("person", "relation", "body", "title", "from", "to", "source")

KINDS = frozenset({"label", "alias", "acronym", "adjective", "people", "metonym", "capital"})
OFFICE = "office"
_QID = re.compile(r"Q[1-9]\d*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

_Value = TypeVar("_Value", "Name", "Office")


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name one entity. `start` and `end` (YYYY[-MM[-DD]]) bound the time of the name, None: open."""

    text: str
    id: str
    kind: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A well-known entity. `types` has the main class first; `dbpedia` is the title of its DBpedia resource."""

    id: str
    label: str
    types: tuple[str, ...]
    qid: str | None = None
    dbpedia: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A person's office in a body; no `end`: still in office, or not known."""

    person: str
    relation: str
    body: str
    title: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Gazetteer:
    """Entries by id, names by their exact text, offices. A text may name several entities."""

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[Name, ...]]
    offices: tuple[Office, ...]

    def entry(self, id: str) -> Entry | None:
        """The entry with this id, or None."""
        return self.entries.get(id)

    def names_of(self, id: str) -> tuple[Name, ...]:
        """Every name of the entity, by text; empty where the id is not known."""
        return self._names_by_id.get(id, ())

    def holders(self, relation: str, body: str, date: str | None = None) -> tuple[Office, ...]:
        """Who held the office at that date (YYYY[-MM[-DD]]), earliest first; no date: who holds it now.

        Dates compare as far as both are given: a change within 2025 gives both holders for "2025".
        """
        held = self._offices_by_body.get((relation, body), ())
        return tuple(office for office in held if _covers(office, date))

    def offices_of(self, person: str) -> tuple[Office, ...]:
        """Every office of a person; empty where the table knows none."""
        return self._offices_by_person.get(person, ())

    def called(self, text: str) -> tuple[Name, ...]:
        """What this text may name, else what another spelling of it names; empty where nothing does."""
        return self.names.get(text) or self.spelled.get(text, ())

    @cached_property
    def spelled(self) -> Mapping[str, tuple[Name, ...]]:
        """Names by other spellings of their text, which are no names themselves: without diacritics, American."""
        pairs = ((v, text) for text in sorted(self.names) for v in sorted(spelling.variants(text)))
        return _grouped((v, name) for v, text in pairs if v not in self.names for name in self.names[text])

    @cached_property
    def _names_by_id(self) -> dict[str, tuple[Name, ...]]:
        every = (name for text in sorted(self.names) for name in self.names[text])
        return _grouped((name.id, name) for name in every)

    @cached_property
    def _offices_by_person(self) -> dict[str, tuple[Office, ...]]:
        return _grouped((office.person, office) for office in self.offices)

    @cached_property
    def _offices_by_body(self) -> dict[tuple[str, str], tuple[Office, ...]]:
        ordered = sorted(self.offices, key=lambda office: (office.start or "", office.person))
        return _grouped(((office.relation, office.body), office) for office in ordered)


@cache
def load() -> Gazetteer:
    """The shipped gazetteer. Raises BadData with every fault of every file."""
    return read(data("gazetteer"))


def read(folder: Path) -> Gazetteer:
    """The gazetteer of a folder. Raises BadData with every fault of every file, as `file:line: fault` lines."""
    entities = [row for path in sorted(folder.glob("*.entities.tsv")) for row in rows(path, ENTITY_COLUMNS)]
    names = [row for path in sorted(folder.glob("*.names.tsv")) for row in rows(path, NAME_COLUMNS)]
    offices = [row for path in sorted(folder.glob("offices.tsv")) for row in rows(path, OFFICE_COLUMNS)]
    types = {row.cells[0]: row.cells[1].split("|") for row in entities if row.cells}
    faults = [
        *((row, row.fault) for row in [*entities, *names, *offices] if row.fault),
        *_entity_faults(entities, names),
        *_name_faults(names, types),
        *_office_faults(offices, types),
    ]
    if faults:
        ordered = sorted(faults, key=lambda fault: fault[0][:2])
        raise BadData("\n".join(f"{row.where}: {fault}" for row, fault in ordered))
    return _gazetteer(entities, names, offices)


_Fault = tuple[Row, str]


def _entity_faults(entities: list[Row], names: list[Row]) -> Iterator[_Fault]:
    labels = Counter(row.cells[1] for row in names if row.cells and row.cells[2] == "label")
    classes = relations.classes()
    first: dict[str, Row] = {}
    for row in entities:
        if not row.cells:
            continue
        entity, types, qid, dbpedia, _ = row.cells
        for fault in (_id_fault(entity), _types_fault(types, classes), _qid_fault(qid)):
            if fault:
                yield row, fault
        if labels[entity] != 1:
            yield row, f"'{entity}' has {labels[entity]} names of kind label, must have exactly one"
        if " " in dbpedia:
            yield row, f"dbpedia title '{dbpedia}' has spaces, must have underscores"
        for key in filter(None, (entity, qid)):
            if first.setdefault(key, row) is not row:
                yield row, f"{key} stands at {first[key].where} already"


def _id_fault(id: str) -> str:
    return "" if id == local_name(id) else f"id '{id}' must be '{local_name(id)}'"


def _types_fault(types: str, known: tuple[str, ...]) -> str:
    unknown = [name for name in types.split("|") if name not in known]
    return f"type '{unknown[0]}' must be one of {', '.join(known)}" if unknown else ""


def _qid_fault(qid: str) -> str:
    return "" if not qid or _QID.fullmatch(qid) else f"qid '{qid}' must look like Q148"


def _name_faults(names: list[Row], types: Mapping[str, list[str]]) -> Iterator[_Fault]:
    first: dict[tuple[str, ...], Row] = {}
    for row in names:
        if not row.cells:
            continue
        text, entity, kind, start, end, _ = row.cells
        if entity not in types:
            yield row, f"id '{entity}' is in no *.entities.tsv"
        if kind not in KINDS:
            yield row, f"kind '{kind}' must be one of {', '.join(sorted(KINDS))}"
        if not unicodedata.is_normalized("NFC", text):
            yield row, f"text '{text}' must be in Unicode form NFC"
        if start or end:
            yield from _period_faults(row, start, end)
        key = (text, entity, kind, start)
        if first.setdefault(key, row) is not row:
            yield row, f"'{text}' as {kind} of '{entity}' stands at {first[key].where} already"


def _office_faults(offices: list[Row], types: Mapping[str, list[str]]) -> Iterator[_Fault]:
    known = {name: relation for name, relation in relations.load().items() if relation.family == OFFICE}
    for row in offices:
        if not row.cells:
            continue
        person, name, body, _, start, end, _ = row.cells
        yield from ((row, f"id '{key}' is in no *.entities.tsv") for key in (person, body) if key not in types)
        relation = known.get(name)
        if relation is None:
            yield row, f"relation '{name}' must be one of {', '.join(known)}"
        elif person in types and body in types and not _admits(relation, types[person], types[body]):
            yield row, f"{name} must not hold between {types[person][0]} and {types[body][0]}"
        yield from _period_faults(row, start, end)


def _admits(relation: Relation, subject: list[str], object: list[str]) -> bool:
    return not relation.domain.isdisjoint(subject) and not relation.range.isdisjoint(object)


def _period_faults(row: Row, start: str, end: str) -> Iterator[_Fault]:
    for date in (start, end):
        if date and not _DATE.fullmatch(date):
            yield row, f"date '{date}' must be YYYY, YYYY-MM or YYYY-MM-DD"
    if start and end and _before(end, start):
        yield row, f"ends in {end}, before it starts in {start}"


def _gazetteer(entities: list[Row], names: list[Row], offices: list[Row]) -> Gazetteer:
    labels = {row.cells[1]: row.cells[0] for row in names if row.cells[2] == "label"}
    entries = {row.cells[0]: _entry(row.cells, labels) for row in entities}
    every = (_name(cells) for cells in sorted(row.cells for row in names))
    grouped = _grouped((name.text, name) for name in every)
    held = tuple(_office(row.cells) for row in offices)
    return Gazetteer(MappingProxyType(entries), MappingProxyType(grouped), held)


def _entry(cells: list[str], labels: Mapping[str, str]) -> Entry:
    key, types, qid, dbpedia, _ = cells
    return Entry(key, labels[key], tuple(types.split("|")), qid or None, dbpedia or None)


def _name(cells: list[str]) -> Name:
    text, entity, kind, start, end, _ = cells
    return Name(text, entity, kind, start or None, end or None)


def _office(cells: list[str]) -> Office:
    person, relation, body, title, start, end, _ = cells
    return Office(person, relation, body, title, start or None, end or None)


def _covers(office: Office, date: str | None) -> bool:
    if date is None:
        return office.end is None
    begun = office.start is None or not _before(date, office.start)
    return begun and (office.end is None or not _before(office.end, date))


def _before(one: str, other: str) -> bool:
    """Whether a date lies before another, compared only as far as both are given."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


_Key = TypeVar("_Key")


def _grouped(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, tuple[_Value, ...]]:
    lists: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        lists.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in lists.items()}
