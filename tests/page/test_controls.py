"""Every control of the page does what it says, driven in a browser; nothing is asked of the network."""

import csv
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest

from kg.catalog import gazetteer
from kg.export.page.html import render
from kg.graph import claim_iri, claim_triples
from kg.model import Article, Claim, Entity, Relation

RELATIONS = {
    "partner_of": Relation("partner_of", "partner of", "cooperation", "", frozenset(), frozenset(), symmetric=True),
    "supports": Relation("supports", "supports", "cooperation", "", frozenset(), frozenset()),
    "criticizes": Relation("criticizes", "criticizes", "contest", "", frozenset(), frozenset()),
    "visited": Relation("visited", "visited", "diplomacy", "", frozenset(), frozenset()),
    "head_of_state_of": Relation("head_of_state_of", "head of state of", "office", "", frozenset(), frozenset()),
}
DOCUMENTS = {
    "a": Article("a", "…", "Ferries again", "2024-11-05", "The Gull", "https://gull.example/ferries"),
    "b": Article("b", "…", "A visit", "2025-02-10", "The Isle Post", "https://post.example/visit"),
    "c": Article("c", "…", "Harsh words", "2025-06-21", "The Isle Post", None),
}


def entity(name, kind="State", qid=None):
    return Entity(name.replace(" ", "_"), name, (kind,), qid, (name,))


AVALON, LYONESSE, KITEZH, THULE, IRKALLA = map(entity, ("Avalon", "Lyonesse", "Kitezh", "Thule", "Irkalla"))
MORGAN = entity("Morgan Fay", "Person")


def claim(one, predicate, other, document="a", **more):
    quote = f'{one.label} "{predicate}" {other.label}, the \\ paper\nsays.'
    return Claim(document, one, predicate, other, quote, 7, 7 + len(quote), **{"confidence": 0.8} | more)


CLAIMS = (
    claim(AVALON, "partner_of", LYONESSE, confidence=0.9),
    claim(AVALON, "partner_of", LYONESSE, "b", attributed_to=MORGAN, time="2025-02", read_as=("it = Avalon",)),
    claim(LYONESSE, "visited", KITEZH, "b", qualifiers=(("place", "the <b>old</b> harbour"),)),
    claim(KITEZH, "criticizes", THULE, "c", confidence=0.6),
    claim(THULE, "supports", IRKALLA, "c", valid_from="2020", valid_to="2024-03-02", ended=True),
    claim(THULE, "supports", IRKALLA, "c"),
    claim(AVALON, "supports", IRKALLA, "c", factuality="planned"),
    claim(MORGAN, "head_of_state_of", AVALON, "a"),
)


def page(claims=CLAIMS, **options):
    return render(claims, DOCUMENTS, RELATIONS, **options)


def said(tab):
    """Entities and claims in sight, as the page says."""
    words = tab.locator("#summary").inner_text().split()
    return int(words[0]), int(words[2])


def open_filters(tab):
    tab.locator("#filters summary").click()


def slide(tab, name, value):
    tab.locator(f"#f-{name}").evaluate(
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input')); }", str(value)
    )


def test_at_first_what_is_stated_is_in_sight(visit):
    with visit(page()) as tab:
        assert said(tab) == (6, 6)


@pytest.mark.parametrize(
    ("label", "choice", "left"),
    [("Relation", "partner_of", (2, 2)), ("Source", "The Isle Post", (5, 4)), ("Speaker", "Morgan Fay", (2, 1))],
)
def test_choosers_filter_and_the_address_keeps_them(visit, label, choice, left):
    with visit(page()) as tab:
        open_filters(tab)
        tab.get_by_label(label, exact=True).select_option(choice)
        assert said(tab) == left
        view = tab.url.partition("#")[2]
    with visit(page(), view=view) as tab:
        assert said(tab) == left
        tab.locator("#reset").click()
        assert said(tab) == (6, 6)
        assert tab.get_by_label(label, exact=True).input_value() == ""


@pytest.mark.parametrize(("name", "value", "left"), [("sure", 0.85, (2, 1)), ("evidence", 2, (2, 2))])
def test_sliders_filter(visit, name, value, left):
    with visit(page()) as tab:
        open_filters(tab)
        slide(tab, name, value)
        assert said(tab) == left


