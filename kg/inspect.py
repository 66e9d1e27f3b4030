"""What was read of an article, sentence by sentence: zones, entities, claims, and where a claim may be missing."""

from base64 import b64encode
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from spacy.tokens import Span

from kg.catalog import lexicon
from kg.files import data
from kg.language.extractor import Extractor, understood
from kg.language.quotes import quoted
from kg.language.refer import Resolver
from kg.language.zones import Zones, zones
from kg.model import Article, Claim, Entity, Zone

STORY = frozenset({"title", "lead", "body", "quotation"})
KINDS = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
WEAK = frozenset({"be", "do", "have"})  # what they state is in the other words
STYLE, TEMPLATE = "page.css", "page.html"


@dataclass(frozen=True, slots=True)
class Named:
    """A mention, or a pronoun that was read as one: its place in the text, its entity, and how it was found."""

    start: int
    end: int
    entity: Entity
    method: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what was found in it. `cues` are words that state relations where no claim came of them."""

    start: int
    end: int
    zone: Zone
    named: tuple[Named, ...]
    claims: tuple[Claim, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """An article and its sentences in text order; `threshold` is the least confidence of a claim that makes an edge."""

    article: Article
    sentences: tuple[Sentence, ...]
    threshold: float

    @property
    def missing(self) -> tuple[Sentence, ...]:
        """The sentences of the story that name two or more actors and a cue, and gave no claim."""
        return tuple(sentence for sentence in self.sentences if sentence.cues)


def inspect(article: Article, extractor: Extractor) -> Inspection:
    """What the extractor reads in an article and makes of it."""
    resolver, claims = understood(article), extractor.extract(article)
    doc, place = resolver.linked.doc, zones(article)
    spans = [span for span in doc.sents if span.text.strip()]
    starts = [span.start_char for span in spans]
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        first = max(bisect_right(starts, claim.start) - 1, 0)
        last = max(bisect_right(starts, max(claim.end - 1, claim.start)) - 1, first)
        for n in range(first, last + 1):
            told.setdefault(n, []).append(claim)
    marked = quoted(doc)
    found = tuple(
        _sentence(article, resolver, span, _zone(span, place, marked), told.get(n, []), starts[n])
        for n, span in enumerate(spans)
    )
    return Inspection(article, found, extractor.threshold)


def _sentence(
    article: Article, resolver: Resolver, span: Span, zone: Zone, told: Sequence[Claim], start: int
) -> Sentence:
    end = start + len(article.text[start : span.end_char].rstrip())
    named = tuple(sorted(_named(resolver, span), key=lambda name: (name.start, -name.end)))
    here = tuple(claim for claim in told if claim.start < end)
    actors = {name.entity.id for name in named}
    cues = tuple(dict.fromkeys(_cues(span))) if not here and zone in STORY and len(actors) > 1 else ()
    return Sentence(start, end, zone, named, here, cues)


def _zone(span: Span, place: Zones, marked: frozenset[int]) -> Zone:
    """The zone of the sentence's line, or that of a quotation where most of it is quoted."""
    zone = place.at(next((t.idx for t in span if not t.is_space), span.start_char))
    within = sum(token.i in marked for token in span)
    return "quotation" if zone in ("lead", "body") and 2 * within > len(span) else zone


def _named(resolver: Resolver, span: Span) -> Iterator[Named]:
    linked = resolver.linked
    for spot, ids in zip(linked.spots, linked.readings, strict=True):
        if ids and span.start <= spot.start < span.end:
            words = linked.doc[spot.start : spot.end]
            yield Named(words.start_char, words.end_char, linked.entities[ids[0]], spot.method)
    for i, reading in sorted(resolver.readings.items()):
        if span.start <= i < span.end and linked.spot_at(linked.doc[i]) is None:
            token = linked.doc[i]
            for entity in reading.entities:
                yield Named(token.idx, token.idx + len(token), entity, "coreference")


def _cues(span: Span) -> Iterator[str]:
    """The words that some wording of the lexicon begins with."""
    known = lexicon.by_trigger()
    for token in span:
        kind = KINDS.get(token.pos_)
        lemma = token.lemma_.lower()
        if kind is not None and lemma not in WEAK and (kind, lemma) in known:
            yield token.text


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: plain words, or the words of a mention."""

    text: str
    named: Named | None = None


def pieces(article: Article, sentence: Sentence) -> tuple[Piece, ...]:
    """The sentence in parts that together are its text; of mentions within mentions the outer one stands."""
    found: list[Piece] = []
    at = sentence.start
    for name in sentence.named:
        if name.start >= at and name.end <= sentence.end:
            found += [Piece(article.text[at : name.start]), Piece(article.text[name.start : name.end], name)]
            at = name.end
    return tuple(piece for piece in (*found, Piece(article.text[at : sentence.end])) if piece.text)


def told(claim: Claim, threshold: float) -> str:
    """A claim in one line: triple, status, speaker, time, confidence, whether it makes an edge, how it was found."""
    triple = f"{claim.subject.label} {claim.predicate} {claim.object.label}"
    status: list[str] = [] if claim.factuality == "asserted" else [claim.factuality]
    status += ["ended"] if claim.ended else []
    status += [f"says {claim.attributed_to.label}"] if claim.attributed_to else []
    status += [f"time {claim.time}"] if claim.time else []
    status += [f"{key} {value}" for key, value in claim.qualifiers]
    status += [*claim.read_as, f"{claim.confidence:.2f}", "edge" if claim.is_edge(threshold) else "no edge"]
    return f"{triple} ({', '.join(status)}; {claim.method})"


def html(found: Inspection) -> str:
    """The inspection as one page without scripts and without requests; texts of the article are escaped."""
    style = (data("inspect") / STYLE).read_text(encoding="utf8")
    digest = b64encode(sha256(style.encode("utf8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    rows = [(sentence, pieces(found.article, sentence), _lines(found, sentence)) for sentence in found.sentences]
    # The file is ours and holds no `<`.
    shown = Markup(style)  # noqa: S704
    counts = sorted(Counter(sentence.zone for sentence in found.sentences).items())
    return _template().render(found=found, article=found.article, rows=rows, style=shown, policy=policy, counts=counts)


def _lines(found: Inspection, sentence: Sentence) -> list[tuple[bool, str]]:
    return [(claim.is_edge(found.threshold), told(claim, found.threshold)) for claim in sentence.claims]


@cache
def _template() -> Template:
    around = Environment(
        loader=FileSystemLoader(data("inspect")), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return around.get_template(TEMPLATE)
