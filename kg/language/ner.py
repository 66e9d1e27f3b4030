"""Names that spaCy's recogniser finds, and how the bounds of a guess are mended."""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.catalog import cues
from kg.language.spot import Spot

SHORT = 3


@cache
def _heads() -> dict[str, str]:
    heads: dict[str, str] = {}
    for kind, words in cues.table("names")["heads"].items():
        for word in words:
            heads.setdefault(word, kind)
    return heads


def _kind_of(span: Span) -> str | None:
    heads = _heads()
    first_link = next((t.i for t in span if t.text in ("of", "for", "on", "against", "in")), span.end)
    head = span.doc[first_link - 1]
    return heads.get(head.text) if head.i > span.start or first_link < span.end else None


def recognised(doc: Doc) -> Iterator[Spot]:
    """What spaCy's recogniser takes for a name, in our classes."""
    kinds, never = cues.table("names")["ner"], cues.words("names", "never")
    for ent in doc.ents:
        kind = kinds.get(ent.label_)
        span = trimmed(ent)
        if not kind or span is None or not any(t.text[:1].isupper() for t in span):
            continue
        if span.text.lower() not in never and not _is_portfolio(span):
            head = _kind_of(span) if kind != "Person" else None
            yield Spot(span.start, span.end, (head or kind,), method="ner")


def _is_portfolio(span: Span) -> bool:
    """`External Affairs` before `Minister` is part of a title, not a body."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return after in cues.words("names", "posts") and span.label_ not in ("GPE", "NORP") and len(span) < SHORT


def trimmed(span: Span) -> Span | None:
    """Without articles, titles, possessive marks and punctuation at the rims; None where a line ends within, or a
    bracket stays open."""
    titles = cues.words("names", "titles") if span.label_ in ("PERSON", "Person") else frozenset[str]()
    start, end = span.start, span.end
    while start < end and _is_rim(span.doc[start], titles):
        start += 1
    while end > start and _is_tail(span.doc[end - 1]):
        end -= 1
    kept = span.doc[start:end]
    broken = any(t.is_space for t in kept) or kept.text.count("(") != kept.text.count(")")
    return None if broken or not len(kept) else kept


def _is_tail(token: Token) -> bool:
    """What no name ends in: marks, and when something was (`the accord last week`)."""
    return token.tag_ == "POS" or token.is_punct or token.is_space or (token.is_lower and _ends_nothing(token))


def _ends_nothing(token: Token) -> bool:
    return token.ent_type_ == "DATE" or token.pos_ in ("ADP", "CCONJ", "DET")


def _is_rim(token: Token, titles: Iterable[str]) -> bool:
    return token.pos_ == "DET" or token.is_punct or token.is_space or token.lower_ in titles or token.lower_ == "the"
