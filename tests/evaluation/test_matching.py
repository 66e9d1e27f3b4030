"""Which gold entity a predicted one stands for, and which claim gets which gold claim."""

import pytest

from kg.catalog import relations
from kg.evaluation.gold import GoldArticle, GoldClaim
from kg.evaluation.matching import assigned, judge, norm, resolve
from kg.evaluation.predicted import Said
from kg.model import Article, Entity

GOLD = {
    "e1": Entity("e1", "United States", ("State",), "Q30", ("US", "Washington")),
    "e2": Entity("e2", "Washington", ("Place",), "Q61", ("Washington",)),
    "e3": Entity("e3", "Port of Elba", ("Facility",), None, ("Port of Elba", "the port")),
    "e4": Entity("e4", "Nora Vale", ("Person",), None, ("Nora Vale", "Vale")),
    "e5": Entity("e5", "Vale Bank", ("Company",), None, ("Vale Bank", "Vale", "the bank")),
}


def thing(label, qid=None, *mentions):
    return Entity(label, label, ("State",), qid, mentions)


@pytest.mark.parametrize(
    ("predicted", "strict", "lenient"),
    [
        (thing("America", "Q30"), {"e1"}, {"e1"}),
        (thing("The United States"), {"e1"}, {"e1"}),
        (thing("U.S."), {"e1"}, {"e1"}),
        # A name before a mention.
        (thing("Washington"), {"e2"}, {"e2"}),
        # A label that is two things' mention, and one of more shared mentions.
        (thing("Vale"), {"e4", "e5"}, {"e4", "e5"}),
        (thing("The lender", None, "Vale", "the bank"), {"e5"}, {"e5"}),
        # Another QID: no mention helps.
        (thing("US", "Q99"), set(), set()),
        # Words that contain one another: for ports, not for persons.
        (thing("Elba port"), set(), {"e3"}),
        (thing("Nora"), set(), set()),
        (thing("of"), set(), set()),
        (thing("Nobody"), set(), set()),
        (thing("..."), set(), set()),
    ],
)
def test_who_is_meant(predicted, strict, lenient):
    assert resolve(predicted, GOLD) == strict
    assert resolve(predicted, GOLD, lenient=True) == lenient


def test_names_to_compare():
    assert norm(" The Élysée’s ") == norm("Élysée") == "élysée"
    assert norm("Trans-Caspian  Route") == "trans caspian route"


def test_as_many_as_can_be_are_placed():
    assert assigned([[0], [0, 1], [1, 2]], range(3)) == {0: 0, 1: 1, 2: 2}
    assert assigned([[0, 1], [0]], [0, 1]) == {0: 1, 1: 0}
    assert assigned([[0], [0], []], range(3)) == {0: 0}


def judged(said, gold, lenient=False):
    claims = [Said(GOLD[s], p, GOLD[o], confidence=c) for s, p, o, c in said]
    article = GoldArticle(Article("a", "text"), GOLD, tuple(GoldClaim(*g) for g in gold))
    return judge(article, claims, relations.load(), lenient)


def test_direction_counts_except_where_symmetric():
    assert judged([("e1", "visited", "e2", 1)], [("e2", "visited", "e1")]).matched == {}
    assert judged([("e1", "met_with", "e4", 1)], [("e4", "met_with", "e1")]).matched == {0: 0}


def test_one_gold_claim_takes_one_claim():
    said = [("e4", "head_of", "e5", 0.9), ("e4", "affiliated_with", "e5", 0.8)]
    found = judged(said, [("e4", "head_of", "e5")], lenient=True)
    assert found.matched == {0: 0}
    assert [t.said.predicate for t in found.spurious] == ["affiliated_with"]


def test_the_equal_predicate_goes_first():
    said = [("e4", "affiliated_with", "e5", 0.9), ("e4", "head_of", "e5", 0.8)]
    assert judged(said, [("e4", "head_of", "e5")], lenient=True).matched == {1: 0}


def test_an_unknown_predicate_is_merely_wrong():
    found = judged([("e1", "adores", "e4", 1)], [("e1", "met_with", "e4")], lenient=True)
    assert [t.said.predicate for t in found.spurious] == ["adores"]
    assert [g.predicate for g in found.missed] == ["met_with"]
