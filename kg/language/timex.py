"""The date expressions of an article: where they stand, what they say, which words they date."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.catalog import cues
from kg.language.dates import SHORT, again, find, parse
from kg.language.spans import over

VERBAL = ("VERB", "AUX")
DATELINE = 8
DASHES = frozenset({"-", "–", "—", ":"})
BREAKS = frozenset({":", ";"})
BELOW = frozenset({"aux", "auxpass", "acl", "relcl", "amod"})
EXACT = 10


@dataclass(frozen=True, slots=True)
class Timex:
    """A date expression: its value (YYYY[-MM[-DD]]) in a clause that looks back and in one that looks ahead, the
    preposition before it, and the words that it may date, the nearest first. `heads`: it stands over its sentence
    (`MONDAY - ...`). `ahead` is empty where it would lie before the article's date."""

    span: Span
    past: str
    ahead: str
    preposition: str
    holders: tuple[Token, ...]
    heads: bool = False


def timexes(doc: Doc, published: str | None) -> dict[int, tuple[Timex, ...]]:
    """The date expressions of each sentence, by its first token, against the article's date (YYYY-MM-DD or None).

    Left out are datelines, bounds (`until 2030`) and years that belong to a name (`Vision 2030`).
    """
    found: dict[int, tuple[Timex, ...]] = {}
    before: str | None = None
    for span in _spans(doc):
        past = again(span.text, before) or parse(span.text, published)
        if past is None or _is_dateline(span):
            continue
        before = past if len(past) == EXACT else before
        preposition, site = _site(span)
        if preposition not in cues.words("times", "bounds"):
            start, holders = span[0].sent.start, tuple(_holders(span, _own(span, site), preposition))
            timex = Timex(span, past, _ahead(span.text, past, published), preposition, holders, _is_headed(span))
            found[start] = (*found.get(start, ()), timex)
    return found


def _ahead(text: str, past: str, published: str | None) -> str:
    """What a date says in a clause that looks ahead; empty where that lies before the article's date."""
    ahead = parse(text, published, future=True) or past
    return "" if published and ahead < published[: len(ahead)] else ahead


def _spans(doc: Doc) -> Iterator[Span]:
    for start, end, bare in find(doc.text):
        span = over(doc, start, end)
        if not _is_small(doc.text[start:end]) and (not bare or _is_date(span)):
            yield span


def _is_small(text: str) -> bool:
    """Whether the word is no name of a month: `it may 10 times over`, `they march`."""
    return text[0].islower() and text[:3] in SHORT


def _is_date(span: Span) -> bool:
    """Whether a bare month or year is one: by the word before it, or else by the recogniser of dates; not in a name
    (`Theresa May`, `Vision 2030`) nor as a number (`2000 soldiers`); `the 2019 agreement` is one."""
    first, before = span[0], span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in cues.words("times", "before"):
        return True
    if before is not None and before.pos_ == "PROPN" and (before.ent_type_ not in ("", "DATE") or before.head == first):
        return False
    counts = first.dep_ == "nummod" and first.head.tag_ == "NNS" and (before is None or before.dep_ != "det")
    dates = first.is_digit and before is not None and before.dep_ == "det" and first.head.tag_ == "NN"
    return (first.ent_type_ == "DATE" or dates) and not counts


def _is_dateline(date: Span) -> bool:
    """`ISLAMABAD, 7 October 2025 - Pakistan ...`: when it was reported, not when it happened."""
    before = date.start - date.sent.start
    return _is_headed(date) and 0 < before < DATELINE


def _is_headed(date: Span) -> bool:
    """Whether a dash or colon follows: `MONDAY - Xi Jinping receives ...` heads what happens on Monday."""
    return date.end < len(date.doc) and date.doc[date.end].text in DASHES


def _own(date: Span, site: Token) -> Token:
    """The word that a date hangs on; of a date that opens its clause and that the parser hung elsewhere, the verb."""
    doc, first = date.doc, date.sent.start
    start = date.start - (date.start > first and doc[date.start - 1].pos_ == "ADP")
    opens = start == first or doc[start - 1].text in BREAKS
    if not opens or (site.pos_ in VERBAL and site.i > date.start and not _is_headed(date)):
        return site
    high = next((t.i for t in doc[date.end + 1 : date.sent.end] if t.text in BREAKS), date.sent.end)
    verbs = [t for t in doc[date.end : high] if t.pos_ in VERBAL and t.dep_ not in BELOW]
    return min(verbs, key=lambda t: (sum(1 for _ in t.ancestors), t.i), default=site)


def _site(span: Span) -> tuple[str, Token]:
    """The preposition of a date and the word that the phrase hangs on."""
    preposition, token = "", span.root
    while token.head != token:
        above = token.head
        if above.pos_ == "ADP" or (above.pos_ == "SCONJ" and above.dep_ == "prep"):
            preposition = preposition or above.lower_
        elif above.lower_ in cues.words("times", "parts"):
            preposition = ""
        elif not span.start <= above.i < span.end:
            return preposition, above
        token = above
    return preposition, token


def _holders(span: Span, site: Token, preposition: str) -> Iterator[Token]:
    """The words that a date may date: what it hangs on and, where that is a noun beside a verb, the verb too, for the
    parser hangs `in Paris on Monday` on Paris."""
    yield site
    inside = preposition == "of" or (not preposition and span.end <= site.i)
    if inside and site.pos_ not in VERBAL:
        return
    token = site
    while token.pos_ not in VERBAL and token.head != token and not _stops(token, span, preposition):
        token = above(token)
        yield token


def above(token: Token) -> Token:
    """What a word hangs on, over prepositions."""
    token = token.head
    while token.pos_ == "ADP" and token.head != token:
        token = token.head
    return token


def _stops(noun: Token, span: Span, preposition: str) -> bool:
    """Whether the date stays with this noun."""
    if noun.pos_ != "NOUN":
        return False
    if preposition in cues.words("times", "starts"):
        return True
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return noun.i < span.start < noun.head.i
    return is_apart(noun)


def is_apart(noun: Token) -> bool:
    """Whether a noun stands for something with a time of its own: in apposition, or behind `after`, `over` ..."""
    if noun.dep_ == "appos":
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in cues.words("times", "apart")
