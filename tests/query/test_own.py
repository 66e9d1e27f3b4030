"""Queries of one's own: files, graphs, parameters, and what is refused."""

import pytest

from kg import query
from kg.errors import BadData, KgError, NotFound, Refused
from kg.query.answers import shown
from kg.store import Store, sparql

COURIER = "courier%2F2025%2003"


def rows(found: query.Answer) -> list[tuple[str, ...]]:
    return [tuple(map(shown, row)) for row in found.rows]


def ask(store: Store, text: str, **given: str) -> list[tuple[str, ...]]:
    return rows(query.ask(store, query.parsed("own", text), given))


def test_unknown_questions(tmp_path):
    with pytest.raises(NotFound, match="no query 'partner' and no such file; there is partners"):
        query.named("partner")
    path = tmp_path / "own.rq"
    path.write_text("# question: Which?\n# param x = 3 : colour\nSELECT * {}")
    with pytest.raises(BadData, match="kind any, class, date"):
        query.named(str(path))
    path.write_bytes(b"\xff")
    with pytest.raises(BadData, match="not UTF-8 at byte 0"):
        query.named(str(path))


def test_an_own_file_with_its_header(store, tmp_path):
    path = tmp_path / "own.rq"
    path.write_text(
        "# question: Which entities are of a class?\n# param kind : class\n# columns: name\n"
        "SELECT ?name { ?e a $kind ; rdfs:label ?name } ORDER BY DESC(?name)"
    )
    question = query.named(str(path))
    assert (question.name, question.question, question.columns) == ("own", "Which entities are of a class?", ("name",))
    assert rows(query.ask(store, question, {"kind": "company"})) == [("Lutz Steel",)]
    with pytest.raises(KgError, match=r"own: kind must be given: --set kind=\.\.\."):
        query.ask(store, question)


def test_claims_are_found_by_plain_patterns_and_in_their_graphs(store):
    plain = "SELECT ?c { ?c a kg:Claim ; rdf:predicate kg:opposes }"
    assert len(ask(store, plain)) == 1
    named = "SELECT ?g { GRAPH ?g { ?c a kg:Claim ; rdf:predicate kg:opposes } }"
    assert ask(store, named) == [(f"doc:{COURIER}",)]
    assert ask(store, "ASK { ent:Ruritania kg:partner_of ent:Arcadia }") == [("true",)]
    # Plain patterns see each edge once.
    assert ask(store, "SELECT ?o { ent:Amber_Corridor kg:initiated_by ?o }") == [("ent:Arcadia",)]


def test_a_parameter_that_the_query_does_not_have(store):
    with pytest.raises(NotFound, match=r"the query has no parameter \$y; it has \$x"):
        ask(store, "SELECT ?v { BIND($x AS ?v) }", x="1", y="2")


def test_parameters_in_strings_iris_and_comments_are_none(store):
    text = "SELECT ?v { # $x\n BIND(CONCAT('$x', STR(<urn:a:$x>), STR($x)) AS ?v) }"
    assert ask(store, text, x="7") == [("$xurn:a:$x7",)]


def test_rows_without_an_order_are_sorted(store):
    found = ask(store, "SELECT ?l { ?s a kg:State ; rdfs:label ?l }")
    assert found == sorted(found) == [("Arcadia",), ("Ruritania",), ("Zubrowka",)]
    assert ask(store, "SELECT ?l { ?s a kg:State ; rdfs:label ?l } ORDER BY DESC(?l)") == found[::-1]


def test_queries_stay_within_the_store(store):
    for text in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DELETE WHERE { ?s ?p ?o }"):
        with pytest.raises(Refused):
            ask(store, text)


def test_broken_sparql_is_one_line_with_its_place(store):
    with pytest.raises(KgError, match=r"^SPARQL, line 2, column 9: not understood at or before its end$"):
        ask(store, "SELECT * {\n ?s ?p }")
    with pytest.raises(KgError, match=r"^SPARQL, line 1, column 19: not understood from '\?o \}' on$"):
        ask(store, "SELECT * {?s ! ?p ?o }")
    message = r"^SPARQL: prefix 'foo:' is not declared; known without PREFIX are claim, doc, ent, "
    with pytest.raises(KgError, match=message):
        ask(store, "PREFIX f: <urn:f> SELECT * { ?s f:a ?o . ?s kg:visited ?x ; foo:bar ?o }")


def test_the_words_of_a_query():
    assert sparql.words("SELECT ?order { ?x kg:order 'ORDER' } # ORDER") == ["SELECT"]
