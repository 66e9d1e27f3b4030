from importlib import import_module
from itertools import pairwise

import networkx as nx
import pytest

from kg.analysis import brokers
from kg.analysis.brokers import betweenness
from kg.errors import KgError, NotFound

# The package has a function of the same name.
MODULE = import_module("kg.analysis.brokers")


def column(table, name):
    return {record["actor"]: record[name] for record in table.records()}


def test_a_path_has_the_betweenness_of_the_closed_form(made):
    names = ["A", "B", "C", "D", "E", "F"]
    table = brokers(made(*(f"{one} met_with {other}" for one, other in pairwise(names))))
    last = len(names) - 1
    closed = {name: place * (last - place) / (last * (last - 1) / 2) for place, name in enumerate(names)}
    assert column(table, "betweenness") == pytest.approx({name: closed[name] for name in "BCDE"}, abs=1e-4)
    assert [row[1] for row in table.rows] == ["C", "D", "B", "E"]


def test_betweenness_agrees_with_networkx_on_the_karate_club():
    graph = nx.karate_club_graph()
    weights = {(f"{one:02}", f"{other:02}"): 1.0 for one, other in graph.edges}
    known = nx.betweenness_centrality(graph)
    assert betweenness(weights) == pytest.approx({f"{node:02}": value for node, value in known.items()})


def test_more_evidence_makes_a_shorter_way(made):
    # From A to D leads a way through B, and one through C that two articles tell of.
    one = ["A met_with B", "B met_with D", "A met_with C", "C met_with D"]
    assert column(brokers(made(*one)), "betweenness")["B"] == pytest.approx(1 / 6, abs=1e-4)
    table = brokers(made(*one, "A met_with C", "C met_with D"))
    assert "B" not in column(table, "betweenness")
    assert column(table, "betweenness")["C"] == pytest.approx(1 / 3, abs=1e-4)


def test_a_large_network_is_sampled_and_says_so(monkeypatch):
    graph = nx.gnm_random_graph(150, 400, seed=1)
    weights = {(f"{min(pair):03}", f"{max(pair):03}"): 1.0 for pair in graph.edges}
    exact = betweenness(weights)
    monkeypatch.setattr(MODULE, "STEPS", 70_000)
    sampled = betweenness(weights)
    assert sampled != exact
    first = sorted(exact, key=exact.get)[-10:]
    assert sum(name in sorted(sampled, key=sampled.get)[-20:] for name in first) >= 8
    assert betweenness(weights) == sampled


def test_the_note_of_a_sampled_network(made, monkeypatch):
    monkeypatch.setattr(MODULE, "STEPS", 10)
    monkeypatch.setattr(MODULE, "FEWEST_SOURCES", 2)
    monkeypatch.setattr(MODULE, "DRAWN_STEPS", 10)
    table = brokers(made("A met_with B", "B met_with C", "C met_with D"))
    assert "betweenness is estimated from the paths of 2 actors of 4, drawn with a fixed seed" in table.notes
    assert "no bounds: the network is too large for repeated draws" in table.notes
    assert set(column(table, "low").values()) == {None}


def test_bounds_hold_what_no_draw_changes_and_doubt_what_one_article_says(made):
    # Every article tells of the way through B, only one of that through X.
    table = brokers(
        made(
            *(f"d{n}: {pair}" for n in range(5) for pair in ("A met_with B", "B met_with C")),
            "Y met_with X",
            "X met_with Z",
        )
    )
    rows = {record["actor"]: record for record in table.records()}
    assert rows["B"]["low"] > 0
    assert rows["X"]["low"] == 0
    assert any(note.startswith("a small sample: 7 articles") for note in table.notes)


def test_change_between_the_halves(made):
    dates = {"old1": "2024-01-01", "old2": "2024-01-02", "new1": "2025-01-01", "new2": "2025-01-02"}
    corpus = made("old1: A met_with B", "old2: B met_with C", "new1: A met_with D", "new2: C met_with D", dates=dates)
    table = brokers(corpus, split="2025")
    rows = {record["actor"]: (record["before"], record["since"], record["change"]) for record in table.records()}
    assert rows["B"] == (1.0, 0.0, -1.0)
    assert rows["D"] == (0.0, 1.0, 1.0)
    assert "before and since: 2025" in table.notes[0]


def test_the_evidence_is_the_actors_own_ties(made):
    table = brokers(made("A met_with B", "B met_with C", "C attacks B"))
    assert [each.claim.document for each in table.evidence[0]] == ["d0000", "d0001"]
    every = brokers(made("A met_with B", "B met_with C", "C attacks B"), ties="all")
    assert len(every.evidence[0]) == 3


def test_choices(made):
    corpus = made("A met_with B", "B met_with C", "C met_with G1", "G1 met_with D", "P1 met_with P2")
    assert "G1" not in column(brokers(corpus, among=["State"]), "type")
    assert set(column(brokers(corpus, entity="B"), "type")) == {"B"}
    assert brokers(corpus, ties="contest").rows == ()
    with pytest.raises(KgError, match="'love' must be one of cooperation, contest, all"):
        brokers(corpus, ties="love")
    with pytest.raises(NotFound, match="no entity 'Nowhere'"):
        brokers(corpus, entity="Nowhere")
