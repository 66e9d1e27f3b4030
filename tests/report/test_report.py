"""A report says what the store holds, every statement leads to a quote, and nothing of an article is markup."""

import pytest
from lxml import html as parser

from kg.analysis import Scope
from kg.errors import NotFound
from kg.report import content, html
from kg.store import Store


@pytest.fixture
def page(store):
    return parser.document_fromstring(html(content(store)))


def test_figures_are_those_of_the_store(store):
    stats = store.stats()
    figures = {figure.what: figure.number for figure in content(store).figures}
    assert figures["articles"] == str(stats.documents)
    assert figures["claims"] == str(stats.claims)
    assert figures["relations"] == str(len(list(store.links())))
    assert figures["outlets"] == "3"


def test_every_number_leads_to_a_quote_that_stands_in_its_article(store, page):
    found = content(store)
    there = {quote.number: quote for quote in found.quotes}
    cited = page.xpath("//span[@class='cites']/a")
    assert len(cited) > 30
    for link in cited:
        assert link.get("href") == f"#q{link.text}"
        assert len(page.xpath(f"//li[@id='q{int(link.text)}']")) == 1
    texts = {article.id: store.article(article.id).text for article in store.documents()}
    for quote in there.values():
        start, end = map(int, quote.where[-1].removeprefix("characters ").split("–"))
        assert "".join(text for _, text in quote.pieces) == texts[quote.where[-2]][start:end]
    assert {int(link.get("href")[2:]) for link in page.xpath("//*[starts-with(@href, '#q')]")} == set(there)


def test_every_statement_is_cited(page):
    statements = [*page.xpath("//ul[@class='brief']/li"), *page.xpath("//ol[@class='dated']/li[p/span[@class='who']]")]
    statements += [*page.xpath("//article[@class='card']//li"), *page.xpath("//section[@id='told']//li")]
    assert len(statements) > 15
    bare = [one.text_content() for one in statements if not one.xpath(".//span[@class='cites']")]
    # The contradictions have a section of their own, where each side is cited.
    assert [text.split()[1] for text in bare] == ["contradictions"]


def test_links_within_the_page_lead_somewhere(page):
    ids = set(page.xpath("//@id"))
    assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= ids


def test_nothing_is_loaded_and_nothing_runs(page):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert page.xpath("//script | //img | //link | //iframe | //@src | //@style") == []
    outward = [link for link in page.xpath("//@href") if not link.startswith("#")]
    # A link to follow, never one that runs; the world has an address `javascript:`.
    assert outward
    assert all(link.startswith("https://") for link in outward)


def test_the_style_could_not_end_its_element(page):
    [style] = page.xpath("//style")
    assert "@media print" in style.text
    assert "<" not in style.text


def test_conflicts_have_two_sides(store):
    clashes = content(store).conflicts.rows
    assert len(clashes) == len(list(store.conflicts()))
    [place] = [clash for clash in clashes if clash.what == "one event at two places"]
    assert "met with" in place.about
    assert [side[0] for side in place.sides] == ["port alba", "sanna"]
    assert all(side[2].numbers for side in place.sides)


def test_what_is_not_so_is_no_relation(store):
    found = content(store)
    assert {row.status for row in found.ahead.rows} == {"planned", "possible", "denied"}
    assert "visited" in {row.relation for row in found.ahead.rows}
    stated = [(row.subject, row.relation, row.object) for row in found.timeline.rows]
    assert ("Elena Moravec", "visited", "Zubrowka") in stated
    assert ("Tomas Brandt", "visited", "Ruritania") not in stated


def test_what_several_tell_comes_with_its_origins(store):
    [row] = [row for row in content(store).told.rows if row.relation == "met with"]
    assert "2 independent origins" in row.notes
    assert len(row.cited.numbers) == 2


def test_pairs_sum_what_the_analysis_says(store):
    cards = {(card.one, card.other): card for card in content(store).pairs}
    card = cards["Arcadia", "Zubrowka"]
    assert card.summary.startswith("0 claims of cooperation, 2 of contest, in 1 article")
    assert "score of all dated deeds -9" in card.summary
    assert {bar.kind for bar in card.chart.bars} <= {"verbal conflict", "material conflict"}


def test_what_is_left_out_is_said(store):
    said = " ".join(content(store).coverage.left_out)
    assert "8 of the 25 claims make no relation" in said
    assert "1 told in a teaser" in said
    assert "1 article without a date" in said


def test_a_focus_keeps_what_is_about_it(store):
    found = content(store, "Lutz Steel")
    assert found.title == "Lutz Steel in 2 articles"
    assert {quote.says[0] for quote in found.quotes} == {"Lutz Steel"}
    assert "not about Lutz Steel" in " ".join(found.coverage.left_out)
    assert content(store, "Arcadia").pairs
    with pytest.raises(NotFound):
        content(store, "Nowhere")


def test_dates_narrow_it(store):
    found = content(store, scope=Scope(since="2025-04"))
    assert [document.id for document, *_ in found.coverage.articles] == ["gazette-1", "herald-1"]
    with pytest.raises(NotFound, match="widen the filters"):
        content(store, scope=Scope(since="2030"))


def test_an_empty_store_has_nothing_to_report():
    with Store.memory() as store, pytest.raises(NotFound, match="build a store first"):
        content(store)


def test_the_same_store_gives_the_same_page(store, world, run):
    with Store.memory() as other:
        for item in reversed(world):
            other.put(item.article, item.claims, run)
        assert html(content(other)) == html(content(store))


def test_a_title_of_ones_own_is_escaped(store):
    page = html(content(store), "Mine <b>&")
    assert page.count("Mine &lt;b&gt;&amp;") == 2


def test_text_of_articles_is_never_markup(hostile):
    page = html(content(hostile))
    assert "<script" not in page
    assert "<img" not in page
    tree = parser.document_fromstring(page)
    assert tree.xpath("//script | //img | //@onerror | //@onmouseover") == []
    assert len(tree.xpath("//style")) == 1
    quote = tree.xpath("//blockquote")[0].text_content()
    assert "<script>alert(1)</script>" in quote
    assert "{{ 7*7 }}</style></title>" in quote


def test_it_opens_in_a_browser_without_a_request(store, visit):
    for look in ({"color_scheme": "light"}, {"color_scheme": "dark", "java_script_enabled": True}):
        with visit(html(content(store)), **look) as page:
            assert page.locator("h1").text_content() == "What 5 articles say"
            page.locator("#brief .cites a").first.click()
            assert page.evaluate("location.hash").startswith("#q")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            colour = page.evaluate("getComputedStyle(document.querySelector('.line')).stroke")
            assert colour not in ("none", "rgb(0, 0, 0)")


def test_hostile_text_does_nothing_in_a_browser(hostile, visit):
    with visit(html(content(hostile)), width=380) as page:
        assert page.locator("blockquote").first.text_content().startswith("<script>")
        assert page.evaluate("document.scripts.length") == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
