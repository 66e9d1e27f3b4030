"""How good the entities are: found, rightly typed, rightly linked, one for each thing.

A predicted entity stands for a gold entity where the scorer would say so (`matching.resolve`: QID, label, mentions).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.evaluation.gold import GoldArticle
from kg.evaluation.matching import Judged, assigned, resolve
from kg.evaluation.predicted import Prediction, merged
from kg.evaluation.scoring import LINKABLE, Share, part_of, share_of
from kg.model import Entity


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """Over all articles pooled; an entity counts once in each article.

    `required`: gold entities at an end of a required claim that a predicted entity stands for; `required_typed`: and
    one of its types is the gold's. `every`, `every_typed`: the same of all gold entities.
    `precision_in_claims`: predicted entities at an end of a claim that stand for a gold entity; `precision`: the same
    of all predicted entities (low by nature: the gold has only what takes part in its claims).
    `doubled`: predicted entities that stand for a gold entity that another one of the article stands for as well, of
    all that stand for one; `surplus`: how many are too many.
    `linking`: predicted entities that stand for a gold state or bloc with a QID and bear it; `linking_of_ends`: the
    same of the ends of correct claims, each compared with the end that it stands for, also in a symmetric claim.
    """

    required: Share
    required_typed: Share
    every: Share
    every_typed: Share
    precision_in_claims: Share
    precision: Share
    doubled: Share
    surplus: int
    linking: Share
    linking_of_ends: Share


@dataclass(frozen=True, slots=True)
class EntityError:
    """A gold entity of a required claim that was not found (`missed`) or found with other types (`mistyped`), or a
    predicted one that is `doubled` or has another QID than the state or bloc that it stands for (`mislinked`).

    `told` says what it is taken for, or should be.
    """

    kind: str
    document: str
    name: str
    told: str


def entity_figures(views: Sequence["View"], judged: Sequence[Judged]) -> EntityFigures:
    """The figures of articles, and of their claims, strictly judged."""
    matched = sum(bool(hits) for view in views for _, hits in view.found)
    return EntityFigures(
        required=share_of(view.has(id) for view in views for id in view.required),
        required_typed=share_of(view.has_typed(id) for view in views for id in view.required),
        every=share_of(view.has(id) for view in views for id in view.gold.entities),
        every_typed=share_of(view.has_typed(id) for view in views for id in view.gold.entities),
        precision_in_claims=share_of(bool(hits) for view in views for hits in view.ends),
        precision=share_of(bool(hits) for view in views for _, hits in view.found),
        doubled=part_of(sum(len(view.doubled) for view in views), matched),
        surplus=sum(view.surplus for view in views),
        linking=share_of(entity.qid in known for view in views for entity, known in view.linked),
        linking_of_ends=share_of(right for j in judged for right in _linked_ends(j)),
    )


def entity_errors(views: Iterable["View"]) -> Iterator[EntityError]:
    """What is wrong with the entities, article by article."""
    for view in views:
        document = view.gold.article.id
        for gold in (view.gold.entities[id] for id in view.required if not view.has(id)):
            yield EntityError("missed", document, gold.label, gold.type)
        for id in view.required:
            if view.has(id) and not view.has_typed(id):
                gold = view.gold.entities[id]
                types = {"|".join(e.types) or "no type" for e, hits in view.found if id in hits}
                yield EntityError("mistyped", document, gold.label, f"{gold.type}, not {', '.join(sorted(types))}")
        for entity, hits in view.doubled:
            names = sorted(view.gold.entities[id].label for id in hits)
            yield EntityError("doubled", document, entity.label, f"as {' or '.join(names)}")
        for entity, known in view.linked:
            if entity.qid not in known:
                yield EntityError(
                    "mislinked", document, entity.label, f"{' or '.join(sorted(known))}, not {entity.qid}"
                )


Hits = tuple[Entity, frozenset[str]]


@dataclass(frozen=True, slots=True)
class View:
    """The entities of an article: each predicted one with the ids of the gold entities that it may stand for
    (`found`), the same of those at an end of a claim (`ends`), and of those that are doubled; how many are too many;
    the gold entities at an end of a required claim.
    """

    gold: GoldArticle
    found: tuple[Hits, ...]
    ends: tuple[frozenset[str], ...]
    doubled: tuple[Hits, ...]
    surplus: int
    required: tuple[str, ...]

    @classmethod
    def of(cls, gold: GoldArticle, prediction: Prediction) -> "View":
        """The view of what was predicted of an article."""
        found = tuple((e, resolve(e, gold.entities)) for e in prediction.entities)
        ends = merged(end for claim in prediction.claims for end in (claim.subject, claim.object))
        doubled, surplus = _doubled([(e, hits) for e, hits in found if hits])
        required = dict.fromkeys(id for claim in gold.required for id in (claim.subject, claim.object))
        hits = tuple(resolve(e, gold.entities) for e in ends)
        return cls(gold, found, hits, doubled, surplus, tuple(required))

    def has(self, id: str) -> bool:
        """Whether a predicted entity stands for this gold entity."""
        return any(id in hits for _, hits in self.found)

    def has_typed(self, id: str) -> bool:
        """Whether one of them has its type."""
        type = self.gold.entities[id].type
        return any(id in hits and type in entity.types for entity, hits in self.found)

    @property
    def linked(self) -> Iterator[tuple[Entity, frozenset[str]]]:
        """The predicted entities that stand for a state or bloc with a QID, each with the QID (or QIDs) it may have."""
        for entity, hits in self.found:
            gold = (self.gold.entities[id] for id in hits)
            known = frozenset(e.qid for e in gold if e.qid and e.type in LINKABLE)
            if known:
                yield entity, known


def _doubled(found: Sequence[Hits]) -> tuple[tuple[Hits, ...], int]:
    """The entities that share their gold entity with another, and how many are too many.

    Each gets a gold entity of its own as far as there are enough; those left over are too many, and what they stand
    for is doubled.
    """
    ids = sorted(frozenset[str]().union(*(hits for _, hits in found)))
    options = [[ids.index(id) for id in sorted(hits)] for _, hits in found]
    own = assigned(options, range(len(options)))
    left = [i for i in range(len(options)) if i not in own]
    shared = {j for i in left for j in options[i]}
    doubled = (pair for i, pair in enumerate(found) if i not in own or own[i] in shared)
    return tuple(doubled), len(left)


def _linked_ends(judged: Judged) -> Iterator[bool]:
    """For each end of a correct claim that stands for a state or bloc with a QID, whether it bears it."""
    for triple, gold in judged.pairs:
        straight = triple.meets(gold.subject, gold.object)
        ids = (gold.subject, gold.object) if straight else (gold.object, gold.subject)
        for end, id in zip((triple.said.subject, triple.said.object), ids, strict=True):
            entity = judged.gold.entities[id]
            if entity.qid and entity.type in LINKABLE:
                yield end.qid == entity.qid
