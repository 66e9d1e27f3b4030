from dataclasses import replace

import pytest

from kg.analysis import Scope, as_json, blocs, brokers, pairs, read, scale, signed_network
from kg.analysis.networks import day, recency
from kg.catalog import plover, relations
from kg.errors import BadData, KgError
from kg.model import Entity
from kg.store import Store


def ends(corpus):
    return [(tie.source, tie.predicate, tie.target) for tie in corpus.edges]


def test_only_what_holds_is_a_tie_of_the_network(made, told):
    corpus = made(
        "A met_with B",
        told("x", "A met_with C", factuality="possible"),
        told("y", "A met_with D", ended=True),
        told("z", "A met_with E", confidence=0.4),
        told("w", "A met_with F", zone="teaser"),
    )
    assert ends(corpus) == [("A", "met_with", "B")]
    assert len(corpus.ties) == 5


def test_scope_by_time_and_confidence(made, told):
    claims = (
        told("a", "A met_with B", time="2024-05"),
        told("b", "A met_with C"),
        told("c", "A met_with D", confidence=0.6),
    )
    dates = {"a": "2025-01-01", "b": "2025-02-03", "c": None}
    assert len(made(*claims, dates=dates).ties) == 3
    assert [tie.target for tie in made(*claims, dates=dates, since="2025").ties] == ["C"]
    assert [tie.target for tie in made(*claims, dates=dates, until="2024").ties] == ["B"]
    assert [tie.target for tie in made(*claims, dates=dates, confidence=0.7).ties] == ["B", "C"]
    with pytest.raises(KgError, match="since 2025 is after until 2024"):
        made(*claims, since="2025", until="2024")


def test_who_holds_an_office_of_a_state_acts_for_it(made):
    triples = ("P1 head_of_state_of A", "P1 met_with B", "P2 head_of C1", "P2 met_with B", "P3 affiliated_with C1")
    corpus = made(*triples, "P3 met_with B")
    assert {tie.ends for tie in corpus.edges if tie.predicate == "met_with"} == {("A", "B"), ("B", "C1"), ("B", "P3")}
    assert corpus.actor("P1") == "A"
    assert made(*triples, people=True).actor("P1") == "P1"


def test_a_state_goes_before_a_body_and_many_before_few(made):
    corpus = made("P1 head_of C1", "P1 head_of C1", "P1 official_of A", "P2 official_of A", *["P2 official_of B"] * 2)
    assert (corpus.actor("P1"), corpus.actor("P2")) == ("A", "B")


def test_the_gazetteer_knows_who_held_an_office_when(made, told):
    visit = told("v", "P1 visited B")
    biden = Entity("Joe_Biden", "Joe Biden", ("Person",))
    old, late = (
        replace(visit, document=name, subject=biden, time=time) for name, time in (("a", "2023"), ("b", "2025-06"))
    )
    one, other = made(old, late).ties
    assert (one.source, other.source) == ("United_States", "Joe_Biden")
    assert made(old).label("United_States") == "United States"


def test_weight_is_origins_and_halves_with_age(made):
    dates = {"a": "2025-01-01", "b": "2025-01-01", "c": "2024-01-02"}
    (near, far) = pairs(made("a: A met_with B", "b: A met_with B", "c: A attacks C", dates=dates, half_life=365))
    assert (near.plus, near.minus, near.sign) == (2.0, 0.0, 1)
    assert (far.plus, far.minus, far.sign) == (0.0, 0.5, -1)
    (_, still) = pairs(made("a: A met_with B", "c: A attacks C", dates=dates, half_life=0))
    assert still.minus == 1


@pytest.mark.parametrize(
    ("date", "number"), [("2025-02-15", 739297), ("2025-02", 739297), ("2024-07-01", 739068), ("2024", 739068)]
)
def test_days_of_dates_as_exact_as_they_are(date, number):
    assert day(date) == number


def test_days_that_no_month_has_are_its_last():
    assert day("2025-02-31") == day("2025-02-28")
    assert day("0000") == day("0001")
    assert recency("2025", "", 365) == 0.5


def test_the_signed_network_says_what_stands_behind_an_edge(made):
    corpus = made("a: A sanctions B", "b: A sanctions B", "c: A trades_with B", "d: A borders B", "e: A signed I1")
    graph = signed_network(corpus)
    assert list(graph.edges(keys=True)) == [("A", "B", "borders"), ("A", "B", "sanctions"), ("A", "B", "trades_with")]
    edge = graph.edges["A", "B", "sanctions"]
    assert (edge["sign"], edge["score"], edge["claims"], edge["origins"]) == (-1, -7, 2, 2)
    assert graph.edges["A", "B", "trades_with"]["sign"] == 1
    assert graph.edges["A", "B", "borders"]["sign"] == 0
    assert graph.nodes["A"] == {"label": "A", "type": "State"}
    assert signed_network(corpus, among=["Company"]).size() == 0


def test_an_empty_store(made):
    corpus = made()
    assert (corpus.ties, corpus.latest, corpus.documents) == ((), "", ())


def test_the_order_in_which_documents_came_does_not_matter(world, run):
    found = []
    for items in (world, world[::-1]):
        with Store.memory() as store:
            for item in items:
                store.put(item.article, item.claims, run)
            corpus = read(store, Scope())
            found.append(as_json(brokers(corpus), True) + as_json(blocs(corpus), True))
    assert found[0] == found[1]


def test_the_scale_agrees_with_the_families_and_with_plover():
    signs = {"cooperation": 1, "contest": -1, "office": 0}
    quads = {1: 1, 2: 1, 3: -1, 4: -1}
    for name, weight in scale.load().items():
        family = relations.load()[name].family
        assert weight.sign == signs.get(family, weight.sign), name
        assert (weight.score is None) is (name not in plover.load().events), name
        # A request may be friendly and a retreat a break: the scale takes no side.
        if weight.quad and name not in ("appeals_to", "withdrew_from"):
            assert weight.sign == quads[weight.quad], name


def test_faults_of_a_scale_are_told_together(tmp_path):
    path = tmp_path / "scale.tsv"
    path.write_text("relation\tsign\tscore\twhy\nallied_with\t+\t-3\tno\nloves\t+\t1\tno\nmet_with\t*\t1\tno\n", "utf8")
    with pytest.raises(BadData) as error:
        scale.read(path)
    text = str(error.value)
    assert "scale.tsv:2: '-3' must be a whole number from -10 to 10 with the sign +" in text
    assert "scale.tsv:3: no relation loves in the ontology" in text
    assert "scale.tsv:4: '*' must be one of + 0 -" in text
    assert "no line for the relation attacks" in text
