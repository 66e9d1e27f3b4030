"""Linked data: entities, claims and documents under their IRIs, as a page or as RDF, as the client wants it."""

from collections.abc import Iterator

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg import graph, vocab
from kg.errors import NotFound
from kg.serve import results
from kg.serve.forms import GRAPHS, Form, accepted, content_type
from kg.store import Store

# The most triples and bytes of one description.
MOST, SIZE = 50_000, 16 << 20

HTML = Form("html", "text/html", ("application/xhtml+xml",))

_FORMS = {form.name: form for form in (HTML, *GRAPHS)}


def wanted(request: Request) -> Form:
    """What the client wants: HTML or a form of RDF; `?format=` goes before the header.

    A page is what a client gets that accepts anything, or nothing that there is. Raises NotFound for another format.
    """
    asked = request.query_params.get("format")
    if asked is None:
        return next(iter(accepted(request.headers.get("accept", ""), _FORMS.values())), HTML)
    if asked not in _FORMS:
        raise NotFound(f"no format '{asked[:40]}'; there is {', '.join(_FORMS)}")
    return _FORMS[asked]


def described(store: Store, iri: str, form: Form) -> Response:
    """What the graph says of a thing. Raises NotFound where that is nothing."""
    triples = sorted(set(_about(store, ox.NamedNode(iri))), key=str)
    if not triples:
        raise NotFound(f"nothing is known here of {iri[:200]}")
    _, cut, content = results.graph(triples, form.name, MOST, SIZE)
    headers = {"Content-Type": content_type(form), "Vary": "Accept"}
    return Response(content, headers=headers | ({"X-Truncated": "true"} if cut else {}))


def alternates(path: str) -> list[tuple[str, str]]:
    """Media types and addresses of a page in the forms of RDF."""
    return [(form.media, f"{path}?format={form.name}") for form in GRAPHS]


def _about(store: Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """What it is subject of; of an entity also the edges that lead to it, of a document also its claims' links."""
    quads = store.quads()
    yield from (quad.triple for quad in quads.quads_for_pattern(node, None, None))
    if node.value.startswith(vocab.ENT):
        yield from (quad.triple for quad in quads.quads_for_pattern(None, None, node, ox.DefaultGraph()))
    if node.value.startswith(vocab.DOC):
        yield from (quad.triple for quad in quads.quads_for_pattern(None, graph.DERIVED, node))
