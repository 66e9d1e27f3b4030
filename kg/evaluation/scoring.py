"""Precision, recall and F1 of claims, and how right their facets are: the figures of ../shared/gold/score.py."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.gold import GoldClaim
from kg.evaluation.matching import Entities, Judged, Triple, resolve
from kg.evaluation.predicted import Said
from kg.model import Entity

DIGITS = 4
LINKABLE = frozenset({"State", "StateGroup"})


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 (0 to 1), with how many claims are correct, predicted and in the gold."""

    precision: float
    recall: float
    f1: float
    correct: int
    predicted: int
    gold: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: how many of how many, and the share (0 to 1; None of nothing)."""

    share: float | None
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Of correct claims: how often the facet is right, and F1 over those where it is not the default.

    `marked` is the number of correct claims whose gold has something other than the default.
    """

    accuracy: float
    f1: float
    marked: int


@dataclass(frozen=True, slots=True)
class Edges:
    """Claims that alone make an edge: how many, the share that is right and holds, and how many should be none."""

    edges: int
    precision: float | None
    leaks: int


@dataclass(frozen=True, slots=True)
class Error:
    """A claim that the gold lacks (`spurious`) or that was not found (`missed`), with its evidence."""

    kind: str
    document: str
    subject: str
    predicate: str
    object: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the scorer prints. `linking`: the share of ends of correct claims, of those that are states and blocs
    with a QID, that bear it; of a symmetric claim the ends are compared as they stand."""

    strict: Rates
    lenient: Rates
    factual: Rates
    facets: Mapping[str, Facet]
    linking: float | None
    edges: Edges
    per_predicate: Mapping[str, Rates]


def figures(strict: Sequence[Judged], lenient: Sequence[Judged]) -> Figures:
    """The figures over all articles pooled, from both ways of matching."""
    linked = [right for judged in strict for right in _links(judged)]
    return Figures(
        strict=_rates(strict, sum(len(j.matched) for j in strict)),
        lenient=_rates(lenient, sum(len(j.matched) for j in lenient)),
        factual=_rates(strict, sum(_is_factual(pair) for j in strict for pair in j.pairs)),
        facets=_facets(strict),
        linking=share(sum(linked), len(linked)),
        edges=_edges(strict),
        per_predicate=_per_predicate(strict),
    )


def errors(strict: Iterable[Judged]) -> Iterator[Error]:
    """What is wrong, article by article: first the spurious claims, the surest first, then the missed ones."""
    for judged in strict:
        document, known = judged.gold.article.id, judged.gold.entities
        for triple in judged.spurious:
            s = triple.said
            yield Error("spurious", document, s.subject.label, s.predicate, s.object.label, s.sentence)
        for g in judged.missed:
            ends = known[g.subject].label, known[g.object].label
            yield Error("missed", document, ends[0], g.predicate, ends[1], g.evidence)


def part_of(part: int, whole: int) -> Share:
    """A part of a whole with its share."""
    return Share(share(part, whole), part, whole)


def share_of(right: Iterable[bool]) -> Share:
    """How many of these are true."""
    values = list(right)
    return part_of(sum(values), len(values))


def share(part: int, whole: int) -> float | None:
    """A part of a whole, rounded; None of nothing."""
    return round(part / whole, DIGITS) if whole else None


def rates(correct: int, predicted: int, gold: int) -> Rates:
    """Precision, recall and their harmonic mean; 0 where there is nothing to divide by.

    >>> rates(1, 2, 4)
    Rates(precision=0.5, recall=0.25, f1=0.3333, correct=1, predicted=2, gold=4)
    """
    precision = correct / predicted if predicted else 0.0
    recall = correct / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Rates(round(precision, DIGITS), round(recall, DIGITS), round(f1, DIGITS), correct, predicted, gold)


def _rates(judged: Iterable[Judged], correct: int) -> Rates:
    every = list(judged)
    predicted = sum(len(j.triples) - len(j.excused) for j in every)
    return rates(correct, predicted, sum(len(j.gold.required) for j in every))


def _is_factual(pair: tuple[Triple, GoldClaim]) -> bool:
    said, gold = pair[0].said, pair[1]
    return said.factuality == gold.factuality and said.ended == gold.ended


def _facets(strict: Iterable[Judged]) -> dict[str, Facet]:
    """Each facet of all correct claims; empty where none is correct."""
    seen: dict[str, list[tuple[bool, bool, bool]]] = {}
    for judged in strict:
        for triple, gold in judged.pairs:
            for name, values in _compared(triple.said, gold, judged.gold.entities).items():
                seen.setdefault(name, []).append(values)
    return {name: _facet(values) for name, values in seen.items()}


def _facet(values: list[tuple[bool, bool, bool]]) -> Facet:
    marked = sum(true for _, true, _ in values)
    hits = sum(right and true for _, true, right in values)
    f1 = rates(hits, sum(said for said, _, _ in values), marked).f1
    return Facet(round(sum(right for _, _, right in values) / len(values), DIGITS), f1, marked)


def _compared(said: Said, gold: GoldClaim, entities: Entities) -> dict[str, tuple[bool, bool, bool]]:
    """For each facet: whether the claim has something other than the default, whether the gold has, if it is right."""
    return {
        "factuality": (
            said.factuality != "asserted",
            gold.factuality != "asserted",
            said.factuality == gold.factuality,
        ),
        "attribution": (said.speaker is not None, gold.speaker is not None, _is_by(said.speaker, gold, entities)),
        "ended": (said.ended, gold.ended, said.ended == gold.ended),
        "time": (said.time is not None, gold.time is not None, said.time == gold.time),
    }


def _is_by(speaker: Entity | None, gold: GoldClaim, entities: Entities) -> bool:
    if speaker is None or gold.speaker is None:
        return speaker is None and gold.speaker is None
    return gold.speaker in resolve(speaker, entities)


def _links(judged: Judged) -> Iterator[bool]:
    """For each end of a correct claim that is a state or bloc with a QID, whether the claim has it in that place."""
    for triple, gold in judged.pairs:
        for end, id in ((triple.said.subject, gold.subject), (triple.said.object, gold.object)):
            entity = judged.gold.entities[id]
            if entity.qid and entity.type in LINKABLE:
                yield end.qid == entity.qid


def _edges(strict: Iterable[Judged]) -> Edges:
    said = right = leaks = 0
    for judged in strict:
        true = {i: judged.gold.required[j] for i, j in judged.matched.items()}
        for i, triple in enumerate(judged.triples):
            if triple.said.edge and i not in judged.excused:
                said += 1
                right += i in true and true[i].holds
                leaks += i in true and not true[i].holds
    return Edges(said, share(right, said), leaks)


def _per_predicate(strict: Iterable[Judged]) -> dict[str, Rates]:
    """The rates of each predicate; a correct claim counts for the predicate of its gold claim."""
    correct: Counter[str] = Counter()
    spurious: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for judged in strict:
        correct.update(gold.predicate for _, gold in judged.pairs)
        spurious.update(triple.said.predicate for triple in judged.spurious)
        missed.update(gold.predicate for gold in judged.missed)
    every = sorted({*correct, *spurious, *missed})
    return {p: rates(correct[p], correct[p] + spurious[p], correct[p] + missed[p]) for p in every}