def test_time_strip_narrows_the_dates_and_plays(visit):
    with visit(page()) as tab:
        assert tab.locator("#period").inner_text() == "Nov 2024 – Jun 2025"
        assert tab.locator("#bars rect").count() == 6
        slide(tab, "until", 3)
        assert said(tab) == (4, 4)
        assert tab.locator("#period").inner_text() == "Nov 2024 – Feb 2025"
        assert "until=2025-02" in tab.url
        slide(tab, "since", 2)
        assert said(tab) == (3, 2)
        tab.locator("#reset").click()
        tab.locator("#play").click()
        assert tab.locator("#play").get_attribute("aria-pressed") == "true"
        tab.locator("#play[aria-pressed=false]").wait_for()
        assert said(tab) == (6, 6)


def test_legend_switches_one_off_and_all_others(visit):
    with visit(page()) as tab:
        tab.locator("#families button", has_text="Cooperation").click()
        assert said(tab) == (5, 3)
        tab.locator("#families button", has_text="Cooperation").click()
        tab.get_by_label("Show only Contest, or all again").click()
        assert said(tab) == (2, 1)
        tab.get_by_label("Show only Contest, or all again").click()
        assert said(tab) == (6, 6)
        tab.get_by_label("Show only Planned, or all again").click()
        assert said(tab) == (2, 1)


def test_types_that_the_legend_does_not_know_can_be_switched_off(visit):
    with visit(page([*CLAIMS, claim(AVALON, "supports", entity("Moon", "Moon"))])) as tab:
        assert said(tab) == (7, 7)
        tab.locator("#types button", has_text="Other").first.click()
        assert said(tab) == (6, 6)


def test_focus_shows_two_steps_then_one_then_all(visit):
    with visit(page(), view="node=Avalon") as tab:
        tab.get_by_role("button", name="Focus").click()
        assert tab.locator("#summary").inner_text().startswith("Around Avalon: 4 entities")
        tab.get_by_role("button", name="One step").click()
        assert tab.locator("#summary").inner_text().startswith("Around Avalon: 3 entities")
        tab.get_by_role("button", name="Show all").click()
        assert said(tab) == (6, 6)


def test_a_neighbourhood_expands_and_collapses(visit):
    with visit(page(), view="focus=Avalon&depth=1&node=Lyonesse") as tab:
        assert tab.locator("#summary").inner_text().startswith("Around Avalon: 3 entities")
        tab.get_by_role("button", name="Expand (1)").click()
        assert tab.locator("#summary").inner_text().startswith("Around Avalon: 4 entities")
        assert "open=Lyonesse" in tab.url
        tab.get_by_role("button", name="Collapse").click()
        assert tab.locator("#summary").inner_text().startswith("Around Avalon: 3 entities")


def test_a_path_may_lead_over_what_is_not_in_sight(visit):
    with visit(page(), view="focus=Avalon&depth=1&node=Morgan_Fay") as tab:
        tab.get_by_role("button", name="Path to…").click()
        tab.keyboard.type("irkalla")
        tab.keyboard.press("Enter")
        assert tab.locator("#panel .heading").inner_text() == "Path in 5 steps"
        assert tab.locator(".claim").count() == 5


def test_keys_choose_entities_and_zoom(visit):
    with visit(page()) as tab:
        tab.locator("#network").focus()
        tab.keyboard.press("n")
        first = tab.locator("#panel .heading").inner_text()
        tab.keyboard.press("n")
        assert tab.locator("#panel .heading").inner_text() != first
        tab.keyboard.press("p")
        assert tab.locator("#panel .heading").inner_text() == first
        assert tab.locator("#note").inner_text().startswith(first)
        for key in ("+", "-", "ArrowLeft", "0"):
            tab.keyboard.press(key)
        tab.keyboard.press("f")
        assert tab.locator("#summary").inner_text().startswith(f"Around {first}")
        tab.keyboard.press("Escape")
        assert tab.locator("#panel").is_hidden()


def test_zoom_buttons_change_the_picture(visit):
    with visit(page()) as tab:
        pictures = []
        for name in ("Zoom in", "Zoom out", "Fit the picture to the window"):
            tab.get_by_label(name).click()
            tab.wait_for_timeout(100)
            pictures.append(tab.locator("#network").screenshot())
        assert pictures[0] != pictures[1]


