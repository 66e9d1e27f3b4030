"""What the linear model sees of a pair: words, parse, roles and fired wordings, as hashed names.

Words between and around after Zhou et al. (2005), dependency ways after Bunescu and Mooney (2005), feature hashing
after Weinberger et al. (2009).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from zlib import crc32

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span, Token

from kg.catalog import lexicon
from kg.language.learned.pairs import End, Pair
from kg.language.paths import Way
from kg.language.syntax import roles
from kg.language.tenure import of_person

BUCKETS = 1 << 18
BETWEEN = 14
PHRASE = 7
SHORT = 5
LONGEST_WAY = 7
ROLE_BEARERS = frozenset({"VERB", "NOUN", "ADJ", "AUX", "PROPN"})
TELLING = frozenset({"neg", "aux", "prt", "dobj", "xcomp", "attr", "acomp"})
STEPS = (1, 2, 3, 4, 7, 12, 20)

Buckets = npt.NDArray[np.int32]
# (subject id, object id) -> the (relation, wording id) that the lexicon finds between them.
Fired = Mapping[tuple[str, str], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Scene:
    """A sentence, or two neighbouring ones, with what all its pairs share."""

    sentence: Span
    ends: tuple[End, ...]
    fired: Fired = field(default_factory=dict)

    @cached_property
    def words(self) -> list[str]:
        """The lemmas of the sentence in lower case."""
        return [token.lemma_.lower() if not token.is_space else "\\n" for token in self.sentence]

    @cached_property
    def roles(self) -> dict[int, list[tuple[Token, str]]]:
        """For each token, the words that it fills a role of, with the role."""
        found: dict[int, list[tuple[Token, str]]] = {}
        for token in self.sentence:
            if token.pos_ in ROLE_BEARERS:
                for role, heads in roles(token).items():
                    for head in heads:
                        found.setdefault(head.i, []).append((token, role))
        return found

    def word(self, i: int) -> str:
        """The lemma of a token of the Doc; a mark beyond the sentence."""
        n = i - self.sentence.start
        return "^" if n < 0 else self.words[n] if n < len(self.words) else "$"


def buckets(scene: Scene, pair: Pair) -> Buckets:
    """The features of a pair as sorted places in the model's table."""
    return np.array(sorted({crc32(name.encode()) % BUCKETS for name in named(scene, pair)}), dtype=np.int32)


def named(scene: Scene, pair: Pair) -> Iterator[str]:
    """The features of a pair by name."""
    yield from _shape(scene, pair)
    yield from _words(scene, pair)
    yield from _known(pair)
    if pair.across:
        yield from _apart(scene, pair)
        return
    yield from _along(scene, pair)
    yield from _in_roles(scene, pair)
    yield from _meant(scene, pair)
    yield from _fired(scene, pair)


def _apart(scene: Scene, pair: Pair) -> Iterator[str]:
    """What each end of two sentences is an argument of, and what the words of both may tell."""
    types, order = _types(pair), _order(pair)
    for side, end in (("S", pair.subject), ("O", pair.object)):
        for bearer, role in scene.roles.get(end.head.i, ()):
            word = scene.word(bearer.i)
            yield from (f"x{side}:{word}|{role}", f"x{side}t:{word}|{types}")
            yield from (f"xm{side}:{relation}|{role}|{types}" for relation in _relations({word}))
    yield from (f"xw:{relation}{order}{types}" for relation in _relations(scene.words))


def _shape(scene: Scene, pair: Pair) -> Iterator[str]:
    one, other, types = pair.subject, pair.object, _types(pair)
    order, gap = _order(pair), _gap(pair)
    between = sum(1 for e in scene.ends if e.start >= min(one.end, other.end) and e.end <= max(one.start, other.start))
    yield from (f"T:{types}", f"o{order}", f"T:{types}{order}", f"S:{one.type}", f"O:{other.type}")
    yield from (f"d{order}{sum(gap >= step for step in STEPS)}", f"nb{order}{min(between, 4)}")
    for side, end in (("S", one), ("O", other)):
        yield f"{side}w:{scene.word(end.end - 1)}"
        if end.head.pos_ == "ADJ" or end.head.dep_ == "amod":
            yield f"adj{side}"
        if end.is_read:
            yield f"c{side}"
            yield f"c{side}w:{scene.word(end.head.i)}"


def _words(scene: Scene, pair: Pair) -> Iterator[str]:
    """The words between the two, before the first and behind the second."""
    first, second = (pair.subject, pair.object) if pair.in_order else (pair.object, pair.subject)
    o, gap, types = _order(pair), _gap(pair), _types(pair)
    between = [scene.word(i) for i in range(first.end, second.start)][:BETWEEN]
    if gap <= BETWEEN:
        yield from (f"b{o}:{word}" for word in between)
    if gap <= PHRASE:
        yield from (f"bb{o}:{x}_{y}" for x, y in zip(["<", *between], [*between, ">"], strict=True))
    if gap <= SHORT:
        phrase = "_".join(between)
        yield from (f"B{o}:{phrase}", f"BT{o}:{types}{phrase}")
    before, behind = scene.word(first.start - 1), scene.word(second.end)
    yield from (f"p{o}:{before}", f"n{o}:{behind}", f"pn{o}:{before}|{behind}")
    yield f"p2{o}:{scene.word(first.start - 2)}_{before}"
    yield f"n2{o}:{behind}_{scene.word(second.end + 1)}"


