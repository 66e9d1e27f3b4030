"""The same facts as JSON, under /api; `kg/data/serve/openapi.json` describes it."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import query
from kg.errors import KgError, NotFound
from kg.files import data
from kg.serve import errors
from kg.serve.pages import asking, entity, evidence, names, things, told
from kg.serve.pages.evidence import Articles
from kg.serve.pages.known import CONFLICTS, known
from kg.serve.requests import client, while_there
from kg.serve.view import View
from kg.store.conflicts import Kind

Json = dict[str, Any]
_Item = TypeVar("_Item")

# The most that one answer holds: hits, rows, and relations or claims, of which there are so many pages at most.
HITS, ROWS, PAGE, PAGES = 100, 10_000, 500, 1_000


def routes(view: View) -> list[BaseRoute]:
    """The API over a store."""
    threads = known(view).threads

    def found(path: str, look: Callable[[Request], Json]) -> Route:
        return Route(path, _answering(partial(threads.run, partial(_written, look))))

    return [
        found("/api/search", partial(_search, view)),
        found("/api/entity/{id:path}", partial(_entity, view)),
        found("/api/claim/{id}", partial(_claim, view)),
        found("/api/document/{id:path}", partial(_document, view)),
        found("/api/edge", partial(_edge, view)),
        found("/api/conflicts", partial(_conflicts, view)),
        found("/api/stats", partial(_stats, view)),
        found("/api/questions", _questions),
        Route("/api/questions/{name}", _answering(partial(_answer, view))),
        found("/api/openapi.json", _description),
        Route("/api/{rest:path}", _nothing),
    ]


def _search(view: View, request: Request) -> Json:
    asked = _given(request, "q")
    with view.store() as store:
        hits = known(view).index.of(store).find(store, asked, _number(request, "limit", 20, HITS))
    return {"query": asked, "hits": [told.hit(one) for one in hits]}


def _entity(view: View, request: Request) -> Json:
    with view.store() as store:
        facts = entity.facts(store, request.path_params["id"], known(view).copies.of(store))
        lines, where = _page(request, facts.lines)
        return {**told.entity(facts, lines), **where}


def _claim(view: View, request: Request) -> Json:
    with view.store() as store:
        return told.claim_in_context(evidence.claim(store, request.path_params["id"]))


def _document(view: View, request: Request) -> Json:
    with view.store() as store:
        article = things.article(store, request.path_params["id"])
        every, cut = things.said(store, article.id)
        claims, where = _page(request, every)
        return {**told.document(article, claims), "total": len(every), "cut": cut, **where}


def _edge(view: View, request: Request) -> Json:
    subject, predicate, object = (_given(request, name) for name in ("subject", "predicate", "object"))
    with view.store() as store:
        found = things.behind(view, store, subject, predicate, object)
        claims, where = _page(request, found.evidence)
        return {**told.edge(found, claims), **where}


def _conflicts(view: View, request: Request) -> Json:
    asked, kind = request.query_params.get("entity"), request.query_params.get("kind")
    if kind is not None and kind not in get_args(Kind):
        raise KgError(f"kind must be one of {', '.join(get_args(Kind))}")
    limit = _number(request, "limit", 100, CONFLICTS)
    with view.store() as store:
        about = None if asked is None else known(view).index.of(store).one(_given(request, "entity"))
        every, cut = known(view).conflicts(store, about)
        chosen, articles = [one for one in every if kind in (None, one.kind)], Articles(store)
        shown = [told.conflict(one, articles) for one in chosen[:limit]]
    return {"conflicts": shown, "cut": cut or len(chosen) > limit}


def _stats(view: View, request: Request) -> Json:
    with view.store() as store:
        return told.stats(known(view).overview.of(store).stats)


def _questions(request: Request) -> Json:
    return {"questions": [told.question(one) for one in query.load().values()]}


async def _answer(view: View, request: Request) -> Response:
    name = request.path_params["name"]
    if name not in query.load():
        raise NotFound(f"no question '{name[:80]}'; there is {', '.join(query.load())}")
    asked = query.load()[name]
    there = [one.name for one in asked.parameters]
    if others := sorted(request.query_params.keys() - {*there}):
        # What is misspelt would be left out, and the answer be to another question.
        raise KgError(f"no parameter '{others[0][:40]}'; there is {', '.join(there) or 'none'}")
    given = asking.given(asked, request.query_params)
    found = await while_there(request, view.question(name, given, client(request)))
    write = partial(_written, lambda _: {"question": told.question(asked), **told.rows(found, ROWS)})
    return await known(view).threads.run(write, request)


def _description(request: Request) -> Json:
    return {**description(), "servers": [{"url": request.scope.get("root_path", "") or "/"}]}


@cache
def description() -> Mapping[str, Any]:
    """The OpenAPI document of the API, without the server it is on. Do not change it."""
    found: Mapping[str, Any] = json.loads((data("serve") / "openapi.json").read_text("utf8"))
    return found


def _nothing(request: Request) -> Response:
    return _failed(NotFound("nothing here; /api/openapi.json tells what there is"))


def _written(look: Callable[[Request], Json], request: Request) -> Response:
    """What a look-up finds, as JSON: in a thread, for long values take a moment to write."""
    return JSONResponse(look(request))


def _page(request: Request, items: Sequence[_Item]) -> tuple[Sequence[_Item], Json]:
    """The part of many items that a request asks for, and which of how many parts it is."""
    page = _number(request, "page", 1, PAGES)
    return items[(page - 1) * PAGE : page * PAGE], {"page": page, "pages": max(1, -(-len(items) // PAGE))}


def _answering(make: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The answer, or what went wrong."""

    async def answer(request: Request) -> Response:
        try:
            return await make(request)
        except KgError as error:
            return _failed(error)

    return answer


def _failed(error: KgError) -> Response:
    return JSONResponse({"error": str(error)}, errors.status(error), errors.headers(error))


def _given(request: Request, name: str) -> str:
    text = request.query_params.get(name, "").strip()
    if not text or len(text) > names.LONGEST:
        raise KgError(f"{name} must be given, with at most {names.LONGEST} signs")
    return text


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
        raise KgError(f"{name} must be a whole number from 1 to {most}")
    return int(text)
