"""The same facts as the pages tell, as JSON values: for the API and for assistants."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pyoxigraph as ox

from kg import graph, vocab
from kg.model import Article, Entity
from kg.query.questions import Question
from kg.records import claim_record
from kg.serve.pages import evidence
from kg.serve.pages.edges import Behind
from kg.serve.pages.entity import Facts, Line
from kg.serve.pages.evidence import Articles, Shown
from kg.serve.pages.names import Hit
from kg.serve.view import Rows, Term
from kg.store import Stats
from kg.store.conflicts import Conflict, Side

Json = dict[str, Any]

_XSD = vocab.PREFIXES["xsd"]


def hit(found: Hit) -> Json:
    """An entity that a search found."""
    return {**asdict(found), "types": list(found.types), "iri": graph.entity_iri(found.id).value}


def entity(facts: Facts, lines: Iterable[Line]) -> Json:
    """An entity with some of its relations."""
    return {
        **_end(facts.entity),
        "types": list(facts.entity.types),
        "iri": graph.entity_iri(facts.entity.id).value,
        "qid": facts.entity.qid,
        "names": list(facts.names),
        "claims": len(facts.evidence),
        "cut": facts.cut,
        "relations": [_line(line) for line in lines],
    }


def claim(shown: Shown) -> Json:
    """A claim with its quote and where it was published."""
    record = claim_record(shown.claim, 0.0)
    iri = graph.claim_iri(shown.claim).value
    found = {"id": iri.removeprefix(vocab.CLAIM), "iri": iri, **record, "edge": shown.edge, "status": shown.status}
    return {**found, "article": _article(shown.article)}


def claim_in_context(shown: Shown) -> Json:
    """A claim with the text of the article around its quote."""
    before, after = evidence.context(shown)
    return {**claim(shown), "before": before, "after": after}


def document(article: Article, claims: Iterable[Shown]) -> Json:
    """An article without its text, with some of its claims."""
    about = {"language": article.language, "genre": article.genre, "iri": graph.document_iri(article.id).value}
    return {**_article(article), **about, "claims": [claim(one) for one in claims]}


def edge(found: Behind, claims: Iterable[Shown]) -> Json:
    """An edge with some of the claims behind it; `edge`: whether they make it one."""
    ends = {"subject": _end(found.one), "predicate": found.predicate, "object": _end(found.other)}
    support = {"documents": found.documents, "origins": found.origins, "edge": found.edge, "cut": found.cut}
    return {**ends, **support, "total": len(found.evidence), "claims": [claim(one) for one in claims]}


def question(asked: Question) -> Json:
    """A shipped question and its parameters."""
    parameters = [{"name": one.name, "kind": one.kind, "default": one.default} for one in asked.parameters]
    said = {"name": asked.name, "question": asked.question, "group": asked.group}
    return {**said, "parameters": parameters, "columns": list(asked.columns)}


def rows(found: Rows, most: int) -> Json:
    """Rows of an answer, no more than `most`: IRIs and texts as strings, numbers and truth values as such."""
    shown = [[_value(term) for term in row] for row in found.rows[:most]]
    return {"columns": list(found.columns), "rows": shown, "cut": found.cut or len(found.rows) > most}


def conflict(found: Conflict, articles: Articles) -> Json:
    """A conflict with both its sides."""
    said = {"kind": found.kind, "subject": found.subject, "predicate": found.predicate, "object": found.object}
    return {**said, "sides": [_side(side, articles) for side in (found.one, found.other)]}


def stats(found: Stats) -> Json:
    """What a store holds, in numbers."""
    numbers = {name: getattr(found, name) for name in ("documents", "claims", "entities", "edges", "triples")}
    tallies = {name: dict(getattr(found, name)) for name in ("classes", "predicates", "factuality")}
    return {**numbers, **tallies}


def _line(line: Line) -> Json:
    return {
        "predicate": line.predicate,
        "label": line.label,
        "family": line.family,
        "forward": line.forward,
        "other": _end(line.other),
        "claims": len(line.evidence),
        "documents": line.documents,
        "origins": line.origins,
        "statuses": list(line.statuses),
        "first": line.first or None,
        "last": line.last or None,
    }


def _side(side: Side, articles: Articles) -> Json:
    shown = articles.claim(side.claim)
    numbers = {"claims": side.claims, "documents": side.documents, "origins": side.origins}
    return {"value": side.value, **numbers, "claim": claim(shown)}


def _end(one: Entity) -> Json:
    return {"id": one.id, "label": one.label, "type": one.type}


def _article(article: Article) -> Json:
    return {name: getattr(article, name) for name in ("id", "title", "author", "date", "source", "url")}


def _value(term: Term | None) -> str | int | float | bool | None:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "boolean":
        return term.value in ("true", "1")
    try:
        return int(term.value) if kind == "integer" else float(term.value) if kind == "decimal" else term.value
    except ValueError:
        return term.value
