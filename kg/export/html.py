"""The network as one HTML file that opens offline: no request leaves the reader's machine."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.export.picture import Picture, picture
from kg.files import data
from kg.model import Article, Claim, Relation

# Joined in this order into one function: later files use what earlier ones define.
SCRIPTS = ("dom", "data", "view", "shapes", "draw", "labels", "legend", "filters", "search", "panel", "save", "main")
STYLES = ("page", "controls", "panel")

# Characters that could end the script block, open a comment in it, or break a line in old JavaScript.
UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def render(
    claims: Iterable[Claim],
    documents: Mapping[str, Article],
    relations: Mapping[str, Relation],
    *,
    threshold: float = 0.5,
    limit: int = 200,
    title: str = "Network of claims",
) -> str:
    """One self-contained HTML page of the strongest `limit` entities and the claims between them.

    `documents` maps the id of an article to the article, `relations` the name of a predicate to its definition.
    The same input gives the same page, in whatever order the claims come. Text from articles reaches the page
    only as JSON and is shown as text, never as markup.
    """
    network = _network(picture(claims, documents, relations, threshold=threshold, limit=limit))
    network.heading = title
    return str(network.generate_html(name="page.html"))


def embedded(value: Any) -> Markup:
    """JSON that is safe between `<script>` tags: no character that HTML could read as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704 - the line above leaves nothing to escape


def _network(shown: Picture) -> Network:
    """The picture as pyvis holds it, with our template in place of pyvis's, which loads from a CDN."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in shown.nodes:
        network.add_node(node["id"], shape="custom", color=None, **_without(node, "id"))
    for link in shown.links:
        network.add_edge(link["from"], link["to"], **_without(link, "from", "to"))
    network.templateEnv, network.path = _environment(shown.book), "page.html"
    return network


def _without(value: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key not in keys}


def _environment(book: dict[str, Any]) -> Environment:
    environment = Environment(loader=FileSystemLoader(data("page")), autoescape=True)
    environment.filters["embedded"] = embedded
    library, script = _library(), _script()
    environment.globals |= {
        "book": book | {"look": json.loads((data("page") / "look.json").read_text("utf8"))},
        "style": Markup("\n".join(_text("css", name) for name in STYLES)),  # noqa: S704 - our own files
        "library": Markup(library),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704 - our own files
        "policy": _policy(library, script),
    }
    return environment


@cache
def _library() -> str:
    """vis-network without the pointer to its source map, which a browser's tools would try to load."""
    text = (data("page") / "vendor" / "vis-network.min.js").read_text("utf8")
    return text.partition("//# sourceMappingURL")[0]


@cache
def _script() -> str:
    body = "\n".join(_text("js", name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}\n}})();'


def _text(suffix: str, name: str) -> str:
    return (data("page") / suffix / f"{name}.{suffix}").read_text("utf8")


def _policy(*scripts: str) -> str:
    """A content security policy under which only these scripts run and nothing can be loaded or sent."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(text.encode('utf8')).digest()).decode()}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
