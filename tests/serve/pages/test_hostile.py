"""Text of articles stays text, whatever it is, on every page and in every form."""

import tomllib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.serve.pages import links

HARM = tomllib.loads((Path(__file__).parent / "evil.toml").read_text("utf8"))
EVIL, ENTITY, DOCUMENT = HARM["text"], links.entity(HARM["entity"]), links.document(HARM["document"])
EDGE = f"/edge?subject={quote(HARM['entity'])}&predicate=criticizes&object=Victim"
PAGES = (
    *("/", "/search?q=Evil", ENTITY, "/entity/Victim", DOCUMENT, EDGE),
    *("/conflicts?entity=Victim", "/questions/new_since?since=2025", f"/search?q={quote(EVIL)}"),
    *(f"/entity/{quote(EVIL)}", f"/network?focus={quote(EVIL)}", f"/query?query={quote(EVIL)}", f"/{quote(EVIL)}"),
    *(f"/questions/partners?entity={quote(EVIL)}", f"/questions/{quote(EVIL)}", f"/edge?subject={quote(EVIL)}"),
    *(f"/conflicts?entity={quote(EVIL)}", f"/entity/Victim?most={quote(EVIL)}", f"/entity/Victim?format={quote(EVIL)}"),
)
SCRIPTS = {"/static/vendor/yasgui.min.js", "/static/query.js"}
VOID = {"meta", "link", "input", "br", "img", "path", "rect"}


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults, self.text = [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in ("script", "img", "object", "embed", "base") and values.get("src") not in SCRIPTS:
            self.faults.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction") and not value.startswith(
                ("/", "#", "https://", "http://")
            ):
                self.faults.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        self.text.append(data)


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@pytest.mark.parametrize("path", PAGES)
def test_no_markup_of_an_article_or_a_request_reaches_a_page(site, path):
    found = site.get(path)
    assert found.status_code in (200, 303, 400, 404), found.text
    if found.status_code != 303:
        assert found.headers["content-type"].startswith("text/html")
        assert read(found.text).faults == []


@pytest.fixture
def claim(store):
    return links.claim(next(iter(store.claims(HARM["document"]))))


def test_it_is_shown_as_it_is(site, claim):
    for path in (claim, DOCUMENT, ENTITY):
        reader = read(site.get(path).text)
        assert reader.faults == []
        assert EVIL in "".join(reader.text)
    assert "Victim ${7*7} {{ 7*7 }}" in "".join(read(site.get("/entity/Victim").text).text)


def test_a_script_for_an_address_is_no_link(site):
    text = site.get(DOCUMENT).text
    assert HARM["address"] in text
    assert 'href="javascript' not in text
    assert "Open the source" not in text


def test_headers_cannot_be_split(site):
    found = site.get("/search", params={"q": "Moravec\r\nX-Evil: 1", "just": ""})
    assert "x-evil" not in found.headers
    found = site.get("/entity/a%0d%0aX-Evil:%201", headers={"accept": "text/turtle"})
    assert "x-evil" not in found.headers


@pytest.mark.parametrize(
    "path", ["/static/../templates/base.html", "/static/%2e%2e/openapi.json", "/static/..%2f..%2f..%2fvocab.py"]
)
def test_only_static_files_are_given(site, path):
    assert site.get(path).status_code == 404


def test_json_and_rdf_hold_it_as_a_value(site, claim):
    found = site.get(f"/api{claim}")
    assert found.headers["content-type"] == "application/json"
    assert found.json()["trigger"] == EVIL
    turtle = site.get(claim, headers={"accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")


def test_picture_shows_it_as_text(site):
    found = site.get("/network/picture", params={"focus": "Victim", "depth": "1"})
    assert found.status_code == 200
    assert "<img src=x" not in found.text
    assert "<script>alert" not in found.text


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://a.example/b?c=d#e", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        (" https://a.example", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https:///x", False),
        ("https://[", False),
        ("https://a\\@b.example", False),
        ("", False),
        (None, False),
    ],
)
def test_addresses_that_may_be_followed(url, fine):
    assert links.outside(url) == (url if fine else None)
