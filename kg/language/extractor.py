"""Article to claims: the language wing as one function."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version

from spacy.tokens import Span

from kg.catalog import lexicon, relations
from kg.files import PACKAGE, shipped
from kg.language.annotate import MODEL, MODEL_VERSION, annotate
from kg.language.attribution import speaker
from kg.language.coref import resolve
from kg.language.factuality import factuality, is_over
from kg.language.link import link
from kg.language.offices import titled
from kg.language.refer import Resolver
from kg.language.relate import Candidate, candidates
from kg.language.when import time_of
from kg.language.zones import Zones, zones
from kg.model import Article, Claim, Entity, Run

THRESHOLD = 0.5
THROUGH_COREFERENCE = 0.85


class Extractor:
    """Reads articles with one loaded model. Stateless between articles."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold

    @cached_property
    def run(self) -> Run:
        """What makes the claims: software, model, and a hash of all code and data that bears on them."""
        return Run(version("communique"), f"{MODEL} {MODEL_VERSION}", _fingerprint(), self.threshold)

    def extract(self, article: Article) -> tuple[Claim, ...]:
        """The claims of an article: one for each distinct triple, factuality and speaker, in text order."""
        doc = annotate(article.text, article.title)
        linked = link(doc, article.date)
        resolver, parts = Resolver(linked, resolve(linked)), zones(article)
        found: list[Claim] = []
        for sentence in doc.sents:
            if parts.at(_bounds(sentence)[0]) != "furniture":
                every = (*candidates(resolver, sentence), *titled(linked, sentence, article.date))
                found += (_claim(article, resolver, parts, sentence, c) for c in every)
        return tuple(_distinct(found))


def _claim(article: Article, resolver: Resolver, parts: Zones, sentence: Span, candidate: Candidate) -> Claim:
    start, end = _bounds(sentence)
    wording, given = candidate.wording, candidate.presupposed
    sure = lexicon.load().confidence(wording) * (THROUGH_COREFERENCE if candidate.notes else 1)
    subject, object = _ordered(candidate)
    return Claim(
        document=article.id,
        subject=_with_mentions(resolver, subject),
        predicate=candidate.relation,
        object=_with_mentions(resolver, object),
        quote=article.text[start:end],
        start=start,
        end=end,
        factuality=wording.factuality or factuality(candidate.trigger, given),
        attributed_to=None if given else speaker(resolver, candidate.trigger, candidate.relation),
        ended=wording.ended or is_over(candidate.trigger),
        time=None if given else time_of(candidate.trigger, article.date),
        qualifiers=(),
        zone=parts.at(start),
        trigger=candidate.trigger.text,
        read_as=candidate.notes,
        confidence=round(sure, 3),
        method=f"lexicon:{wording.id}",
    )


def _bounds(sentence: Span) -> tuple[int, int]:
    """Offsets of a sentence without the white space around it."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _ordered(candidate: Candidate) -> tuple[Entity, Entity]:
    """Symmetric relations have one canonical direction (spec: rdf-model, section 8)."""
    ends = (candidate.subject, candidate.object)
    if relations.load()[candidate.relation].symmetric:
        return min(ends, key=lambda e: e.id), max(ends, key=lambda e: e.id)
    return ends


def _with_mentions(resolver: Resolver, entity: Entity) -> Entity:
    return resolver.linked.entities.get(entity.id, entity)


def _distinct(claims: Iterable[Claim]) -> Iterator[Claim]:
    """One claim for each distinct triple, factuality and speaker (the surest, then the first in the text), without
    the looser relation where the article states the closer one of the same pair."""
    best: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        who = claim.attributed_to.id if claim.attributed_to else ""
        key = (claim.subject.id, claim.predicate, claim.object.id, claim.factuality, who)
        held = best.get(key)
        if held is None or _rank(claim) < _rank(held):
            best[key] = replace(claim, time=claim.time or (held.time if held else None))
    stated = {(c.subject.id, c.predicate, c.object.id) for c in best.values()}
    looser = {(s, parent, o) for s, p, o in stated if (parent := relations.load()[p].parent)}
    kept = [c for c in best.values() if (c.subject.id, c.predicate, c.object.id) not in looser]
    yield from sorted(kept, key=lambda c: (c.start, c.predicate, c.subject.id, c.object.id, c.method))


def _rank(claim: Claim) -> tuple[bool, float, int]:
    return claim.zone == "teaser", -claim.confidence, claim.start


def _fingerprint() -> str:
    """Hex digest of the package's code and data and of the ontology."""
    digest = sha256()
    folders = (PACKAGE / "language", PACKAGE / "catalog", PACKAGE / "data", shipped("ontology"))
    paths = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".tsv", ".ttl"))
    for path in paths:
        digest.update(path.name.encode("utf8") + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
