"""Stretches of tokens by their offsets in the text."""

from bisect import bisect_right

from spacy.tokens import Doc, Span

KEY = "offsets"


def over(doc: Doc, start: int, end: int) -> Span:
    """The tokens that reach into these characters; spaCy's `char_span` walks the whole Doc for that at each call."""
    offsets: list[int] = doc.user_data.setdefault(KEY, [])
    if not offsets:
        offsets += (token.idx for token in doc)
    return doc[bisect_right(offsets, start) - 1 : bisect_right(offsets, end - 1)]
