"""What could reach outside the store is refused, however it is written. Nothing here opens a connection."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, Refused
from kg.store import sparql

# Oxigraph refuses this port before it connects, with OSError: what gets so far would have called out.
PORT = "<http://127.0.0.1:9/>"
EMPTY = ox.Store()

CALLS = [
    "SELECT * { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { service silent %s { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SeRvIcE ?x { ?s ?p ?o } VALUES ?x { %s } } } }",
    "SELECT * { ?s ?p ?o.SERVICE%s{ ?a ?b ?c } }",
    "ASK { FILTER EXISTS { SERVICE %s { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE %s { ?s ?p ?o } }",
    # The engine reads no tokens: a number or a truth value may run into the keyword.
    "SELECT * { ?s ?p 1SERVICE%s{ ?a ?b ?c } }",
    "SELECT * { ?s ?p 1.SERVICE%s{ ?a ?b ?c } }",
    "SELECT * { ?s ?p 1e5SERVICE%s{ ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE%s{ ?a ?b ?c } }",
    "PREFIX : %s SELECT * { ?s ?p 1SERVICE:{ ?a ?b ?c } }",
    "PREFIX a: <http://a.example/> SELECT * { ?s ?p a:.SERVICE%s{ ?a ?b ?c } }",
    # A comparison that looks like an IRI, with a comment inside.
    "SELECT * { VALUES ?s { %s } FILTER(1<2)SERVICE?s#>\n{ ?a ?b ?c } }",
    'SELECT * { FILTER(1<2#>"""\n)SERVICE%s{ ?a ?b ?c } #"""\n}',
    "SELECT * { FILTER(1<2#>'''\n)SERVICE%s{ ?a ?b ?c } #'''\n}",
    "SELECT * { ?s <http://a.example/#\\u0041> ?o . SERVICE%s{ ?a ?b ?c }\n}",
    # What looks like a comment, a string or a name.
    "SELECT * { ?s ?p '#' . SERVICE%s{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o . # '\n SERVICE%s{ ?a ?b ?c } # '\n }",
    'SELECT * { ?s ?p "\\"" . SERVICE%s{ ?a ?b ?c } }',
    "SELECT * { ?s ?p ?o . #\rSERVICE%s{ ?a ?b ?c }\n}",
]

FRAGMENTS = [
    *("SERVICE", "service", " ", "\n", "\r", "#", "'", '"', "'''", '"""', "<", ">", "1", "true", ":", "a:", ".", "\\"),
    *("?s", "$x", "{", "}", "(", ")", "FILTER(1<2", "FILTER(", "BIND(1<2 AS ?y)", "\\u0041", "<http://a.example/#b>"),
    *(PORT, PORT + "{}", "?s ?p ?o", ";", "@en", "_:b", "SILENT", f"VALUES ?s {{{PORT}}}", "1<2#>", "&&", "=", "%41"),
]


def consume(found: sparql.Results) -> None:
    if not isinstance(found, ox.QueryBoolean):
        list(found)


def reaches_out(query: str) -> bool:
    try:
        consume(sparql.run(EMPTY, query))
    except Refused:
        return False
    except KgError as error:
        return isinstance(error.__cause__, OSError | RuntimeError)
    except OSError:
        return True
    return False


@pytest.mark.parametrize("query", CALLS)
def test_no_query_calls_another_server(query):
    query = query.replace("%s", PORT)
    with pytest.raises(KgError) as error:
        list(sparql.run(EMPTY, query))
    assert "port" not in str(error.value)


def test_these_queries_would_call_if_nobody_refused_them():
    """Most of them: an empty store has no binding to call with."""
    called = []
    for query in CALLS:
        try:
            consume(EMPTY.query(query.replace("%s", PORT)))
        except (OSError, RuntimeError, SyntaxError) as error:
            called.append(isinstance(error, OSError))
    assert sum(called) >= 4


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join), st.sampled_from(["", "FILTER(1<2)", "?s ?p 1"]))
def test_no_mixture_of_pieces_calls_another_server(middle, before):
    assert not reaches_out(f"SELECT * {{ {before}{middle} }}")
    assert not reaches_out(f"SELECT * {{ {before}{middle}SERVICE{PORT}{{}} }}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a schema:Service }",
        "SELECT * { ?s ?p 'SERVICE' }",
        'SELECT * { ?s ?p """\nSERVICE <x>\n""" }',
        "SELECT * { ?s ?p ?o } # SERVICE",
        "SELECT * { ?s <https://a.example/service/SERVICE> ?o }",
        "SELECT * { ?s a <https://schema.org/Service#service> ; ?p ?o }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    ],
)
def test_the_word_may_stand_elsewhere(query):
    assert list(sparql.run(EMPTY, query)) == []


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "PREFIX load: <a:b> # SELECT\ndelete where { ?s ?p ?o }",
        f"LOAD {PORT}",
        "CLEAR ALL",
        "DROP GRAPH <a:b>",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_no_query_writes(query):
    with pytest.raises(Refused, match=r"is refused: the graph follows from the articles"):
        sparql.run(EMPTY, query)


def test_iris_with_a_fragment_still_work():
    quads = ox.Store()
    node = ox.NamedNode("https://a.example/#b")
    quads.add(ox.Quad(node, node, ox.Literal("#")))
    found = list(sparql.solutions(quads, "SELECT ?o { <https://a.example/#b> <https://a.example/#b> ?o # so\n}"))
    assert [row["o"].value for row in found] == ["#"]


def test_the_place_of_a_fault_is_that_of_the_text_given():
    query = "SELECT * {\n <https://a.example/#b> <https://a.example/#c> ?o ! }"
    with pytest.raises(KgError) as error:
        sparql.run(EMPTY, query)
    line, column = (int(part.split()[-1]) for part in str(error.value).partition(":")[0].split(",")[1:])
    assert query.splitlines()[line - 1][column - 1 :].startswith(
        str(error.value).partition("from '")[2].partition("'")[0]
    )
