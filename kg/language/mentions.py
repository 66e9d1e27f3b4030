"""The mentions of a text: gazetteer first, then the trained recogniser, then names by their build."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.catalog import cues, gazetteer
from kg.language.recognise import MARKS
from kg.language.spot import Spot, known

OWNERS = frozenset({"POS", "PRP$"})
# States are all in the gazetteer: a longer guess around one is its government or what else is read as the state.
FIXED = "State"
LINKING = frozenset({"ADP", "CCONJ", "DET", "PART", "PUNCT", "SCONJ"})
RANK = {"gazetteer": 0, "model": 1, "build": 2}
NAMES = ("PROPN", "NOUN", "ADJ")
LONGEST_PERSON = 3


def spots(doc: Doc) -> tuple[Spot, ...]:
    """Non-overlapping spots in text order: the longest win, then the surer way of finding them."""
    sure = tuple(known(doc))
    every = [*sure, *_guessed(doc, sure), *_built(doc), *_joined(doc, sure)]
    chosen: dict[int, Spot] = {}
    for spot in sorted(every, key=lambda s: (-len(s), RANK[s.method], s.start)):
        if not any(i in chosen for i in range(spot.start, spot.end)):
            chosen.update(dict.fromkeys(range(spot.start, spot.end), spot))
    return tuple(sorted(set(chosen.values()), key=lambda s: s.start))


def _guessed(doc: Doc, sure: tuple[Spot, ...]) -> Iterator[Spot]:
    """What the trained recogniser finds: names whole, descriptions without the names in them."""
    named = {i: spot for spot in sure for i in range(spot.start, spot.end)}
    for ent in doc.ents:
        kind, span = ent.label_, trimmed(ent)
        if kind in MARKS or span is None or (kind == FIXED and any(t.i in named for t in span)):
            continue
        if kind == "Person":
            span = _capitalised(span)
        if kind == "Person" or not _is_description(span):
            if any(t.text[:1].isupper() for t in span):
                yield Spot(span.start, span.end, (kind,), method="model")
        elif not _is_same(span, kind, named):
            start, end = _own(span, named)
            if end - start > 1 or not _is_owned(span, start):
                yield Spot(start, end, (kind,), method="model", around=(span.start, span.end))


def _built(doc: Doc) -> Iterator[Spot]:
    """Capitalised words up to one that bodies are called by (`Sahel Grain Board`), those behind a first name, and a
    state's name before an unknown one (`Ireland Baldwin`)."""
    for span in _capitalised_runs(doc):
        kind = _heads().get(span[-1].text)
        if kind is not None:
            yield Spot(span.start, span.end, (kind,), method="build")
        elif len(span) <= LONGEST_PERSON and span.root.pos_ == "PROPN" and _may_be_person(span):
            yield Spot(span.start, span.end, ("Person",), method="build")


def _joined(doc: Doc, sure: tuple[Spot, ...]) -> Iterator[Spot]:
    """Names with an `and` in them, up to a word that bodies are called by (`the Truth and Dignity Commission`), but not
    where a name of its own stands before that (`the UN and World Bank`)."""
    named = {i for spot in sure for i in range(spot.start, spot.end)}
    for i in (token.i for token in doc if token.i and token.lower_ == "and"):
        if i - 1 in named or doc[i - 1].text in _heads() or doc[i - 1].lower_ in cues.words("names", "titles"):
            continue
        start, end = i, i + 1
        while start > 0 and _is_capitalised(doc[start - 1]) and not doc[start].is_sent_start:
            start -= 1
        while end < len(doc) and _is_capitalised(doc[end]) and not doc[end].is_sent_start:
            end += 1
        kind = _heads().get(doc[end - 1].text)
        if kind and start < i and end > i + 2 and start > 0 and _opens_a_name(doc[start - 1]):
            yield Spot(start, end, (kind,), method="build")


def _opens_a_name(token: Token) -> bool:
    return token.tag_ in ("DT", *OWNERS) or token.lower_ == "based"


