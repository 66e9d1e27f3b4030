"""When it happened: the dates of a claim's own clause, against the article's date."""

from collections.abc import Iterable

from spacy.tokens import Span, Token

from kg.language.dates import parse

DATELINE = 8
INSIDE = frozenset({"xcomp", "amod", "aux", "auxpass", "pcomp", "acl", "conj"})


def time_of(trigger: Token, dates: Iterable[Span], published: str | None, planned: bool = False) -> str | None:
    """The date of the trigger's clause as ISO text, out of the dates of its sentence, or None where it has none."""
    for span in _near(trigger, dates):
        found = parse(span.text, published, planned or _is_future(trigger))
        if found:
            return found
    return None


def _near(trigger: Token, dates: Iterable[Span]) -> list[Span]:
    """Date expressions that hang in the trigger's own clause, the nearest first."""
    top, own = _clause(trigger), _verb(trigger)
    found = [ent for ent in dates if _clause(ent.root) == top and _is_free(ent, trigger) and not _is_dateline(ent)]
    nearest = [ent for ent in found if _verb(ent.root) == own]
    shared = [ent for ent in found if _verb(ent.root).tag_ == own.tag_]
    return sorted(nearest or shared, key=lambda e: (abs(e.root.i - trigger.i), e.start))


def _verb(token: Token) -> Token:
    """The nearest verb at or above a token."""
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _is_dateline(date: Span) -> bool:
    """`ISLAMABAD, 7 October 2025 - Pakistan ...`: when it was reported, not when it happened."""
    after = date.doc[date.end].text if date.end < len(date.doc) else ""
    return after in ("-", "–", "—", ":") and date.start - date.sent.start < DATELINE


def _is_free(date: Span, trigger: Token) -> bool:
    """Whether no other noun owns the date (`the treaty of 1992`, `an ally since 1951`)."""
    token = date.root
    while token.head != token and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
        own = token == trigger or token.is_ancestor(trigger) or date.start <= token.i < date.end
        if token.pos_ in ("NOUN", "PROPN") and not own:
            return False
    return True


def _clause(token: Token) -> Token:
    """The verb of the clause that a token hangs in."""
    while token.head != token and not (token.pos_ in ("VERB", "AUX") and token.dep_ not in INSIDE):
        token = token.head
    return token


def _is_future(trigger: Token) -> bool:
    return any(c.lower_ in ("will", "shall") for c in (*trigger.children, *trigger.head.children))
