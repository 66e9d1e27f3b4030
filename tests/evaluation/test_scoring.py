"""The figures of claims, each counted by hand on the articles of `conftest.py`."""

from dataclasses import replace

import pytest

from kg.evaluation import gold, predicted
from kg.evaluation.report import Evaluation, evaluate
from kg.evaluation.scoring import Edges, Facet, rates


@pytest.fixture(scope="module")
def found(gold_file, claims_file) -> Evaluation:
    articles = gold.read(gold_file)
    return evaluate(articles, predicted.read(claims_file, articles))


def test_claims(found):
    # Required: 7 and 1. Said: 7 distinct, of which one is excused by an optional claim.
    assert found.claims.strict == rates(4, 6, 8)
    assert (found.claims.strict.precision, found.claims.strict.recall) == (0.6667, 0.5)
    assert found.claims.strict.f1 == 0.5714
    # leader_of is the parent of head_of_state_of.
    assert found.claims.lenient == rates(5, 6, 8)
    # The visit is possible, not asserted.
    assert found.claims.factual == rates(3, 6, 8)


def test_facets(found):
    assert found.claims.facets == {
        "factuality": Facet(0.75, 0.0, 1),
        "attribution": Facet(1.0, 1.0, 1),
        "ended": Facet(1.0, 1.0, 1),
        "time": Facet(0.75, 0.0, 1),
    }


def test_linking_as_the_scorer_counts(found):
    # Arvia thrice right; the League has no QID; the two ends of the symmetric claim stand the other way round.
    assert found.claims.linking == 0.5


def test_edges(found):
    # Right: the pact and the agreement. The visit is a leak; the sanctions and leader_of are spurious.
    assert found.claims.edges == Edges(5, 0.4, 1)


def test_per_predicate(found):
    assert found.claims.per_predicate == {
        "borders": rates(0, 0, 1),
        "head_of_state_of": rates(0, 0, 1),
        "leader_of": rates(0, 1, 0),
        "member_of": rates(1, 1, 1),
        "met_with": rates(0, 0, 1),
        "sanctions": rates(0, 1, 0),
        "signed": rates(1, 1, 2),
        "signed_agreement_with": rates(1, 1, 1),
        "visited": rates(1, 1, 1),
    }


def test_errors(found):
    assert [(e.kind, e.document, e.subject, e.predicate, e.object) for e in found.errors] == [
        ("spurious", "pact", "Nora Vale", "leader_of", "Arvia"),
        ("spurious", "pact", "Monday Club", "sanctions", "Arvia"),
        ("missed", "pact", "Belmar", "signed", "Delta Pact"),
        ("missed", "pact", "Nora Vale", "head_of_state_of", "Arvia"),
        ("missed", "pact", "Nora Vale", "met_with", "Tom Reed"),
        ("missed", "neighbours", "Corland", "borders", "Duvria"),
    ]


def test_nothing_said(gold_file):
    articles = gold.read(gold_file)
    found = evaluate(articles, {}).claims
    assert found.strict == found.lenient == found.factual == rates(0, 0, 8)
    assert (found.facets, found.linking, found.edges) == ({}, None, Edges(0, None, 0))


def test_perfect_claims(gold_file):
    articles = gold.read(gold_file)
    predictions = {item.article.id: perfect(item) for item in articles}
    found = evaluate(articles, predictions)
    # Nothing predicted stands where only one annotator was sure.
    assert found.claims.strict == found.claims.factual == rates(8, 8, 8)
    assert {facet.accuracy for facet in found.claims.facets.values()} == {1.0}
    assert (found.claims.linking, found.claims.edges.leaks) == (1.0, 0)
    assert found.entities.required.share == found.entities.every_typed.share == 1.0
    assert found.errors == ()


def perfect(item: gold.GoldArticle) -> predicted.Prediction:
    claims = tuple(
        predicted.Said(
            subject=item.entities[c.subject],
            predicate=c.predicate,
            object=item.entities[c.object],
            factuality=c.factuality,
            speaker=item.entities[c.speaker] if c.speaker else None,
            ended=c.ended,
            time=c.time,
            edge=c.holds,
        )
        for c in item.claims
    )
    entities = tuple(replace(e, id=e.label) for e in item.entities.values())
    return predicted.Prediction(claims, entities)
