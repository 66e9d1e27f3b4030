"""axe-core finds no serious fault in the states of the page that a reader meets, and all of it works from the keys."""

from pathlib import Path

import pytest

from kg.export.page.html import render
from kg.model import Article, Claim, Entity, Relation

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf8")

RELATIONS = {
    "supports": Relation("supports", "supports", "cooperation", "Backs it.", frozenset(), frozenset()),
    "criticizes": Relation("criticizes", "criticizes", "contest", "Blames it.", frozenset(), frozenset()),
}
DOCUMENTS = {
    "a": Article("a", "…", "Ferries again", "2024-11-05", "The Gull", "https://gull.example/ferries"),
    "b": Article("b", "…", "A visit", "2025-02-10", "The Isle Post", "https://post.example/visit"),
}
KINDS = ("State", "Person", "Company", "Initiative", "Agreement", "Event", "Party", "Place")


def entity(i):
    return Entity(f"Isle_{i}", f"Isle {i}", (KINDS[i % len(KINDS)],), "Q228", (f"Isle {i}", f"Island {i}"))


def claim(i, j, predicate="supports", document="a", **more):
    quote = f"Isle {i} is said to be for Isle {j}."
    return Claim(document, entity(i), predicate, entity(j), quote, 0, len(quote), confidence=0.8, **more)


CLAIMS = [claim(i, (i * 3 + 1) % 24) for i in range(24)] + [
    claim(1, 2, "criticizes", "b", attributed_to=entity(5), time="2025-02"),
    claim(2, 3, "criticizes", "b", factuality="planned"),
    claim(3, 5, "criticizes", "b", factuality="denied"),
]


def serious(tab):
    """What axe-core finds that shuts people out, one line each."""
    tab.evaluate(AXE)
    found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{fault['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["", "node=Isle_1", "link=Isle_1~Isle_2~contest~stated"])
def test_no_serious_fault(visit, scheme, view):
    with visit(render(CLAIMS, DOCUMENTS, RELATIONS), view=view, color_scheme=scheme) as tab:
        for summary in tab.locator("details > summary").all():
            summary.click()
        assert serious(tab) == []


def test_no_serious_fault_on_a_phone(visit):
    with visit(render(CLAIMS, DOCUMENTS, RELATIONS), width=390, has_touch=True) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab.locator("#toggle").click()
        assert tab.locator("#controls").is_visible()
        assert serious(tab) == []
        tab.keyboard.press("Escape")
        tab.locator("#query").fill("island 7")
        tab.keyboard.press("Enter")
        assert serious(tab) == []


def test_the_tab_key_reaches_every_control(visit):
    with visit(render(CLAIMS, DOCUMENTS, RELATIONS), view="node=Isle_1") as tab:
        reached = set()
        for _ in range(90):
            tab.keyboard.press("Tab")
            reached.add(tab.evaluate("document.activeElement.id || document.activeElement.textContent"))
        wanted = {"query", "theme", "reset", "network", "in", "out", "fit", "play", "f-since", "f-until", "close"}
        assert wanted <= reached
        assert {"Focus", "Path to…"} <= reached
