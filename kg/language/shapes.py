"""Names that no list knows: by the shape of names, by common nouns for happenings, and by spaCy's recogniser."""

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


def shaped(doc: Doc) -> Iterator[Spot]:
    """Capitalised names that hold a telling head word: `Ministry of Trade`, `Radom Air Show`."""
    for sentence in doc.sents:
        if _is_heading(sentence):
            continue
        for start, end in _capital_runs(sentence):
            end, kind = _with_common_head(doc, start, end)
            if kind and end - start > 1:
                yield Spot(start, end, tuple(kind.split("|")), method="name")


def _with_common_head(doc: Doc, start: int, end: int) -> tuple[int, str | None]:
    """The end and class of a name; a telling noun may follow in lower case (`China Global South project`)."""
    heads: dict[str, str] = cues.table("names")["common_heads"]
    follows = doc[end].lower_ if end < len(doc) else ""
    if end - start > 1 and follows in heads and doc[end - 1].pos_ == "PROPN":
        return end + 1, heads[follows]
    return end, _kind_of(doc[start:end])


def _is_heading(sentence: Span) -> bool:
    """Whether all long words are capitals, so that case tells nothing."""
    long = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(long) > 3 and sum(t.text[0].isupper() for t in long) > 0.8 * len(long)


def _capital_runs(sentence: Span) -> Iterator[tuple[int, int]]:
    links = cues.words("names", "links")
    start = end = None
    for token in sentence:
        if _is_capital(token) and not (start is None and token.is_sent_start and token.pos_ in ("DET", "ADP", "PRON")):
            start, end = (token.i if start is None else start), token.i + 1
        elif start is not None and not (token.text in links and _may_link(sentence.doc, token)):
            yield start, end or start
            start = None
    if start is not None and end is not None:
        yield start, end


def _may_link(doc: Doc, token: Token) -> bool:
    """A link word holds a name together only after its head word, and before another capital."""
    before, after = doc[token.i - 1], doc[min(token.i + 1, len(doc) - 1)]
    if token.text == "and":
        return _is_capital(after) and not after.ent_type_ and _follows_link(before)
    headed = before.text in _heads() or before.text in cues.words("names", "links") or token.text in ("&", "de")
    return headed and (_is_capital(after) or after.text in ("the", "de"))


def _follows_link(token: Token) -> bool:
    """Whether a name's second part goes on: `Institute for Steppe and Trade`."""
    return token.i > 0 and token.doc[token.i - 1].lower_ in ("of", "for", "on", "the")


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB", "X") and token.text != "I"


def _kind_of(span: Span) -> str | None:
    heads = _heads()
    first_link = next((t.i for t in span if t.text in ("of", "for", "on", "against", "in")), span.end)
    head = span.doc[first_link - 1]
    return heads.get(head.text) if head.i > span.start or first_link < span.end else None


def described(doc: Doc) -> Iterator[Spot]:
    """Happenings told by a common noun: with what stands before it (`EU referendum`), else the place behind."""
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in cues.words("names", "events"):
            start = _phrase_start(token)
            end = token.i + 1 if start < token.i else _place_end(token)
            if end - start > 1 and not any(t.text in ("-", "–") for t in doc[start:end]):
                yield Spot(start, end, ("Event",), method="name")


def _phrase_start(noun: Token) -> int:
    """Where the adjectives and names begin that stand right before a noun, without numbers and ordinals."""
    if any(c.lower_ in ("press", "news", "video") for c in noun.lefts):
        return noun.i
    left = [
        c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod") and c.ent_type_ not in ("ORDINAL", "CARDINAL")
    ]
    left = [c for c in left if not any(k.dep_ == "nummod" for k in c.children)]
    telling = [c for c in left if c.text[:1].isupper() or c.dep_ == "compound" or c.lower_ in ("civil", "presidential")]
    return min((c.left_edge.i for c in telling), default=noun.i)


def _place_end(noun: Token) -> int:
    """Behind the name in `conflict in Yemen`; the noun's own end where no name follows."""
    doc, i = noun.doc, noun.i + 1
    if i + 1 < len(doc) and doc[i].lower_ == "in" and doc[i + 1].ent_type_ in ("GPE", "LOC"):
        i += 1
        while i < len(doc) and doc[i].ent_type_ in ("GPE", "LOC"):
            i += 1
        return i
    return noun.i + 1


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
    """Without articles, titles, possessive marks and punctuation at the rims; None where a line ends within."""
    titles = cues.words("names", "titles") if span.label_ in ("PERSON", "Person") else frozenset[str]()
    start, end = span.start, span.end
    while start < end and _is_rim(span.doc[start], titles):
        start += 1
    while end > start and (span.doc[end - 1].tag_ == "POS" or span.doc[end - 1].is_punct or span.doc[end - 1].is_space):
        end -= 1
    kept = span.doc[start:end]
    return None if not len(kept) or any(t.is_space for t in kept) else kept


def _is_rim(token: Token, titles: Iterable[str]) -> bool:
    return token.pos_ == "DET" or token.is_punct or token.is_space or token.lower_ in titles or token.lower_ == "the"
