"""What must be true of claims before a store takes them."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from kg import graph
from kg.catalog import relations
from kg.errors import BadArticle, BadData
from kg.model import Article, Claim


def checked(article: Article, claims: Iterable[Claim]) -> Mapping[str, Claim]:
    """The claims by their IRI, symmetric ones in their one direction, each once (the surest of those alike), sorted.

    Raises BadArticle for an article that no store can hold, BadData for a claim that does not belong to it or that
    the ontology does not have.
    """
    _check_article(article)
    known, classes = relations.load(), frozenset(relations.classes())
    best: dict[str, Claim] = {}
    for claim in claims:
        _check_claim(article, claim)
        _check_terms(claim, known, classes)
        one = graph.canonical(_plain(claim), known)
        key = graph.claim_iri(one).value
        best[key] = _surer(one, best[key]) if key in best else one
    return dict(sorted(best.items()))


def _plain(claim: Claim) -> Claim:
    """The claim as its record gives it back: with one value a qualifier, sorted."""
    qualifiers = tuple(sorted(dict(sorted(claim.qualifiers)).items()))
    return claim if qualifiers == claim.qualifiers else replace(claim, qualifiers=qualifiers)


def _surer(one: Claim, other: Claim) -> Claim:
    return min(one, other, key=lambda claim: (-claim.confidence, repr(claim)))


def _check_article(article: Article) -> None:
    if not article.id:
        raise BadArticle("an article has no id; give it one")
    try:
        article.sha256  # noqa: B018 - fails where the text cannot be written
        "".join(
            filter(None, (article.id, article.title, article.date, article.source, article.url, article.author))
        ).encode("utf8")
    except UnicodeEncodeError as error:
        raise BadArticle(f"{article.id!r}: half a surrogate pair at {error.start}; must be valid Unicode") from error


def _check_claim(article: Article, claim: Claim) -> None:
    where = f"{article.id}: claim {claim.subject.id} {claim.predicate} {claim.object.id} at {claim.start}"
    if claim.document != article.id:
        raise BadData(f"{where}: is of document '{claim.document}'")
    if not claim.quote or claim.start < 0 or claim.quote != article.text[claim.start : claim.end]:
        raise BadData(f"{where}: its quote must be the text from {claim.start} to {claim.end}, and not empty")


def _check_terms(claim: Claim, known: Container[str], classes: frozenset[str]) -> None:
    if claim.predicate not in known:
        raise BadData(f"{claim.document}: the ontology has no predicate '{claim.predicate}'")
    for entity in filter(None, (claim.subject, claim.object, claim.attributed_to, claim.cited_from)):
        if not (entity.id and entity.label and entity.types and classes.issuperset(entity.types)):
            what = f"has '{entity.label}' and {entity.types}"
            raise BadData(f"{claim.document}: entity '{entity.id}' needs a label and classes of the ontology, {what}")
