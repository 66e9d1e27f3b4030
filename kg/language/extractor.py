"""Article to claims: the language wing as one function."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import distribution, version

from kg.files import PACKAGE, data, shipped
from kg.language.annotate import MODEL, MODEL_VERSION, annotate
from kg.language.attribution import Reports
from kg.language.claims import Claims, Evidence, Places
from kg.language.coref import first_person, resolve
from kg.language.learned.context import around
from kg.language.learned.options import ALL, Option, Sources, options
from kg.language.learned.weigh import chance
from kg.language.link import link
from kg.language.offices import counterparts, titled
from kg.language.refer import Resolver
from kg.language.settle import settled
from kg.language.timex import timexes
from kg.language.zones import zones
from kg.model import Article, Claim, Entity, Mention, Run

THRESHOLD = 0.5
# Claims below this chance of being right are not made; what a wording of the lexicon states may be less sure, for the
# models know rare constructions less well.
LEAST, LEAST_BY_WORDING = 0.38, 0.22
DATA = ("cues", "gazetteer", "lexicon", "models")
BEARING = frozenset({".json", ".npz", ".onnx", ".py", ".toml", ".tsv", ".ttl"})


class Extractor:
    """Reads articles with one loaded model. Stateless between articles.

    Claims of at least the chance `least` are made; one of `threshold` alone makes an edge.
    """

    def __init__(self, threshold: float = THRESHOLD, sources: Sources = ALL, least: float = LEAST) -> None:
        self.threshold, self.sources, self.least = threshold, sources, least

    @cached_property
    def run(self) -> Run:
        """What makes the claims: software, model, and a hash of all code and data that bears on them."""
        model = f"{MODEL} {MODEL_VERSION} sha256:{_model_hash()}, spaCy {version('spacy')}"
        return Run(version("communique"), model, _fingerprint(), self.threshold)

    def extract(self, article: Article) -> tuple[Claim, ...]:
        """The claims of an article: one for each distinct triple, factuality and speaker, in text order."""
        return tuple(self._claims(article, _understood(article, self.sources)))

    def examine(self, article: Article) -> "Examined":
        """The claims of an article with all that it names and all that was read, in one pass."""
        resolver = _understood(article, self.sources)
        claims = tuple(self._claims(article, resolver))
        return Examined(claims, tuple(_named(resolver)), tuple(_read(resolver)))

    def _claims(self, article: Article, resolver: Resolver) -> Iterator[Claim]:
        maker, every = Claims.of(article, resolver), list(_considered(article, resolver, self.sources))
        context = around([option.thought for _, option in every])
        sure = [round(chance(option.evidence, beside), 3) for (_, option), beside in zip(every, context, strict=True)]
        likely = (item for item in zip(every, sure, strict=True) if item[1] >= self._least(item[0][1]))
        return settled([maker.claim(evidence, option, confidence) for (evidence, option), confidence in likely])

    def _least(self, option: Option) -> float:
        return self.least if option.candidate.wording is None else min(self.least, LEAST_BY_WORDING)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in an article: its claims; every entity that a mention names in its likeliest reading; the
    pronouns and descriptions that were resolved. All in text order."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    readings: tuple[Mention, ...]


def considered(article: Article, sources: Sources = ALL) -> Iterator[Option]:
    """Everything that may be claimed of an article, however unlikely, with the evidence for it, in text order."""
    yield from (option for _, option in _considered(article, _understood(article, sources), sources))


def _considered(article: Article, resolver: Resolver, sources: Sources) -> Iterator[tuple[Evidence, Option]]:
    place = Places(article, zones(article), timexes(resolver.linked.doc, article.date))
    sentences = list(resolver.linked.doc.sents)
    evidence = {(s.start, s.end): place.of(s) for s in sentences}
    told = [s for s in sentences if evidence[s.start, s.end].zone != "furniture"]
    offices = [(*titled(resolver.linked, s, article.date), *counterparts(resolver, s)) for s in told]
    for words, option in options(resolver, told, offices, sources):
        if not place.is_torn(words):
            yield evidence.get((words.start, words.end)) or place.of(words), option


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


def _understood(article: Article, sources: Sources) -> Resolver:
    resolver = understood(article)
    return resolver if sources.coreference else Resolver(resolver.linked, {})


def _model_hash() -> str:
    """Of the installed model: its wheel's record names every file with its hash; what is compiled here has none."""
    record = distribution(MODEL.replace("_", "-")).read_text("RECORD") or ""
    lines = sorted(line for line in record.splitlines() if line.startswith(f"{MODEL}/") and ",sha256=" in line)
    return sha256("\n".join(lines).encode("utf8")).hexdigest()[:16]


def _fingerprint() -> str:
    """Hex digest of the code, data and ontology that claims come of; what pages look like is not in it."""
    digest = sha256()
    folders = (PACKAGE / "language", PACKAGE / "catalog", *map(data, DATA), shipped("ontology"))
    paths = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in BEARING)
    for file in (*paths, data("countries.tsv")):
        digest.update(file.name.encode("utf8") + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
