"""Pages of single things: an entity, a claim, the evidence of an edge, a document. Each is linked data too."""

import json
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from kg import graph
from kg.catalog import gazetteer, relations
from kg.errors import KgError, NotFound
from kg.files import data
from kg.model import Article
from kg.serve.pages import edges, entity, evidence, linked, links, picture
from kg.serve.pages.evidence import Articles, Shown
from kg.serve.pages.known import known
from kg.serve.pages.passing import number, page
from kg.serve.view import View
from kg.store import Store

# Rows of a table, or cards, before a reader asks for more, and at most.
ROWS, MOST = 40, 2_000

# The entity in the examples of the page for programs.
EXAMPLE = "Azerbaijan"


def an_entity(view: View, request: Request) -> Response:
    """The page of an entity, or what the graph says of it."""
    id, form = request.path_params["id"], linked.wanted(request)
    with view.store() as store:
        if form is not linked.HTML:
            return linked.described(store, graph.entity_iri(id).value, form)
        facts = entity.facts(store, id, known(view).copies.of(store))
        families = {line.family for line in facts.lines}
        return page(
            request,
            "entity.html",
            facts=facts,
            offices=facts.offices,
            known=facts.on_record,
            labels=_label,
            timeline=facts.timeline,
            picture=picture.neighbours(facts.entity, facts.lines),
            families=[name for name in evidence.look()["families"] if name in families],
            chart=picture.chart(facts.evidence),
            most=number(request.query_params.get("most"), ROWS, MOST),
            cut=facts.cut,
            alternates=linked.alternates(links.entity(id)),
        )


def a_claim(view: View, request: Request) -> Response:
    """The page of a claim with its quote in context, or what the graph says of it."""
    id, form = request.path_params["id"], linked.wanted(request)
    with view.store() as store:
        shown = evidence.claim(store, id)
        iri = graph.claim_iri(shown.claim).value
        if form is not linked.HTML:
            return linked.described(store, iri, form)
        before, after = evidence.context(shown)
        also = linked.alternates(shown.path)
        return page(request, "claim.html", shown=shown, before=before, after=after, iri=iri, alternates=also)


def a_document(view: View, request: Request) -> Response:
    """The page of a document, or what the graph says of it."""
    id, form = request.path_params["id"], linked.wanted(request)
    with view.store() as store:
        found = article(store, id)
        if form is not linked.HTML:
            return linked.described(store, graph.document_iri(id).value, form)
        claims, cut = said(store, id)
        return page(
            request,
            "document.html",
            article=found,
            address=links.outside(found.url),
            claims=claims,
            pieces=evidence.passages(found, claims),
            cut=cut,
            alternates=linked.alternates(links.document(id)),
        )


def an_edge(view: View, request: Request) -> Response:
    """The page of the claims behind an edge."""
    given = [request.query_params.get(name, "").strip() for name in ("subject", "predicate", "object")]
    if not all(given):
        raise KgError("give subject, predicate and object")
    with view.store() as store:
        found = behind(view, store, *given)
        return page(
            request,
            "edge.html",
            behind=found,
            relation=relations.load()[found.predicate],
            most=number(request.query_params.get("most"), ROWS, MOST),
        )


def api(request: Request) -> Response:
    """What there is for programs."""
    known = json.loads((data("serve") / "openapi.json").read_text("utf8"))["paths"]
    paths = [(path, said["get"]["summary"]) for path, said in known.items()]
    base = str(request.base_url).rstrip("/")
    return page(request, "api.html", paths=paths, base=base, example=EXAMPLE)


def article(store: Store, id: str) -> Article:
    """The article of this id. Raises NotFound where there is none."""
    found = store.article(id)
    if found is None:
        raise NotFound(f"no document '{id[:80]}' here")
    return found


def said(store: Store, document: str) -> tuple[list[Shown], bool]:
    """The claims of a document as far as they are read at once, and whether there are more."""
    read = list(islice(store.records(document), MOST + 1))
    return list(Articles(store).shown(read[:MOST])), len(read) > MOST


def behind(view: View, store: Store, subject: str, predicate: str, object: str) -> edges.Behind:
    """What stands behind an edge between two entities, by any of their names. Raises NotFound, as `edges.behind`."""
    index, copies = known(view).index.of(store), known(view).copies.of(store)
    return edges.behind(store, copies, index.one(subject), predicate, index.one(object))


def _label(id: str) -> str:
    entry = gazetteer.load().entry(id)
    return entry.label if entry else id
