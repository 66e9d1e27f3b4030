"""Short forms of names inside one article: acronyms in brackets, fullest forms, `the Council` for a Council of X."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.catalog import cues, gazetteer
from kg.catalog.spelling import fold
from kg.language.naming import head_word, is_generic
from kg.language.spot import Spot
from kg.model import Entity

LONGEST = 9
SHORTEST = 3
BRACKETED = re.compile(r"\((\w{2,9})\)")
BODIES = frozenset({"Agreement", "ArmedGroup", "Company", "Event", "Initiative", "Organization", "Party", "StateGroup"})

Types = tuple[str, ...]


def acronyms(doc: Doc, found: Iterable[Spot]) -> dict[str, Spot]:
    """The short form of each name that the article explains in brackets, in either order."""
    by_start = {spot.start: spot for spot in found}
    defined: dict[str, Spot] = {}
    for spot in by_start.values():
        rest = doc[spot.end : spot.end + 3]
        if len(rest) == 3 and rest[0].text == "(" and rest[2].text == ")" and _may_abbreviate(rest[1].text):
            defined.setdefault(rest[1].text, spot)
        text, long = doc[spot.start : spot.end].text, by_start.get(spot.end + 1)
        if long is not None and rest[0].text == "(" and _may_abbreviate(text) and _abbreviates(text, doc, long):
            defined.setdefault(text, long)
    known = gazetteer.load().names
    return {
        short: long
        for short, long in defined.items()
        if long.names or short not in known or _initials(doc[long.start : long.end]) == short
    }


def introduced(doc: Doc, found: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The spots, with each long form before its acronym in brackets as one (after Schwartz and Hearst, 2003)."""
    new = [spot for match in BRACKETED.finditer(doc.text) if (spot := _long_form(doc, match, found)) is not None]
    inside = {i for spot in new for i in range(spot.start, spot.end)}
    kept = [spot for spot in found if not inside.intersection(range(spot.start, spot.end))]
    return tuple(sorted((*kept, *new), key=lambda s: s.start))


def _long_form(doc: Doc, match: re.Match[str], found: tuple[Spot, ...]) -> Spot | None:
    """The words right before a bracket whose initials the acronym in it has, where no spot reaches as far."""
    short, bracket = match[1], doc.char_span(match.start(), match.start() + 1)
    if bracket is None or not _may_abbreviate(short):
        return None
    end = bracket.start
    capitals = "".join(c for c in short if c.isupper())
    for start in range(end - len(capitals), max(end - 2 * LONGEST, -1), -1):
        if start >= 0 and doc[start].text[:1].isupper() and _initials(doc[start:end]) == capitals:
            if any(s.start < end and s.end > start and not start <= s.start < s.end <= end for s in found):
                return None
            types = next((s.types for s in found if s.start == end + 1 and s.types), ("Organization",))
            whole = next((s for s in found if (s.start, s.end) == (start, end)), None)
            return whole or Spot(start, end, types, method="name")
    return None


def _abbreviates(short: str, doc: Doc, long: Spot) -> bool:
    return len(long) > 1 and _initials(doc[long.start : long.end]) == "".join(c for c in short if c.isupper())


def _initials(span: Span) -> str:
    return "".join(t.text[0] for t in span if t.text[0].isupper())


def _may_abbreviate(text: str) -> bool:
    return 2 <= len(text) <= LONGEST and sum(c.isupper() for c in text) >= 2


def classes(doc: Doc, found: Iterable[Spot]) -> dict[str, tuple[str, Types]]:
    """For each text that the gazetteer lacks (folded), its fullest form in the article and the classes of most
    mentions."""
    counts: dict[str, Counter[Types]] = {}
    forms: dict[str, str] = {}
    for spot in found:
        if spot.types and "Person" not in spot.types:
            text = spot.text(doc)
            counts.setdefault(fold(text), Counter())[spot.types] += 1
            forms.setdefault(fold(text), text)
    kinds = {text: min(c, key=lambda k: (-c[k], k)) for text, c in counts.items()}
    full = {text: _fullest(text, kinds) for text in kinds}
    full |= _same_described(kinds, forms)
    return {text: (forms[full[text]], kinds[full[text]]) for text in kinds}


def _same_described(kinds: Mapping[str, Types], forms: Mapping[str, str]) -> dict[str, str]:
    """Descriptions of one class with one head word and one place, and no two numbers: each with the longest one.

    `the bombing campaign in Libya` is `the 2011 campaign in Libya`.
    """
    groups: dict[tuple[Types, str, str], list[str]] = {}
    for text in sorted(kinds, key=lambda t: (-len(t), t)):
        place = text.partition(" in ")[2]
        if place and head_word(forms[text]).islower():
            groups.setdefault((kinds[text], head_word(text), place), []).append(text)
    return {text: some[0] for some in groups.values() if len(_numbers(some)) < 2 for text in some}


def _numbers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split() if any(c.isdigit() for c in word))


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


