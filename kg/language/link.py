"""Entity linking: every spot of an article to the one thing that it names, in the world or in this article."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest

from spacy.tokens import Doc, Span, Token

from kg.catalog import cues, gazetteer
from kg.catalog.gazetteer import Name
from kg.catalog.spelling import fold
from kg.language.ambiguity import Case, Named, case, entry_entity, namesake, readings, verdicts
from kg.language.apposition import beside_names
from kg.language.meanings import Known
from kg.language.mentions import spots
from kg.language.naming import head_word, new_entity
from kg.language.people import People
from kg.language.senses import Verdict
from kg.language.shortforms import (
    Types,
    acronyms,
    bare_heads,
    classes,
    fuller,
    introduced,
    is_government,
    is_short,
    meant,
)
from kg.language.site import Site
from kg.language.spot import Spot
from kg.model import Entity

__all__ = ["Linked", "entry_entity", "link"]

WORD = re.compile(r"[\w-]+")
CLOSERS = frozenset({",", ".", ";", ":", ")", "\n"})


@dataclass(frozen=True)
class Linked:
    """The mentions of a Doc: each spot with its readings (entity ids, the likeliest first) and the entities.

    `reasons` tells, by spot and entity, why a name that means several things was read so.
    """

    doc: Doc
    spots: tuple[Spot, ...]
    readings: tuple[tuple[str, ...], ...]
    entities: Mapping[str, Entity]
    reasons: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(spot.start for spot in self.spots)

    @cached_property
    def _by_token(self) -> dict[int, int]:
        return {i: n for n, spot in enumerate(self.spots) for i in range(spot.start, spot.end)}

    def spot_at(self, token: Token) -> Spot | None:
        """The spot that covers a token."""
        n = self._by_token.get(token.i)
        return None if n is None else self.spots[n]

    def at(self, token: Token) -> tuple[Entity, ...]:
        """What the token may name, the likeliest reading first; empty where it is part of no mention."""
        n = self._by_token.get(token.i)
        return () if n is None else tuple(self.entities[id] for id in self.readings[n])

    def reason(self, token: Token, entity: Entity) -> tuple[str, ...]:
        """Why the mention at a token was read as the entity (`Beijing = China (subject of "urged")`), as one note;
        empty where its name says so by itself."""
        why = self.reasons.get((self._by_token.get(token.i, -1), entity.id), "")
        return (why,) if why else ()

    def within(self, sentence: Span) -> tuple[Spot, ...]:
        """The spots that begin in a sentence."""
        first = bisect_left(self._starts, sentence.start)
        return self.spots[first : bisect_left(self._starts, sentence.end)]

    def is_head(self, token: Token) -> bool:
        """Whether the token is the one that the parse hangs its mention on."""
        spot = self.spot_at(token)
        return spot is not None and self.head(spot) == token

    def head(self, spot: Spot) -> Token:
        """The token that the parse hangs the mention on."""
        return self.doc[spot.start : spot.end].root


def link(doc: Doc, date: str | None = None, article: str = "") -> Linked:
    """The linked mentions of a Doc. `date` (of the article) settles who held a name then; `article` is its id, which
    goes into the ids of things that are known by a description alone."""
    found = introduced(doc, spots(doc))
    found = People.of(doc, found, article).extended(doc, found)
    found = tuple(_joined(doc, [s for s in found if _text(doc, s) not in cues.table("senses")["pairs"]]))
    found = tuple(sorted((*found, *bare_heads(doc, found)), key=lambda s: s.start))
    named = _Linker(doc, found, date, article).named()
    kept = [(spot, names) for spot, names in zip(found, named, strict=True) if names]
    reasons = {(n, name.entity.id): name.why for n, (_, names) in enumerate(kept) for name in names if name.why}
    ids = tuple(tuple(name.entity.id for name in names) for _, names in kept)
    return Linked(doc, tuple(s for s, _ in kept), ids, _entities(doc, kept), reasons)


@dataclass(frozen=True)
class _Linker:
    """The spots of one article on their way to entities."""

    doc: Doc
    found: tuple[Spot, ...]
    date: str | None
    article: str

    def named(self) -> tuple[tuple[Named, ...], ...]:
        """What each spot names."""
        named = beside_names(self.doc, self.found, [self._read(spot) for spot in self.found])
        for short in (False, True):
            full = dict(self._full(named))
            for n, spot in enumerate(self.found):
                if (len(spot) == 1) == short:
                    named[n] = self._lengthened(spot, named[n], full)
        return tuple(named)

    @cached_property
    def people(self) -> People:
        return People.of(self.doc, self.found, self.article)

    @cached_property
    def defined(self) -> Mapping[str, Spot]:
        return acronyms(self.doc, self.found)

    @cached_property
    def classes(self) -> Mapping[str, tuple[str, Types]]:
        return classes(self.doc, self.found)

    @cached_property
    def cases(self) -> Mapping[Spot, Case]:
        """The gazetteer's names of the article with what they may mean."""
        named = ((spot, _current(spot.names, self.date)) for spot in self.found if self.people.at(spot) is None)
        return {spot: case(Site(self.doc, spot.start, spot.end), names) for spot, names in named if names}

    @cached_property
    def known(self) -> Known:
        """What the article names beyond doubt: names with one meaning, and persons."""
        ids: dict[str, str] = {}
        at: dict[int, str] = {}
        led: dict[str, str] = {}
        persons: set[str] = set()
        doubted = cues.table("senses")["doubts"]
        for spot in self.found:
            text, person = _text(self.doc, spot), self.people.at(spot)
            if person is not None:
                famous, words = gazetteer.load().entry(person.id) is not None, text.split()
                persons |= set(words[-1:] if famous else words) if len(words) > 1 else set()
                led |= {o.body: text for o in gazetteer.load().offices_of(person.id) if o.body not in led}
                if famous:
                    ids.setdefault(person.id, text)
            elif text not in doubted and spot in self.cases and (sense := self.cases[spot].sole):
                for id in sense.ids if len(sense.governs) < 2 else sense.ids[:1]:
                    ids.setdefault(id, text)
                at |= dict.fromkeys(range(spot.start, spot.end), sense.ids[0])
        for id, text in self._inside():
            ids.setdefault(id, text)
        return Known(ids, at, led, frozenset(WORD.findall(self.doc.text)), frozenset(persons))

    def _inside(self) -> Iterator[tuple[str, str]]:
        """The states whose adjective begins a longer name (`Libyan Coast Guard`)."""
        for spot in self.found:
            first = self.doc[spot.bounds[0]].text
            ids = {n.id for n in gazetteer.load().called(first) if n.kind == "adjective"} if len(spot) > 1 else set()
            if len(ids) == 1:
                yield ids.pop(), first

    @cached_property
    def verdicts(self) -> Mapping[Site, Verdict]:
        return verdicts(self.cases.values(), self.known)

    def _read(self, spot: Spot, explained: bool = True) -> tuple[Named, ...]:
        text = _text(self.doc, spot)
        long = self.defined.get(self.doc[spot.start : spot.end].text) if explained else None
        if long is not None and long is not spot:
            return self._read(long, explained=False)
        person = self.people.at(spot)
        if person is not None:
            return (Named(person),)
        names = spot.names or gazetteer.load().called(text.strip("-–"))
        if not names and is_government(text):
            return ()
        if not names:
            label, types = self.classes.get(fold(text), (text, spot.types or ("Organization",)))
            return (Named(new_entity(label, types, self.article)),)
        found = self.cases.get(spot) or case(Site(self.doc, spot.start, spot.end), names)
        other = namesake(found, *self._region_behind(spot), self.known, self.article)
        verdict = self.verdicts.get(found.site) or verdicts((found,), self.known)[found.site]
        return (other,) if other else readings(found, verdict, self.known, self.article)

    def _region_behind(self, spot: Spot) -> tuple[frozenset[str], str]:
        """The regions that a name behind a comma may mean, where no list of places goes on; with the name."""
        behind = self._starting.get(spot.end + 1)
        if behind is None or self.doc[spot.end].text != "," or behind not in self.cases:
            return frozenset(), ""
        senses = self.cases[behind].senses
        regions = frozenset(s.id for s in senses if s.id and s.kind == "region")
        if not regions or any(s.governs for s in senses) or self._lists_on(behind):
            return frozenset(), ""
        return frozenset(s.id for s in senses if s.id), _text(self.doc, behind)

    def _lists_on(self, spot: Spot) -> bool:
        """Whether another state or region follows in a list, or a clause whose subject the name is."""
        i = spot.end
        if (
            i < len(self.doc)
            and self.doc[i].text not in CLOSERS | {"and", "or"}
            and self.doc[i].pos_ in ("VERB", "AUX")
        ):
            return True
        while i < len(self.doc) and self.doc[i].lower_ in (",", "and", "or"):
            i += 1
        following = self.cases.get(self._starting[i]) if i > spot.end and i in self._starting else None
        return following is not None and any(s.kind in ("country", "region") for s in following.senses)

    @cached_property
    def _starting(self) -> Mapping[int, Spot]:
        return {spot.start: spot for spot in self.found}

    def _full(self, named: Iterable[tuple[Named, ...]]) -> Iterator[tuple[str, Entity]]:
        """The things that the article names in full, each with its full surface forms."""
        forms: dict[str, dict[str, None]] = {}
        things: dict[str, Entity] = {}
        for spot, names in zip(self.found, named, strict=True):
            text = _text(self.doc, spot)
            if names and (len(spot) > 1 or not is_short(text)):
                things.setdefault(names[0].entity.id, names[0].entity)
                forms.setdefault(names[0].entity.id, {})[text] = None
        for id, thing in things.items():
            yield id, replace(thing, mentions=tuple(forms[id]))

    def _lengthened(self, spot: Spot, names: tuple[Named, ...], full: Mapping[str, Entity]) -> tuple[Named, ...]:
        """`the Council` as the only body of the article that it may be short for; a bare head word alone is nothing."""
        text = _text(self.doc, spot)
        if spot.names or not names or "Person" in names[0].entity.types:
            return names
        short = is_short(text)
        entity = meant(text, full) if short else fuller(text, names[0].entity.types, full) or self._apposed(spot, full)
        if entity is None:
            return () if spot.method == "short" else names
        return (Named(replace(entity, mentions=()), f"{'the ' * short}{text} = {entity.label}"),)

    def _apposed(self, spot: Spot, full: Mapping[str, Entity]) -> Entity | None:
        """The thing named in apposition to a description: `the EU law enforcement agency Europol`."""
        if not head_word(spot.text(self.doc)).islower():
            return None
        head = self.doc[spot.start : spot.end].root
        near = [c for c in head.children if c.dep_ == "appos"] + [head.head] * (head.dep_ in ("appos", "compound"))
        spots = [s for t in near for s in self.found if s.start <= t.i < s.end and s is not spot]
        texts = {s.text(self.doc) for s in spots if not head_word(s.text(self.doc)).islower()}
        alike = [e for e in full.values() if set(spot.types) & set(e.types) and texts & {e.label, *e.mentions}]
        return alike[0] if len(alike) == 1 else None


