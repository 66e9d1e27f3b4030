import pytest

from kg.analysis import hedging
from kg.analysis.hedging import Stance, index


def test_the_index_by_hand():
    assert index([Stance(("A", "B"), 1.0, 1.0)]) == 1
    assert index([Stance(("A", "B"), 2.0, 1.0)]) == pytest.approx(2 / 3)
    assert index([Stance(("A", "B"), 2.0, 0.0)]) == 0
    assert index([Stance(("A", "B"), 1.0, 1.0), Stance(("C", "D"), 2.0, 0.0)]) == 0.5
    assert index([]) == 0


def test_who_is_tied_to_both_sides(made):
    corpus = made("A rivals B", "X partner_of A", "X partner_of B", "X trades_with B", "Y partner_of A", "Z attacks A")
    (row,) = hedging(corpus).records()
    assert row["state"] == "X"
    # A is in two rivalries; in that with Z, X has a tie to one side alone: 2 * 1 / (1 + 2 + 1).
    assert row["index"] == pytest.approx(0.5)
    assert (row["rivalries"], row["tied_to_both"], row["contest"]) == (2, 1, 1)
    assert (row["one"], row["with_one"], row["other"], row["with_other"]) == ("A", 1, "B", 2)
    predicates = sorted(each.claim.predicate for each in hedging(corpus).evidence[0])
    assert predicates == ["partner_of", "partner_of", "rivals", "trades_with"]


def test_members_of_rival_groups_hedge_and_groups_do_not(made):
    corpus = made("G1 opposes G2", "X member_of G1", "X seeks_membership_of G2", "C1 partner_of G1", "C1 partner_of G2")
    assert [row["state"] for row in hedging(corpus).records()] == ["X"]
    assert hedging(corpus).records()[0]["index"] == 1


def test_friends_that_quarrel_less_than_they_cooperate_are_no_rivals(made):
    assert hedging(made("A rivals B", "A partner_of B", "X partner_of A", "X partner_of B")).rows == ()


def test_officers_act_for_their_state(made):
    corpus = made("P1 head_of_state_of X", "P1 met_with A", "X partner_of B", "A sanctions B")
    assert [row["state"] for row in hedging(corpus).records()] == ["X"]
    people = made("P1 head_of_state_of X", "P1 met_with A", "X partner_of B", "A sanctions B", people=True)
    assert hedging(people).rows == ()


def test_bounds_and_one_state_only(made):
    corpus = made("A rivals B", *("X partner_of A", "X partner_of B", "Y partner_of A", "Y partner_of B") * 3)
    (row,) = hedging(corpus, entity="X").records()
    assert row["state"] == "X"
    assert 0 <= row["low"] <= row["index"] <= 1
    assert row["high"] == 1
