from itertools import combinations, product

import numpy as np
import pytest

from kg.analysis import balance, triads
from kg.analysis.frustration import EXACT, UNIT, _cost, _descended, frustration


def hostile(*names):
    return dict.fromkeys(combinations(sorted(names), 2), -1.0)


def least(ties):
    """The least weight of frustrated ties, by trying all factions."""
    names = sorted({end for pair in ties for end in pair})
    sides = (dict(zip(names, signs, strict=True)) for signs in product((1, -1), repeat=len(names)))
    return min(sum(abs(w) for (a, b), w in ties.items() if side[a] * side[b] * w < 0) for side in sides)


def weight(found, ties):
    return sum(abs(ties[pair]) for pair in found.ties)


@pytest.mark.parametrize(("size", "number"), [(3, 1), (4, 2), (5, 4), (6, 6), (7, 9)])
def test_all_against_all_has_the_frustration_of_the_closed_form(size, number):
    # The best split is into halves; what is within a half is frustrated.
    assert number == sum(n * (n - 1) // 2 for n in (size // 2, size - size // 2))
    found = frustration(hostile(*"ABCDEFG"[:size]))
    assert (len(found.ties), found.exact) == (number, True)


def test_two_hostile_camps_are_balanced():
    ties = {("A", "B"): 1.0, ("C", "D"): 2.0} | dict.fromkeys(product("AB", "CD"), -1.0)
    found = frustration(ties)
    assert found.ties == frozenset()
    assert found.factions == {"A": 1, "B": 1, "C": 2, "D": 2}


def test_of_three_ties_the_lightest_gives_way():
    assert frustration({("A", "B"): 1.0, ("A", "C"): 0.5, ("B", "C"): -2.0}).ties == {("A", "C")}


def test_factions_follow_across_parts_that_share_one_actor():
    ties = hostile("A", "B", "C") | {("C", "D"): -1.0, ("D", "E"): 1.0, ("X", "Y"): -1.0}
    found = frustration(ties)
    assert len(found.ties) == 1
    for (one, other), sign in ties.items():
        friendly = (sign > 0) is ((one, other) not in found.ties)
        assert (found.factions[one] == found.factions[other]) is friendly
    assert found.factions["X"] == 1
    assert found.factions["Y"] == 2


@pytest.mark.parametrize("seed", range(6))
def test_random_networks_have_the_frustration_found_by_trying_all(seed):
    dice = np.random.default_rng(seed)
    pairs = [pair for pair in combinations("ABCDEFGH", 2) if dice.random() < 0.6]
    ties = {pair: float(dice.choice([-2.0, -1.0, 1.0, 1.5])) for pair in pairs}
    found = frustration(ties)
    assert found.exact
    assert weight(found, ties) == pytest.approx(least(ties))
    place = {name: number for number, name in enumerate("ABCDEFGH")}
    numbered = [(place[a], place[b], round(w * UNIT)) for (a, b), w in ties.items()]
    assert _cost(_descended(8, numbered), numbered) == round(least(ties) * UNIT)


def test_a_large_block_gives_an_upper_bound_that_is_said_to_be_one():
    size = EXACT + 4
    names = [f"{number:02}" for number in range(size)]
    found = frustration(hostile(*names))
    assert not found.exact
    assert len(found.ties) == 2 * sum(range(size // 2))


def test_triads_of_each_kind(made):
    groups = ("ABC", "+++"), ("DEF", "+--"), ("HIJ", "++-"), ("KLM", "---")
    ties = [
        f"{one} {'partner_of' if sign == '+' else 'sanctions'} {other}"
        for names, signs in groups
        for (one, other), sign in zip(combinations(names, 2), signs, strict=True)
    ]
    table = triads(made(*ties))
    assert [record["signs"] for record in table.records()] == ["+ + -", "- - -", "+ + +", "+ - -"]
    assert [record["balanced"] for record in table.records()] == ["no", "no", "yes", "yes"]
    assert "triads: 1 (+ + +), 1 (+ - -), 1 (+ + -), 1 (- - -); the first two kinds are balanced" in table.notes
    assert all(len(row) == 3 for row in table.evidence)


def test_a_frustrated_tie_with_its_triads(made):
    corpus = made("A partner_of B", "B partner_of C", *["A partner_of C"] * 2, *["B attacks C"] * 3, "C attacks D")
    (row,) = balance(corpus).records()
    # B and C contest more than they cooperate: A is the friend of two foes, and leaves the one it is less tied to.
    assert (row["one"], row["other"], row["sign"]) == ("A", "B", "+")
    assert (row["cooperation"], row["contest"], row["triads"], row["unbalanced"]) == (1, 0, 1, 1)
    assert balance(corpus).evidence[0][0].claim.predicate == "partner_of"
    assert len(balance(corpus).evidence[0]) == 1 + 2 + 4


def test_cooperation_and_contest_of_the_same_weight_have_no_sign(made):
    table = balance(made("A partner_of B", "A sanctions B", "C sanctions A"))
    assert "2 actors, 0 friendly and 1 hostile ties, 1 article" in table.notes
    assert table.rows == ()


def test_signs_by_chance(made):
    ties = [f"{one} partner_of {other}" for one, other in combinations("ABCDE", 2)]
    table = balance(made(*ties))
    assert "100% of 10 triads are balanced; with signs shuffled 90% of 200 networks have 100% to 100%" in table.notes