def test_dark_and_light(visit):
    with visit(page(), color_scheme="dark") as tab:
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = tab.evaluate(ground)
        tab.locator("#theme").click()
        assert tab.evaluate(ground) != dark
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert tab.locator("html").get_attribute("data-theme") == "light"


def test_paper_has_the_picture_its_key_and_the_evidence(visit):
    with visit(page(), view="node=Avalon") as tab:
        tab.emulate_media(media="print")
        assert tab.locator("#key li").all_inner_texts() == [
            *("States", "Persons", "Office", "Cooperation", "Diplomacy", "Contest")
        ]
        assert tab.locator("#key").is_visible()
        assert tab.locator("#evidence").is_visible()
        assert tab.locator("#controls").is_hidden()


def saved(tab, name, folder):
    with tab.expect_download() as download:
        tab.locator(f"#{name}").click()
    download.value.save_as(folder / name)
    return folder / name


def test_picture_and_selection_are_saved(visit, tmp_path):
    with visit(page(title="Isles & seas"), view="node=Lyonesse&statuses=planned,stated") as tab:
        tab.locator("#saving summary").click()
        png = saved(tab, "png", tmp_path).read_bytes()
        svg = ET.parse(saved(tab, "svg", tmp_path)).getroot()
        with open(saved(tab, "csv", tmp_path), encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) > 800
    texts = ["".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Isles & seas", "Avalon", "Irkalla", "Planned"} <= set(texts)
    assert [(row["subject"], row["predicate"], row["object"]) for row in rows] == [
        ("Avalon", "partner_of", "Lyonesse"),
        ("Avalon", "partner_of", "Lyonesse"),
        ("Lyonesse", "visited", "Kitezh"),
    ]


@pytest.fixture
def clipboard():
    return {"permissions": ["clipboard-read", "clipboard-write"]}


def pasted(tab, button):
    tab.locator("button", has_text=button).first.click()
    tab.get_by_text("Copied").wait_for()
    return tab.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(
    ("place", "view"),
    [
        (1, "link=Avalon~Lyonesse~cooperation~stated&speaker=Morgan Fay"),
        (2, "link=Lyonesse~Kitezh~diplomacy~stated"),
        (4, "link=Thule~Irkalla~cooperation~ended&statuses=ended"),
    ],
)
def test_a_copied_claim_is_the_turtle_of_the_graph(visit, clipboard, place, view):
    with visit(page(), view=view, **clipboard) as tab:
        text = pasted(tab, "Copy as Turtle")
    assert text.split("\n\n")[1].startswith(f"claim:{claim_iri(CLAIMS[place]).value.rpartition('/')[2]} a kg:Claim ;\n")
    read = {quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert read == set(claim_triples(CLAIMS[place]))


def test_a_copied_quote_names_its_article(visit, clipboard):
    with visit(page(), view="link=Lyonesse~Kitezh~diplomacy~stated", **clipboard) as tab:
        text = pasted(tab, "Copy quote")
    assert text == f"“{CLAIMS[2].quote}” (The Isle Post, A visit, 2025-02-10, https://post.example/visit)"


def test_an_entity_has_identifiers_offices_and_news(visit):
    known = gazetteer.load()
    xi, china = (known.entry(name) for name in ("Xi_Jinping", "China"))
    ends = [Entity(entry.id, entry.label, entry.types, entry.qid, ()) for entry in (xi, china)]
    claims = [*CLAIMS, claim(ends[0], "head_of_state_of", ends[1]), claim(ends[0], "visited", AVALON, "c")]
    with visit(page(claims, gazetteer=known), view="node=Xi_Jinping") as tab:
        links = {link.inner_text(): link.get_attribute("href") for link in tab.locator("#evidence > .meta a").all()}
        assert links == {"DBpedia": f"https://dbpedia.org/resource/{xi.dbpedia}"}
        office = tab.locator(".offices li", has_text="president, China")
        assert office.inner_text().endswith("2013-03-14 –")
        assert tab.locator(".spark rect").count() == 2
        office.get_by_role("button", name="China").click()
        assert tab.locator(".offices").inner_text().count("Xi Jinping") == 1
        assert tab.get_by_text(f"Wikidata {china.qid}").get_attribute("href").endswith(f"/{china.qid}")
        tab.locator("#query").fill("PRC")
        assert tab.locator("#suggestions li").first.inner_text().startswith("China")
