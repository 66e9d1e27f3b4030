"""What each gazetteer name of an article means: its senses settled, its capitals read as town or government."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.catalog import cues, gazetteer
from kg.catalog.gazetteer import Name
from kg.language.meanings import Known, Sense, container, is_told_apart, kind_of
from kg.language.metonymy import town_or_government
from kg.language.naming import local_entity, new_entity
from kg.language.senses import Verdict, plain, settle
from kg.language.site import Site
from kg.model import Entity

# Where one text names several things that belong together (a ministry and its state), the first class here is meant.
PRIOR = ("State", "StateGroup", "Organization", "Person", "Place", "Initiative", "Company", "Party", "ArmedGroup")
STANDING = frozenset({"capital", "metonym"})
BELONGING = frozenset({"adjective", "people"})
SEATS = frozenset({"Place", "Facility"})


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention may name; why, where the name alone does not say it."""

    entity: Entity
    why: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A gazetteer name at its place, with all that it may mean."""

    site: Site
    names: tuple[Name, ...]
    senses: tuple[Sense, ...]

    @property
    def sole(self) -> Sense | None:
        """The only thing of the gazetteer that it may mean."""
        things = [s for s in self.senses if s.ids]
        return things[0] if len(things) == 1 else None


def entry_entity(id: str) -> Entity:
    """The gazetteer's entity of this id, without mentions."""
    entry = gazetteer.load().entries[id]
    return Entity(entry.id, entry.label, entry.types, entry.qid)


def case(site: Site, names: tuple[Name, ...]) -> Case:
    """The name with its senses: towns together with the governments that sit in them, each other thing by itself."""
    standing = {n.id for n in names if n.kind in STANDING}
    things = sorted({n.id for n in names} - standing)
    seats = [id for id in things if _class(id) in SEATS]
    if standing and not seats:
        return Case(site, names, (Sense(None, "", tuple(sorted(standing, key=_prior))),))
    governed = _governed(seats, standing, names)
    senses = [Sense(id, kind_of(id), governed.get(id, ())) for id in things]
    return Case(site, names, (*senses, *_others(site.text, names)))


def _governed(seats: Sequence[str], standing: set[str], names: Iterable[Name]) -> dict[str, tuple[str, ...]]:
    """Which governments sit in which of the towns of one name; those by metonym first (Brussels: the EU)."""
    found: dict[str, list[str]] = {}
    capitals = {n.id for n in names if n.kind == "capital"}
    for id in sorted(standing, key=lambda one: (one in capitals, one)):
        home = next((s for s in seats if container(s) == id), seats[0])
        found.setdefault(home, []).append(id)
    return {seat: tuple(ids) for seat, ids in found.items()}


def _others(text: str, names: Iterable[Name]) -> list[Sense]:
    """The persons and animals that the name may also mean."""
    table = cues.table("senses")
    bare = all(n.kind not in BELONGING for n in names)
    persons = [Sense(None, "person")] if bare and text in cues.words("senses", "persons") else []
    return persons + [Sense(None, kind) for name, kind in table["nothing"].items() if name == text]


def _class(id: str) -> str:
    return gazetteer.load().entries[id].types[0]


def _prior(id: str) -> tuple[int, str]:
    kind = _class(id)
    return PRIOR.index(kind) if kind in PRIOR else len(PRIOR), id


def verdicts(cases: Iterable[Case], known: Known) -> dict[Site, Verdict]:
    """The sense of each name, settled twice: what the first round tells of one mention helps the others."""
    every = list(cases)
    first = {c.site: settle(c.site, c.senses, known) for c in every}
    told: dict[str, set[str]] = {}
    ids: dict[str, str] = {}
    for site, verdict in first.items():
        if verdict.sense is not None and verdict.sense.id:
            ids.setdefault(verdict.sense.id, site.text)
            if verdict.why:
                told.setdefault(site.text, set()).add(verdict.sense.id)
    settled = {text: frozenset(found) for text, found in told.items()}
    more = replace(known, ids={**ids, **known.ids}, settled=settled)
    return {c.site: settle(c.site, c.senses, more) for c in every}


