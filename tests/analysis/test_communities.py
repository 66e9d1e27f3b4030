import networkx as nx
import pytest

from kg.analysis import blocs
from kg.analysis.communities import agreement, by_chance, modularity, partition, partitions, rand_index, stability
from kg.analysis.networks import graph_of

CLIQUES = [f"{a}{b}" for a, b in ("AB", "AC", "BC", "DE", "DF", "EF", "CD")]


@pytest.fixture(scope="module")
def karate():
    return graph_of({(f"{min(pair):02}", f"{max(pair):02}"): 1.0 for pair in nx.karate_club_graph().edges})


def test_the_karate_club_has_its_known_modularity(karate):
    found = partitions(karate, 20)
    # 0.4198 is the highest there is (Brandes et al. 2008, "On modularity clustering").
    assert 0.415 <= modularity(karate, found[0]) <= 0.4198 + 1e-4
    assert modularity(karate, found[0]) == pytest.approx(nx.community.modularity(karate, found[0]))
    assert modularity(karate, found[0]) >= modularity(karate, found[-1])
    assert 0.5 < agreement(found) <= 1


def test_the_two_sides_of_the_karate_club_have_their_known_modularity(karate):
    club = nx.karate_club_graph().nodes(data="club")
    sides = tuple(frozenset(f"{node:02}" for node, side in club if side == name) for name in ("Mr. Hi", "Officer"))
    assert modularity(karate, sides) == pytest.approx(0.3582, abs=1e-4)


def test_modularity_of_two_cliques_by_hand():
    graph = graph_of(dict.fromkeys(CLIQUES, 1.0))
    (found, *_) = partitions(graph, 3)
    assert found == (frozenset("ABC"), frozenset("DEF"))
    # 3 of 7 ties within each, 7 of 14 ends in each.
    assert modularity(graph, found) == pytest.approx(2 * (3 / 7 - 1 / 4))


def test_a_partition_follows_from_the_seed_alone(karate):
    turned = nx.Graph()
    turned.add_weighted_edges_from((other, one, tie) for one, other, tie in reversed(list(karate.edges(data="weight"))))
    assert partition(karate, 7) == partition(turned, 7)


def test_agreement_and_stability():
    one, other = (frozenset("abc"), frozenset("def")), (frozenset("ab"), frozenset("cdef"))
    assert agreement([one, one]) == agreement([one]) == 1
    # Hubert & Arabie: (4 - 6*7/15) / ((6 + 7)/2 - 6*7/15).
    assert rand_index(one, other) == pytest.approx((4 - 6 * 7 / 15) / (6.5 - 6 * 7 / 15))
    assert stability(frozenset("abc"), [one, other]) == pytest.approx((1 + 2 / 3) / 2)
    assert stability(frozenset("abc"), [(frozenset("xy"),)]) is None


def test_by_chance_keeps_degrees_and_says_nothing_where_nothing_can_be_swapped(karate):
    values = by_chance(karate, 5)
    assert len(values) == 5
    assert max(values) < modularity(karate, partition(karate, 1))
    assert by_chance(graph_of({("A", "B"): 1.0}), 5) == []


def test_blocs_with_contest_between_them(made):
    ties = [f"{one} partner_of {other}" for one, other in CLIQUES]
    table = blocs(made(*ties, "A sanctions F", "B criticizes C", "P1 met_with P2"))
    first, second = table.records()
    assert (first["members"], second["members"]) == ("A; B; C", "D; E; F")
    assert (first["inside"], first["outside"], first["contest_inside"], first["contest_outside"]) == (3, 1, 1, 1)
    assert (first["against"], second["against"]) == (2, 1)
    assert first["stable_over_seeds"] == 1
    assert 0 < first["stable_over_draws"] <= 1
    assert len(table.evidence[0]) == 6
    assert "not shown: 1 community of two" in table.notes
    assert any(note.startswith("modularity 0.") for note in table.notes)


def test_no_cooperation_no_blocs(made):
    table = blocs(made("A attacks B"))
    assert table.rows == ()
    assert "0 actors, 0 ties of cooperation, 1 article" in table.notes
