"""Annotated articles as pairs of mentions with the relations that they have: what the relation models learn from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span

from kg.catalog import relations
from kg.evaluation.gold import GoldArticle, GoldClaim
from kg.evaluation.matching import resolve
from kg.language.extractor import understood
from kg.language.learned.features import Scene, buckets
from kg.language.learned.head import shape
from kg.language.learned.pairs import End, Pair
from kg.language.learned.rules import fired
from kg.language.learned.scenes import scenes
from kg.language.refer import Resolver
from kg.model import Entity
from kg.training.examples import Example
from kg.training.windows import Window, joint_windows


@dataclass(frozen=True)
class Source:
    """An annotated article ready to learn relations from."""

    gold: GoldArticle
    entities: Mapping[str, Entity]
    examples: tuple[Example, ...]
    windows: tuple[Window, ...]


def source(gold: GoldArticle) -> Source:
    """The article read as the extractor reads it, its pairs labelled by its annotated claims."""
    resolver = understood(gold.article)
    truth = _Truth(gold, resolver)
    doc = resolver.linked.doc
    sentences = list(doc.sents)
    paired = scenes(resolver, sentences, [fired(resolver, sentence) for sentence in sentences])
    examples = tuple(example for scene, every in paired for example in _examples(scene, every, truth))
    return Source(gold, resolver.linked.entities, examples, tuple(joint_windows(gold, doc, examples)))


def _examples(scene: Scene, every: Iterable[Pair], truth: "_Truth") -> Iterator[Example]:
    for pair in every:
        claims = [(c, truth.is_here(c, scene.sentence)) for c in truth.between(pair)]
        here = [c for c, stands in claims if stands and not c.optional]
        true = tuple(sorted({truth.number(c) for c in here} & set(pair.allowed)))
        masked = frozenset(truth.number(c) for c, _ in claims) - set(true)
        yield Example(shape(pair), buckets(scene, pair), _ids(pair), pair.allowed, true, masked)


def _ids(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    one, other = (tuple(e.id for e in end.referent.entities) for end in (pair.subject, pair.object))
    return one, other


class _Truth:
    """The annotated claims of an article, asked by pair."""

    def __init__(self, gold: GoldArticle, resolver: Resolver) -> None:
        self._gold, self._linked = gold, resolver.linked
        self._numbers = {name: n for n, name in enumerate(relations.load())}
        self._known: dict[str, frozenset[str]] = {}

    def number(self, claim: GoldClaim) -> int:
        """The place of a claim's relation in the ontology."""
        return self._numbers[claim.predicate]

    def between(self, pair: Pair) -> Iterator[GoldClaim]:
        """The claims on these two, in this direction or symmetric."""
        one, other = self._stand_for(pair.subject), self._stand_for(pair.object)
        for claim in self._gold.claims:
            either = relations.load()[claim.predicate].symmetric
            if (claim.subject in one and claim.object in other) or (
                either and claim.object in one and claim.subject in other
            ):
                yield claim

    def is_here(self, claim: GoldClaim, sentence: Span) -> bool:
        """Whether the sentence is (part of) the claim's evidence."""
        start = self._gold.article.text.find(claim.evidence) if claim.evidence else -1
        return start >= 0 and sentence.start_char < start + len(claim.evidence) and sentence.end_char > start

    def _stand_for(self, end: End) -> frozenset[str]:
        """The annotated entities that any reading of a mention may be."""
        return frozenset().union(*(self._gold_ids(entity) for entity in end.referent.entities))

    def _gold_ids(self, entity: Entity) -> frozenset[str]:
        if entity.id not in self._known:
            whole = self._linked.entities.get(entity.id, entity)
            self._known[entity.id] = resolve(whole, self._gold.entities)
        return self._known[entity.id]
