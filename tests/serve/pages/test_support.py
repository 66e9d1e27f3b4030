"""How well a relation is supported: copies of one text are one origin, on pages and in the API as elsewhere."""

import pytest
from starlette.testclient import TestClient

from kg.explain import explain, origins
from kg.graph import entity_iri
from kg.model import Article, Claim, Entity
from kg.serve.app import app
from kg.serve.pages.edges import behind
from kg.serve.pages.entity import facts
from kg.serve.settings import Settings
from kg.store import Store

QUOTE = "Ruritania supports Zubrowka."
# Long enough to be known again, and of no other word than the quote, which is too short for that.
TEXT = f"{QUOTE} " + " ".join(f"word{number}" for number in range(60))


def told(id: str, text: str, outlet: str) -> tuple[Article, tuple[Claim, ...]]:
    ends = [Entity(name, name, ("State",), mentions=(name,)) for name in ("Ruritania", "Zubrowka")]
    claim = Claim(id, ends[0], "supports", ends[1], QUOTE, 0, len(QUOTE), confidence=0.9)
    return Article(id, text, f"Title {id}", "2025-05-01", outlet), (claim,)


@pytest.fixture
def copied(tmp_path, run):
    """Three papers print one text, of which one has a headline of its own in it; a fourth writes itself."""
    with Store.open(tmp_path / "s", write=True) as store:
        for id, text in (("a", TEXT), ("b", TEXT), ("c", f"{TEXT} More."), ("d", f"{QUOTE} It is so.")):
            store.put(*told(id, text, f"Paper {id}"), run)
    return tmp_path / "s"


def test_origins_are_those_that_explain_counts(copied):
    with Store.open(copied) as store:
        (line,) = facts(store, "Ruritania", store.copies()).lines
        edge = behind(store, store.copies(), "Ruritania", "supports", "Zubrowka")
        assert origins(store, explain(store, "Ruritania", "supports", "Zubrowka")) == 2
        assert (line.documents, line.origins) == (edge.documents, edge.origins) == (4, 2)


def test_pages_and_api_tell_them(copied):
    site = TestClient(app(Settings(store=copied)), base_url="http://localhost")
    asked = "edge?subject=Ruritania&predicate=supports&object=Zubrowka"
    (line,) = site.get("/api/entity/Ruritania").json()["relations"]
    edge = site.get(f"/api/{asked}").json()
    assert (line["documents"], line["origins"]) == (edge["documents"], edge["origins"]) == (4, 2)
    assert ">2 origins</span>" in site.get("/entity/Ruritania").text
    assert "from 4 articles and <span" in site.get(f"/{asked}").text
    assert ">2 independent origins</span>" in site.get(f"/{asked}").text


def test_what_stands_behind_an_edge_is_what_explain_finds(store):
    copies = store.copies()
    triples = {(claim.subject.id, claim.predicate, claim.object.id) for claim in store.claims()}
    assert len(triples) > 10
    for one, predicate, other in sorted(triples):
        found = behind(store, copies, one, predicate, other)
        expected = explain(store, entity_iri(one).value, predicate, entity_iri(other).value)
        assert [(shown.claim, shown.edge) for shown in found.evidence] == [(each.claim, each.edge) for each in expected]
        assert found.origins == origins(store, expected)
        assert not found.cut
