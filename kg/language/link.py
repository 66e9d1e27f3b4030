"""Entity linking: every spot of an article to the one thing that it names, in the world or in this article."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.catalog import cues, gazetteer
from kg.catalog.gazetteer import Name
from kg.language.people import People
from kg.language.spot import Spot, spots
from kg.model import Entity
from kg.vocab import local_name

# Where one text names several things and nothing else decides, the first class of this list is meant.
PRIOR = ("State", "StateGroup", "Organization", "Person", "Place", "Initiative", "Company", "Party", "ArmedGroup")
SHORT = 9

Types = tuple[str, ...]


@dataclass(frozen=True)
class Linked:
    """The mentions of a Doc: each spot with its readings (entity ids, the likeliest first) and the entities."""

    doc: Doc
    spots: tuple[Spot, ...]
    readings: tuple[tuple[str, ...], ...]
    entities: Mapping[str, Entity]

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


def link(doc: Doc, date: str | None = None) -> Linked:
    """The linked mentions of a Doc. `date` (of the article) settles who held a name then."""
    found = spots(doc)
    found = People.of(doc, found).extended(doc, found)
    context = _Context(People.of(doc, found), _acronyms(doc, found), _classes(doc, found), _certain(found), date)
    readings = tuple(_readings(doc, spot, context) for spot in found)
    return Linked(doc, found, tuple(tuple(e.id for e in r) for r in readings), _entities(doc, found, readings))


@dataclass(frozen=True)
class _Context:
    """What the whole article tells about its names: persons, acronyms, classes, and who is named beyond doubt."""

    people: People
    defined: Mapping[str, Spot]
    classes: Mapping[str, tuple[str, Types]]
    certain: frozenset[str]
    date: str | None


def _certain(found: Iterable[Spot]) -> frozenset[str]:
    """The gazetteer's entities that a name of their own names, one that means nothing else."""
    return frozenset(
        spot.names[0].id for spot in found if len(spot.names) == 1 and spot.names[0].kind not in ("capital", "metonym")
    )


def _readings(doc: Doc, spot: Spot, context: _Context) -> tuple[Entity, ...]:
    text = doc[spot.start : spot.end].text
    long = context.defined.get(text)
    if long is not None and long is not spot:
        return _readings(doc, long, replace(context, defined={}))
    person = context.people.at(spot)
    if person is not None:
        return (person,)
    names = _current(spot.names, context.date)
    if names:
        return tuple(entry_entity(name.id) for name in _ranked(doc, spot, names, context.certain))
    return (_new(*context.classes.get(text.casefold(), (text, spot.types or ("Organization",)))),)


def entry_entity(id: str) -> Entity:
    """The gazetteer's entity of this id, without mentions."""
    entry = gazetteer.load().entries[id]
    return Entity(entry.id, entry.label, entry.types, entry.qid)


def _new(text: str, types: Types) -> Entity:
    """An entity that only this article knows; its id says the class where the gazetteer means another thing by it."""
    label = " ".join(text.split())
    known = gazetteer.load().entry(local_name(label))
    id = local_name(label) if known is None or types[0] in known.types else local_name(f"{label} {types[0]}")
    return Entity(id, label, types)


def _current(names: tuple[Name, ...], date: str | None) -> tuple[Name, ...]:
    """The names that were in use at the date; all of them where none or no date is known."""
    if date is None or len(names) < 2:
        return names
    fits = tuple(n for n in names if (n.start or "") <= date and (n.end or "9999") >= date)
    return fits or names


def _ranked(doc: Doc, spot: Spot, names: tuple[Name, ...], certain: frozenset[str]) -> list[Name]:
    """One name for each entity, the likeliest first.

    A capital in a place of place (`in Beijing`) is the city, else the government there; of several entities of one
    name the one that the article names otherwise too.
    """
    entries = gazetteer.load().entries
    local = _is_local(doc, spot)
    seats = {n.id for n in names if n.kind == "capital"}

    def rank(name: Name) -> tuple[bool, bool, bool, int, str]:
        kind = entries[name.id].types[0]
        prior = PRIOR.index(kind) if kind in PRIOR else len(PRIOR)
        return (
            bool(seats) and (kind != "Place") == local,
            name.id not in certain,
            name.kind == "capital",
            prior,
            name.id,
        )

    best = {n.id: n for n in sorted(names, key=rank, reverse=True)}
    ranked = sorted(best.values(), key=rank)
    return ranked if seats else ranked[:1]


