"""From what may be claimed of a sentence to a claim: how it is stated, who says so, when, and on what evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.catalog import relations
from kg.language.attribution import Reports
from kg.language.factuality import factuality
from kg.language.learned.options import Option
from kg.language.over import is_over
from kg.language.past import Past
from kg.language.paths import path
from kg.language.people import writer
from kg.language.qualifiers import office_of, qualifiers_of
from kg.language.refer import Resolver
from kg.language.relate import Candidate
from kg.language.timex import Timex
from kg.language.when import time_of
from kg.language.zones import Zones
from kg.model import Article, Claim, Entity, Factuality, Zone

# What the author of an opinion piece says.
AUTHORED = frozenset({"title", "lead", "body"})
QUOTABLE = frozenset({"lead", "body"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences as evidence: their place in the article's text, their zone and the dates that they name."""

    start: int
    end: int
    zone: Zone
    dates: tuple[Timex, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Tells of words of an article where they stand: its zones, and its dates by the sentences' first tokens."""

    article: Article
    zones: Zones
    dates: Mapping[int, tuple[Timex, ...]]

    def of(self, words: Span) -> Evidence:
        """One or more sentences as evidence, without the white space around them."""
        text = self.article.text[words.start_char : words.end_char]
        start = words.start_char + len(text) - len(text.lstrip())
        dates = (t for first in sorted(self.dates) if words.start <= first < words.end for t in self.dates[first])
        return Evidence(start, start + len(text.strip()), self.zones.at(start), tuple(dates))

    def is_torn(self, words: Span) -> bool:
        """Whether the words belong to two stories."""
        ends = {self.zones.at(words.start_char), self.zones.at(words[-1].idx)}
        return len(ends) > 1 and "teaser" in ends


@dataclass(frozen=True, slots=True)
class Claims:
    """Makes claims of what may be claimed of one article."""

    article: Article
    reports: Reports
    past: Past
    author: Entity | None = None

    @staticmethod
    def of(article: Article, resolver: Resolver) -> "Claims":
        """The maker of an article's claims."""
        author = writer(article, resolver.linked.entities.values())
        return Claims(article, Reports.of(resolver), Past.of(resolver, article.date), author)

    def claim(self, evidence: Evidence, option: Option, confidence: float) -> Claim:
        """The option as a claim: with its factuality, speaker, time and qualifiers."""
        candidate = option.candidate
        trigger, relation, given = candidate.trigger, candidate.relation, candidate.presupposed
        subject, object = pair = _ordered(candidate)
        status, ended = self._status(candidate)
        planned, ends, zone = status == "planned", candidate.ends, self._zone(evidence, trigger)
        author = self.author if zone in AUTHORED else None
        return Claim(
            document=self.article.id,
            subject=subject,
            predicate=relation,
            object=object,
            quote=self.article.text[evidence.start : evidence.end],
            start=evidence.start,
            end=evidence.end,
            factuality=status,
            attributed_to=None if given else self.reports.speaker(trigger, relation, pair, author),
            cited_from=None if given else self.reports.cited(trigger),
            ended=ended,
            time=time_of(trigger, evidence.dates, planned, relation, ends, given, _is_event(pair)),
            qualifiers=self._qualifiers(candidate),
            zone=zone,
            trigger=candidate.words,
            read_as=tuple(dict.fromkeys((*candidate.notes, *candidate.senses))),
            confidence=confidence,
            method=option.method,
        )

    def _status(self, candidate: Candidate) -> tuple[Factuality, bool]:
        """How the claim is stated, and whether it is over; what is over was once so."""
        trigger, relation, wording = candidate.trigger, candidate.relation, candidate.wording
        ends, way = (candidate.subject, relation, candidate.object), path(*candidate.ends)
        if (wording and wording.ended) or self.past.ended(*ends) or is_over(trigger, way, relation):
            return "asserted", True
        told = wording.factuality if wording else None
        found = told or factuality(trigger, candidate.ends, candidate.presupposed, way, relation)
        return "planned" if found == "asserted" and self.past.awaited(*ends) else found, False

    def _qualifiers(self, candidate: Candidate) -> tuple[tuple[str, str], ...]:
        resolver, relation = self.reports.resolver, candidate.relation
        office = office_of(candidate.wording, relation, candidate.words)
        return tuple(sorted((*office, *qualifiers_of(resolver, candidate.trigger, candidate.ends, relation))))

    def _zone(self, evidence: Evidence, trigger: Token) -> Zone:
        quoted = self.reports.is_quoted(trigger) and evidence.zone in QUOTABLE
        return "quotation" if quoted else evidence.zone


def _is_event(ends: tuple[Entity, Entity]) -> bool:
    """Whether one of the ends is something that happens once."""
    return any("Event" in end.types for end in ends)


def _ordered(candidate: Candidate) -> tuple[Entity, Entity]:
    """Symmetric relations have one canonical direction (spec: rdf-model, section 8)."""
    ends = (candidate.subject, candidate.object)
    if relations.load()[candidate.relation].symmetric:
        return min(ends, key=lambda e: e.id), max(ends, key=lambda e: e.id)
    return ends
