"""Gold claims whose evidence does not name both ends: what coreference has to find, and what it did.

A claim needs coreference where its gold evidence holds neither the name nor a mention of one of its ends, as the
annotator listed them, word for word: the end is there as a pronoun, a description, or only in the reader's mind. The
end is *read* where the system took some words of that very sentence for it. A claim that needs coreference, is not
found and whose end was not read is lost to coreference; where the end was read, something else failed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.gold import GoldArticle, GoldClaim
from kg.evaluation.matching import Judged, resolve
from kg.evaluation.predicted import Prediction
from kg.evaluation.scoring import Share, part_of, share_of
from kg.model import Entity, Mention


@dataclass(frozen=True, slots=True)
class Coreference:
    """The required claims that need coreference (`needed`), and of these: those whose missing ends were all read in
    the evidence (`read`), those that were found (`found`, of which `found_read` with the ends read), those that were
    lost for an unresolved pronoun or description (`unresolved`), and those that were lost all the same (`lost_read`).
    """

    needed: Share
    read: Share
    found: Share
    found_read: int
    unresolved: Share
    lost_read: Share


@dataclass(frozen=True, slots=True)
class Lost:
    """A claim that needs coreference and was not found: its triple, its missing ends, whether they were read."""

    document: str
    subject: str
    predicate: str
    object: str
    unnamed: tuple[str, ...]
    read: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class _Needed:
    gold: GoldArticle
    claim: GoldClaim
    unnamed: tuple[str, ...]
    found: bool
    read: bool


def coreference(
    judged: Iterable[Judged], predictions: Mapping[str, Prediction]
) -> tuple[Coreference, tuple[Lost, ...]]:
    """The figures over strictly judged articles, and the lost claims, article by article."""
    articles = list(judged)
    needed = [n for j in articles for n in _needed(j, predictions.get(j.gold.article.id, Prediction()))]
    lost = tuple(n for n in needed if not n.found)
    figures = Coreference(
        needed=part_of(len(needed), sum(len(j.gold.required) for j in articles)),
        read=share_of(n.read for n in needed),
        found=share_of(n.found for n in needed),
        found_read=sum(n.found and n.read for n in needed),
        unresolved=share_of(not n.found and not n.read for n in needed),
        lost_read=share_of(not n.found and n.read for n in needed),
    )
    return figures, tuple(map(_lost, lost))


def names(sentence: str, entity: Entity) -> bool:
    """Whether a sentence holds the label or a mention of an entity, as whole words and in the same case.

    >>> us = Entity("e1", "United States", ("State",), mentions=("US", "the States"))
    >>> names("Tell us more", us), names("The US's navy", us), names("States agree", us)
    (False, True, True)
    """
    plain = _plain(sentence)
    forms = (
        re.sub(r"^(the|a|an) ", "", _plain(form), flags=re.IGNORECASE) for form in (entity.label, *entity.mentions)
    )
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", plain) for form in forms if form)


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _needed(judged: Judged, prediction: Prediction) -> Iterator[_Needed]:
    gold, found = judged.gold, set(judged.matched.values())
    for n, claim in enumerate(gold.required):
        ends = dict.fromkeys((claim.subject, claim.object))
        unnamed = tuple(id for id in ends if not names(claim.evidence, gold.entities[id]))
        if claim.evidence and unnamed:
            read = set(_read(gold, claim.evidence, prediction))
            yield _Needed(gold, claim, unnamed, n in found, set(unnamed) <= read)


def _read(gold: GoldArticle, evidence: str, prediction: Prediction) -> Iterator[str]:
    """The gold entities that words of the evidence sentence were taken for."""
    known = {entity.id: entity for entity in prediction.entities}
    places = _places(gold.article.text, evidence)
    for reading in prediction.readings:
        if reading.entity in known and _overlaps(reading, places):
            yield from resolve(known[reading.entity], gold.entities)


def _places(text: str, evidence: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(evidence), text)]


def _overlaps(reading: Mention, places: Sequence[tuple[int, int]]) -> bool:
    return any(reading.start < end and start < reading.end for start, end in places)


def _lost(needed: _Needed) -> Lost:
    claim, known = needed.claim, needed.gold.entities
    unnamed = tuple(known[id].label for id in needed.unnamed)
    ends = known[claim.subject].label, known[claim.object].label
    return Lost(needed.gold.article.id, ends[0], claim.predicate, ends[1], unnamed, needed.read, claim.evidence)
