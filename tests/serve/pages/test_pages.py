import pytest

from kg import graph, query
from kg.serve.guard import POLICY
from kg.serve.pages import asking, links

PATHS = (
    *("/", "/search?q=a", "/entity/Ruritania", "/entity/Elena_Moravec", "/document/gazette-1", "/conflicts"),
    *("/edge?subject=Ruritania&predicate=partner_of&object=Arcadia", "/questions", "/questions/partners"),
    *("/network", "/query", "/query?query=SELECT+*+{+%3Fs+%3Fp+%3Fo+}+LIMIT+2", "/api"),
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_html_and_keeps_to_the_policy(site, path):
    found = site.get(path)
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "unsafe" not in found.headers["content-security-policy"]
    assert "style=" not in found.text
    assert "<style" not in found.text


def test_home_tells_what_there_is(site):
    text = site.get("/").text
    assert "claims from" in text
    assert 'href="/entity/Ruritania"' in text
    assert "met with" in text


def test_search_finds_by_part_of_a_name_and_goes_to_the_only_one(site):
    assert 'href="/entity/Elena_Moravec"' in site.get("/search", params={"q": "e"}).text
    found = site.get("/search", params={"q": "moravec"})
    assert (found.status_code, found.headers["location"]) == (303, "/entity/Elena_Moravec")
    assert site.get("/search", params={"q": " "}).headers["location"] == "/"
    assert "Nothing" in site.get("/search", params={"q": "qqqqqqqq"}).text


def test_entity_page_groups_relations_and_counts_evidence(site):
    text = site.get("/entity/Ruritania").text
    assert "<h1><bdi>Ruritania</bdi></h1>" in text
    assert "Offices" in text
    assert "has head of state" in text
    for family in ("Cooperation", "Initiative"):
        assert f">{family} <span" in text
    assert "/edge?subject=Arcadia&amp;predicate=partner_of&amp;object=Ruritania" in text
    assert '<svg viewBox="0 0 620 400"' in text


def test_timeline_is_by_date(site):
    text = site.get("/entity/Elena_Moravec").text
    timeline = text[text.index('class="timeline"') :]
    assert timeline.index("<time>2025-04</time>") < timeline.index("<time>2025-02-28</time>")


def test_claim_page_marks_the_quote_in_its_context(site, store):
    claim = next(one for one in store.claims("gazette-1") if one.predicate == "partner_of")
    text = site.get(links.claim(claim)).text
    assert "in Sanna on 28 February. </span>" in text
    assert '<mark class="object">Ruritania</mark>' in text
    assert '<mark class="subject">Arcadia</mark>' in text
    assert '<span class="around"> Moravec will travel' in text
    assert 'href="https://gazette.example/moravec-brandt?page=1#:~:text=Ruritania%20and' in text


def test_document_page_has_claims_and_text(site):
    text = site.get("/document/gazette-1").text
    assert "Moravec receives Brandt" in text
    assert text.count('<article class="card') == len(text.split('<article class="card')) - 1 > 5
    assert '<mark class="told"' in text


def test_edge_page_shows_all_evidence(site):
    text = site.get("/edge", params={"subject": "Ruritania", "predicate": "partner of", "object": "Arcadia"}).text
    assert "Ruritania</mark> and" in text
    assert "they make an edge" in text


def test_conflicts_show_both_sides(site):
    text = site.get("/conflicts").text
    assert "Stated and denied" in text
    assert text.count("Ruritania</mark> supports") == 2
    assert "Stated and denied" in site.get("/conflicts?entity=Zubrowka&kind=polarity").text
    assert "None." in site.get("/conflicts?entity=Lutz+Steel").text


@pytest.mark.parametrize("name", sorted(query.load()))
def test_every_question_runs_as_the_editor_has_it(store, name):
    text = asking.runnable(store, query.load()[name])
    if query.load()[name].parameters and all(one.default for one in query.load()[name].parameters):
        assert "$entity" not in text
    store.select(text)


def test_question_page_asks_with_the_parameters_of_its_form(site):
    text = site.get("/questions/partners", params={"entity": "Ruritania"}).text
    assert 'name="entity" maxlength="200" value="Ruritania"' in text
    assert '<a href="/search?q=Arcadia&amp;just="><bdi>Arcadia</bdi></a>' in text
    assert site.get("/search?q=Arcadia&just=").headers["location"] == "/entity/Arcadia"
    assert "Fill in what is missing" in site.get("/questions/exclusives").text
    missing = site.get("/questions/partners", params={"entity": "Nowhere at all"})
    assert missing.status_code == 404
    assert "no entity" in missing.text


def test_a_page_holds_only_so_many_values_and_signs(site):
    wide = f"SELECT * {{ ?s ?p ?o VALUES ({' '.join(f'?x{n}' for n in range(1_997))}) {{ ({'1 ' * 1_997}) }} }}"
    found = site.get("/query", params={"query": wide})
    assert (found.status_code, found.text.count("<tr>")) == (200, 1 + asking.CELLS // 2_000)
    assert "There are more rows" in found.text
    long = site.get("/query", params={"query": f"SELECT ('{'y' * 9_000}' AS ?x) {{}}"}).text
    assert "<bdi>" + "y" * asking.SIGNS + "…</bdi>" in long


def test_a_document_with_an_odd_id_is_linked(site):
    text = site.get("/query", params={"query": "SELECT ('a?b#c' AS ?document) {}"}).text
    assert 'href="/document/a%3Fb%23c"' in text


def test_query_form_answers_without_script(site):
    text = site.get("/query", params={"query": "SELECT ?x { ?x a kg:Initiative }"}).text
    assert '<a href="/entity/Amber_Corridor"><bdi>Amber Corridor</bdi></a>' in text
    refused = site.get("/query", params={"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"})
    assert refused.status_code == 403
    assert "SERVICE is refused" in refused.text


def test_editor_may_have_the_one_style_that_it_sets(site):
    policy = site.get("/query").headers["content-security-policy"]
    assert policy.replace(" " + asking.EDITOR_STYLE, "") == POLICY


@pytest.mark.parametrize("path", ["/entity/Nobody", "/document/none", "/claim/x", "/claim/" + "0" * 20, "/nothing"])
def test_what_is_not_there_has_a_page_that_says_so(site, path):
    found = site.get(path)
    assert found.status_code == 404
    assert "<h1>Not found</h1>" in found.text


@pytest.mark.parametrize(
    "path", ["/edge", "/network/picture?since=soon", "/entity/Ruritania?format=pdf", "/conflicts?kind=x"]
)
def test_what_is_wrong_is_said(site, path):
    assert site.get(path).status_code in (400, 404)
    assert 'class="message"' in site.get(path).text


def test_picture_has_the_filters_of_render_and_a_policy_of_its_own(site):
    found = site.get("/network/picture", params={"focus": "Amber Corridor", "depth": "1"})
    assert found.status_code == 200
    policy = found.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "script-src 'sha256-" in policy
    assert "Amber Corridor" in found.text
    assert "Lutz Steel" not in found.text
    assert "Lutz Steel" in site.get("/network/picture").text
    assert site.get("/network/picture?focus=Ruritania&min_evidence=999").status_code == 404


def test_pages_know_the_prefix_they_are_under(settings):
    from starlette.testclient import TestClient

    from kg.serve.app import app

    client = TestClient(app(settings), base_url="http://localhost", root_path="/kg", follow_redirects=False)
    assert 'href="/kg/entity/Ruritania"' in client.get("/kg/").text
    assert client.get("/kg/search?q=moravec").headers["location"] == "/kg/entity/Elena_Moravec"


def test_iris_of_the_graph_are_the_paths_of_the_pages(site, store):
    for claim in store.claims():
        for path in (links.claim(claim), links.document(claim.document), links.entity(claim.subject.id)):
            assert site.get(path).status_code == 200, path
        assert links.claim(claim) == "/claim/" + graph.claim_iri(claim).value.rpartition("/")[2]
