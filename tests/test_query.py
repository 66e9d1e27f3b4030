import csv
import json
from io import StringIO

import pytest

from kg import query
from kg.catalog import relations
from kg.errors import BadData, KgError, NotFound, Refused
from kg.model import Article, Claim, Entity
from kg.query.answers import shown
from kg.store import Store, sparql

COURIER = "courier%2F2025%2003"
SPEND = "Ruritania and Arcadia are partners in the Amber Corridor, a railway that Arcadia launched in 2019."
PACT = "Arcadia and Ruritania have a partnership, Ruritania Gazette wrote."
DENIAL = "Arcadia is no partner of Ruritania, said Mira Holt of the Alpine Institute."
MET = "Ruritanian President Elena Moravec met Arcadian Prime Minister Tomas Brandt in Sanna on 28 February."
ALBA = "Herald writes that Moravec and Brandt met in Port Alba on Friday."

GOLDEN: list[tuple[str, dict[str, str], list[tuple[str, ...]]]] = [
    ("partners", {}, [("Arcadia", "Ruritania", "2", "2"), ("Ruritania", "Zubrowka", "1", "1")]),
    ("partners", {"entity": "Zubrowka"}, [("Zubrowka", "Ruritania", "1", "1")]),
    # A teaser makes no partner.
    ("partners", {"entity": "Arcadia"}, [("Arcadia", "Ruritania", "2", "2")]),
    (
        "meetings",
        {},
        [
            ("Elena Moravec", "Tomas Brandt", "2025-02-28", "Sanna", "", "asserted", "0.9", "gazette-1"),
            ("Elena Moravec", "Tomas Brandt", "2025-02-28", "Port Alba", "", "asserted", "0.8", "press-1"),
        ],
    ),
    ("meetings", {"entity": "Otto Kranz"}, []),
    (
        "meetings",
        {"entity": "Otto Kranz", "min": "0.3"},
        [("Otto Kranz", "Tomas Brandt", "", "", "", "asserted", "0.3", "note-1")],
    ),
    (
        "visits",
        {},
        [
            ("Elena Moravec", "Zubrowka", "2025-04", "", "planned", "", "0.9", "gazette-1"),
            ("Elena Moravec", "Zubrowka", "2025-04-14", "", "asserted", "", "0.9", "herald-1"),
            ("Tomas Brandt", "Ruritania", "2025-05", "", "planned", "", "0.9", "herald-1"),
        ],
    ),
    (
        "planned_visits",
        {},
        [
            (
                "Tomas Brandt",
                "Ruritania",
                "2025-05",
                "",
                "2025-04-20",
                "Tomas Brandt plans to visit Ruritania in May.",
            )
        ],
    ),
    ("planned_visits", {"visitor": "Elena Moravec"}, []),
    (
        "office_holders",
        {},
        [
            ("Tomas Brandt", "head_of_government_of", "Arcadia", "Prime Minister", "", "false", "1"),
            ("Elena Moravec", "head_of_state_of", "Ruritania", "President", "", "false", "1"),
            ("Otto Kranz", "head_of_state_of", "Zubrowka", "president", "", "true", "1"),
        ],
    ),
    (
        "memberships",
        {},
        [
            ("Ruritania", "Northern Pact", "left", "asserted", "false", "", COURIER),
            ("Zubrowka", "Northern Pact", "opposed", "asserted", "false", "Arcadia", COURIER),
            ("Zubrowka", "Northern Pact", "seeks", "asserted", "false", "", COURIER),
        ],
    ),
    (
        "investments",
        {},
        [
            (
                "Lutz Steel",
                "Port of Sanna",
                "ports",
                "two billion crowns",
                "planned",
                "Elena Moravec",
                "0.75",
                "gazette-1",
            ),
            ("Lutz Steel", "Zubrowka", "rails", "", "asserted", "", "0.8", "herald-1"),
        ],
    ),
    (
        "initiatives",
        {},
        [
            ("Amber Corridor", "started by", "Arcadia", "asserted", "1"),
            ("Amber Corridor", "takes part", "Arcadia", "asserted", "1"),
            ("Amber Corridor", "takes part", "Ruritania", "asserted", "1"),
        ],
    ),
    (
        "tariffs_and_sanctions",
        {},
        [
            (
                "Arcadia",
                "tariffs",
                "Zubrowka",
                "asserted",
                "false",
                "2025-03-10",
                "steel",
                "20 per cent",
                "0.9",
                COURIER,
            ),
            ("Zubrowka", "sanctions", "Arcadia", "possible", "false", "", "", "", "0.7", COURIER),
        ],
    ),
    (
        "entities",
        {"class": "Organization"},
        [
            ("Alpine Institute", "Alpine_Institute", "Organization", "1"),
            ("Herald", "Herald", "Organization", "1"),
            ("Ruritania Gazette", "Ruritania_Gazette", "Organization", "1"),
        ],
    ),
    (
        "conflicts",
        {},
        [
            ("Arcadia", "partner_of", "Ruritania", "denied", SPEND, "gazette-1", DENIAL, COURIER),
            ("Arcadia", "partner_of", "Ruritania", "denied", PACT, "herald-1", DENIAL, COURIER),
            (
                "Elena Moravec",
                "met_with",
                "Tomas Brandt",
                "place: Sanna / Port Alba",
                MET,
                "gazette-1",
                ALBA,
                "press-1",
            ),
        ],
    ),
    (
        "evidence",
        {"subject": "Ruritania", "predicate": "partner of", "object": "Zubrowka"},
        [
            (
                "Zubrowka and Ruritania are allies.",
                "allied_with",
                "asserted",
                "",
                "Herald",
                "2025-04-20",
                "0.7",
                "herald-1",
                "47",
                "81",
            )
        ],
    ),
    (
        "timeline",
        {"entity": "Elena Moravec", "since": "2025-04"},
        [
            (
                "2025-04",
                "Elena Moravec",
                "visited",
                "Zubrowka",
                "planned",
                "Moravec will travel to Zubrowka in April.",
                "gazette-1",
            ),
            (
                "2025-04-14",
                "Elena Moravec",
                "visited",
                "Zubrowka",
                "asserted",
                "Elena Moravec arrived in Zubrowka on 14 April.",
                "herald-1",
            ),
        ],
    ),
    (
        "speakers",
        {},
        [
            ("Elena Moravec", "Ruritania", "1", "1"),
            ("Herald", "", "1", "1"),
            ("Mira Holt", "Alpine Institute", "1", "1"),
        ],
    ),
]


