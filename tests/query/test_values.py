"""Values of parameters: what people call things, what is near, and nothing of it ever SPARQL."""

import pytest

from kg import query
from kg.errors import KgError, NotFound
from kg.query.answers import shown
from kg.store import Store


def rows(found: query.Answer) -> list[tuple[str, ...]]:
    return [tuple(map(shown, row)) for row in found.rows]


def ask(store: Store, text: str, **given: str) -> list[tuple[str, ...]]:
    return rows(query.ask(store, query.parsed("own", text), given))


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


@pytest.mark.parametrize("name", sorted(query.load()))
def test_no_value_of_a_shipped_question_becomes_sparql(golden, name):
    """Whatever is typed for a parameter is refused in one line, or is the text that it is."""
    for parameter in query.load()[name].parameters:
        for evil in (
            'x" } #',
            "x } UNION { ?s ?p ?o",
            "> . ?s ?p ?o . <",
            "$min",
            "*; DROP",
            '\\" } SERVICE <http://a/> {',
        ):
            given = {p.name: "*" for p in query.load()[name].parameters if p.default is None} | {parameter.name: evil}
            if parameter.kind == "text":
                assert query.ask(golden, query.named(name), given).rows == ()
                continue
            with pytest.raises(KgError) as caught:
                query.ask(golden, query.named(name), given)
            assert "\n" not in str(caught.value)
            assert "SPARQL" not in str(caught.value)


def test_outlets_go_by_their_names(golden):
    exclusives = query.named("exclusives")
    found = rows(query.ask(golden, exclusives, {"outlet": "meridian wire"}))
    assert found == rows(query.ask(golden, exclusives, {"outlet": "Meridian Wire"}))
    with pytest.raises(NotFound, match=r"^no outlet 'Meridian Wires'; near: Meridian Wire"):
        query.ask(golden, exclusives, {"outlet": "Meridian Wires"})
    with pytest.raises(NotFound, match=r"^no outlet '1'; `kg query outlets` shows what there is$"):
        query.ask(golden, exclusives, {"outlet": "1"})
    with pytest.raises(KgError, match=r"^exclusives: outlet must be given: --set outlet=\.\.\.$"):
        query.ask(golden, exclusives)


@pytest.mark.parametrize("name", ["United States", "Q30", "US", "united states", "America", "ent:United_States"])
def test_well_known_entities_go_by_label_alias_and_qid(golden, name):
    profile = query.named("profile")
    found = rows(query.ask(golden, profile, {"entity": name}))
    assert found == rows(query.ask(golden, profile, {"entity": "United States"}))
