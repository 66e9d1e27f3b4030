"""The page is one file that asks for nothing, shows the evidence, and takes text from articles as text only."""

import csv
import json
import random
import re
import subprocess
import sys
from hashlib import sha256
from html import unescape

import pytest

from kg.errors import BadData
from kg.export.page.evidence import BARE, marked
from kg.export.page.html import NODE_FIELDS, SCRIPTS, STYLES, embedded, render
from kg.export.page.picture import STATUSES, picture
from kg.files import data
from kg.model import Article, Claim, Entity, Relation

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    '" onmouseover="alert(1)',
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}",
    "line\u2028break\u2029",
    "__proto__",
)

RELATIONS = {
    "partner_of": Relation("partner_of", "partner of", "cooperation", "", frozenset(), frozenset(), symmetric=True),
    "supports": Relation("supports", "supports", "cooperation", "", frozenset(), frozenset()),
    "criticizes": Relation("criticizes", "criticizes", "contest", "", frozenset(), frozenset()),
    "head_of_state_of": Relation("head_of_state_of", "head of state of", "office", "", frozenset(), frozenset()),
    "participates_in": Relation("participates_in", "participates in", "initiative", "", frozenset(), frozenset()),
}

AVALON = Entity("Avalon", "Avalon", ("State",), "Q228", ("Avalon", "Avalonian"))
LYONESSE = Entity("Lyonesse", "Lyonesse", ("State",), None, ("Lyonesse",))
GRAIL = Entity("Grail_Corridor", "Grail Corridor", ("Initiative",), None, ("corridor",))
MORGAN = Entity("Morgan_Fay", "Morgan Fay", ("Person",), None, ("Morgan Fay", "Fay"))


def claim(subject, predicate, object, quote, document="d1", **more):
    return Claim(document, subject, predicate, object, quote, 0, len(quote), **more)


CLAIMS = (
    claim(AVALON, "partner_of", LYONESSE, "The Avalonian cabinet calls Lyonesse a partner.", confidence=0.9),
    claim(AVALON, "supports", LYONESSE, "Avalon backs Lyonesse.", "d2", attributed_to=MORGAN, confidence=0.8),
    claim(AVALON, "participates_in", GRAIL, "Avalon joins the corridor.", time="2025-03"),
    claim(LYONESSE, "participates_in", GRAIL, "Lyonesse may join the corridor.", factuality="possible"),
    claim(LYONESSE, "criticizes", GRAIL, "Lyonesse never blamed the corridor.", factuality="denied"),
    claim(MORGAN, "head_of_state_of", AVALON, "She rules Avalon.", read_as=("She = Morgan Fay",)),
)
DOCUMENTS = {
    "d1": Article("d1", "…", "Two isles", "2025-03-04", "The Isle Post", "https://news.example/isles"),
    "d2": Article("d2", "…", "More isles", "2025-04-01", "The Gull", "javascript:alert(1)"),
}


def page(claims=CLAIMS, **options):
    return render(claims, DOCUMENTS, RELATIONS, **options)


def block(html, name):
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    return json.loads(found[1])


def nodes(html):
    return [dict(zip(NODE_FIELDS, row, strict=True)) for row in block(html, "nodes")]


def shown(claims=CLAIMS, threshold=0.5, limit=200, **more):
    return picture(claims, DOCUMENTS, RELATIONS, threshold=threshold, limit=limit, **more)


def test_page_holds_what_the_picture_holds():
    html = page(title="Isles")
    assert "<title>Isles</title>" in html
    assert [node["id"] for node in nodes(html)] == ["Avalon", "Grail_Corridor", "Lyonesse", "Morgan_Fay"]
    assert {STATUSES[link[3]] for link in block(html, "links")} == {"stated", "possible", "denied"}
    assert len(block(html, "book")["claims"]) == len(CLAIMS)


def test_page_loads_nothing_from_anywhere():
    html = page()
    markup = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", html, flags=re.S)
    loads = re.findall(r'(?:src|href|action|srcset|data)\s*=\s*["\']?([^"\'\s>]+)', markup)
    assert loads == ["data:,"]
    assert not re.search(r"<(link|script)[^>]*https?:", html)
    assert "bootstrap" not in html.lower()
    assert not re.search(r"@import|url\(\s*['\"]?https?:", html)
    assert "sourceMappingURL" not in html


