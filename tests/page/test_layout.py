"""Positions keep nodes and labels apart, keep what belongs together near, and never change."""

import networkx as nx

from kg.export.page.layout import positions


def gaps(places):
    spots = list(places.values())
    return [max(abs(a - c), abs(b - d)) for i, (a, b) in enumerate(spots) for c, d in spots[:i]]


def placed(graph):
    return positions(graph, {name: f"Entity {name}" for name in graph})


def test_no_nodes_have_no_positions():
    assert placed(nx.Graph()) == {}


def test_nodes_keep_their_distance():
    assert min(gaps(placed(nx.relabel_nodes(nx.star_graph(60), str)))) > 40


def test_parts_without_a_link_do_not_overlap():
    graph = nx.Graph([("a", "b"), ("b", "c"), ("x", "y")])
    graph.add_node("alone")
    places = placed(graph)
    assert set(places) == set(graph)
    assert min(gaps(places)) > 40


def test_groups_of_friends_stand_apart():
    graph = nx.relabel_nodes(nx.barbell_graph(8, 0), str)
    places = placed(graph)
    middles = [sum(places[str(i)][0] for i in group) / 8 for group in (range(8), range(8, 16))]
    assert abs(middles[0] - middles[1]) > 200


def test_order_of_links_changes_nothing():
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    other = nx.Graph()
    other.add_nodes_from(sorted(graph, reverse=True))
    other.add_edges_from((b, a, graph[a][b]) for a, b in reversed(list(graph.edges)))
    assert placed(other) == placed(graph)


def test_many_nodes_need_no_library_that_we_do_not_ship():
    assert len(placed(nx.relabel_nodes(nx.star_graph(500), str))) == 501
