"""A network too large to read opens on its strongest part, unfolds on demand, and stays small as a file."""

import pytest

from kg.export.page.html import LARGEST, render
from kg.export.page.picture import OPEN, picture
from kg.model import Article, Claim, Entity, Relation

RELATIONS = {"supports": Relation("supports", "supports", "cooperation", "", frozenset(), frozenset())}
DOCUMENTS = {"d": Article("d", "…", "Towns and villages", "2025-03-04", "The Gull", "https://gull.example/towns")}
TOWNS, VILLAGES = 40, 30


def state(name):
    return Entity(name.replace(" ", "_"), name, ("State",), None, (name,))


def claim(one, other):
    quote = f"{one.label} supports {other.label}."
    return Claim("d", one, "supports", other, quote, 0, len(quote), confidence=0.9)


@pytest.fixture(scope="module")
def claims():
    towns = [state(f"Town {i}") for i in range(TOWNS)]
    found = [claim(towns[i], towns[(i + step) % TOWNS]) for i in range(TOWNS) for step in (1, 2)]
    found += [claim(state(f"Village {i}.{j}"), towns[i]) for i in range(TOWNS) for j in range(VILLAGES)]
    return [*found, claim(state("Hamlet"), state("Village 7.3"))]


@pytest.fixture(scope="module")
def page(claims):
    return render(claims, DOCUMENTS, RELATIONS, title="Towns")


def summary(tab):
    return tab.locator("#summary").inner_text()


def test_only_what_the_page_opens_on_is_laid_out(claims):
    shown = picture(claims, DOCUMENTS, RELATIONS, threshold=0.5, limit=20_000)
    placed = [node["id"] for node in shown.nodes if node["x"] is not None]
    assert len(placed) == OPEN
    assert {f"Town_{i}" for i in range(TOWNS)} <= set(placed)


def test_a_file_keeps_to_its_size_and_says_what_is_not_in_it(claims):
    long = "word " * 9_000
    wordy = [Claim("d", c.subject, c.predicate, c.object, f"{c.quote} {long}", 0, 9) for c in claims]
    html = render(wordy, DOCUMENTS, RELATIONS)
    assert LARGEST * 0.8 < len(html.encode()) < 10_000_000
    shown = picture(wordy, DOCUMENTS, RELATIONS, threshold=0.5, limit=20_000)
    assert 0 < shown.book["hidden"]["quotes"] < len(claims)


def test_the_strongest_are_in_sight_and_more_on_demand(visit, page):
    with visit(page) as tab:
        total = TOWNS * (VILLAGES + 1) + 1
        assert summary(tab).startswith(f"the {OPEN} strongest of {total:,} entities")
        tab.locator("#filters summary").click()
        most = tab.get_by_label("Entities in sight")
        most.evaluate("input => { input.value = 300; input.dispatchEvent(new Event('input')); }")
        assert summary(tab).startswith("the 300 strongest of ")


def test_search_finds_what_is_not_in_sight_and_unfolds_it(visit, page):
    with visit(page) as tab:
        tab.locator("#query").fill("village 9.29")
        tab.keyboard.press("Enter")
        assert tab.locator("#panel .heading").inner_text() == "Village 9.29"
        assert "open=Village_9.29" in tab.url
        assert summary(tab).startswith(f"the {OPEN + 1} strongest")
        tab.locator(".relations button", has_text="Town 9").click()
        assert tab.locator(".claim blockquote").inner_text() == "Village 9.29 supports Town 9."


def test_an_entity_expands_by_a_batch_and_the_address_keeps_it(visit, page):
    with visit(page, view="node=Town_3") as tab:
        before = int(summary(tab).split()[1])
        tab.get_by_role("button", name="Expand").click()
        assert before < int(summary(tab).split()[1]) <= before + 25
        said, view = summary(tab), tab.url.partition("#")[2]
    with visit(page, view=view) as tab:
        assert summary(tab) == said


def test_a_filter_that_leaves_few_shows_them_all(visit, page):
    with visit(page, view="focus=Village_7.3&depth=1") as tab:
        assert summary(tab).startswith("Around Village 7.3: 3 entities, 2 claims")
