"""The evaluation of a set of annotated articles, and how it is told: as text for people or as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from kg.catalog import relations
from kg.evaluation.coreference import Coreference, Lost, coreference
from kg.evaluation.entities import EntityError, EntityFigures, View, entity_errors, entity_figures
from kg.evaluation.gold import GoldArticle
from kg.evaluation.matching import judge
from kg.evaluation.predicted import Prediction
from kg.evaluation.scoring import Error, Figures, Rates, Share, errors, figures

SENTENCE_CHARS = 160


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of a set, with every wrong or missed claim, every wrong or missed entity, and every claim that needed
    coreference and was lost."""

    claims: Figures
    entities: EntityFigures
    coreference: Coreference
    errors: tuple[Error, ...]
    entity_errors: tuple[EntityError, ...]
    lost: tuple[Lost, ...]


def evaluate(gold: Sequence[GoldArticle], predictions: Mapping[str, Prediction]) -> Evaluation:
    """The figures of what was predicted of each article, by its id; an article without prediction has no claims."""
    known = relations.load()
    said = [(item, predictions.get(item.article.id, Prediction()).claims) for item in gold]
    strict = [judge(item, claims, known) for item, claims in said]
    lenient = [judge(item, claims, known, lenient=True) for item, claims in said]
    views = [View.of(item, predictions.get(item.article.id, Prediction())) for item in gold]
    through, lost = coreference(strict, predictions)
    return Evaluation(
        claims=figures(strict, lenient),
        entities=entity_figures(views, strict),
        coreference=through,
        errors=tuple(errors(strict)),
        entity_errors=tuple(entity_errors(views)),
        lost=lost,
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report tells besides the figures of claims and entities, and how many errors of each kind it lists."""

    per_predicate: bool = False
    coreference: bool = False
    errors: int = 0


def as_json(found: Evaluation, wanted: Wanted) -> str:
    """The figures under the names of ../shared/gold/score.py, with `entities`, `coreference` and `errors` beside."""
    content = asdict(found.claims) | {"entities": asdict(found.entities)}
    if wanted.coreference:
        content["coreference"] = asdict(found.coreference) | {"claims": _dicts(found.lost[: wanted.errors])}
    if wanted.errors:
        content["errors"] = _dicts(found.errors[: wanted.errors])
        content["entity_errors"] = _dicts(found.entity_errors[: wanted.errors])
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _dicts(values: Sequence[Error] | Sequence[EntityError] | Sequence[Lost]) -> list[dict[str, object]]:
    return [asdict(value) for value in values]


def as_text(found: Evaluation, wanted: Wanted) -> Iterator[str]:
    """The lines of a report for people."""
    yield from _claims(found.claims)
    yield from _entities(found)
    if wanted.coreference:
        yield from _coreference(found.coreference)
    if wanted.per_predicate:
        yield "by predicate"
        yield from (_line(f"  {name:22}", r) for name, r in found.claims.per_predicate.items())
    if wanted.errors:
        yield from _listed("claims: spurious and missed", _errors(found.errors[: wanted.errors]))
        yield from _listed("entities: missed, mistyped, doubled, mislinked", _mistaken(found, wanted.errors))
    if wanted.errors and wanted.coreference:
        yield from _listed("claims that need coreference: lost", _losses(found.lost[: wanted.errors]))


def _claims(found: Figures) -> Iterator[str]:
    yield _line("strict", found.strict)
    yield _line("lenient", found.lenient)
    yield _line("factual", found.factual) + "   (strict, with factuality and ended right as well)"
    for name, facet in found.facets.items():
        yield f"  {name:12} accuracy {facet.accuracy:.3f}   F1 over the marked {facet.f1:.3f} ({facet.marked} marked)"
    edges = found.edges
    yield f"  edges {edges.edges}, precision {_told(edges.precision)}, leaks {edges.leaks}"


def _line(name: str, r: Rates) -> str:
    rates = f"P {r.precision:.3f}  R {r.recall:.3f}  F1 {r.f1:.3f}"
    return f"{name:8} {rates}   correct {r.correct} predicted {r.predicted} gold {r.gold}"


def _entities(evaluation: Evaluation) -> Iterator[str]:
    e, scorer = evaluation.entities, _told(evaluation.claims.linking)
    yield "entities"
    yield f"  recall, ends of required claims  {_part(e.required)}, with the right type {_part(e.required_typed)}"
    yield f"  recall, all of the gold          {_part(e.every)}, with the right type {_part(e.every_typed)}"
    yield f"  precision, ends of claims        {_part(e.precision_in_claims)}"
    yield f"  precision, all that are named    {_part(e.precision)}"
    yield f"  doubled                          {_part(e.doubled)}, {e.surplus} too many"
    yield f"  linking of states and blocs      {_part(e.linking)}"
    yield f"    at the ends of correct claims  {_part(e.linking_of_ends)}, as the scorer counts {scorer}"


def _coreference(found: Coreference) -> Iterator[str]:
    yield "coreference"
    yield f"  needed: the evidence does not name an end  {_part(found.needed)} of the required claims"
    yield f"  the end was read through coreference       {_part(found.read)}"
    yield f"  found                                      {_part(found.found)}, {found.found_read} with the end read"
    yield f"  lost for want of coreference               {_part(found.unresolved)}"
    yield f"  lost though the end was read               {_part(found.lost_read)}"


def _listed(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield title
    yield from (f"  {line}" for line in lines)


def _errors(found: Sequence[Error]) -> Iterator[str]:
    for e in found:
        yield f"{e.kind:8} {e.document}: {e.subject} | {e.predicate} | {e.object}   <- {e.sentence[:SENTENCE_CHARS]}"


def _mistaken(found: Evaluation, first: int) -> Iterator[str]:
    for e in found.entity_errors[:first]:
        yield f"{e.kind:9} {e.document}: {e.name} ({e.told})"


def _losses(found: Sequence[Lost]) -> Iterator[str]:
    for e in found:
        why = f"{'read' if e.read else 'not read'}: {', '.join(e.unnamed)}"
        yield f"{e.document}: {e.subject} | {e.predicate} | {e.object} ({why})   <- {e.sentence[:SENTENCE_CHARS]}"


def _part(share: Share) -> str:
    return f"{_told(share.share)} ({share.part} of {share.whole})"


def _told(number: float | None) -> str:
    return "none" if number is None else f"{number:.3f}"
