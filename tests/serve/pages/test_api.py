import json

import pytest

from kg.files import data


@pytest.fixture
def ask(site):
    def ask(path, status=200, **given):
        found = site.get(f"/api/{path}", params=given)
        assert found.status_code == status, found.text
        assert found.headers["content-type"] == "application/json"
        return found.json()

    return ask


def test_search(ask):
    hits = ask("search", q="Ruritania")["hits"]
    assert hits[0]["id"] == "Ruritania"
    assert hits[0]["claims"] > 3
    assert hits[0]["types"] == ["State"]
    assert len(ask("search", q="a", limit=2)["hits"]) == 2


def test_entity(ask):
    found = ask("entity/Ruritania")
    partner = next(line for line in found["relations"] if line["predicate"] == "partner_of")
    assert partner["other"] == {"id": "Arcadia", "label": "Arcadia", "type": "State"}
    assert partner["statuses"] == ["stated", "denied"]
    assert partner["forward"]


def test_claim_has_its_quote_and_what_is_around_it(ask, store):
    claim = next(iter(store.claims("gazette-1", predicate="partner_of")))
    id = next(one["id"] for one in ask("document/gazette-1")["claims"] if one["start"] == claim.start)
    found = ask(f"claim/{id}")
    text = store.article("gazette-1").text
    assert text[found["start"] : found["end"]] == found["sentence"]
    assert found["before"].endswith("in Sanna on 28 February. ")
    assert found["after"].startswith(" Moravec will travel to Zubrowka")
    assert found["article"]["url"] == "https://gazette.example/moravec-brandt?page=1"


def test_edge(ask):
    found = ask("edge", subject="Arcadia", predicate="partner of", object="Ruritania")
    assert found["edge"]
    assert "are partners in the Amber Corridor" in found["claims"][0]["sentence"]


def test_conflicts(ask):
    found = next(one for one in ask("conflicts", entity="Zubrowka")["conflicts"] if one["kind"] == "polarity")
    assert [side["value"] for side in found["sides"]] == ["denied", "stated"]
    assert all("supports Zubrowka" in side["claim"]["sentence"] for side in found["sides"])


def test_questions(ask):
    names = [one["name"] for one in ask("questions")["questions"]]
    assert "partners" in names
    found = ask("questions/partners", entity="Ruritania")
    assert found["columns"][:3] == ["entity", "partner", "claims"]
    assert found["rows"][0][:3] == ["Ruritania", "Arcadia", 2]


def test_stats(ask, store):
    assert ask("stats")["claims"] == store.stats().claims


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("search", 400),
        ("search?q=a&limit=0", 400),
        ("search?q=a&limit=x", 400),
        ("search?q=a&limit=0000000011000", 400),
        ("entity/Nobody", 404),
        ("document/none", 404),
        ("claim/none", 404),
        ("edge?subject=Ruritania&predicate=eats&object=Arcadia", 404),
        ("conflicts?kind=x", 400),
        ("questions/none", 404),
        ("questions/partners?entity=Nobody", 404),
        ("questions/partners?min=much", 400),
        ("questions/partners?entitiy=Ruritania", 400),
        ("nothing", 404),
    ],
)
def test_errors_say_what_is_wrong(site, path, status):
    found = site.get("/api/" + path)
    assert found.status_code == status
    assert list(found.json()) == ["error"]


def test_every_path_is_described(site):
    said = site.get("/api/openapi.json").json()
    paths = (route.path.replace(":path", "") for route in site.app.routes if route.path.startswith("/api/"))
    there = set(paths) - {"/api/{rest}"}
    assert set(said["paths"]) | {"/api/openapi.json"} == there
    assert json.loads((data("serve") / "openapi.json").read_text("utf8"))["info"]["title"] == "Communique"
