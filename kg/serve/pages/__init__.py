"""Pages for readers: `routes(view)` gives all of them. Rendered here; they work without script but for the editor."""

from functools import partial

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.files import data
from kg.serve.pages import asking, linked, lists, network, things
from kg.serve.pages.known import known
from kg.serve.pages.passing import Page, answering
from kg.serve.view import View

__all__ = ["routes"]


def routes(view: View) -> list[BaseRoute]:
    """The pages over a store, and the files that they need."""
    threads = known(view).threads

    def made(path: str, make: Page) -> Route:
        return Route(path, answering(make, threads))

    return [
        made("/", partial(lists.home, view)),
        made("/search", partial(lists.search, view)),
        made("/conflicts", partial(lists.conflicts, view)),
        made("/entity/{id:path}", partial(things.an_entity, view)),
        made("/claim/{id}", partial(things.a_claim, view)),
        made("/document/{id:path}", partial(things.a_document, view)),
        made("/run/{id}", partial(linked.run, view)),
        made("/ontology", linked.ontology),
        made("/edge", partial(things.an_edge, view)),
        made("/network", network.network),
        made("/network/picture", partial(network.drawn, view, network.Pictures())),
        made("/questions", asking.questions),
        made("/query/questions.json", partial(asking.texts, view)),
        made("/api", things.api),
        Route("/questions/{name}", partial(asking.question, view)),
        Route("/query", partial(asking.editor, view)),
        Mount("/static", StaticFiles(directory=data("serve", "static"))),
        made("/{rest:path}", lists.nothing),
    ]
