from dataclasses import replace

import pytest

from kg.analysis import Hop, path
from kg.errors import KgError, NotFound
from kg.store import Store


def steps(hops: tuple[Hop, ...]) -> list[str]:
    return [f"{hop.subject} {hop.predicate} {hop.object}" for hop in hops]


def test_the_shortest_chain_with_a_quote_for_each_step(store):
    hops = path(store, "Tomas Brandt", "Lutz Steel")
    assert steps(hops) == [
        "Tomas Brandt head_of_government_of Arcadia",
        "Arcadia imposes_tariffs_on Zubrowka",
        "Lutz Steel invests_in Zubrowka",
    ]
    assert [hop.evidence.claim.quote for hop in hops] == [
        "Ruritanian President Elena Moravec met Arcadian Prime Minister Tomas Brandt in Sanna on 28 February.",
        "Arcadia raised duties on Zubrowkan steel by 20 per cent on Monday.",
        "Lutz Steel, a maker of rails, is building a plant in Zubrowka.",
    ]


def test_of_several_edges_the_best_supported_stands(store):
    (hop,) = path(store, "Ruritania", "Arcadia")
    assert (hop.predicate, hop.evidence.document.id) == ("partner_of", "gazette-1")


def test_only_edges_lead_on(store):
    # A planned investment, a denied partnership and a claim below the threshold are no edges.
    for name in ("Port of Sanna", "Otto Kranz"):
        with pytest.raises(NotFound, match="no chain of edges leads from Arcadia to"):
            path(store, "Arcadia", name)


def test_ends_that_are_no_two_entities(store):
    with pytest.raises(KgError, match="are the same entity, Arcadia; give two"):
        path(store, "Arcadia", "ent:Arcadia")
    with pytest.raises(NotFound, match="no entity 'Arcady'; near: Arcadia"):
        path(store, "Arcady", "Zubrowka")


def test_the_same_chain_whatever_came_first(world, run):
    chains = []
    for items in (world, world[::-1]):
        with Store.memory() as store:
            for item in items:
                store.put(item.article, item.claims[:: 1 if items is world else -1], run)
            chains.append(path(store, "Mira Holt", "Alpine Institute") + path(store, "Elena Moravec", "Northern Pact"))
    assert chains[0] == chains[1]


def test_a_chain_of_equal_length_leans_to_support(run, world):
    """Two ways lead round; the one through the pair that two articles speak of is taken."""
    item = world[0]
    one, two, three, four = (
        replace(item.claims[0].object, id=name, label=name) for name in ("One", "Two", "Three", "Four")
    )
    base = replace(item.claims[3], predicate="criticizes", quote=item.article.text, start=0, end=len(item.article.text))
    pairs = [(one, two), (one, three), (two, four), (three, four)]
    with Store.memory() as store:
        for name, kept in (("a", pairs), ("b", pairs[1::2])):
            claims = [replace(base, document=name, subject=here, object=there) for here, there in kept]
            store.put(replace(item.article, id=name), claims, run)
        assert steps(path(store, "One", "Four")) == ["One criticizes Three", "Three criticizes Four"]
