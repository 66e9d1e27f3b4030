"""What both models say of pairs of mentions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.catalog import relations
from kg.language import encoder
from kg.language.learned import head, linear
from kg.language.learned.features import Fired, buckets
from kg.language.learned.head import Row, shape
from kg.language.learned.pairs import Pair
from kg.language.learned.scenes import Paired
from kg.language.paths import head_word
from kg.language.refer import Resolver
from kg.language.relate import Candidate, admitted, senses_of

# Below this logit of the encoder a pair is looked at no further, unless a wording of the lexicon connects it.
FLOOR = -3.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """A relation that the models think of: the logits of the encoder's head and of the linear model, and whether its
    ends stand in different sentences."""

    candidate: Candidate
    encoder: float
    linear: float
    across: bool


def judged(resolver: Resolver, scenes: Sequence[Paired]) -> list[list[Judgement]]:
    """For each scene the relations that the encoder does not rule out, or that a wording found."""
    shapes = [shape(pair) for _, every in scenes for pair in every]
    if not shapes:
        return [[] for _ in scenes]
    rows = iter(head.scores(encoder.of(resolver.linked.doc), shapes))
    return [list(_of_scene(resolver, scene, [(pair, next(rows)) for pair in scene[1]])) for scene in scenes]


def _of_scene(resolver: Resolver, paired: Paired, rows: Sequence[tuple[Pair, Row]]) -> Iterator[Judgement]:
    scene, names = paired[0], tuple(relations.load())
    for pair, row in rows:
        told = _told(pair, scene.fired) if scene.fired else ()
        wanted = [n for n in pair.allowed if row[n] >= FLOOR or names[n] in told]
        if wanted:
            yield from _of_pair(resolver, pair, row, linear.scores(buckets(scene, pair)), wanted)


def _told(pair: Pair, fired: Fired) -> frozenset[str]:
    """The relations that a wording found between the two."""
    ends = ((one, other) for one in pair.subject.ids for other in pair.object.ids)
    return frozenset(relation for both in ends for relation, _ in fired.get(both, ()))


def _of_pair(resolver: Resolver, pair: Pair, row: Row, also: Row, wanted: Sequence[int]) -> Iterator[Judgement]:
    every = tuple(relations.load().values())
    one, other = pair.subject.referent, pair.object.referent
    tokens = (pair.subject.head, pair.object.head)
    trigger = head_word(*tokens, pair.way)
    notes = tuple(dict.fromkeys((*one.notes, *other.notes)))
    for n in wanted:
        found = admitted(every[n], one, other)
        if found is None:
            continue
        senses = (*senses_of(resolver, one, found[0]), *senses_of(resolver, other, found[1]))
        candidate = Candidate(found[0], every[n].name, found[1], None, trigger, tokens, notes, senses=senses)
        yield Judgement(candidate, float(row[n]), float(also[n]), pair.across)
