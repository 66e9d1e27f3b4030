"""The page in a browser: what is in sight, and what it says where there is nothing to show."""

import pytest

from kg.export.page.html import render
from kg.model import Article, Claim, Entity, Relation

RELATIONS = {"official_of": Relation("official_of", "official of", "office", "", frozenset(), frozenset())}
DOCUMENTS = {"d1": Article("d1", "…", "Ships", "2025-03-04", "The Isle Post", "https://news.example/ships")}


def state(name):
    return Entity(name, name, ("State",), None, (name,))


def official(who, of):
    quote = f"{who} speaks for {of}."
    ends = (Entity(who, who, ("Person",), None, (who,)), "official_of", state(of))
    return Claim("d1", *ends, quote, 0, len(quote), method="lexicon:official_of/verb.speak for.1")


CLAIMS = [official(f"Clerk {i}", "Avalon" if i < 30 else f"Isle {i}") for i in range(60)]


def page(claims):
    return render(claims, DOCUMENTS, RELATIONS)


def drawn(tab):
    """The frame around what is painted solidly on the canvas (not what is faded), and its size, in CSS pixels."""
    return tab.evaluate("""() => {
      const canvas = document.querySelector("canvas");
      const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const frame = { left: width, top: height, right: 0, bottom: 0, width, height };
      for (let i = 3, at = 0; i < data.length; i += 4, at += 1) {
        if (data[i] < 255) continue;
        const [x, y] = [at % width, Math.floor(at / width)];
        frame.left = Math.min(frame.left, x);
        frame.right = Math.max(frame.right, x);
        frame.top = Math.min(frame.top, y);
        frame.bottom = Math.max(frame.bottom, y);
      }
      return frame;
    }""")


def assert_all_in_sight(tab):
    tab.wait_for_timeout(200)
    frame = drawn(tab)
    assert 1 < frame["left"] < frame["right"] < frame["width"] - 2
    assert 8 < frame["top"] < frame["bottom"] < frame["height"] - 8
    wide, tall = frame["right"] - frame["left"], frame["bottom"] - frame["top"]
    assert wide > 0.7 * frame["width"] or tall > 0.7 * frame["height"]


@pytest.mark.parametrize("width", [390, 1400])
def test_whole_network_is_in_sight_at_first_and_after_resizing(visit, width):
    with visit(page(CLAIMS), width=width) as tab:
        assert_all_in_sight(tab)
        tab.set_viewport_size({"width": 900, "height": 500})
        assert_all_in_sight(tab)


def test_chosen_entity_and_its_neighbours_are_beside_the_panel(visit):
    with visit(page(CLAIMS)) as tab:
        tab.locator("#query").fill("avalon")
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(200)
        free = tab.locator("#panel").bounding_box()["x"] - tab.locator("#network").bounding_box()["x"]
        frame = drawn(tab)
        assert 0 < frame["left"] < frame["right"] < free
        assert 0 < frame["top"] < frame["bottom"] < frame["height"] - 1


def test_panel_reads_as_a_sentence_and_names_the_wording_last(visit):
    with visit(page(CLAIMS), view="node=Avalon") as tab:
        row = tab.locator(".relations button", has_text="Clerk 10").first
        assert row.inner_text().split("\n")[0] == "Clerk 10 — official of Avalon"
        row.click()
        assert tab.locator(".claim p").last.inner_text() == "Wording: official_of/verb.speak for.1"


def test_search_that_finds_nothing_says_so(visit):
    with visit(page(CLAIMS)) as tab:
        tab.locator("#query").fill("Atlantis")
        assert tab.locator("#suggestions").inner_text() == "No entity here is called “Atlantis”."
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        assert tab.locator("#panel").is_hidden()


def test_page_without_claims_says_so(visit):
    with visit(page([])) as tab:
        assert tab.locator("#empty").inner_text().startswith("No claims here; ")


def test_address_of_an_unknown_entity_is_noted_until_the_next_step(visit):
    with visit(page(CLAIMS), view="node=<b>Atlantis</b>") as tab:
        assert tab.locator("#note").inner_text() == "This file has no “<b>Atlantis</b>”."
        tab.locator("#statuses button").first.click()
        assert tab.locator("#note").is_hidden()