def rows(found: query.Answer) -> list[tuple[str, ...]]:
    return [tuple(map(shown, row)) for row in found.rows]


def ask(store: Store, text: str, **given: str) -> list[tuple[str, ...]]:
    return rows(query.ask(store, query.parsed("own", text), given))


@pytest.mark.parametrize(("name", "given", "expected"), GOLDEN, ids=[f"{name} {given}" for name, given, _ in GOLDEN])
def test_shipped_questions(store, name, given, expected):
    question = query.named(name)
    found = query.ask(store, question, given)
    assert found.columns == question.columns
    assert rows(found) == expected


def test_every_shipped_question_is_asked_here_and_says_what_it_is():
    assert {name for name, _, _ in GOLDEN} == set(query.load())
    for question in query.load().values():
        assert question.question.endswith("?")
        assert question.group
        assert question.columns


def test_the_evidence_question_knows_the_ontology():
    text = query.named("evidence").text
    known = relations.load().values()
    assert {relation.name for relation in known if relation.symmetric} == set(
        text.partition("?said IN (")[2].partition(")")[0].replace("kg:", "").replace(",", " ").split()
    )
    pairs = {(relation.name, relation.parent) for relation in known if relation.parent}
    assert all(f"kg:{name}" in text and f"kg:{parent}" in text for name, parent in pairs)
    assert text.count("IF(") == len({parent for _, parent in pairs})


@pytest.mark.parametrize(
    "name", ["Ruritania", "ruritania", "ent:Ruritania", "<https://w3id.org/communique/entity/Ruritania>"]
)
def test_entities_go_by_many_names(store, name):
    assert rows(query.ask(store, query.named("partners"), {"entity": name}))[0][:2] == ("Ruritania", "Arcadia")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("partners", {"entity": "Ruritanea"}, r"no entity 'Ruritanea'; near: Ruritania"),
        ("partners", {"country": "Ruritania"}, r"partners has no parameter 'country'; it has entity"),
        (
            "evidence",
            {"subject": "Arcadia", "object": "Arcadia", "predicate": "partnr"},
            r"no relation 'partnr' .* partner_of",
        ),
        ("timeline", {"entity": "Arcadia", "since": "May"}, r"'May' is no date; must be YYYY"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_be_right(store, name, given, message):
    with pytest.raises(KgError, match=message):
        query.ask(store, query.named(name), given)


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


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Arcadia", "<https://w3id.org/communique/entity/Arcadia>"),
        ("kg:denied", "<https://w3id.org/communique/ontology#denied>"),
        ("<https://a.example/x>", "<https://a.example/x>"),
        ('"a \\" } text"', '"a \\\\\\" } text"'),
        ("12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("-0.5", '"-0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ],
)
def test_values_of_undeclared_parameters_are_what_they_look_like(store, value, expected):
    found = query.ask(store, query.parsed("own", "SELECT ?v { BIND($x AS ?v) }"), {"x": value})
    assert str(found.rows[0][0]) == expected


@pytest.mark.parametrize("evil", ["x> } UNION { ?s ?p ?o", '" } SELECT', "'; DROP", "\\u0022 } #", "$x", "\n# "])
def test_no_value_becomes_sparql(store, evil):
    text = "# param x : text\nSELECT ?v { BIND($x AS ?v) }"
    assert query.ask(store, query.parsed("own", text), {"x": evil}).rows[0][0].value == evil.strip()
    with pytest.raises(KgError):
        query.ask(store, query.named("partners"), {"entity": evil})
    with pytest.raises(KgError):
        ask(store, "SELECT ?v { BIND($x AS ?v) }", x=f"<{evil}>")


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


def test_memberships_are_of_states_in_bodies(run):
    text = "Arcadia left. Holt joined. Troops went home."
    state, person, body = (
        Entity(name, name, (kind,)) for name, kind in (("Arcadia", "State"), ("Holt", "Person"), ("Pact", "StateGroup"))
    )
    place = Entity("Sanna", "Sanna", ("Place",))
    made = [
        Claim("d", state, "member_of", body, text, 0, len(text), ended=True),
        Claim("d", person, "member_of", body, text, 0, len(text)),
        Claim("d", state, "withdrew_from", place, text, 0, len(text)),
        Claim("d", state, "seeks_membership_of", body, text, 0, len(text), confidence=0.2),
    ]
    with Store.memory() as store:
        store.put(Article("d", text), made, run)
        found = rows(query.ask(store, query.named("memberships")))
    assert found == [("Arcadia", "Pact", "member", "asserted", "true", "", "d")]


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
