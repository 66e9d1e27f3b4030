"""A browser for the tests of the report, and a store in which hostile text stands wherever an article can put it."""

from dataclasses import replace

import pytest

from kg.model import Article, Claim, Entity
from kg.store import Store

EVIL = "<script>alert(1)</script>"
BREAKING = '"><img src=x onerror=alert(2)>{{ 7*7 }}</style></title>'


@pytest.fixture
def visit(chromium, tmp_path):
    """Opens a page in headless Chromium; leaving fails on any request, page error, dialog or refused script."""
    from screenshot import visited

    def visit(html, width=1200, **options):
        file = tmp_path / "page.html"
        file.write_text(html, "utf8")
        return visited(chromium, file, width, 800, **options)

    return visit


@pytest.fixture
def hostile(run):
    """A store whose article says hostile things in every field that a report shows."""
    text = f"{EVIL} met {BREAKING} in {EVIL}. “{BREAKING} denies it,” said {EVIL}."
    url = 'https://x.example/"onmouseover="alert(3)'
    article = Article("a" + BREAKING, text, f"Title {EVIL}", "2025-03-01", f"Outlet {BREAKING}", url)
    one, other = Entity("Evil_One", EVIL, ("Person",), mentions=(EVIL,)), Entity("Evil_Two", BREAKING, ("State",))
    claim = Claim(article.id, one, "visited", other, text, 0, len(text), attributed_to=one, time="2025-02")
    second = replace(claim, predicate="criticizes", qualifiers=(("place", EVIL),), read_as=(f"{EVIL} = {BREAKING}",))
    third = replace(claim, predicate="head_of_state_of", factuality="denied", trigger=BREAKING)
    with Store.memory() as store:
        store.put(article, (claim, second, third), run)
        yield store
