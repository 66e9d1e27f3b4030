"""Pages that list things: the start, search, conflicts."""

from collections import Counter
from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg import query
from kg.errors import NotFound
from kg.serve.pages import entity, links, names
from kg.serve.pages.evidence import Articles
from kg.serve.pages.known import CONFLICTS, known
from kg.serve.pages.passing import number, page
from kg.serve.view import View
from kg.store.conflicts import Kind

# Classes and relations on the first page; results of a search; conflicts on a page.
SHORT = 13
HITS, MOST_HITS = 20, 100
ON_A_PAGE = 20

# The questions that the first page offers.
OFFERED = ("sanctions_in_force", "office_holders", "initiatives", "single_origin", "promises", "new_since")

TITLES: dict[Kind, str] = {
    "polarity": "Stated and denied",
    "place": "Two places",
    "date": "Two dates",
    "object": "Two, where one can be",
    "office": "Two in one office",
}


def home(view: View, request: Request) -> Response:
    """The first page."""
    with view.store() as store:
        found = known(view).overview.of(store)
    shipped = query.load()
    return page(
        request,
        "home.html",
        stats=found.stats,
        top=found.top,
        classes=_largest(found.stats.classes),
        predicates=_largest(found.stats.predicates),
        questions=[shipped[name] for name in OFFERED if name in shipped],
    )


def search(view: View, request: Request) -> Response:
    """Entities by name; the page of the only one that is found, or with `?just` of the only one that is called so."""
    asked = request.query_params.get("q", "").strip()[: names.LONGEST]
    if not asked:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/", 303)
    with view.store() as store:
        limit = number(request.query_params.get("limit"), HITS, MOST_HITS)
        hits = known(view).index.of(store).find(store, asked, limit)
    exact = [hit for hit in hits if hit.label == asked] if "just" in request.query_params else hits
    if len(exact) == 1:
        return RedirectResponse(request.scope.get("root_path", "") + links.entity(exact[0].id), 303)
    return page(request, "search.html", asked=asked, hits=hits)


def conflicts(view: View, request: Request) -> Response:
    """Claims that cannot all be true, side by side."""
    asked, kind = request.query_params.get("entity", "").strip(), request.query_params.get("kind") or None
    if kind is not None and kind not in get_args(Kind):
        raise NotFound(f"no kind '{kind[:40]}' of conflicts; there is {', '.join(get_args(Kind))}")
    start = number(request.query_params.get("page"), 1, CONFLICTS) - 1
    with view.store() as store:
        about = entity.named(store, known(view).index.of(store).one(asked)) if asked else None
        every, cut = known(view).conflicts(store, about.id if about else None)
        chosen = [one for one in every if kind in (None, one.kind)]
        articles = Articles(store)
        shown = [
            (one, [(side, articles.claim(side.claim)) for side in (one.one, one.other)])
            for one in chosen[start * ON_A_PAGE : (start + 1) * ON_A_PAGE]
        ]
    counts = Counter(one.kind for one in every)
    given = {"entity": asked, "kind": kind or "", "page": str(start + 2)}
    return page(
        request,
        "conflicts.html",
        entity=about,
        kind=kind,
        kinds=sorted(counts.items()),
        titles=TITLES,
        total=len(every),
        cut=cut,
        conflicts=shown,
        more="/conflicts?" + urlencode({name: value for name, value in given.items() if value})
        if len(chosen) > (start + 1) * ON_A_PAGE
        else None,
    )


def nothing(request: Request) -> Response:
    """Whatever has no page. Raises NotFound."""
    raise NotFound(f"no page {request.url.path[:200]} here")


def _largest(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))[:SHORT]
