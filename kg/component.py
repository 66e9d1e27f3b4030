"""Communique as a component of a spaCy pipeline: `nlp.add_pipe("communique")` puts claims on `doc._.claims`.

    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("communique")
    doc = nlp("Emmanuel Macron visited Kenya.")
    doc._.claims[0].subject.label

Where the package is installed, spaCy finds the component by itself (entry point `spacy_factories`); elsewhere
`import kg.component` first. It reads `doc.text` with a pipeline of its own and changes nothing that other components
set: whatever model you use, the claims are those of `kg extract`, and you need none. It takes as long as `kg extract`,
and loads its models with the first text.
"""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.model import Claim
from kg.records import Record, claim_from, claim_record

NAME = "communique"
KEY = "communique_claims"

# From which confidence a claim alone makes an edge: noted with each, as everywhere.
THRESHOLD = 0.5


@Language.component(NAME, assigns=["doc._.claims", "doc.spans"])
def communique(doc: Doc) -> Doc:
    """The document with its claims. Raises BadArticle for a text that is too long or no text.

    `doc._.claims` are the claims in text order, `doc.spans["claims"]` their quotes as spans, one for each claim, the
    predicate as label. `doc._.article` may hold what is known of the article before it is read: a mapping with any of
    `id title date source url`; a date (YYYY-MM-DD) is what "last week" is counted from. What is kept in the document is
    plain data, so that it goes through `Doc.to_bytes`, `DocBin` and `nlp.pipe(n_process=2)`.
    """
    found = _claims(doc) if doc.text.strip() else ()
    doc.user_data[KEY] = [claim_record(claim, THRESHOLD) for claim in found]
    doc.spans["claims"] = SpanGroup(doc, name="claims", spans=[_quote(doc, claim) for claim in found])
    return doc


def _claims(doc: Doc) -> tuple[Claim, ...]:
    # Here, for it loads the models.
    from kg.language.workers import extractor
    from kg.read.build import Source, article

    given: dict[str, Any] = dict(doc._.article or {})
    return extractor().extract(article(Source("doc", str(given.get("id") or "doc")), doc.text, given))


def _quote(doc: Doc, claim: Claim) -> Span:
    """The tokens of a quote; those that it cuts are whole."""
    span = doc.char_span(claim.start, claim.end, claim.predicate, alignment_mode="expand")
    assert span is not None
    return span


def _noted(doc: Doc) -> tuple[Claim, ...]:
    records: list[Record] = doc.user_data.get(KEY, [])
    return tuple(map(claim_from, records))


if not Doc.has_extension("claims"):
    Doc.set_extension("claims", getter=_noted)
if not Doc.has_extension("article"):
    Doc.set_extension("article", default=None)
