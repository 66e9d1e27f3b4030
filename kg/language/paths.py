"""The words that connect two arguments: the dependency path between them, and the one that carries their relation."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.catalog import cues

TELLING = ("VERB", "NOUN", "ADJ", "AUX", "PROPN")
CLAUSES = frozenset({"xcomp", "ccomp"})
NAMING = frozenset({"compound", "flat", "nmod"})


def path(a: Token, b: Token) -> tuple[Token, ...]:
    """The tokens on the way from `a` up to the lowest common ancestor and down to `b`, in text order.

    The ends are excluded, the ancestor is included unless it is an end; empty where both stand in different sentences.
    """
    top = ancestor(a, b)
    if top is None:
        return ()
    inner = {t.i: t for end in (a, b) for t in _up(end, top)}
    return tuple(inner[i] for i in sorted(inner) if i not in (a.i, b.i))


def head_word(a: Token, b: Token) -> Token:
    """The word that most likely carries the relation of two arguments: their lowest common ancestor, or the verb of
    the clause that it governs on the way (`Kenya wants to join BRICS`: join).

    Where that is one of the two or a part of its name, the word of the path that tells most, next to it first
    (`Ruto, president of Kenya`), else a title beside the name (`Kenya's President Ruto`), else the name itself. Of
    two arguments in different sentences, the root of the one that comes later.
    """
    top = ancestor(a, b)
    if top is None:
        return max(a, b, key=lambda t: t.i).sent.root
    if not any(_same_name(top, end) for end in (a, b)):
        return _lowest(top, path(a, b))
    between = [t for t in path(a, b) if not any(_same_name(t, end) for end in (a, b))]
    for kind in TELLING:
        found = [t for t in between if t.pos_ == kind]
        if found:
            return min(found, key=lambda t: (_depth(t, top), t.i))
    return next(_titles(top), top)


def ancestor(a: Token, b: Token) -> Token | None:
    """The lowest word that governs both or is one of them and governs the other; None across sentences."""
    above = {t.i for t in (a, *a.ancestors)}
    return next((t for t in (b, *b.ancestors) if t.i in above), None)


def _lowest(top: Token, between: tuple[Token, ...]) -> Token:
    """The lowest verb that clauses lead to from the top: what is wanted or said, not the wanting or saying."""
    while True:
        below = [t for t in between if t.head == top and t != top and t.dep_ in CLAUSES and t.pos_ in ("VERB", "AUX")]
        if not below or top.pos_ not in ("VERB", "AUX", "ADJ"):
            return top
        top = below[0]


def _up(token: Token, top: Token) -> Iterator[Token]:
    """The token and all above it, up to and with the top."""
    yield token
    while token != top:
        token = token.head
        yield token


def _same_name(token: Token, end: Token) -> bool:
    """Whether a token is the end, or the word of a longer name that the end is a part of."""
    while end != token and end.dep_ in NAMING and end.pos_ == "PROPN" == end.head.pos_ and abs(end.i - end.head.i) == 1:
        end = end.head
    return end == token


def _depth(token: Token, top: Token) -> int:
    return sum(1 for _ in _up(token, top))


def _titles(name: Token) -> Iterator[Token]:
    """Titles and descriptions at a name, the nearest first."""
    titles = cues.words("names", "titles")
    near = [c for c in name.children if c.dep_ in ("compound", "nmod", "amod", "appos") and c.pos_ in ("NOUN", "PROPN")]
    yield from (c for c in sorted(near, key=lambda c: abs(c.i - name.i)) if c.pos_ == "NOUN" or c.lower_ in titles)
