"""Article to claims: the language wing as one function."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import distribution, version

from spacy.tokens import Doc, Span

from kg.catalog import lexicon, relations
from kg.files import PACKAGE, shipped
from kg.language.annotate import MODEL, MODEL_VERSION, annotate
from kg.language.attribution import Reports
from kg.language.coref import first_person, resolve
from kg.language.factuality import factuality, is_over
from kg.language.link import link
from kg.language.naming import is_described
from kg.language.offices import counterparts, titled
from kg.language.refer import Resolver
from kg.language.relate import Candidate, candidates
from kg.language.settle import settled
from kg.language.when import time_of
from kg.language.zones import Zones, zones
from kg.model import Article, Claim, Entity, Mention, Run, Zone

THRESHOLD = 0.5
THROUGH_COREFERENCE = 0.85
# Claims of described things were right 0.54 of the time on training articles, those of named things 0.77.
OF_DESCRIPTIONS = 0.7
# A wording that was right less often than this on the training articles is not used.
LEAST = 0.25
BEARING = frozenset({".json", ".npz", ".onnx", ".py", ".toml", ".tsv", ".ttl"})
QUOTABLE = frozenset({"lead", "body"})


class Extractor:
    """Reads articles with one loaded model. Stateless between articles."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold

    @cached_property
    def run(self) -> Run:
        """What makes the claims: software, model, and a hash of all code and data that bears on them."""
        model = f"{MODEL} {MODEL_VERSION} sha256:{_model_hash()}, spaCy {version('spacy')}"
        return Run(version("communique"), model, _fingerprint(), self.threshold)

    def extract(self, article: Article) -> tuple[Claim, ...]:
        """The claims of an article: one for each distinct triple, factuality and speaker, in text order."""
        return tuple(_claims(article, understood(article)))

    def examine(self, article: Article) -> "Examined":
        """The claims of an article with all that it names and all that was read, in one pass."""
        resolver = understood(article)
        return Examined(tuple(_claims(article, resolver)), tuple(_named(resolver)), tuple(_read(resolver)))


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in an article: its claims; every entity that a mention names in its likeliest reading; the
    pronouns and descriptions that were resolved. All in text order."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    readings: tuple[Mention, ...]


def _claims(article: Article, resolver: Resolver) -> Iterator[Claim]:
    doc, parts = resolver.linked.doc, zones(article)
    reports, found = Reports.of(resolver), list[Claim]()
    dates = _dates(doc)
    for sentence in doc.sents:
        evidence = _evidence(article, parts, sentence, dates.get(sentence.start, ()))
        if evidence.zone != "furniture":
            offices = (*titled(resolver.linked, sentence, article.date), *counterparts(resolver, sentence))
            every = (c for c in (*candidates(resolver, sentence), *offices) if _is_sure(c))
            found += (_claim(article, reports, evidence, c) for c in every)
    return settled(found)


def _named(resolver: Resolver) -> Iterator[Entity]:
    linked = resolver.linked
    yield from (linked.entities[id] for id in dict.fromkeys(ids[0] for ids in linked.readings if ids))


def _read(resolver: Resolver) -> Iterator[Mention]:
    for i, reading in sorted(resolver.readings.items()):
        token = resolver.linked.doc[i]
        for entity in reading.entities:
            yield Mention(token.idx, token.idx + len(token), token.text, entity.id, "coreference")


def understood(article: Article) -> Resolver:
    """The article annotated, its mentions linked, its pronouns and descriptions read.

    The first person is read last, for it needs to be known who speaks.
    """
    linked = link(annotate(article.text, article.title), article.date, article.id)
    readings = resolve(linked, article.date)
    reports = Reports.of(Resolver(linked, readings))
    return Resolver(linked, {**readings, **first_person(linked, article.date, reports.quoted, reports.says)})


