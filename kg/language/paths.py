"""The words that connect two arguments: the dependency path between them, and the one that carries their relation."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.catalog import cues

DEEPEST = 24
TELLING = ("VERB", "NOUN", "ADJ", "AUX", "PROPN")
CLAUSES = frozenset({"xcomp", "ccomp"})
NAMING = frozenset({"compound", "flat", "nmod"})


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the parse: `up` begins with the one word, `down` ends with the other; `top`, the lowest word that
    governs both, is part of neither, unless it is one of them (then that side is empty). Words of different sentences
    do not meet: then the ways to both roots, `top` being the first."""

    up: tuple[Token, ...]
    top: Token
    down: tuple[Token, ...]
    meets: bool = True

    @property
    def inner(self) -> tuple[Token, ...]:
        """The words between the two, from the one to the other, with the top where it is neither of them."""
        middle = (self.top,) if self.up and self.down else ()
        return (*self.up[1:], *middle, *self.down[:-1])

    @property
    def between(self) -> tuple[Token, ...]:
        """These words in text order; none across sentences."""
        return tuple(sorted(self.inner, key=lambda t: t.i)) if self.meets else ()

    @property
    def length(self) -> int:
        """The number of arcs."""
        return len(self.up) + len(self.down)


def way(one: Token, other: Token) -> Way:
    """The way between two words."""
    first, second = _ancestry(one), _ancestry(other)
    if first[-1] != second[-1]:
        return Way(tuple(first[:-1]), first[-1], tuple(reversed(second)), meets=False)
    while len(first) > 1 and len(second) > 1 and first[-2] == second[-2]:
        first.pop()
        second.pop()
    return Way(tuple(first[:-1]), first[-1], tuple(reversed(second[:-1])))


def path(a: Token, b: Token) -> tuple[Token, ...]:
    """The words of the way between two in text order, without the two; empty across sentences."""
    return way(a, b).between


def head_word(a: Token, b: Token, along: Way | None = None) -> Token:
    """The word that most likely carries the relation of two arguments: their lowest common ancestor, or the verb of
    the clause that it governs on the way (`Kenya wants to join BRICS`: join).

    Where that is one of the two or a part of its name, the word of the path that tells most, next to it first
    (`Ruto, president of Kenya`), else a title beside the name (`Kenya's President Ruto`), else the name itself. Of
    two arguments in different sentences, the root of the one that comes later. `along`: the way between the two.
    """
    found = along or way(a, b)
    top = found.top
    if not found.meets:
        return max(a, b, key=lambda t: t.i).sent.root
    if not any(_same_name(top, end) for end in (a, b)):
        return _lowest(top, found.between)
    between = [t for t in found.between if not any(_same_name(t, end) for end in (a, b))]
    for kind in TELLING:
        told = [t for t in between if t.pos_ == kind]
        if told:
            return min(told, key=lambda t: (_depth(t, top), t.i))
    return next(_titles(top), top)


def _lowest(top: Token, between: tuple[Token, ...]) -> Token:
    """The lowest verb that clauses lead to from the top: what is wanted or said, not the wanting or saying."""
    while True:
        below = [t for t in between if t.head == top and t != top and t.dep_ in CLAUSES and t.pos_ in ("VERB", "AUX")]
        if not below or top.pos_ not in ("VERB", "AUX", "ADJ"):
            return top
        top = below[0]


def _ancestry(token: Token) -> list[Token]:
    """The word and all that govern it, up to the root or, in an endless sentence, to some depth."""
    found = [token]
    while found[-1].head != found[-1] and len(found) < DEEPEST:
        found.append(found[-1].head)
    return found


def _same_name(token: Token, end: Token) -> bool:
    """Whether a token is the end, or the word of a longer name that the end is a part of."""
    while end != token and end.dep_ in NAMING and end.pos_ == "PROPN" == end.head.pos_ and abs(end.i - end.head.i) == 1:
        end = end.head
    return end == token


def _depth(token: Token, top: Token) -> int:
    depth = 0
    while token != top:
        token, depth = token.head, depth + 1
    return depth


def _titles(name: Token) -> Iterator[Token]:
    """Titles and descriptions at a name, the nearest first."""
    titles = cues.words("names", "titles")
    near = [c for c in name.children if c.dep_ in ("compound", "nmod", "amod", "appos") and c.pos_ in ("NOUN", "PROPN")]
    yield from (c for c in sorted(near, key=lambda c: abs(c.i - name.i)) if c.pos_ == "NOUN" or c.lower_ in titles)
