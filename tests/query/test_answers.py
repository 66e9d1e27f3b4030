"""How answers are written."""

import csv
import json
from io import StringIO

import pytest

from kg import query
from kg.errors import KgError


def test_formats(store):
    found = query.ask(
        store, query.parsed("own", 'SELECT ?l ?n ?u ?t { BIND("=1+1"@en AS ?l) BIND(-2 AS ?n) BIND(kg:x AS ?t) }')
    )
    assert list(csv.reader(StringIO(query.FORMATS["csv"](found)))) == [
        ["l", "n", "u", "t"],
        ["'=1+1", "-2", "", "kg:x"],
    ]
    assert json.loads(query.FORMATS["json"](found)) == {
        "head": {"vars": ["l", "n", "u", "t"]},
        "results": {
            "bindings": [
                {
                    "l": {"type": "literal", "value": "=1+1", "xml:lang": "en"},
                    "n": {
                        "type": "literal",
                        "value": "-2",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                    "t": {"type": "uri", "value": "https://w3id.org/communique/ontology#x"},
                }
            ]
        },
    }
    with pytest.raises(KgError, match="only CONSTRUCT and DESCRIBE give a graph"):
        query.FORMATS["ttl"](found)


def test_a_graph_as_answer(store):
    text = "CONSTRUCT { ?s kg:partner_of ?o } WHERE { ?s kg:partner_of ?o . ?s a kg:State }"
    found = query.ask(store, query.parsed("own", text))
    assert found.columns == ("subject", "predicate", "object")
    assert "ent:Arcadia kg:partner_of ent:Ruritania ." in query.FORMATS["ttl"](found)


def test_a_table_steers_no_terminal(store):
    found = query.ask(store, query.parsed("own", 'SELECT ?v { BIND("a\\u001B[31m\\nb [bold]c[/bold]" AS ?v) }'))
    assert query.table(found) == " v\n ───────────────────────\n a [31m b [bold]c[/bold]\n"
    assert max(map(len, query.table(found, 20).splitlines())) <= 20


def test_a_narrow_table_cuts_nothing_and_leaves_empty_columns_out(store):
    text = 'SELECT ?id ?none ?quote { BIND("harbour-deal-of-2025" AS ?id) BIND("of an agreement" AS ?quote) }'
    found = query.ask(store, query.parsed("own", text))
    narrow = query.table(found, 20)
    assert "none" not in narrow
    assert "…" not in narrow
    assert set("harbour-deal-of-2025") <= set(narrow)
    assert query.table(query.ask(store, query.parsed("own", "SELECT ?none { ?s kg:no ?none }"))).split()[0] == "none"


def test_a_table_is_a_text_in_a_notebook_too(store, monkeypatch):
    # rich would print there and leave the text empty.
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    assert "Ruritania" in query.table(query.ask(store, query.named("partners")))


def test_what_is_asked_for_is_told_as_the_standard_has_it(store):
    found = query.ask(store, query.parsed("own", "ASK { ent:Ruritania kg:partner_of ent:Arcadia }"))
    assert json.loads(query.FORMATS["json"](found)) == {"head": {}, "boolean": True}
    found = query.ask(store, query.parsed("own", "ASK { ent:Ruritania kg:partner_of ent:Herald }"))
    assert json.loads(query.FORMATS["json"](found)) == {"head": {}, "boolean": False}
