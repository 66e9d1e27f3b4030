"""How sure a relation is: the more speaks for it, the surer."""

import pytest

from kg.language.learned.weigh import Evidence, chance, terms

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
    kinds = [{name.partition(".")[0] for name in terms(e)} - {"read", "described"} for e in (RULE, MODEL, BOTH)]
    assert kinds == [{"rule"}, {"model"}, {"both"}]


def test_logits_beyond_reason_are_cut() -> None:
    assert chance(Evidence(None, 1e6, 1e6)) == chance(Evidence(None, 8.0, 8.0)) < 1
