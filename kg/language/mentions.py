"""The mentions of a text: gazetteer first, then the trained recogniser, then spaCy's recogniser."""

from collections.abc import Collection, Iterator, Mapping

from spacy.tokens import Doc, Span

from kg.catalog import gazetteer
from kg.language.ner import recognised, trimmed
from kg.language.recognise import guesses
from kg.language.spot import Spot, known

OWNERS = frozenset({"POS", "PRP$"})
# States are all in the gazetteer: a longer guess around one is its government or what else is read as the state.
FIXED = "State"
LINKING = frozenset({"ADP", "CCONJ", "DET", "PART", "PUNCT", "SCONJ"})
RANK = {"gazetteer": 0, "model": 1, "ner": 2}


def spots(doc: Doc) -> tuple[Spot, ...]:
    """Non-overlapping spots in text order: the longest win, then the surer way of finding them."""
    sure = tuple(known(doc))
    every = [*sure, *_guessed(doc, sure), *recognised(doc)]
    chosen: dict[int, Spot] = {}
    for spot in sorted(every, key=lambda s: (-len(s), RANK[s.method], s.start)):
        if not any(i in chosen for i in range(spot.start, spot.end)):
            chosen.update(dict.fromkeys(range(spot.start, spot.end), spot))
    return tuple(sorted(set(chosen.values()), key=lambda s: s.start))


def _guessed(doc: Doc, sure: tuple[Spot, ...]) -> Iterator[Spot]:
    """What the trained recogniser finds: names whole, descriptions without the names in them."""
    named = {i: spot for spot in sure for i in range(spot.start, spot.end)}
    for guess in guesses(doc):
        span = trimmed(Span(doc, guess.start, guess.end, guess.kind))
        if span is None or (guess.kind == FIXED and any(t.i in named for t in span)):
            continue
        if guess.kind == "Person":
            span = _capitalised(span)
        if guess.kind == "Person" or not _is_description(span):
            if any(t.text[:1].isupper() for t in span):
                yield Spot(span.start, span.end, (guess.kind,), method="model")
        elif not _is_same(span, guess.kind, named):
            start, end = _own(span, named)
            if end - start > 1 or not _is_owned(span, start):
                yield Spot(start, end, (guess.kind,), method="model", around=(span.start, span.end))


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
