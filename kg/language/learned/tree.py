"""Ways through the parse: from one word up to the lowest word that governs both, and down to the other."""

from dataclasses import dataclass

from spacy.tokens import Token

DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Way:
    """`up` begins with the one word, `down` ends with the other; `top` is part of neither, unless it is one of them
    (then that side is empty)."""

    up: tuple[Token, ...]
    top: Token
    down: tuple[Token, ...]

    @property
    def inner(self) -> tuple[Token, ...]:
        """The words between the two, from the one to the other, with the top where it is neither of them."""
        middle = (self.top,) if self.up and self.down else ()
        return (*self.up[1:], *middle, *self.down[:-1])

    @property
    def length(self) -> int:
        """The number of arcs."""
        return len(self.up) + len(self.down)


def way(one: Token, other: Token) -> Way:
    """The way between two words of one sentence; of a very deep one only both ends, which then do not meet."""
    first, second = ancestry(one), ancestry(other)
    if first[-1] != second[-1]:
        return Way(tuple(first), first[-1], tuple(reversed(second)))
    while len(first) > 1 and len(second) > 1 and first[-2] == second[-2]:
        first.pop()
        second.pop()
    return Way(tuple(first[:-1]), first[-1], tuple(reversed(second[:-1])))


def ancestry(token: Token) -> list[Token]:
    """The word and all that govern it, up to the root or to some depth."""
    found = [token]
    while found[-1].head != found[-1] and len(found) < DEEPEST:
        found.append(found[-1].head)
    return found
