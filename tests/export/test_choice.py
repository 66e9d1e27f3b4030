import pytest

from kg.errors import NotFound
from kg.export.choice import Filter, families, predicates


def near(store, focus, depth):
    """All claims between what is so near, found the slow way."""
    claims, reached = list(store.claims()), {focus}
    for _ in range(depth):
        reached |= {end for claim in claims for end in ends(claim) if ends(claim) & reached}
    return [claim for claim in claims if ends(claim) <= reached]


def ends(claim):
    return {claim.subject.id, claim.object.id}


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_is_near_is_found_whether_all_is_read_or_not(store, depth):
    for entity in store.entities():
        expected = near(store, entity.id, depth)
        if expected:
            assert Filter(focus=(entity.id,), depth=depth).of(store) == expected


def test_without_a_focus_all_that_passes_is_there_in_order(store):
    assert Filter().of(store) == list(store.claims())
    sure = Filter(confidence=0.9).of(store)
    assert sure == [claim for claim in store.claims() if claim.confidence >= 0.9]


def test_relations_that_fewer_claims_tell_of_are_left_out(store):
    edges = [(claim.subject.id, claim.predicate, claim.object.id) for claim in store.claims()]
    for found in (Filter(evidence=2), Filter(evidence=2, focus=("Ruritania",), depth=1)):
        assert found.of(store)
        assert all(edges.count((one.subject.id, one.predicate, one.object.id)) >= 2 for one in found.of(store))


@pytest.mark.parametrize(("since", "until"), [("2025-06", "2025-02"), ("2026", "2025-12-31")])
def test_a_time_that_ends_before_it_begins_is_refused_though_a_bare_year_lies_on_both_sides(store, since, until):
    with pytest.raises(NotFound, match=f"no date is since {since} and until {until}; swap them"):
        Filter(since=since, until=until).of(store)


def test_names_are_those_of_the_ontology(store):
    assert predicates(["partner of"]) == ("partner_of",)
    assert "sanctions" in families(["contest"])
    with pytest.raises(NotFound, match="no family 'x' of relations; there is contest"):
        families(["x"])
    with pytest.raises(NotFound, match="no claim is left"):
        Filter(confidence=1.0, since="2099").of(store)
