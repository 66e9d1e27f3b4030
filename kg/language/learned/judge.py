"""What both models say of the pairs of a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from kg.catalog import relations
from kg.language import encoder
from kg.language.learned import head, linear
from kg.language.learned.features import Fired, Scene, buckets
from kg.language.learned.head import Row, shape
from kg.language.learned.pairs import Pair, ends, pairs
from kg.language.paths import head_word
from kg.language.refer import Resolver
from kg.language.relate import Candidate, admitted, senses_of

# Below this logit of the encoder a pair is looked at no further, unless a wording of the lexicon connects it.
FLOOR = -3.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """A relation that the models think of: the logits of the encoder's head and of the linear model."""

    candidate: Candidate
    encoder: float
    linear: float


def judged(resolver: Resolver, sentence: Span, fired: Fired) -> Iterator[Judgement]:
    """The relations that the encoder does not rule out, or that a wording found, for the pairs of a sentence."""
    scene = Scene(sentence, ends(resolver, sentence), fired)
    every = pairs(scene.ends)
    if not every:
        return
    rows = head.scores(encoder.of(sentence.doc), [shape(pair) for pair in every])
    for pair, row in zip(every, rows, strict=True):
        wanted = _wanted(pair, row, fired)
        if wanted:
            yield from _of_pair(resolver, pair, row, linear.scores(buckets(scene, pair)), wanted)


def _wanted(pair: Pair, row: Row, fired: Fired) -> list[int]:
    """The relations worth a closer look."""
    names = tuple(relations.load())
    one, other = pair.subject.referent.entities, pair.object.referent.entities
    told = {relation for s in one for o in other for relation, _ in fired.get((s.id, o.id), ())}
    return [n for n in pair.allowed if row[n] >= FLOOR or names[n] in told]


def _of_pair(resolver: Resolver, pair: Pair, row: Row, also: Row, wanted: Sequence[int]) -> Iterator[Judgement]:
    every = tuple(relations.load().values())
    one, other = pair.subject.referent, pair.object.referent
    trigger, tokens = head_word(pair.subject.head, pair.object.head), (pair.subject.head, pair.object.head)
    notes = tuple(dict.fromkeys((*one.notes, *other.notes)))
    for n in wanted:
        found = admitted(every[n], one, other)
        if found is None:
            continue
        senses = (*senses_of(resolver, one, found[0]), *senses_of(resolver, other, found[1]))
        candidate = Candidate(found[0], every[n].name, found[1], None, trigger, tokens, notes, senses=senses)
        yield Judgement(candidate, float(row[n]), float(also[n]))