def bare_heads(doc: Doc, found: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """`the Commission`: single capitalised head words behind `the` that no spot covers."""
    covered = {i for spot in found for i in range(spot.start, spot.end)}
    spans = (doc.char_span(*match.span(1)) for match in _behind_the().finditer(doc.text))
    return tuple(
        Spot(span.start, span.end, ("Organization",), method="short")
        for span in spans
        if span is not None and len(span) == 1 and span.start not in covered and not _goes_on(span[0])
    )


@cache
def _behind_the() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he\s({'|'.join(sorted(_short()))})\b")


def _goes_on(token: Token) -> bool:
    """Whether a name goes on behind the word (`the Council of Elders`, `the Bank Street offices`)."""
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return behind is not None and (behind.text[:1].isupper() or behind.lower_ == "of")


@cache
def _short() -> frozenset[str]:
    return cues.words("senses", "short")


def is_short(text: str) -> bool:
    """Whether a text may be the short form of a body's name: generic words, the last one a telling head word."""
    return is_generic(text) and text.split()[-1] in _short()


def meant(text: str, named: Mapping[str, Entity]) -> Entity | None:
    """The only body among those named in full whose name has these words for its head."""
    words = fold(text).split()
    fitting = [e for e in named.values() if BODIES & set(e.types[:1]) and any(_ends(n, words) for n in _names(e))]
    if len(fitting) == 1:
        return fitting[0]
    return _institution(text, named) if not fitting else None


def fuller(text: str, types: Types, named: Mapping[str, Entity]) -> Entity | None:
    """The only thing named in full that this text names with fewer words (`Marine Corps`), with a common noun behind
    (`Houthi forces`), by its initials, or, for a person or half of a state, by one word (`Evo`, `the North`)."""
    others = [e for e in named.values() if e.label != text]
    alike = [e for e in others if set(types) & set(e.types)]
    if bare := without_tail(text):
        return _bearing(bare, alike)
    if head_word(text).islower():
        return None
    if _may_abbreviate(text):
        return _only(e for e in others if len(text) >= SHORTEST and text in _all_initials(e))
    if " " not in text:
        return _by_one_word(text, alike, others)
    words = fold(text).split()
    fits = (_ends, _begins, _equals)
    return _only(e for e in alike if any(fit(name, words) for name in _names(e) for fit in fits))


def _only(entities: Iterable[Entity]) -> Entity | None:
    found = {e.id: e for e in entities}
    return next(iter(found.values())) if len(found) == 1 else None


def without_tail(text: str) -> str:
    """The name before common nouns that only say what bears it, empty where there are none."""
    words = text.split()
    kept = len(words)
    while kept and words[kept - 1].islower():
        kept -= 1
    return " ".join(words[:kept]) if kept < len(words) and words[-1] in cues.words("senses", "tails") else ""


def _bearing(name: str, alike: Iterable[Entity]) -> Entity | None:
    """The thing of fitting class that bears a name, by the gazetteer or in this article."""
    ids = {n.id for n in gazetteer.load().called(name)}
    return _only(e for e in alike if e.id in ids or name in (e.label, *e.mentions))


def _by_one_word(text: str, alike: Iterable[Entity], others: Sequence[Entity]) -> Entity | None:
    """`Islah` for the Islah party, `Evo` for Evo Morales, `the North` for North Korea."""
    halves = cues.table("senses")["halves"].get(text, ())
    if halves:
        return _only(e for e in others if e.id in halves)
    persons = [e for e in others if "Person" in e.types and text in e.label.split() and len(text) > 2]
    return _only(e for e in alike if any(without_tail(m) == text for m in e.mentions)) or _only(persons)


def _all_initials(entity: Entity) -> set[str]:
    """The initials of its names, with and without small words."""
    names = [name.split() for name in (entity.label, *entity.mentions) if " " in name]
    return {"".join(w[0] for w in name if w[0].isupper()) for name in names} | {
        "".join(w[0] for w in name) for name in names
    }


def _begins(name: str, words: list[str]) -> bool:
    """Whether a name goes on behind the words by one word or a link (`Special Court` for Sierra Leone)."""
    folded = fold(name).split()
    rest = folded[len(words) :]
    return folded[: len(words)] == words and bool(rest) and (len(rest) == 1 or rest[0] in cues.words("senses", "links"))


def is_government(text: str) -> bool:
    """`Kabul government`: nothing but the name of a state and a word for those who rule it."""
    *name, tail = text.split()
    entries, found = gazetteer.load().entries, gazetteer.load().called(" ".join(name).removesuffix("'s"))
    return tail in cues.words("senses", "rulers") and any(entries[n.id].types[0] == "State" for n in found)


def _institution(text: str, named: Mapping[str, Entity]) -> Entity | None:
    for union, bodies in cues.table("senses")["institutions"].items():
        if union in named and text in bodies:
            entry = gazetteer.load().entries[bodies[text]]
            return Entity(entry.id, entry.label, entry.types, entry.qid)
    return None


def _names(entity: Entity) -> set[str]:
    return {entity.label, *entity.mentions, *(n.text for n in gazetteer.load().names_of(entity.id))}


def _equals(name: str, words: list[str]) -> bool:
    return fold(name).split() == words


def _ends(name: str, words: list[str]) -> bool:
    """Whether the words end the head part of a longer name: `Council` of Europe, World `Bank`."""
    folded = fold(name).split()
    head = fold(head_word(name))
    end = folded.index(head) + 1 if head in folded else len(folded)
    return len(folded) > len(words) and folded[max(end - len(words), 0) : end] == words
