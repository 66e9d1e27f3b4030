import pytest

from kg.errors import NotFound
from kg.export.choice import Filter, families, predicates
from kg.model import Article, Claim, Entity
from kg.store import Store


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


@pytest.mark.parametrize("most", [1, 2, 3, 5, 8, 13, 10_000])
def test_no_more_is_read_than_is_allowed_and_that_is_said(store, most):
    whole = Filter(focus=("Ruritania",), depth=3).of(store)
    found = Filter(focus=("Ruritania",), depth=3).within(store, most)
    assert found.cut == (most < 10_000)
    assert len(found.claims) <= most
    assert set(found.claims) <= set(whole)
    assert found == Filter(focus=("Ruritania",), depth=3).within(store, most)
    if not found.cut:
        assert found.claims == whole
    assert Filter().within(store, most).claims == list(store.claims())[:most]


def test_what_is_most_linked_to_the_focus_is_read_first(run):
    near = [Entity(name, name, ("State",)) for name in ("Focus", "Aside", "Often")]
    far = Entity("Far", "Far", ("State",))
    text = "It is said here that some support others."
    pairs = [(near[0], near[1]), *[(near[0], near[2])] * 3, (near[2], far), (near[1], far)]
    claims = [
        Claim("a", one, "supports", other, text[: 9 + n], 0, 9 + n, confidence=0.9)
        for n, (one, other) in enumerate(pairs)
    ]
    with Store.memory() as store:
        store.put(Article("a", text), claims, run)
        parts = [Filter(focus=("Focus",), depth=2).within(store, most) for most in range(1, 30)]
    beyond = [{claim.subject.id for claim in part.claims if claim.object.id == "Far"} for part in parts]
    # As soon as all claims of the focus may be read.
    assert all("Often" in subjects for subjects in beyond[11:])
    assert all(part.cut or set(part.claims) == set(claims) for part in parts)
    assert (parts[0].cut, parts[-1].cut) == (True, False)
