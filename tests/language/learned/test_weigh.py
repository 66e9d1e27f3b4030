"""How sure a relation is: the more speaks for it, the surer."""

import pytest

from kg.language.learned.context import Thought, around
from kg.language.learned.weigh import NOTHING, Around, Evidence, terms
from kg.language.learned.weigh import chance as weighed

ALONE = Around()


def chance(evidence: Evidence, around: Around = ALONE) -> float:
    return weighed(evidence, around)


RULE = Evidence(0.8, None, None)
MODEL = Evidence(None, 1.0, 1.0)
BOTH = Evidence(0.8, 1.0, 1.0)


@pytest.mark.parametrize("evidence", [RULE, MODEL, BOTH])
def test_a_chance(evidence: Evidence) -> None:
    assert 0 < chance(evidence) < 1


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (Evidence(0.4, None, None), RULE),
        (Evidence(None, -1.0, 1.0), MODEL),
        (Evidence(None, 1.0, -1.0), MODEL),
        (Evidence(0.4, 1.0, 1.0), BOTH),
        (Evidence(0.8, -3.0, -3.0), BOTH),
        (MODEL, BOTH),
    ],
)
def test_surer(less: Evidence, more: Evidence) -> None:
    assert chance(less) < chance(more)


def test_each_source_has_terms_of_its_own() -> None:
    kinds = [
        {name.partition(".")[0] for name in terms(e)} - {"read", "described", "across"} for e in (RULE, MODEL, BOTH)
    ]
    assert kinds == [{"rule"}, {"model"}, {"both"}]


def test_logits_beyond_reason_are_cut() -> None:
    assert chance(Evidence(None, 1e6, 1e6)) == chance(Evidence(None, 8.0, 8.0)) < 1


def test_a_rival_makes_it_less_sure() -> None:
    assert chance(BOTH, Around(other=2.0)) < chance(BOTH)
    assert chance(BOTH, Around(same_subject=2.0, same_object=2.0)) < chance(BOTH)


def test_what_has_many_names_is_surer() -> None:
    assert chance(BOTH, Around(names=(3, 3))) > chance(BOTH, Around(names=(1, 1)))


def test_what_competes_within_an_article() -> None:
    thoughts = [
        Thought(("a", "visited", "b"), 1.0, (2, 3)),
        Thought(("a", "visited", "b"), 0.0, (2, 3)),
        Thought(("b", "met_with", "a"), -1.0, (3, 2)),
        Thought(("a", "visited", "c"), -2.0, (2, 1)),
        Thought(("d", "visited", "b"), -3.0, (1, 3)),
    ]
    first, again, other, *_ = around(thoughts)
    assert first == again == Around(-1.0, -2.0, -3.0, (2, 3))
    assert other == Around(1.0, NOTHING, NOTHING, (3, 2))
