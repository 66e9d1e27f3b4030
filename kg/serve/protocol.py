"""SPARQL 1.1 Protocol (queries), and Graph Store HTTP Protocol (reading), over guarded processes."""

from functools import partial

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg import vocab
from kg.errors import KgError, Refused
from kg.serve import description
from kg.serve.errors import NotAcceptable, UnknownMedia
from kg.serve.forms import ALL, GRAPHS, ROWS, Form, accepted, content_type, prefers_html
from kg.serve.jobs import Job, Reply
from kg.serve.requests import Parameters, client, in_address, media_type, only, parsed, text, values, while_there
from kg.serve.view import View

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

NO_UPDATE = (
    "SPARQL Update is refused: the graph follows from the articles, and what it says of them must stand in their text. "
    "To change it, put in or remove articles: see docs/serving.md"
)
TRUNCATED = "X-Truncated"


def routes(view: View) -> list[BaseRoute]:
    """The endpoints for programs: `/sparql` and `/graphs`."""
    return [
        Route("/sparql", partial(sparql, view), methods=["GET", "POST"]),
        Route("/graphs", partial(graphs, view), methods=["GET"]),
    ]


async def sparql(view: View, request: Request) -> Response:
    """Answers a query; without one it describes itself, or leads a browser to the page for queries."""
    parameters = in_address(request)
    if request.method == "POST":
        parameters = await _posted(request, parameters)
    found = only(parameters, "query")
    if request.method != "POST" and prefers_html(request.headers.get("accept", "")):
        address = "?" + request.url.query if found else ""
        return RedirectResponse(request.scope.get("root_path", "") + "/query" + address, 303, {"Vary": "Accept"})
    if only(parameters, "update") is not None:
        raise Refused(NO_UPDATE) if request.method == "POST" else KgError("an update must come by POST")
    if found is None:
        if request.method == "POST":
            raise KgError("no query: a form must have 'query'")
        return _described(view, request)
    return await _answered(view, request, _job(found, parameters, request))


async def graphs(view: View, request: Request) -> Response:
    """A graph of the store: `?default`, or `?graph=IRI`."""
    parameters = in_address(request)
    default, name = only(parameters, "default"), only(parameters, "graph")
    if (default is None) == (name is None):
        raise KgError("give either ?default or ?graph=IRI")
    forms = _forms(parameters, request, GRAPHS)
    return await _answered(view, request, Job(graph=_iri(name) if name is not None else "", forms=forms))


async def _posted(request: Request, in_address: Parameters) -> Parameters:
    """The parameters of a POST: those of a form, or those in the address with the query or update that is the body."""
    kind = media_type(request)
    if kind == FORM:
        return parsed((await text(request)).encode("utf8"), "the form")
    if kind in (QUERY, UPDATE):
        name = "query" if kind == QUERY else "update"
        return [*in_address, (name, await text(request))]
    raise UnknownMedia(f"a POST must be {FORM} with 'query', or {QUERY}")


def _job(query: str, parameters: Parameters, request: Request) -> Job:
    names = _forms(parameters, request, ROWS, GRAPHS)
    default, named = (tuple(map(_iri, values(parameters, f"{kind}-graph-uri"))) for kind in ("default", "named"))
    given = bool(default or named)
    return Job(query, forms=names, default_graphs=default if given else None, named_graphs=named if given else None)


def _forms(parameters: Parameters, request: Request, *offered: tuple[Form, ...]) -> tuple[str, ...]:
    """The names of the forms that a client takes, the best first; `?format=` goes before the header."""
    accept, every = request.headers.get("accept", ""), tuple(form for kind in offered for form in kind)
    asked = next((value for value in values(parameters, "format") if value in _names(every)), None)
    names = ((asked,) if asked else ()) + _names(tuple(form for kind in offered for form in accepted(accept, kind)))
    if not names:
        raise NotAcceptable(_offer(every))
    return names


async def _answered(view: View, request: Request, job: Job) -> Response:
    reply = await while_there(request, view.run(job, client(request)))
    return Response(reply.body, headers=_headers(reply))


def _headers(reply: Reply) -> dict[str, str]:
    headers = {"Content-Type": content_type(ALL[reply.form]), "Vary": "Accept"}
    return headers | ({TRUNCATED: f"after {reply.rows} rows; ask for the rest with OFFSET"} if reply.cut else {})


def _described(view: View, request: Request) -> Response:
    forms = accepted(request.headers.get("accept", ""), GRAPHS)
    if not forms:
        raise NotAcceptable(_offer(GRAPHS))
    body = description.written(_iri(str(request.url.replace(query=""))), forms[0].name)
    return Response(body, headers={"Content-Type": content_type(forms[0]), "Vary": "Accept"})


def _iri(text: str) -> str:
    """An absolute IRI; the prefixes of ours are known. Raises KgError for what is none."""
    try:
        return ox.NamedNode(text).value
    except ValueError:
        raise KgError(f"'{text[:80]}' is no absolute IRI; must be like {vocab.DOC}ID") from None


def _names(forms: tuple[Form, ...]) -> tuple[str, ...]:
    return tuple(form.name for form in forms)


def _offer(forms: tuple[Form, ...]) -> str:
    return "none of the media types that you accept is given here; there is " + ", ".join(form.media for form in forms)
