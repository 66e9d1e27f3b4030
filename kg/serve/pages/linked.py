"""Linked data: what has an IRI of ours is told under it, as a page or as RDF, as the client wants it."""

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg import graph, vocab
from kg.errors import NotFound
from kg.files import shipped
from kg.serve import results
from kg.serve.forms import GRAPHS, Form, accepted, content_type
from kg.serve.view import View
from kg.store import Store

# The most triples and bytes of one description, and the most that are read for it: many graphs may say the same.
MOST, SIZE, READ = 10_000, 16 << 20, 50_000

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
    read = list(islice(_about(store, ox.NamedNode(iri)), READ))
    if not read:
        raise NotFound(f"nothing is known here of {iri[:200]}")
    _, cut, content = results.graph(sorted(set(read), key=str), form.name, MOST, SIZE)
    return _response(content, form, cut=cut or len(read) == READ)


def ontology(request: Request) -> Response:
    """The ontology, which has no page of its own."""
    form = _data(request)
    triples = (quad.triple for quad in ox.parse(path=str(shipped("ontology") / "kg.ttl")))
    _, cut, content = results.graph(triples, form.name, MOST, SIZE)
    return _response(content, form, cut=cut)


def run(view: View, request: Request) -> Response:
    """What the graph says of a run of the program, which has no page of its own."""
    id = request.path_params["id"]
    with view.store() as store:
        if not id.isalnum():
            raise NotFound(f"no run '{id[:40]}' here")
        return described(store, vocab.RUN + id, _data(request))


def alternates(path: str) -> list[tuple[str, str]]:
    """Media types and addresses of a page in the forms of RDF."""
    return [(form.media, f"{path}?format={form.name}") for form in GRAPHS]


def _data(request: Request) -> Form:
    """The form of RDF that the client wants, Turtle where it wants a page."""
    form = wanted(request)
    return GRAPHS[0] if form is HTML else form


def _response(content: bytes, form: Form, *, cut: bool) -> Response:
    headers = {"Content-Type": content_type(form), "Vary": "Accept"}
    return Response(content, headers=headers | ({"X-Truncated": "true"} if cut else {}))


def _about(store: Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """What it is subject of; of an entity also the edges that lead to it, of a document also its claims' links."""
    quads = store.quads()
    yield from (quad.triple for quad in quads.quads_for_pattern(node, None, None))
    if node.value.startswith(vocab.ENT):
        yield from (quad.triple for quad in quads.quads_for_pattern(None, None, node, ox.DefaultGraph()))
    if node.value.startswith(vocab.DOC):
        yield from (quad.triple for quad in quads.quads_for_pattern(None, graph.DERIVED, node))