def _is_local(doc: Doc, spot: Spot) -> bool:
    """Whether the words around say that a town is meant, not the government that sits there."""
    before = doc[spot.start - 1] if spot.start else None
    after = doc[spot.end] if spot.end < len(doc) else None
    cue = cues.table("places")["local"]
    if after is not None and (after.lower_ in cue["after"] or _names_state_next(doc, spot)):
        return True
    if after is not None and doc[spot.end : spot.end + 2].text.lower() in ("-based", "-born"):
        return True
    return before is not None and before.lower_ in cue["before"]


def _names_state_next(doc: Doc, spot: Spot) -> bool:
    """`Paris, France`: a comma and a name from the gazetteer follow."""
    if spot.end + 1 >= len(doc) or doc[spot.end].text != ",":
        return False
    names = gazetteer.load().names.get(doc[spot.end + 1].text, ())
    return any(n.kind in ("label", "alias") and n.id != doc[spot.start].text for n in names)


def _acronyms(doc: Doc, found: Iterable[Spot]) -> dict[str, Spot]:
    """`International Committee of the Red Cross (ICRC)`: the short form means the long one from there on."""
    defined: dict[str, Spot] = {}
    for spot in found:
        rest = doc[spot.end : spot.end + 3]
        if len(rest) == 3 and rest[0].text == "(" and rest[2].text == ")" and _may_abbreviate(rest[1].text):
            defined.setdefault(rest[1].text, spot)
    known = gazetteer.load().names
    return {
        short: long
        for short, long in defined.items()
        if long.names or short not in known or _initials(doc[long.start : long.end]) == short
    }


def _initials(span: Span) -> str:
    return "".join(t.text[0] for t in span if t.text[0].isupper())


def _may_abbreviate(text: str) -> bool:
    return 2 <= len(text) <= SHORT and sum(c.isupper() for c in text) >= 2


def _classes(doc: Doc, found: Iterable[Spot]) -> dict[str, tuple[str, Types]]:
    """For each text that the gazetteer lacks, its fullest form in the article and the classes of most mentions."""
    counts: dict[str, Counter[Types]] = {}
    forms: dict[str, str] = {}
    for spot in found:
        if spot.types and "Person" not in spot.types:
            text = doc[spot.start : spot.end].text
            counts.setdefault(text.casefold(), Counter())[spot.types] += 1
            forms.setdefault(text.casefold(), text)
    kinds = {text: min(c, key=lambda k: (-c[k], k)) for text, c in counts.items()}
    full = {text: _fullest(text, kinds) for text in kinds}
    return {text: (forms[full[text]], kinds[full[text]]) for text in kinds}


def _fullest(text: str, kinds: Mapping[str, Types]) -> str:
    """The only longer name of the same class and head word that has all words of this one, else the text itself."""
    words = text.split()
    longer = {
        other
        for other, kind in kinds.items()
        if kind == kinds[text] and len(other) > len(text) and set(words) < set(other.split()) and words[-1] in other
    }
    longest = max(longer, key=lambda t: (len(t), t), default=text)
    return longest if all(set(o.split()) <= set(longest.split()) for o in longer) else text


def _entities(doc: Doc, found: tuple[Spot, ...], readings: tuple[tuple[Entity, ...], ...]) -> dict[str, Entity]:
    """Every entity once, with its surface forms in text order."""
    forms: dict[str, dict[str, None]] = {}
    known: dict[str, Entity] = {}
    for spot, entities in zip(found, readings, strict=True):
        for entity in entities:
            known.setdefault(entity.id, entity)
            forms.setdefault(entity.id, {})[" ".join(doc[spot.start : spot.end].text.split())] = None
    return {id: replace(entity, mentions=tuple(forms[id])) for id, entity in known.items()}
