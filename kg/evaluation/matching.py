"""Which claim is which gold claim: the matching of the gold sets' own scorer (../shared/gold/score.py)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.evaluation.gold import GoldArticle, GoldClaim
from kg.evaluation.predicted import Said
from kg.model import Entity, Relation

# Their names must be equal even where the matching is lenient.
FIXED_NAMES = frozenset({"State", "StateGroup", "Person"})
LONG_WORD = 4

Relations = Mapping[str, Relation]
Entities = Mapping[str, Entity]


class Triple(NamedTuple):
    """A claim with the gold entities that its ends may stand for."""

    subject: frozenset[str]
    object: frozenset[str]
    said: Said

    def meets(self, subject: str, object: str) -> bool:
        """Whether the ends may stand for these gold entities, in this direction."""
        return subject in self.subject and object in self.object


@dataclass(frozen=True, slots=True)
class Judged:
    """The claims of an article against its gold: `matched` leads from a triple's index to that of a required claim.

    `excused` are the triples that only an optional gold claim has: they count neither for nor against.
    """

    gold: GoldArticle
    triples: tuple[Triple, ...]
    matched: Mapping[int, int]
    excused: frozenset[int]

    @property
    def pairs(self) -> list[tuple[Triple, GoldClaim]]:
        """The right claims, each with its gold claim."""
        return [(self.triples[i], self.gold.required[j]) for i, j in sorted(self.matched.items())]

    @property
    def spurious(self) -> list[Triple]:
        """The claims that the gold lacks."""
        return [t for i, t in enumerate(self.triples) if i not in self.matched and i not in self.excused]

    @property
    def missed(self) -> list[GoldClaim]:
        """The required claims that were not found."""
        found = set(self.matched.values())
        return [g for j, g in enumerate(self.gold.required) if j not in found]


def judge(gold: GoldArticle, claims: Iterable[Said], relations: Relations, lenient: bool = False) -> Judged:
    """The claims of one article paired one to one with its gold claims, as many as can be.

    Lenient: the predicate may be the parent or a child of the gold one or of its family, and names of things other
    than states, blocs and persons may contain one another.
    """
    triples = tuple(_distinct(claims, gold.entities, relations, lenient))
    matched = _assigned(triples, gold.required, relations, lenient)
    rest = [i for i in range(len(triples)) if i not in matched]
    also = _assigned([triples[i] for i in rest], gold.optional, relations, lenient)
    return Judged(gold, triples, matched, frozenset(rest[k] for k in also))


@lru_cache(maxsize=1 << 16)
def norm(name: str) -> str:
    """A name to compare by: without case, dots, possessive, leading article and signs.

    >>> norm("The U.S.’s"), norm("Trans-Caspian Route")
    ('us', 'trans caspian route')
    """
    plain = re.sub(r"['’]s$", "", name.strip().lower().replace("’", "'")).replace(".", "")
    return re.sub(r"[^\w]+", " ", re.sub(r"^(the|a|an)\s+", "", plain)).strip()


def names(entity: Entity) -> set[str]:
    """Label and mentions, to compare by."""
    return {plain for name in (entity.label, *entity.mentions) if (plain := norm(name))}


def resolve(predicted: Entity, entities: Entities, lenient: bool = False) -> frozenset[str]:
    """Ids of the gold entities that a predicted entity may stand for.

    A shared QID or the predicted label decides; only where neither is known do its other mentions, and then the gold
    entities that share the most of them. Differing QIDs never match on a mention.
    """
    qid, label = predicted.qid, norm(predicted.label)
    hits = {i for i, e in entities.items() if (qid and e.qid == qid) or label == norm(e.label)}
    if hits:
        return frozenset(hits)
    free = {i: e for i, e in entities.items() if not (qid and e.qid and e.qid != qid)}
    hits = {i for i, e in free.items() if label in names(e)} or _sharing_most(predicted, free)
    if not hits and lenient:
        loose = {i: e for i, e in free.items() if e.type not in FIXED_NAMES}
        hits = {i for i, e in loose.items() if any(_contain(label, name) for name in names(e))}
    return frozenset(hits)


def _sharing_most(predicted: Entity, entities: Entities) -> set[str]:
    shared = {i: len(names(predicted) & names(e)) for i, e in entities.items()}
    best = max(shared.values(), default=0)
    return {i for i, n in shared.items() if n == best and best > 0}


def _contain(one: str, other: str) -> bool:
    """Whether the words of one name contain those of the other, one of them longer than three letters."""
    short, long = sorted((set(one.split()), set(other.split())), key=len)
    return short <= long and any(len(word) >= LONG_WORD for word in short)


def _distinct(claims: Iterable[Said], entities: Entities, relations: Relations, lenient: bool) -> Iterable[Triple]:
    """The claims as triples, each once, the surest first."""
    seen: set[tuple[str, ...]] = set()
    for said in sorted(claims, key=lambda c: -c.confidence):
        ends = (norm(said.subject.label), norm(said.object.label))
        key = (said.predicate, *(sorted(ends) if _is_symmetric(said.predicate, relations) else ends))
        if key not in seen:
            seen.add(key)
            yield Triple(resolve(said.subject, entities, lenient), resolve(said.object, entities, lenient), said)


def _is_symmetric(predicate: str, relations: Relations) -> bool:
    return predicate in relations and relations[predicate].symmetric


def _related(one: str, other: str, relations: Relations, lenient: bool) -> bool:
    if one == other:
        return True
    if not lenient or one not in relations or other not in relations:
        return False
    a, b = relations[one], relations[other]
    return a.parent == other or b.parent == one or a.family == b.family


def _fits(triple: Triple, gold: GoldClaim, relations: Relations, lenient: bool) -> bool:
    if not _related(triple.said.predicate, gold.predicate, relations, lenient):
        return False
    either = _is_symmetric(gold.predicate, relations)
    return triple.meets(gold.subject, gold.object) or (either and triple.meets(gold.object, gold.subject))


def _assigned(
    triples: Sequence[Triple], gold: Sequence[GoldClaim], relations: Relations, lenient: bool
) -> dict[int, int]:
    """A largest one-to-one assignment of triples to gold claims, by index; equal predicates come first."""
    options = []
    for triple in triples:
        fitting = [j for j, g in enumerate(gold) if _fits(triple, g, relations, lenient)]
        options.append(sorted(fitting, key=lambda j: gold[j].predicate != triple.said.predicate))
    exact = [any(gold[j].predicate == t.said.predicate for j in js) for t, js in zip(triples, options, strict=True)]
    order = sorted(range(len(triples)), key=lambda i: not exact[i])
    return assigned(options, order)


def assigned(options: Sequence[Sequence[int]], order: Iterable[int]) -> dict[int, int]:
    """A largest one-to-one assignment, grown in this order: each index to one of its options (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in options[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in order:
        place(i, set())
    return {i: j for j, i in owner.items()}