def test_only_scripts_named_by_hash_may_run():
    html = page()
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("'sha256-") == 2
    assert "unsafe-eval" not in policy
    assert len(re.findall(r"<script>", html)) == 2


def test_no_script_of_ours_writes_markup():
    for file in sorted((data("page") / "js").glob("*.js")):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", file.read_text()
        )


def test_every_script_and_style_is_in_the_page():
    for suffix, names in (("js", SCRIPTS), ("css", STYLES)):
        assert sorted(names) == sorted(file.stem for file in (data("page") / suffix).iterdir())


def test_quotes_beyond_the_room_are_left_out_and_counted():
    told = shown(room=2_600)
    bare = [row for row in told.book["claims"] if len(row) == BARE]
    assert 0 < len(bare) < len(CLAIMS)
    assert told.book["hidden"] == {"nodes": 0, "claims": 0, "quotes": len(bare)}


def test_scripts_and_styles_are_small():
    for suffix in ("js", "css"):
        for file in sorted((data("page") / suffix).iterdir()):
            assert len(file.read_text("utf8").splitlines()) < 300, file


def test_vendored_library_is_the_one_named():
    vendor = data("page") / "vendor"
    digest = sha256((vendor / "vis-network.min.js").read_bytes()).hexdigest()
    assert digest in (vendor / "README.md").read_text("utf8")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    bad = Entity(text, text, (text,), text, (text,))
    html = page([claim(bad, "supports", AVALON, f"{text} supports Avalon", attributed_to=bad)], title=text)
    assert html.count("<script>") == 2
    assert html.count("</script>") == 5
    assert html.count("<!--") == page().count("<!--")
    assert "<img" not in html
    node = next(node for node in nodes(html) if node["id"] == text)
    assert (node["label"], node["types"], node["qid"]) == (text, [text], text)
    assert block(html, "book")["speakers"] == ["", text]


