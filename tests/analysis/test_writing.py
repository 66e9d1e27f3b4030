import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from kg.analysis import (
    as_csv,
    as_json,
    as_text,
    balance,
    blocs,
    brokers,
    chain,
    changes,
    dyad,
    hedging,
    initiatives,
    png,
    speakers,
    svg,
    timeline,
    triads,
)
from kg.analysis.charts import short
from kg.analysis.nets import labelled
from kg.analysis.tables import Bars, Line, Net, Table, rounded
from kg.model import Entity

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def corpus(made, told):
    return made(
        *("A partner_of B", "B partner_of C", "A partner_of C", "C sanctions D", "D partner_of E", "A rivals D"),
        *("C met_with E", "A participates_in I1", "B participates_in I2", "P1 head_of_state_of A", "A met_with D"),
        told("s", "D threatens E", attributed_to="P1"),
        told("u", "A attacks D", factuality="planned", time="1990"),
        dates={"d0003": "2025-04-01", "d0005": "2024-06-02"},
    )


@pytest.fixture
def tables(corpus):
    """Every question's answer."""
    every = (brokers, blocs, balance, triads, hedging, initiatives, speakers)
    own = (chain(corpus, "A", "E"), dyad(corpus, "A", "D"), timeline(corpus, "A"), changes(corpus, "2025"))
    return [*(ask(corpus) for ask in every), *own]


def text(path):
    return " ".join(node.text or "" for node in ElementTree.fromstring(path).iter(f"{SVG}text"))


def test_every_row_has_evidence_and_a_cell_for_each_column(tables):
    for table in tables:
        assert table.rows, table.name
        assert len(table.evidence) == len(table.rows)
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert all(table.evidence), table.name
        assert table.notes


def test_a_figure_is_the_same_each_time_and_has_its_title(corpus):
    table = balance(corpus)
    drawn = svg(table)
    assert drawn == svg(table)
    assert table.title in text(drawn)
    assert b"<dc:date>" not in drawn
    assert png(table) == png(table)


def test_labels_are_text_and_no_formulas_or_markup(corpus):
    (table,) = [timeline(corpus, "A")]
    title = r"$\frac{1}{2}$ <script> \x00 日本".replace(r"\x00", "\x00")
    drawn = svg(replace(table, title=title))
    assert b"<script>" not in drawn
    assert r"$\frac{1}{2}$ <script>" in text(drawn)
    assert "日本" in text(drawn)
    assert png(replace(table, title=title)).startswith(b"\x89PNG")


def test_nothing_to_draw(made):
    assert "nothing to draw" in text(svg(brokers(made("A attacks B"))))
    assert "nothing to draw" in text(svg(Table("x", "X", ("a",), (), ())))


def test_long_labels_are_cut_and_stand_where_they_cover_nothing():
    assert short("x" * 60) == "x" * 45 + "…"
    spots = labelled([(0.0, 0.0), (0.01, 0.0), (1.0, 1.0)], ["A long name here", "Another long name", "Far"])
    assert spots[0] != spots[1]
    assert spots[2] == "below"


def test_parts_of_bars_and_groups_of_nets_have_patterns_of_their_own():
    bars = Bars(("one",), (("a", (1.0,)), ("b", (2.0,))), "axis")
    assert svg(Table("x", "X", ("a",), ((1,),), ((),), picture=bars)).count(b"<pattern") == 1
    net = Net(("one", "two"), (1, 2), (0.5, 0.5), (Line(0, 1, -1, marked=True),), "frustrated")
    drawn = svg(Table("x", "X", ("a",), ((1,),), ((),), picture=net))
    assert {"frustrated", "contest", "group", "1", "2"} <= set(text(drawn).split())
    assert b"stroke-dasharray" in drawn


def test_a_table_for_people(corpus):
    table = brokers(corpus)
    lines = as_text(table, quotes=1).splitlines()
    assert lines[0] == "Brokers: betweenness in the network of cooperation"
    assert "- a small sample:" in "\n".join(lines)
    assert any(line.startswith("1. 1, ") for line in lines)
    assert any(line.endswith(" in d0001, so it was told by all who saw it.”") for line in lines)
    assert any(line.startswith("    … ") and line.endswith(" more") for line in lines)
    assert as_text(brokers(corpus, ties="contest", entity="B")).splitlines()[2] == "no rows"


def test_comma_separated(corpus):
    table = dyad(corpus, "A", "D")
    rows = list(csv.DictReader(io.StringIO(as_csv(table))))
    assert [row["score"] for row in rows] == ["1"]
    quotes = list(csv.DictReader(io.StringIO(as_csv(table, True))))
    assert [(row["row"], row["predicate"], row["document"]) for row in quotes] == [("1", "met_with", "d0010")]


def test_text_that_is_a_formula_or_steers_is_made_harmless(corpus):
    table = replace(timeline(corpus, "A"), columns=("a", "b"), rows=(("=1+1", -2.5),), title="a\x1b[31mb")
    assert as_csv(table) == "a,b\n'=1+1,-2.5\n"
    assert "\x1b" not in as_text(table)


def test_json_with_quotes_of_each_row(tables):
    for table in tables:
        found = json.loads(as_json(table, True))
        assert found["analysis"] == table.name
        assert [row["evidence"][0]["quote"] for row in found["rows"]] == [row[0].claim.quote for row in table.evidence]
        assert list(found["rows"][0])[:-1] == list(table.columns)
        assert "evidence" not in json.loads(as_json(table))["rows"][0]


def test_head_and_only(corpus):
    table = timeline(corpus, "A")
    assert table.head(2).rows == table.rows[:2]
    assert table.head(2).notes[-1] == f"2 of {len(table.rows)} rows are shown"
    assert table.head(100) is table
    assert table.only(2).evidence == table.evidence[1:2]


def test_fractions_have_four_figures_and_no_zero_is_negative():
    ((one, other, name),) = rounded([(1 / 3, -0.00001, "x")])
    assert (one, str(other), name) == (0.3333, "0.0", "x")


def test_a_label_from_an_article_cannot_break_the_figure(made, told):
    bad = Entity("Bad", "<b>$x_{</b>\x07", ("State",))
    claims = [replace(told(f"m{n}", "A met_with B"), object=bad) for n in range(2)]
    table = brokers(made(*claims, "A met_with C"))
    assert b"<b>" not in svg(table)
    assert blocs(made(*claims, "A met_with C")).rows[0][1] == 3