def readings(case: Case, verdict: Verdict, known: Known, article: str) -> tuple[Named, ...]:
    """What the name names, the likeliest first; nothing where that cannot be told."""
    sense, text = verdict.sense, case.site.text
    if sense is None:
        return _open(case, verdict, article)
    if sense.kind == "person" and sense.id is None:
        return (Named(new_entity(text, ("Person",), article)),)
    if sense.governs:
        return _seat_readings(case, verdict, sense, known)
    if sense.id is None:
        return ()
    entity = entry_entity(sense.id)
    told = verdict.why and sense.id != plain(text, case.senses)
    read = f"the {sense.kind}" if entity.label == text else entity.label
    return (Named(entity, f"{text} = {read} ({verdict.why})" if told else ""),)


def _open(case: Case, verdict: Verdict, article: str) -> tuple[Named, ...]:
    """A name that nothing settles: the main one of things that belong together, else a thing of this article alone
    where the class at least is sure."""
    ids = [s.id for s in verdict.left if s.id]
    kinds = {n.kind for n in case.names}
    types = {_class(id) for id in ids} | ({"Person"} if len(ids) < len(verdict.left) else set())
    if len(types) > 1 and len(ids) == len(verdict.left) and "acronym" not in kinds and not is_told_apart(ids):
        return (Named(entry_entity(min(ids, key=_prior))),)
    if len(types) != 1 or kinds <= BELONGING:
        return ()
    return (Named(local_entity(case.site.text, (types.pop(),), article)),)


def _seat_readings(case: Case, verdict: Verdict, sense: Sense, known: Known) -> tuple[Named, ...]:
    """Town and government, the one that is meant first; the other stands in where a relation takes only that."""
    site = case.site
    why = f"; {verdict.why}" if verdict.why and sense.id != plain(site.text, case.senses) else ""
    if sense.id is None:
        return tuple(_told(site, id, "a name for its government") for id in sense.governs[:1])
    local, reason = town_or_government(site, kind_of(sense.id) == "building", _before_its_state(site, sense, known))
    town = entry_entity(sense.id)
    word = "building" if town.type == "Facility" else "town"
    ruler = _government(site, sense, known)
    if local:
        there = Named(town, f"{site.text} = the {word} ({reason}{why})")
        return (there, *(_told(site, id, "by the relation") for id in ruler))
    here = Named(town, f"{site.text} = the {word} (by the relation)")
    return (*(_told(site, id, reason + why) for id in ruler), *((here,) if ruler else ()))


def _told(site: Site, id: str, reason: str) -> Named:
    entity = entry_entity(id)
    return Named(entity, f"{site.text} = {entity.label} ({reason})")


def _before_its_state(site: Site, sense: Sense, known: Known) -> str:
    """`Paris, France`: the state's name where it follows a comma."""
    behind = site.near(2)
    outer = known.at.get(behind.i, "") if behind is not None and site.word(1) == "," else ""
    return known.ids[outer] if outer in sense.governs else ""


def _government(site: Site, sense: Sense, known: Known) -> tuple[str, ...]:
    """The one government that the name stands for: of several, the one that the article names otherwise too."""
    if len(sense.governs) == 1:
        return sense.governs
    near: Mapping[str, list[str]] = cues.table("senses")["near"]
    told = [
        id
        for id in sense.governs
        if id in known.ids or id in known.led or any(n in known.ids or n in known.words for n in near.get(id, ()))
    ]
    here = {known.at.get(t.i) for t in site.sentence}
    return tuple(told[:1]) if len(told) == 1 or (told and not here & set(told[1:])) else ()


def namesake(case: Case, regions: frozenset[str], text: str, known: Known, article: str) -> Named | None:
    """`Paris, Texas`: the town of a region that has no town of this name in the tables, as the article's own."""
    ids = [s.id for s in case.senses if s.id]
    inner = any(n.kind in BELONGING for n in case.names) or any(kind_of(id) in ("region", "") for id in ids)
    if inner or not regions or any(container(id) in regions for id in ids):
        return None
    if len(regions) > 1 and not any(s.governs or container(s.id or "") for s in case.senses):
        return None
    if any(regions & set(s.governs) for s in case.senses):
        return None
    return Named(new_entity(f"{case.site.text}, {text}", ("Place",), article))
