"""What goes from a page to a reader: templates filled in, and errors as pages."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.catalog import relations
from kg.errors import KgError
from kg.files import data
from kg.serve import errors
from kg.serve.forms import GRAPHS
from kg.serve.pages import links, picture
from kg.serve.pages.evidence import look
from kg.serve.pages.threads import Threads

Page = Callable[[Request], Response]

# Who accepts one of these takes a page.
_PAGES = ("text/html", "application/xhtml+xml", "text/*", "*/*")

# What a reader is told of a failure, by its status; the message follows.
_TITLES = {403: "Not allowed", 404: "Not found", 503: "Not now"}


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template filled in. Every value is escaped, for none of them is trusted."""
    content = _environment().get_template(template).render(root=request.scope.get("root_path", ""), **values)
    return HTMLResponse(content, status, headers={"Vary": "Accept"})


def failed(request: Request, error: KgError) -> Response:
    """A page that says what went wrong, with the status for it; a line of text for a program that takes no pages."""
    status = errors.status(error)
    if not _reads_pages(request):
        return PlainTextResponse(f"{error}\n", status, errors.headers(error) | {"Vary": "Accept"})
    found = page(request, "error.html", status, title=_TITLES.get(status, "Not understood"), message=str(error))
    found.headers.update(errors.headers(error))
    return found


def _reads_pages(request: Request) -> bool:
    takes, form = request.headers.get("accept", "*/*"), request.query_params.get("format")
    return form not in {graph.name for graph in GRAPHS} and any(kind in takes for kind in _PAGES)


def answering(make: Page, threads: Threads) -> Callable[[Request], Awaitable[Response]]:
    """The page, made in one of the threads, or one that says why there is none."""

    async def answer(request: Request) -> Response:
        try:
            return await threads.run(make, request)
        except KgError as error:
            return failed(request, error)

    return answer


def number(text: str | None, default: int, most: int) -> int:
    """A whole number that a reader gave, from 1 to `most`; the default for anything else."""
    value = int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else default
    return max(1, min(value, most))


@cache
def _environment() -> Environment:
    around = Environment(
        loader=FileSystemLoader(data("serve", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    around.globals |= {
        "links": links,
        "look": look(),
        "relations": relations.load(),
        "shape": picture.shape,
        "size": {"width": picture.WIDTH, "height": picture.HEIGHT, "tall": picture.TALL},
    }
    return around
