"""What becomes of things of which more is claimed than can be read or shown at once."""

from importlib import import_module

import pytest
from starlette.testclient import TestClient

from kg.model import Article, Claim, Entity
from kg.serve import api
from kg.serve.app import app
from kg.serve.pages import edges, entity, evidence, linked, network, things
from kg.serve.settings import Settings
from kg.store import Store


@pytest.fixture
def site(served_folder):
    """The app without processes, and with nothing read yet."""
    return TestClient(app(Settings(store=served_folder)), base_url="http://localhost")


def parts(site, path):
    """All that stands on the pages of an answer, and the first of them."""
    first = site.get(path).json()
    name = "relations" if "relations" in first else "claims"
    sign = "&" if "?" in path else "?"
    every = [site.get(f"{path}{sign}page={number + 1}").json()[name] for number in range(first["pages"] + 1)]
    assert every[0] == first[name]
    assert every[-1] == []
    assert all(len(part) <= api.PAGE for part in every)
    return first, [item for part in every for item in part]


EDGE = "/api/edge?subject=Ruritania&predicate=partner_of&object=Arcadia"


@pytest.mark.parametrize("path", ["/api/entity/Ruritania", "/api/document/gazette-1", EDGE])
def test_long_answers_come_in_parts(site, monkeypatch, path):
    whole, every = parts(site, path)
    assert (whole["pages"], whole["cut"]) == (1, False)
    monkeypatch.setattr(api, "PAGE", 1)
    first, again = parts(site, path)
    assert again == every
    assert first["pages"] == len(every) > 1
    assert site.get(f"{path}{'&' if '?' in path else '?'}page=0").status_code == 400


@pytest.mark.parametrize(
    ("module", "path"),
    [(entity, "entity/Ruritania"), (things, "document/gazette-1"), (edges, EDGE.removeprefix("/api/"))],
)
def test_what_is_not_read_is_said(site, monkeypatch, module, path):
    message = "SPARQL</a> reaches all."
    assert message not in site.get(f"/{path}").text
    monkeypatch.setattr(module, "MOST", 1)
    assert site.get(f"/api/{path}").json()["cut"]
    assert message in site.get(f"/{path}").text


def test_conflicts_that_are_not_told_are_owned_up_to(site, monkeypatch):
    assert site.get("/api/conflicts?entity=Zubrowka").json()["cut"] is False
    monkeypatch.setattr(import_module("kg.serve.pages.known"), "CONFLICTS", 0)
    assert site.get("/api/conflicts?entity=Zubrowka").json() == {"conflicts": [], "cut": True}


def test_conflicts_of_one_are_among_those_of_all(site, store):
    for key in ("Ruritania", "Zubrowka", "Arcadia"):
        found = site.get(f"/api/conflicts?entity={key}&limit=500").json()["conflicts"]
        assert len(found) == len(list(store.conflicts(key)))


def test_a_description_is_cut_and_marked(site, monkeypatch):
    assert "x-truncated" not in site.get("/entity/Ruritania?format=nt").headers
    monkeypatch.setattr(linked, "READ", 3)
    found = site.get("/entity/Ruritania?format=nt")
    assert (found.headers["x-truncated"], len(found.text.splitlines())) == ("true", 3)


def test_a_picture_that_is_a_part_says_so(site, monkeypatch):
    asked = "/network/picture?focus=Ruritania&depth=3"
    whole = site.get(asked)
    assert "x-truncated" not in whole.headers
    assert network.PART not in whole.text
    monkeypatch.setattr(network, "MOST", 4)
    for path in (f"{asked}&min_confidence=0.01", "/network/picture?min_confidence=0.01"):
        part = site.get(path)
        assert part.headers.get("x-truncated") == "true", part.text
        assert f"<h1>{network.PART}</h1>" in part.text
    assert "Up to 4 claims are read for a picture" in site.get("/network").text


def test_a_text_in_pieces_tells_which_quotes_cover_each():
    text = "Ruritania supports Zubrowka. " * 30
    article = Article("a", text)
    ends = [Entity(name, name, ("State",)) for name in ("Ruritania", "Zubrowka")]
    spans = [(0, 28), (0, 28), (29, 57), (10, 80), (58, 87), (200, 228), (0, len(text))]
    claims = [
        evidence.Shown(Claim("a", ends[0], "supports", ends[1], text[start:end], start, end), article, True)
        for start, end in sorted(spans)
    ]
    pieces = evidence.passages(article, claims)
    assert "".join(piece for piece, _ in pieces) == text
    at = 0
    for piece, covering in pieces:
        end = at + len(piece)
        assert covering == [one for one in claims if one.claim.start <= at and end <= one.claim.end]
        at = end


def test_what_is_too_large_is_drawn_around_those_of_which_most_is_claimed(tmp_path, run, monkeypatch):
    hub, text = Entity("Hub", "Hub", ("State",)), "Hub supports it."
    claims = [
        Claim("a", hub, "supports", Entity(f"E{number}", f"E {number}", ("State",)), text, 0, len(text), confidence=0.9)
        for number in range(20)
    ]
    with Store.open(tmp_path / "s", write=True) as store:
        store.put(Article("a", text), claims, run)
    monkeypatch.setattr(network, "MOST", 8)
    found = TestClient(app(Settings(store=tmp_path / "s")), base_url="http://localhost").get("/network/picture")
    assert (found.status_code, found.headers["x-truncated"]) == (200, "true")
    assert "Hub" in found.text