def _is_sure(candidate: Candidate) -> bool:
    """Whether its wording is right often enough to tell something."""
    return lexicon.load().confidence(candidate.wording) >= LEAST


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A sentence as evidence: its place in the article's text, its zone and the dates that it names."""

    start: int
    end: int
    zone: Zone
    dates: tuple[Span, ...]


def _dates(doc: Doc) -> dict[int, tuple[Span, ...]]:
    """The dates of each sentence, by its first token: in one pass, for `Span.ents` walks the whole Doc each time."""
    found: dict[int, tuple[Span, ...]] = {}
    for ent in doc.ents:
        if ent.label_ == "DATE":
            start = ent[0].sent.start
            found[start] = (*found.get(start, ()), ent)
    return found


def _evidence(article: Article, parts: Zones, sentence: Span, dates: tuple[Span, ...]) -> _Evidence:
    text = article.text[sentence.start_char : sentence.end_char]
    start = sentence.start_char + len(text) - len(text.lstrip())
    return _Evidence(start, start + len(text.strip()), parts.at(start), dates)


def _claim(article: Article, reports: Reports, evidence: _Evidence, candidate: Candidate) -> Claim:
    wording, given = candidate.wording, candidate.presupposed
    sure = lexicon.load().confidence(wording) * (THROUGH_COREFERENCE if candidate.notes else 1)
    sure *= OF_DESCRIPTIONS if any(is_described(e) for e in (candidate.subject, candidate.object)) else 1
    subject, object = _ordered(candidate)
    entities = reports.resolver.linked.entities
    status = wording.factuality or factuality(candidate.trigger, candidate.ends, given)
    return Claim(
        document=article.id,
        subject=entities.get(subject.id, subject),
        predicate=candidate.relation,
        object=entities.get(object.id, object),
        quote=article.text[evidence.start : evidence.end],
        start=evidence.start,
        end=evidence.end,
        factuality=status,
        attributed_to=None if given else reports.speaker(candidate.trigger, candidate.relation),
        ended=wording.ended or is_over(candidate.trigger),
        time=None if given else time_of(candidate.trigger, evidence.dates, article.date, status == "planned"),
        qualifiers=_qualifiers(candidate),
        zone="quotation" if reports.is_quoted(candidate.trigger) and evidence.zone in QUOTABLE else evidence.zone,
        trigger=candidate.words,
        read_as=tuple(dict.fromkeys((*candidate.notes, *candidate.senses))),
        confidence=round(sure, 3),
        method=f"lexicon:{wording.id}",
    )


def _qualifiers(candidate: Candidate) -> tuple[tuple[str, str], ...]:
    """The office, where a noun names it (spec: rdf-model, section 3)."""
    office = relations.load()[candidate.relation].family == "office"
    named = candidate.wording.kind == "noun" and office and candidate.wording.id != "offices/counterpart"
    return (("office", candidate.words.lower()),) if named and candidate.relation != "national_of" else ()


def _ordered(candidate: Candidate) -> tuple[Entity, Entity]:
    """Symmetric relations have one canonical direction (spec: rdf-model, section 8)."""
    ends = (candidate.subject, candidate.object)
    if relations.load()[candidate.relation].symmetric:
        return min(ends, key=lambda e: e.id), max(ends, key=lambda e: e.id)
    return ends


def _model_hash() -> str:
    """Of the installed model: its wheel's record names every file with its hash."""
    record = distribution(MODEL.replace("_", "-")).read_text("RECORD") or ""
    lines = sorted(line for line in record.splitlines() if line.startswith(f"{MODEL}/"))
    return sha256("\n".join(lines).encode("utf8")).hexdigest()[:16]


def _fingerprint() -> str:
    """Hex digest of the package's code and data and of the ontology."""
    digest = sha256()
    folders = (PACKAGE / "language", PACKAGE / "catalog", PACKAGE / "data", shipped("ontology"))
    paths = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in BEARING)
    for path in paths:
        digest.update(path.name.encode("utf8") + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
