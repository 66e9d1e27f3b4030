"""The pages in headless Chromium: no fault, no request elsewhere, readable by all, in light and dark and on a phone."""

from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

AXE = (Path(__file__).resolve().parents[2] / "page" / "vendor" / "axe.min.js").read_text("utf8")
PATHS = ("/", "/entity/Ruritania", "/document/gazette-1", "/conflicts", "/questions/partners", "/network")


@pytest.fixture
def visit(chromium, address):
    """Opens a page of the server; leaving fails on requests elsewhere, refused scripts and styles, errors, dialogs."""

    @contextmanager
    def visit(path, width=1200, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        tab = context.new_page()
        tab.set_default_timeout(60_000)
        faults = []
        tab.on("request", lambda one: one.url.startswith((address, "data:", "blob:")) or faults.append(one.url))
        tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
        tab.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        tab.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        tab.goto(address + path)
        yield tab
        context.close()
        assert faults == []

    return visit


def serious(tab):
    """What axe-core finds that shuts people out, one line each."""
    # By the debugger, for the policy of the page lets no script in.
    tab.evaluate(AXE)
    found = tab.evaluate("axe.run(document.querySelector('main'), { resultTypes: ['violations'], iframes: false })")
    return [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("path", PATHS)
def test_no_serious_fault_in_light_and_dark(visit, path):
    for scheme in ("light", "dark"):
        with visit(path, color_scheme=scheme) as tab:
            tab.wait_for_load_state("networkidle")
            assert serious(tab) == []


@pytest.mark.parametrize("path", [*PATHS, "/query"])
def test_a_phone_shows_all_of_a_page(visit, path):
    with visit(path, width=390, has_touch=True) as tab:
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_reader_goes_from_the_start_to_the_source(visit):
    with visit("/", java_script_enabled=False) as tab:
        tab.locator(".big input").fill("moravec")
        tab.locator(".big button").click()
        assert tab.locator("h1").inner_text() == "Elena Moravec"
        tab.locator(".neighbours a", has_text="Tomas Brandt").locator("path").click()
        assert tab.locator("h1").inner_text() == "Tomas Brandt"
        tab.locator(".timeline li", has_text="2025-02-28").locator("a", has_text="claim").click()
        assert "Elena Moravec" in tab.locator(".quote").inner_text()
        source = tab.locator("a", has_text="Open the source").get_attribute("href")
        assert source.startswith("https://gazette.example/moravec-brandt?page=1#:~:text=")


def test_the_editor_runs_a_question_and_leads_to_our_pages(visit):
    with visit("/query") as tab:
        tab.locator("#questions").select_option("partners")
        tab.locator(".yasr_results td", has_text="Arcadia").first.wait_for()
        assert "Ruritania" in tab.locator(".tabPanel.active .yasr_results").inner_text()
    text = quote("SELECT ?x { ?x a <https://w3id.org/communique/ontology#Initiative> }")
    with visit(f"/query?query={text}") as tab:
        link = tab.locator(".tabPanel.active .yasr_results a").first
        link.hover()
        assert link.get_attribute("href") == "/entity/Amber_Corridor"


def test_the_picture_is_drawn_in_its_frame(visit):
    with visit("/network?focus=Amber+Corridor") as tab:
        frame = tab.frame_locator("iframe.network")
        frame.locator("#summary", has_text="entities").wait_for()
        assert "Around Amber Corridor" in frame.locator("#summary").inner_text()


def test_what_means_harm_does_nothing(visit):
    for path in ("/entity/Evil_%3Cb%3E", "/network?focus=Victim", "/search?q=Evil", "/conflicts?entity=Victim"):
        with visit(path) as tab:
            tab.wait_for_load_state("networkidle")
            assert tab.locator("img").count() == 0


def test_what_means_harm_does_nothing_in_the_editor_even_without_a_policy(chromium, address):
    asked = quote("SELECT ?x { { ?c kg:quote ?x } UNION { ?c kg:trigger ?x } FILTER(CONTAINS(?x, '<img')) }")
    tab = chromium.new_page(bypass_csp=True)
    tab.set_default_timeout(60_000)
    dialogs = []
    tab.on("dialog", lambda dialog: dialogs.append(dialog.message))
    tab.goto(f"{address}/query?query={asked}")
    tab.locator(".yasr_results td", has_text="onerror").first.wait_for()
    assert tab.locator("img").count() == 0
    tab.close()
    assert dialogs == []