def _along(scene: Scene, pair: Pair) -> Iterator[str]:
    """The way through the parse: its arcs, its words, and what hangs on its top."""
    way, types = pair.way, _types(pair)
    if way.length > LONGEST_WAY:
        return
    arcs = "/".join(t.dep_ for t in way.up) + "^" + "\\".join(t.dep_ for t in way.down)
    words = [scene.word(t.i) for t in way.inner]
    chain = "_".join(words)
    yield from (f"P:{arcs}", f"PT:{arcs}{types}", f"PL:{arcs}|{chain}", f"PX:{chain}{_turn(way)}")
    for word in words:
        yield from (f"pi:{word}", f"pit:{word}|{types}")
    top = scene.word(way.top.i) if way.up and way.down else ""
    first = f"|{way.up[-1].dep_}" if way.up else ""
    last = f"|{way.down[0].dep_}" if way.down else ""
    yield from (f"L:{top}{first}{last}", f"LT:{top}{types}{_order(pair)}")
    for child in way.top.children:
        if child.dep_ in TELLING and child != pair.subject.head and child != pair.object.head:
            yield f"lc:{top}|{child.dep_}|{scene.word(child.i)}"


def _turn(way: Way) -> str:
    return "^" if way.up and way.down else "<" if not way.down else ">"


def _in_roles(scene: Scene, pair: Pair) -> Iterator[str]:
    """The words that both ends are arguments of, directly or through an argument of theirs."""
    one, other, types = pair.subject.head, pair.object.head, _types(pair)
    mine, theirs = scene.roles.get(one.i, ()), scene.roles.get(other.i, ())
    yield from _shared(scene, mine, theirs, types)
    for bearer, role in mine:
        if bearer == other:
            yield from (f"MO:{role}", f"MOT:{role}|{types}")
        yield from _nested(scene, (bearer, role), theirs, "S")
    for bearer, role in theirs:
        if bearer == one:
            yield from (f"MS:{role}", f"MST:{role}|{types}")
        yield from _nested(scene, (bearer, role), mine, "O")


def _shared(
    scene: Scene, mine: Iterable[tuple[Token, str]], theirs: Iterable[tuple[Token, str]], types: str
) -> Iterator[str]:
    for bearer, role in mine:
        for also, another in theirs:
            if bearer == also:
                word = scene.word(bearer.i)
                yield from (f"R:{word}|{role}|{another}", f"R2:{role}|{another}|{bearer.pos_}")
                yield from (f"RT:{word}|{types}", f"RR:{role}|{another}|{types}")
                yield from (f"mr:{relation}|{role}|{another}" for relation in _relations({word}))


def _nested(scene: Scene, inner: tuple[Token, str], others: Iterable[tuple[Token, str]], side: str) -> Iterator[str]:
    """One end in a role of a word that is itself in a role of the word that the other end is an argument of."""
    bearer, role = inner
    for outer, outer_role in scene.roles.get(bearer.i, ()):
        for also, another in others:
            if outer == also:
                word = scene.word(outer.i)
                yield f"N{side}:{word}|{outer_role}.{role}|{another}"
                yield f"N{side}l:{word}|{scene.word(bearer.i)}|{role}|{another}"


def _meant(scene: Scene, pair: Pair) -> Iterator[str]:
    """What the lexicon says that the words between and on the way may tell: a word never seen in training counts by
    the relations that it is a trigger of."""
    order, types = _order(pair), _types(pair)
    first, second = sorted((pair.subject, pair.object), key=lambda end: (end.start, end.end))
    between = {scene.word(i) for i in range(first.end, min(second.start, first.end + BETWEEN))}
    along = {scene.word(t.i) for t in pair.way.inner} if pair.way.length <= LONGEST_WAY else set()
    for relation in _relations(between):
        yield from (f"mb:{relation}{order}", f"mbt:{relation}{order}{types}")
    for relation in _relations(along):
        yield from (f"mw:{relation}{order}", f"mwt:{relation}{order}{types}")


def _relations(words: Iterable[str]) -> list[str]:
    return sorted({relation for word in words for relation in _triggered().get(word, ())})


@cache
def _triggered() -> Mapping[str, frozenset[str]]:
    """The relations that each word is a trigger of."""
    found: dict[str, set[str]] = {}
    for (kind, word), wordings in lexicon.by_trigger().items():
        if kind != "mention":
            found.setdefault(word, set()).update(w.relation for w in wordings)
    return {word: frozenset(names) for word, names in found.items()}


def _known(pair: Pair) -> Iterator[str]:
    """What the table of offices knows of the two, whenever that was; and their places in lists (`A and B, the
    presidents of X and Y`)."""
    bodies = {entity.id for entity in pair.object.referent.entities}
    for person in pair.subject.referent.entities:
        yield from (f"known:{office.relation}" for office in of_person(person.id) if office.body in bodies)
    one, other = _number(pair.subject.head), _number(pair.object.head)
    if one or other:
        yield f"in lists:{min(one, 3)}|{min(other, 3)}"


def _number(token: Token) -> int:
    """Which member of a list a word is, from 0."""
    count = 0
    while token.dep_ == "conj" and token.head != token:
        token, count = token.head, count + 1
    return count


def _fired(scene: Scene, pair: Pair) -> Iterator[str]:
    for subject in pair.subject.referent.entities:
        for object in pair.object.referent.entities:
            for relation, wording in scene.fired.get((subject.id, object.id), ()):
                yield from (f"rule:{relation}", f"rw:{relation}:{wording}")


def _types(pair: Pair) -> str:
    return f"{pair.subject.type}>{pair.object.type}"


def _order(pair: Pair) -> str:
    return f"{2 * pair.across + (1 if pair.in_order else 2)}"


def _gap(pair: Pair) -> int:
    """The number of tokens between the two."""
    return max(pair.object.start - pair.subject.end, pair.subject.start - pair.object.end, 0)
