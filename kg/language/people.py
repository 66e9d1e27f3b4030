"""Persons of one article: full names, their short forms, and who of the gazetteer they are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.catalog import cues, gazetteer
from kg.language.naming import new_entity
from kg.language.spot import Spot
from kg.model import Article, Entity
from kg.read.authors import is_person

Words = tuple[str, ...]
MISSPELT = 6
OPINION = "opinion"
INITIAL = re.compile(r"[A-Z]\.?")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(frozen=True)
class People:
    """Who each person spot names: the words of a name -> the person; `nearer` by place, where two bear a surname."""

    texts: Mapping[Spot, Words]
    persons: Mapping[Words, Entity]
    nearer: Mapping[Spot, Entity] = field(default_factory=dict)

    @staticmethod
    def of(doc: Doc, found: Iterable[Spot], article: str = "") -> "People":
        """The persons that the spots of an article (of this id) name."""
        texts = {spot: _words(doc, spot) for spot in found if _is_person(spot)}
        full = sorted(set(texts.values()), key=lambda w: (-len(w), w))
        persons: dict[Words, Entity] = {}
        for words in full:
            longer = _longer(words, persons)
            persons[words] = longer or _person(words, _entry(words), article)
        return People(texts, persons, dict(_nearer(texts, persons)))

    def at(self, spot: Spot) -> Entity | None:
        """The person that a spot names, or None where it names no person."""
        words = self.texts.get(spot)
        return None if words is None else self.nearer.get(spot) or self.persons[words]

    def extended(self, doc: Doc, found: tuple[Spot, ...]) -> tuple[Spot, ...]:
        """The spots, with the bare surnames of the article's persons that no spot covers, in text order."""
        surnames = {_core(words)[-1] for words in self.persons if len(words) > 1 and len(_core(words)[-1]) > 2}
        earliest = sorted(self.texts.items(), key=_backwards)
        firsts = {_core(words)[-1]: spot.start for spot, words in earliest if len(words) > 1}
        weak = {s for s in found if len(s) == 1 and _may_be_surname(doc, s, firsts, found)}
        kept = [s for s in found if s not in weak]
        covered = {i for s in kept for i in range(s.start, s.end)}
        more = [
            Spot(t.i, t.i + 1, ("Person",), method="name") for t in doc if t.text in surnames and t.i not in covered
        ]
        return tuple(sorted([*kept, *more], key=lambda s: s.start))


def writer(article: Article, entities: Iterable[Entity]) -> Entity | None:
    """Who speaks in an opinion piece: its first author, where a full name says who that is; None for other articles.

    One whom the article names (`entities`) is that person, however the list of authors spells the name.
    """
    name = (article.author or "").partition("; ")[0]
    if article.genre != OPINION or not is_person(name):
        return None
    words = tuple(name.split())
    found = _person(words, _entry(words), article.id)
    return next((entity for entity in entities if entity.id == found.id or entity.label == name), found)


def _may_be_surname(doc: Doc, spot: Spot, firsts: Mapping[str, int], found: tuple[Spot, ...]) -> bool:
    """Whether a word is rather the surname of a person named in full: else unknown, or a place not named before."""
    text = doc[spot.start].text
    if text not in firsts or _is_person(spot):
        return False
    named = [s.start for s in found if s.names == spot.names]
    return not spot.names or firsts[text] < min(named)


def _backwards(item: tuple[Spot, Words]) -> int:
    return -item[0].start


def _is_person(spot: Spot) -> bool:
    entries = gazetteer.load().entries
    return "Person" in spot.types or (bool(spot.names) and all(entries[n.id].types == ("Person",) for n in spot.names))


def _words(doc: Doc, spot: Spot) -> Words:
    titles = cues.words("names", "titles")
    words = [t.text for t in doc[spot.start : spot.end] if t.tag_ != "POS"]
    while len(words) > 1 and (words[0].lower() in titles or _is_common(words[0])):
        words = words[1:]
    return tuple(words)


def _is_common(word: str) -> bool:
    """Whether a word in lower case is no particle of a name (`farmers Weber`, but `von der Leyen`)."""
    return word.islower() and word not in cues.words("names", "particles")


def _nearer(texts: Mapping[Spot, Words], persons: Mapping[Words, Entity]) -> Iterator[tuple[Spot, Entity]]:
    """Bare surnames that several bear, where only one of them has been named in full before."""
    full = sorted((s for s, words in texts.items() if len(words) > 1), key=lambda s: s.start)
    for spot, words in texts.items():
        bearers = [s for s in full if _core(texts[s])[-1:] == words]
        before = {persons[texts[s]].id: persons[texts[s]] for s in bearers if s.start < spot.start}
        if len(before) == 1 and _entry(words) is None:
            yield spot, next(iter(before.values()))


def _core(words: Words) -> Words:
    """The name without `Jr.` and the like, as short forms leave it out."""
    return words[:-1] if len(words) > 2 and words[-1].lower().rstrip(".") in SUFFIXES else words


def _longer(words: Words, persons: Mapping[Words, Entity]) -> Entity | None:
    """The one person whose fuller name ends in these words, or begins with the only one (`Xi`, `Kim`)."""
    fuller = [(_core(full), e) for full, e in persons.items() if len(full) > len(words)]
    tails = {e.id: e for full, e in fuller if full[-len(words) :] == words}
    heads = {e.id: e for full, e in fuller if full[: len(words)] == words}
    inner = {e.id: e for full, e in fuller if len(words) > 1 and (full[0], full[-1]) == (words[0], words[-1])}
    close = {} if tails or _entry(words) else {e.id: e for full, e in fuller if _is_misspelt(words, full)}
    for some in (tails, inner, heads, close):
        if len(some) == 1:
            return next(iter(some.values()))
    return None


def _is_misspelt(words: Words, full: Words) -> bool:
    """Whether a bare surname differs from that of a full name by one letter (`Largarde`)."""
    one, other = words[-1], full[-1]
    if len(words) > 1 or min(len(one), len(other)) < MISSPELT or one[0] != other[0]:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(one[same + i :] == other[same + j :] for i, j in ((1, 1), (1, 0), (0, 1)))


def _entry(words: Words) -> str | None:
    """The id of the gazetteer's person by this name, where it is one person only."""
    names = gazetteer.load().called(" ".join(words)) or _squeezed(words) or _without_initials(words)
    entries = gazetteer.load().entries
    ids = {n.id for n in names if entries[n.id].types == ("Person",)}
    return next(iter(ids)) if len(ids) == 1 else None


def _squeezed(words: Words) -> tuple[gazetteer.Name, ...]:
    """The gazetteer's names for hyphened and dotted names, which spaCy takes apart (`Ban Ki - moon`)."""
    joined = " ".join(words).replace(" - ", "-").replace(" .", ".")
    return gazetteer.load().called(joined)


def _without_initials(words: Words) -> tuple[gazetteer.Name, ...]:
    """The gazetteer's names for a person written with initials in the middle (`William K. Ruto`)."""
    shorter = [w for i, w in enumerate(words) if not (0 < i < len(words) - 1 and INITIAL.fullmatch(w))]
    return gazetteer.load().called(" ".join(shorter)) if 1 < len(shorter) < len(words) else ()


def _person(words: Words, id: str | None, article: str) -> Entity:
    if id is not None:
        entry = gazetteer.load().entries[id]
        return Entity(entry.id, entry.label, entry.types, entry.qid)
    return new_entity(" ".join(words).replace(" - ", "-").replace(" .", "."), ("Person",), article)