def _may_be_person(span: Span) -> bool:
    if span[0].text in _given():
        return True
    state = any(FIXED in gazetteer.load().entries[n.id].types for n in gazetteer.load().called(span[0].text))
    return state and len(span) == 2 and span[0].head == span[1] and not gazetteer.load().called(span[1].text)


def _capitalised_runs(doc: Doc) -> Iterator[Span]:
    """Stretches of at least two capitalised words, but in headlines that write all words so."""
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and _is_capitalised(doc[end]) and (end == start or not doc[end].is_sent_start):
            end += 1
        if end - start > 1 and any(t.is_lower and t.pos_ in ("VERB", "NOUN") for t in doc[start].sent):
            yield doc[start:end]
        start = max(end, start + 1)


def _is_capitalised(token: Token) -> bool:
    return token.pos_ in NAMES and token.text[:1].isupper() and not token.is_stop


@cache
def _heads() -> dict[str, str]:
    """The last words of names with the class that they tell; of several the first."""
    heads: dict[str, str] = {}
    for kind, words in cues.table("names")["heads"].items():
        for word in words:
            heads.setdefault(word, kind)
    return heads


@cache
def _given() -> frozenset[str]:
    return frozenset(name for of_gender in cues.table("gender").values() for name in of_gender["given"])


def trimmed(span: Span) -> Span | None:
    """Without articles, titles, possessive marks and punctuation at the rims; None where a line ends within, or a
    bracket stays open."""
    titles = cues.words("names", "titles") if span.label_.upper() == "PERSON" else frozenset[str]()
    start, end = span.start, span.end
    while start < end and _is_rim(span.doc[start], titles):
        start += 1
    while end > start and _is_tail(span.doc[end - 1]):
        end -= 1
    kept = span.doc[start:end]
    broken = any(t.is_space for t in kept) or kept.text.count("(") != kept.text.count(")")
    return None if broken or not len(kept) else kept


def _is_rim(token: Token, titles: Iterable[str]) -> bool:
    return token.pos_ == "DET" or token.is_punct or token.is_space or token.lower_ in titles or token.lower_ == "the"


def _is_tail(token: Token) -> bool:
    """What no name ends in."""
    last = token.is_lower and (token.ent_type_ == "DATE" or token.pos_ in ("ADP", "CCONJ", "DET"))
    return token.tag_ == "POS" or token.is_punct or token.is_space or last


def _capitalised(span: Span) -> Span:
    """A person's name without what stands before it (`farmers Weber`)."""
    first = next((t.i for t in span if t.text[:1].isupper()), span.start)
    return span.doc[first : span.end]


def _is_same(span: Span, kind: str, named: Mapping[int, Spot]) -> bool:
    """Whether a description only adds its class to a name (`Helmand region`, `Houthi forces`): the name says it all."""
    inside = {named[t.i] for t in span if t.i in named}
    rest = [t for t in span if t.i not in named]
    entries = gazetteer.load().entries
    return len(rest) == 1 and len(inside) == 1 and any(kind in entries[n.id].types for s in inside for n in s.names)


def _is_description(span: Span) -> bool:
    """Whether the head is a common noun: `peace talks in Geneva`."""
    return bool(span.root.pos_ == "NOUN" and span.root.text[:1].islower())


def _is_owned(span: Span, start: int) -> bool:
    """Whether a single noun is all that there is beside its owner: `Bolivia's proposal`, `its talks`."""
    return start == span.start or span.doc[start - 1].tag_ in OWNERS


def _own(span: Span, named: Collection[int]) -> tuple[int, int]:
    """The words around the head of a description up to names that are mentions of their own."""
    start = end = span.root.i
    while start > span.start and start - 1 not in named and span.doc[start - 1].tag_ not in OWNERS:
        start -= 1
    while end + 1 < span.end and end + 1 not in named:
        end += 1
    while end > span.root.i and span.doc[end].pos_ in LINKING:
        end -= 1
    return start, end + 1
