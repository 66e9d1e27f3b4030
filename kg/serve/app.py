"""The app: endpoints for programs and pages for people over one store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from kg.errors import KgError
from kg.serve import api, pages, protocol, writing
from kg.serve.engine import Engine
from kg.serve.errors import headers, status
from kg.serve.guard import Guard
from kg.serve.settings import Settings
from kg.serve.snapshots import Snapshots
from kg.serve.view import View

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Served(Starlette):
    """An app with a guard around all of it, its own errors included."""

    settings: Settings

    def build_middleware_stack(self) -> ASGIApp:
        """The endpoints within all that stands around them."""
        settings = self.settings
        hosts = {*LOOPBACK, "[::1]", *settings.names} if settings.host in LOOPBACK else settings.names
        return Guard(super().build_middleware_stack(), hosts, settings.body, settings.cors is not None)


def app(settings: Settings) -> Starlette:
    """The app that serves a store. It starts its processes when it is started, and ends them with itself."""
    keeper = writing.Keeper(settings)
    view = View(settings, Snapshots(settings.store), Engine(settings))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await view.engine.start()
            await keeper.start()
            yield
        finally:
            await keeper.stop()
            await view.engine.stop()
            view.snapshots.close()

    served = Served(
        routes=[*protocol.routes(view), *writing.routes(settings, keeper), *api.routes(view), *pages.routes(view)],
        middleware=_cors(settings.cors),
        exception_handlers={KgError: failed, ClientDisconnect: _gone},
        lifespan=lifespan,
    )
    served.settings = settings
    return served


def failed(request: Request, error: Exception) -> Response:
    """The answer that tells of a failure, one line of text."""
    assert isinstance(error, KgError)
    bearer = {"WWW-Authenticate": "Bearer"} if status(error) == 401 else {}
    return PlainTextResponse(f"{error}\n", status(error), headers(error) | bearer)


def _gone(request: Request, error: Exception) -> Response:
    """Nobody is there to read it."""
    return Response(status_code=400)


def _cors(origin: str | None) -> list[Middleware]:
    if origin is None:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=[origin],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Accept", "Content-Type"],
            expose_headers=[protocol.TRUNCATED, "Retry-After"],
        )
    ]
