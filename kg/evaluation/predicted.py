"""What a system says of an article: its claims, its entities, and what it read pronouns and descriptions as."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadData
from kg.evaluation.gold import GoldArticle
from kg.evaluation.lines import Row, rows
from kg.model import Article, Claim, Entity, Mention
from kg.read.build import shown

if TYPE_CHECKING:
    from kg.language.extractor import Extractor

# How many names a message lists.
SHOWN = 5
NOBODY = Entity("", "", ())


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as it is scored. Of a file by another system, only the triple need be there."""

    subject: Entity
    predicate: str
    object: Entity
    factuality: str = "asserted"
    speaker: Entity | None = None
    ended: bool = False
    time: str | None = None
    sentence: str = ""
    start: int = 0
    end: int = 0
    edge: bool = False
    confidence: float = 0.0
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was found in one article. `readings` say where a pronoun or description was read as which entity."""

    claims: tuple[Said, ...] = ()
    entities: tuple[Entity, ...] = ()
    readings: tuple[Mention, ...] = ()


def predict(article: Article, extractor: "Extractor", coreference: bool = True) -> Prediction:
    """What the extractor finds: its claims, the entities of all mentions, used in a claim or not, and its readings.

    Without `coreference` there are no readings.
    """
    found = extractor.examine(article)
    claims = tuple(_said(claim, extractor.threshold) for claim in found.claims)
    return Prediction(claims, merged([*found.entities, *_within(claims)]), found.readings if coreference else ())


def read(path: Path, gold: Sequence[GoldArticle]) -> dict[str, Prediction]:
    """The predictions of a file of claims (spec: interface) by article; the entities are those of the claims.

    Raises BadData with every fault, one a line, also for claims on articles that the gold lacks; NotFound without
    a file.
    """
    faults: list[str] = []
    known = {item.article.id for item in gold}
    found: dict[str, list[Said]] = {}
    for row in rows(path, faults):
        found.setdefault(row.name("document"), []).append(_claim(row))
    strange = [] if faults else sorted(set(found) - known)
    if strange:
        names = ", ".join(map(shown, strange[:SHOWN])) + (", ..." if len(strange) > SHOWN else "")
        articles = "article" if len(strange) == 1 else "articles"
        faults.append(f"{shown(path)}: claims on {len(strange)} {articles} that the gold lacks ({names}); give its own")
    if faults:
        raise BadData("\n".join(faults))
    return {id: _of_claims(tuple(claims)) for id, claims in found.items()}


def merged(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each entity once, by its id, with all its mentions."""
    found: dict[str, Entity] = {}
    for entity in entities:
        first = found.setdefault(entity.id, entity)
        found[entity.id] = replace(first, mentions=tuple(dict.fromkeys((*first.mentions, *entity.mentions))))
    return tuple(found.values())


def _within(claims: Iterable[Said]) -> Iterator[Entity]:
    for claim in claims:
        yield from filter(None, (claim.subject, claim.object, claim.speaker))


def _of_claims(claims: tuple[Said, ...]) -> Prediction:
    return Prediction(claims, merged(_within(claims)), tuple(_noted(claims)))


def _noted(claims: Iterable[Said]) -> Iterator[Mention]:
    """The ends of claims that were read through coreference (`he = Xi Jinping`), at the sentence."""
    for claim in claims:
        for note in claim.read_as:
            told = f" and {note.rpartition(' = ')[2]} and "
            for end in (claim.subject, claim.object):
                if f" and {end.label} and " in told:
                    yield Mention(claim.start, claim.end, note, end.id, "coreference")


def _said(claim: Claim, threshold: float) -> Said:
    return Said(
        subject=claim.subject,
        predicate=claim.predicate,
        object=claim.object,
        factuality=claim.factuality,
        speaker=claim.attributed_to,
        ended=claim.ended,
        time=claim.time,
        sentence=claim.quote,
        start=claim.start,
        end=claim.end,
        edge=claim.is_edge(threshold),
        confidence=claim.confidence,
        read_as=claim.read_as,
    )


def _claim(row: Row) -> Said:
    subject, object, speaker = row.row("subject"), row.row("object"), row.row("attributed_to")
    for key, end in (("subject", subject), ("object", object)):
        if end is None:
            row.fault(f"no `{key}`; must be an object with `label`")
    return Said(
        subject=_entity(subject) if subject else NOBODY,
        predicate=row.name("predicate"),
        object=_entity(object) if object else NOBODY,
        factuality=row.text("factuality") or "asserted",
        speaker=_entity(speaker) if speaker else None,
        ended=row.flag("ended"),
        time=row.text("time"),
        sentence=row.text("sentence") or "",
        start=int(row.number("start")),
        end=int(row.number("end")),
        edge=row.flag("edge"),
        confidence=row.number("confidence"),
        read_as=row.texts("read_as"),
    )


def _entity(row: Row) -> Entity:
    label, type = row.name("label"), row.text("type")
    types = row.texts("types") or ((type,) if type else ())
    return Entity(row.text("id") or label, label, types, row.text("qid"), row.texts("mentions"))
