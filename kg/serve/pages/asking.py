"""Pages that ask: shipped questions with their parameters, and a reader's own SPARQL. Guarded processes answer."""

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import graph, query, vocab
from kg.errors import KgError, NotFound
from kg.query.answers import shown
from kg.query.questions import Question
from kg.query.values import term
from kg.serve import errors, guard
from kg.serve.pages import links
from kg.serve.pages.known import known
from kg.serve.pages.passing import failed, page
from kg.serve.requests import client, while_there
from kg.serve.view import Rows, Term, View
from kg.store import Store
from kg.store.sparql import bound

# Rows and values on a page, and signs of a value: whoever wants all of it asks the endpoint.
ROWS, CELLS, SIGNS = 500, 10_000, 2_000

EXAMPLE = """PREFIX kg: <https://w3id.org/communique/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?subject ?predicate ?object ?quote WHERE {
  ?claim rdf:subject ?one ; rdf:predicate ?relation ; rdf:object ?other ;
    kg:factuality kg:asserted ; kg:confidence ?confidence ; kg:quote ?quote .
  ?one rdfs:label ?subject . ?other rdfs:label ?object .
  BIND(STRAFTER(STR(?relation), "#") AS ?predicate)
  FILTER(?confidence > 0.95)
}
LIMIT 20"""

# The editor's table puts one style element of a fixed text into the page, for the handles of its columns.
EDITOR_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
EDITOR_POLICY = guard.POLICY.replace("style-src 'self'", f"style-src 'self' {EDITOR_STYLE}")

_NUMBERS = tuple(vocab.PREFIXES["xsd"] + name for name in ("integer", "decimal", "double"))
_ENTITY, _RELATION = "ent:", "kg:"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row as a reader meets it: where it leads to here (`path`) or elsewhere (`url`)."""

    text: str
    path: str | None = None
    url: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a page shows; `cut` tells that there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool


def questions(request: Request) -> Response:
    """The shipped questions by group."""
    return page(request, "questions.html", groups=groups())


def groups() -> list[tuple[str, list[Question]]]:
    """The shipped questions by group, in the order of the alphabet."""
    ordered = sorted(query.load().values(), key=lambda one: (one.group, one.name))
    return [(name, list(every)) for name, every in groupby(ordered, key=lambda one: one.group)]


async def question(view: View, request: Request) -> Response:
    """A shipped question with a form for its parameters, and the answer once all are given."""
    name = request.path_params["name"]
    asked = query.load().get(name)
    if asked is None:
        return failed(request, NotFound(f"no question '{name[:80]}'; there is {', '.join(query.load())}"))
    values = given(asked, request.query_params)
    shown = {one.name: values.get(one.name, one.default or "") for one in asked.parameters}
    work = view.question(name, values, client(request), ROWS) if all(shown.values()) else None
    return await _answered(view, request, work, "question.html", question=asked, values=shown)


def given(asked: Question, values: Mapping[str, str]) -> dict[str, str]:
    """What a request gives for the parameters of a question; what is empty counts as not given."""
    names = [one.name for one in asked.parameters]
    return {name: values[name].strip() for name in names if values.get(name, "").strip()}


async def editor(view: View, request: Request) -> Response:
    """The query editor; without script a form, which is answered here."""
    text = request.query_params.get("query", "")
    work = view.select(text, client(request), ROWS) if text.strip() else None
    found = await _answered(view, request, work, "query.html", groups=groups(), text=text or EXAMPLE)
    found.headers["Content-Security-Policy"] = EDITOR_POLICY
    return found


async def _answered(
    view: View, request: Request, work: Coroutine[Any, Any, Rows] | None, template: str, **told: object
) -> Response:
    """A page with the answer to what is asked, if anything is, or with what went wrong."""
    found, error = None, None
    if work is not None:
        try:
            found = await while_there(request, work)
        except KgError as failure:
            error = failure
    # Filled in in a thread: a long table must keep nobody waiting.
    return await known(view).threads.run(lambda request: _page(request, template, found, error, told), request)


def _page(
    request: Request, template: str, found: Rows | None, error: KgError | None, told: Mapping[str, object]
) -> Response:
    answer, status, headers = readable(found) if found is not None else None, 200, dict[str, str]()
    if error is not None:
        status, headers = errors.status(error), errors.headers(error)
    filled = page(request, template, status, answer=answer, message=str(error) if error else None, **told)
    filled.headers.update(headers)
    return filled


def texts(view: View, request: Request) -> Response:
    """The shipped questions for the editor: name, title and SPARQL with the defaults of their parameters in place."""
    with view.store() as store:
        found = {one.name: {"title": one.question, "query": runnable(store, one)} for one in query.load().values()}
    return JSONResponse(found)


def runnable(store: Store, asked: Question) -> str:
    """A question as SPARQL that any endpoint takes; where a parameter has no default, a text to be replaced."""
    return bound(asked.text, {one.name: _default(store, one.kind, one.default) for one in asked.parameters})


def _default(store: Store, kind: str, text: str | None) -> Term | None:
    if text is None:
        return ox.Literal("…")
    if text == query.OPEN:
        return None
    try:
        return term(store, kind, text)
    except NotFound:
        # An example that this store does not know: the query runs and finds nothing.
        return graph.entity_iri(vocab.local_name(text))


def readable(found: Rows) -> Answer:
    """Rows for a page, no more than it holds."""
    most = min(ROWS, CELLS // max(len(found.columns), 1))
    rows = tuple(tuple(map(_cell, found.columns, row)) for row in found.rows[:most])
    return Answer(found.columns[:CELLS], rows, found.cut or len(found.rows) > most)


def _cell(column: str, value: Term | None) -> Cell:
    cell = _whole(column, value)
    return cell if len(cell.text) <= SIGNS else Cell(cell.text[:SIGNS] + "…")


def _whole(column: str, value: Term | None) -> Cell:
    if isinstance(value, ox.NamedNode):
        path = links.local(value.value)
        name = graph.short(value.value)
        plain = unquote(name.partition(":")[2]).replace("_", " ") if name.startswith((_ENTITY, _RELATION)) else name
        return Cell(plain, path, None if path else links.outside(value.value))
    if not isinstance(value, ox.Literal):
        return Cell(shown(value))
    if value.language:
        # A name: the search knows whose.
        return Cell(value.value, "/search?" + urlencode({"q": value.value, "just": ""}))
    # Questions give documents by their ids.
    path = links.document(value.value) if column == "document" and value.value else None
    return Cell(value.value, path, number=value.datatype.value in _NUMBERS)