@pytest.mark.parametrize("text", HOSTILE)
def test_embedded_json_reads_back(text):
    written = embedded({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert not set(written) & set("<>&\u2028\u2029")


def test_same_claims_in_any_order_give_the_same_bytes():
    mixed = list(CLAIMS)
    random.Random(1).shuffle(mixed)
    assert page(mixed) == page()


def test_hash_order_of_another_process_changes_nothing(tmp_path, root):
    program = "import test_html as t, hashlib; print(hashlib.sha256(t.page().encode()).hexdigest())"
    environment = {"PYTHONPATH": f"{root}:{root / 'tests' / 'page'}", "PYTHONHASHSEED": "77", "HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == sha256(page().encode()).hexdigest()


def test_strongest_entities_stay_and_the_rest_is_counted():
    picked = shown(limit=2)
    assert [node["id"] for node in picked.nodes] == ["Avalon", "Lyonesse"]
    assert picked.book["hidden"] == {"nodes": 2, "claims": 4, "quotes": 0}


def test_no_claims_give_an_empty_page():
    html = page([])
    assert block(html, "nodes") == []
    assert block(html, "book")["hidden"] == {"nodes": 0, "claims": 0, "quotes": 0}


def test_threshold_and_zone_decide_what_is_stated():
    unsure = claim(AVALON, "supports", LYONESSE, "Avalon backs Lyonesse.", confidence=0.4)
    teaser = claim(AVALON, "supports", LYONESSE, "Avalon backs Lyonesse.", zone="teaser")
    past = claim(AVALON, "supports", LYONESSE, "Avalon backed Lyonesse.", ended=True)
    assert [link["status"] for link in shown([unsure, teaser]).links] == ["weak"]
    assert [link["status"] for link in shown([unsure], threshold=0.3).links] == ["stated"]
    assert [link["status"] for link in shown([past]).links] == ["ended"]


def test_parallel_lines_bow_apart():
    bends = [link["bend"] for link in shown().links if {link["from"], link["to"]} == {"Lyonesse", "Grail_Corridor"}]
    assert len(set(bends)) == len(bends) == 2


def test_quote_is_cut_at_both_ends_of_the_claim():
    assert marked(CLAIMS[0]) == [
        ["", "The "],
        ["s", "Avalonian"],
        ["", " cabinet calls "],
        ["o", "Lyonesse"],
        ["", " a partner."],
    ]
    assert marked(CLAIMS[5])[0] == ["s", "She"]
    for each in CLAIMS:
        assert "".join(text for _, text in marked(each)) == each.quote


def test_quote_without_names_stays_whole():
    assert marked(claim(AVALON, "supports", LYONESSE, "It backs them.")) == [["", "It backs them."]]


def test_unknown_relation_is_named():
    with pytest.raises(BadData, match="no relation adores"):
        page([claim(AVALON, "adores", LYONESSE, "Avalon adores Lyonesse.")])


def test_article_that_is_not_there_is_named_by_its_id():
    html = page([claim(AVALON, "supports", LYONESSE, "Avalon backs Lyonesse.", document="gone")])
    assert block(html, "book")["documents"] == [[None, 0, "gone", None]]


def test_reader_searches_and_reads_the_evidence(visit):
    with visit(page()) as tab:
        assert tab.locator("#summary").inner_text() == "4 entities, 4 claims from 2 articles"
        tab.keyboard.press("/")
        tab.keyboard.type("avalonian")
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        assert tab.locator("#panel .heading").inner_text().startswith("Avalon\n")
        assert "#node=Avalon" in tab.url
        tab.locator(".relations button", has_text="Lyonesse").click()
        cards = tab.locator(".claim")
        assert cards.count() == 2
        assert cards.first.locator("mark.s").inner_text() == "Avalonian"
        assert "The Isle Post · 2025-03-04 · Two isles" in cards.first.inner_text()
        assert "Said by Morgan Fay" in cards.nth(1).inner_text()
        assert [link.get_attribute("href") for link in tab.locator(".claim a").all()] == ["https://news.example/isles"]


def test_reader_filters_by_legend_and_the_address_keeps_the_view(visit):
    with visit(page()) as tab:
        tab.locator("#statuses button", has_text="Possible").click()
        assert tab.locator("#summary").inner_text().startswith("4 entities, 5 claims")
        tab.locator("#types button", has_text="Initiatives").click()
        assert tab.locator("#summary").inner_text().startswith("3 entities, 3 claims")
        assert tab.locator("#types button", has_text="Initiatives").get_attribute("aria-pressed") == "false"
        view = tab.url.partition("#")[2]
    with visit(page(), view=view) as tab:
        assert tab.locator("#summary").inner_text().startswith("3 entities, 3 claims")
        tab.locator("#reset").click()
        assert tab.locator("#summary").inner_text().startswith("4 entities, 4 claims")


def test_reader_finds_a_path_and_saves_the_claims(visit, tmp_path):
    with visit(
        page([*CLAIMS, claim(LYONESSE, "supports", GRAIL, "=Lyonesse backs it.")]), view="node=Morgan_Fay"
    ) as tab:
        tab.locator(".actions button", has_text="Path to").click()
        tab.keyboard.type("corridor")
        tab.keyboard.press("Enter")
        assert tab.locator("#panel .heading").inner_text() == "Path in 2 steps"
        assert tab.locator(".claim").count() == 2
        tab.locator("#close").click()
        tab.locator("#saving summary").click()
        with tab.expect_download() as saved:
            tab.locator("#csv").click()
        saved.value.save_as(tmp_path / "claims.csv")
    with open(tmp_path / "claims.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 5
    assert "'=Lyonesse backs it." in [row["quote"] for row in rows]


def test_hostile_page_does_nothing_on_a_phone(visit):
    bad = [Entity(f"{i}{text}", text, (text,), text, (text,)) for i, text in enumerate(HOSTILE)]
    claims = [claim(each, "supports", AVALON, f"{each.label} supports Avalon", "d2") for each in bad]
    with visit(page(claims, title=HOSTILE[0]), width=390) as tab:
        tab.locator("#query").fill("onmouseover")
        tab.keyboard.press("Enter")
        tab.locator(".relations button").first.click()
        assert tab.locator(".claim blockquote").inner_text() == f"{HOSTILE[2]} supports Avalon"
        assert tab.locator(".claim a").count() == 0
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
