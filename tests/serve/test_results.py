"""What is written is what Oxigraph itself, and the standard library, read out of it."""

import csv
import io

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.serve import results
from kg.serve.forms import GRAPHS, RDF

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
PLENTY = 1_000_000
TEXTS = st.text(st.characters(codec="utf8", exclude_characters="\x00"), max_size=12)
# What XML 1.0 holds as it is.
PRINTED = st.text(st.characters(codec="utf8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12)


def literals(texts):
    plain = texts.map(ox.Literal)
    tagged = texts.map(lambda text: ox.Literal(text, language="en-gb"))
    typed = texts.map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode("http://a.example/t?a=1&b=<".replace("<", "")))
    )
    others = st.sampled_from([ox.NamedNode("http://a.example/?a=1&b='2'"), ox.BlankNode("b1"), None])
    return st.one_of(plain, tagged, typed, others)


def read(body: bytes, form: str) -> list[tuple]:
    found = ox.parse_query_results(body, format=FORMATS[form])
    return [tuple(row[name] for name in ("a", "b")) for row in found]


@pytest.mark.parametrize("form", ["json", "tsv"])
@settings(max_examples=30)
@given(st.lists(st.tuples(literals(TEXTS), literals(TEXTS)), max_size=5))
def test_rows_are_read_back(form, rows):
    written = results.rows(["a", "b"], rows, form, PLENTY, PLENTY)
    assert (written.rows, written.cut) == (len(rows), False)
    assert read(written.body, form) == rows


@settings(max_examples=30)
@given(st.lists(st.tuples(literals(PRINTED), literals(PRINTED)), max_size=5))
def test_rows_are_read_back_from_xml(rows):
    assert read(results.rows(["a", "b"], rows, "xml", PLENTY, PLENTY).body, "xml") == rows


@settings(max_examples=30)
@given(st.lists(st.tuples(literals(PRINTED), literals(PRINTED)), min_size=1, max_size=5))
def test_values_are_read_back_from_csv(rows):
    body = results.rows(["a", "b"], rows, "csv", PLENTY, PLENTY).body.decode("utf8")
    expected = [
        [str(term) if isinstance(term, ox.BlankNode) else term.value if term else "" for term in row] for row in rows
    ]
    assert list(csv.reader(io.StringIO(body, newline="")))[1:] == expected


def test_a_statement_within_a_statement_is_read_back():
    triple = ox.Triple(ox.NamedNode("http://a.example/"), ox.NamedNode("http://b.example/"), ox.Literal("x"))
    for form in ("json", "xml", "tsv"):
        assert read(results.rows(["a", "b"], [(triple, None)], form, 9, PLENTY).body, form) == [(triple, None)]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_what_is_cut_can_be_read(form):
    rows = [(ox.Literal(str(number)), None) for number in range(10)]
    written = results.rows(["a", "b"], rows, form, 4, PLENTY)
    assert (written.rows, written.cut) == (4, True)
    assert read(written.body, form) == rows[:4]
    assert (b"truncated" in written.body) == (form != "tsv")


def test_bytes_are_bounded():
    rows = [(ox.Literal("x" * 100),)] * 100
    written = results.rows(["a"], rows, "tsv", PLENTY, 1_050)
    assert (written.rows, written.cut, len(written.body)) == (10, True, 3 + 10 * 103)


def test_as_many_as_may_be_is_not_cut():
    assert results.rows(["a"], [(ox.Literal("x"),)] * 3, "json", 3, PLENTY).cut is False


@pytest.mark.parametrize("form", [form.name for form in GRAPHS])
def test_graphs_are_read_back_and_cut(form):
    triples = [
        ox.Triple(ox.NamedNode(f"http://a.example/{number}"), ox.NamedNode("http://b.example/p"), ox.Literal("a & b"))
        for number in range(10)
    ]
    whole, part = results.graph(triples * 2, form, 10, PLENTY), results.graph(triples, form, 4, PLENTY)
    assert (whole.rows, whole.cut, part.rows, part.cut) == (10, False, 4, True)
    assert {quad.triple for quad in ox.parse(whole.body, format=RDF[form])} == set(triples)
    assert {quad.triple for quad in ox.parse(part.body, format=RDF[form])} == set(triples[:4])
    assert (b"truncated" in part.body) == (form != "jsonld")


def test_truth_is_read_back():
    for value in (True, False):
        for form in ("json", "xml"):
            assert bool(ox.parse_query_results(results.truth(value, form), format=FORMATS[form])) is value
        assert results.truth(value, "csv") == str(value).lower().encode()
