"""The network as one HTML file that opens offline: no request leaves the reader's machine."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.catalog.gazetteer import Gazetteer
from kg.export.page.picture import STATUSES, Picture, picture
from kg.files import data
from kg.model import Article, Claim, Relation

# Joined in this order into one function: later files use what earlier ones define.
SCRIPTS = (
    *("dom", "data", "view", "passing", "reach", "visible", "arrange", "shapes", "lines", "marks", "labels", "draw"),
    *("camera", "legend", "filters", "time", "search", "turtle", "claim", "panel", "drawing", "save", "keys", "main"),
)
STYLES = ("page", "controls", "time", "panel", "narrow", "print")

# Characters that could end the script block, open a comment in it, or break a line in old JavaScript.
UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}

# What the rows of the page hold; kg/data/page/js/data.js reads them in this order.
NODE_FIELDS = ("id", "label", "types", "qid", "dbpedia", "flag", "aliases", "x", "y")
LINK_FIELDS = ("from", "to", "family", "status", "first", "held", "omitted", "bend")

# What a file may weigh that is sent by mail, in bytes.
LARGEST = 9_800_000


def render(
    claims: Iterable[Claim],
    documents: Mapping[str, Article],
    relations: Mapping[str, Relation],
    *,
    threshold: float = 0.5,
    limit: int = 20_000,
    title: str = "Network of claims",
    gazetteer: Gazetteer | None = None,
    start: Mapping[str, Any] | None = None,
) -> str:
    """One self-contained HTML page of the strongest `limit` entities and the claims between them.

    `documents` maps the id of an article to the article, `relations` the name of a predicate to its definition;
    `start` is the view that the page opens on, as its address writes it. The same input gives the same page, in
    whatever order the claims come. Text from articles reaches the page only as JSON and is shown as text, never as
    markup. Raises BadData where a claim's predicate is not among the relations.
    """
    shown = picture(
        claims,
        documents,
        relations,
        threshold=threshold,
        limit=limit,
        gazetteer=gazetteer,
        room=LARGEST - len(_library()) - len(_script()),
    )
    network = _network(shown, dict(start or {}))
    network.heading = title
    return str(network.generate_html(name="page.html"))


def embedded(value: Any) -> Markup:
    """JSON that is safe between `<script>` tags: no character that HTML could read as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704 - the line above leaves nothing to escape


def _network(shown: Picture, start: dict[str, Any]) -> Network:
    """The picture as pyvis holds it, with our template in place of pyvis's, which loads from a CDN."""
    network = Network(directed=True, cdn_resources="in_line")
    # Not by `add_node` and `add_edge`: they look through all nodes each time, minutes for 20,000 of them.
    network.nodes = [
        Node(node["id"], "custom", node["label"], **_without(node, "id", "label")).options for node in shown.nodes
    ]
    network.edges = [
        Edge(link["from"], link["to"], True, **_without(link, "from", "to")).options for link in shown.links
    ]
    network.templateEnv, network.path = _environment(shown, start), "page.html"
    return network


def _node(value: dict[str, Any]) -> Node:
    return Node(value["id"], "custom", value["label"], **_without(value, "id", "label"))


def _edge(value: dict[str, Any]) -> Edge:
    return Edge(value["from"], value["to"], True, **_without(value, "from", "to"))


def _without(value: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key not in keys}


def _environment(shown: Picture, start: dict[str, Any]) -> Environment:
    environment = Environment(loader=FileSystemLoader(data("page")), autoescape=True)
    look = json.loads((data("page") / "look.json").read_text("utf8"))
    families = sorted({link["family"] for link in shown.links})
    tables = {"families": families, "statuses": STATUSES}
    numbers = {node["id"]: i for i, node in enumerate(shown.nodes)}
    environment.filters["embedded"] = embedded
    environment.filters["node_rows"] = lambda nodes: [_row(node, NODE_FIELDS) for node in nodes]
    environment.filters["link_rows"] = lambda links: [_link_row(link, numbers, families) for link in links]
    library, script = _library(), _script()
    environment.globals |= {
        "book": shown.book | tables | {"look": look, "start": start},
        "style": Markup("\n".join(_text("css", name) for name in STYLES)),  # noqa: S704 - our own files
        "library": Markup(library),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704 - our own files
        "policy": _policy(library, script),
    }
    return environment


def _row(value: Mapping[str, Any], fields: Iterable[str]) -> list[Any]:
    return [value[field] for field in fields]


def _link_row(link: Mapping[str, Any], numbers: Mapping[str, int], families: list[str]) -> list[Any]:
    """A line as a row; its ends, family and status as numbers."""
    first, held = link["claims"]
    ends = {"from": numbers[link["from"]], "to": numbers[link["to"]]}
    kinds = {"family": families.index(link["family"]), "status": STATUSES.index(link["status"])}
    value = {**link, **ends, **kinds, "first": first, "held": held}
    return _row(value, LINK_FIELDS)


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