def _joined(doc: Doc, found: list[Spot]) -> Iterator[Spot]:
    """The spots, with a place's name that is a given name put to the surname behind it (`Chelsea Clinton`)."""
    given, past = cues.words("senses", "persons"), -1
    for spot, after in zip_longest(found, found[1:]):
        if spot.start < past:
            continue
        joined = after is not None and after.start == spot.end and after.types == ("Person",) and not after.names
        if joined and spot.names and _text(doc, spot) in given:
            spot = Spot(spot.start, after.end, ("Person",), method="name")
        past = spot.end
        yield spot


def _text(doc: Doc, spot: Spot) -> str:
    return spot.text(doc)


def _current(names: tuple[Name, ...], date: str | None) -> tuple[Name, ...]:
    """The names that were in use at the date; all of them where none or no date is known."""
    if date is None or len(names) < 2:
        return names
    fits = tuple(n for n in names if (n.start or "") <= date and (n.end or "9999") >= date)
    return fits or names


def _entities(doc: Doc, kept: Iterable[tuple[Spot, tuple[Named, ...]]]) -> dict[str, Entity]:
    """Every entity once, with its surface forms in text order."""
    forms: dict[str, dict[str, None]] = {}
    known: dict[str, Entity] = {}
    for spot, names in kept:
        for name in names:
            known.setdefault(name.entity.id, name.entity)
            forms.setdefault(name.entity.id, {})[_text(doc, spot)] = None
    return {id: replace(entity, mentions=tuple(forms[id])) for id, entity in known.items()}
