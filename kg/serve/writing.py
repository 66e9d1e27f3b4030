"""Articles put in and taken out over HTTP, by whoever has the token.

What may be written are articles: all else in the store follows from them. SPARQL Update could only write past the
ledger, what it wrote would stand in no text, and be gone when the graph is made anew.
"""

import asyncio
import hmac
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import vocab
from kg.errors import KgError, Refused
from kg.serve.errors import Failed, Unauthorised, UnknownMedia
from kg.serve.requests import in_address, media_type, only, text
from kg.serve.settings import Settings

KEEPER = "kg.serve.keeper"

# Seconds that an article may take, and between a keeper's end and a new one.
PATIENCE, PAUSE = 300.0, 2.0

READ_ONLY = "this server is for reading; one started with --writable takes articles"
ONLY_ARTICLES = (
    "a graph follows from its article: put in the article (PUT /document/ID), or remove it with its graph (DELETE)"
)


class Keeper:
    """The process that changes the store; see kg/serve/keeper.py. Begun where there is a token or a folder."""

    def __init__(self, settings: Settings) -> None:
        """Starts nothing yet."""
        self._settings, self._turn = settings, asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts the process where it has anything to do."""
        if self._settings.watch is not None or self._settings.token is not None:
            await self._begin()
            self._watch = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Ends the process. What it was at is finished by whoever opens the store next."""
        if self._watch is not None:
            self._watch.cancel()
        await self._end()

    async def tell(self, order: Mapping[str, Any]) -> Mapping[str, Any]:
        """What became of an order. Raises Failed where it cannot be followed."""
        async with self._turn:
            if self._streams is None:
                raise Failed("articles cannot be taken now; try again in a moment")
            reader, writer = self._streams
            try:
                async with asyncio.timeout(PATIENCE):
                    writer.write(json.dumps(order).encode() + b"\n")
                    answer = await reader.readline()
            except (TimeoutError, ConnectionError):
                answer = b""
            if not answer:
                await self._end()
                raise Failed("the article could not be entered: it took too long, or too much memory")
        return dict(json.loads(answer))

    async def _begin(self) -> None:
        settings = self._settings
        ours, theirs = socket.socketpair()
        with theirs:
            folder = [str(settings.watch)] if settings.watch else []
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-m", KEEPER, str(theirs.fileno()), str(settings.store), *folder],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name != "KG_TOKEN"},
                start_new_session=True,
            )
        ours.setblocking(False)
        self._streams = await asyncio.open_unix_connection(sock=ours)

    async def _end(self) -> None:
        streams, self._streams = self._streams, None
        if streams is not None:
            streams[1].close()
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    async def _keep(self) -> None:
        """Begins anew when the process has died."""
        while True:
            await asyncio.sleep(PAUSE)
            if self._process is None or self._process.poll() is not None:
                async with self._turn:
                    await self._end()
                    await self._begin()


def routes(settings: Settings, keeper: Keeper) -> list[BaseRoute]:
    """The endpoints that write; the same addresses are read elsewhere."""
    return [
        Route("/document/{id:path}", partial(put, settings, keeper), methods=["PUT"]),
        Route("/document/{id:path}", partial(delete, settings, keeper), methods=["DELETE"]),
        Route("/graphs", partial(delete_graph, settings, keeper), methods=["DELETE"]),
        Route("/graphs", partial(refuse, settings), methods=["PUT", "POST", "PATCH"]),
    ]


async def put(settings: Settings, keeper: Keeper, request: Request) -> Response:
    """Takes an article: JSON with text, and title, date, source, url as they are known; or plain text."""
    check(settings, request)
    row = await _row(request) | {"id": request.path_params["id"]}
    fate = _fate(await keeper.tell({"put": row}))
    if fate == "older":
        return _told(fate, 409)
    return _told(fate, 201 if fate == "new" else 200)


async def delete(settings: Settings, keeper: Keeper, request: Request) -> Response:
    """Removes an article with all that only it supports."""
    check(settings, request)
    return _told(_fate(await keeper.tell({"remove": request.path_params["id"]})), 200)


async def delete_graph(settings: Settings, keeper: Keeper, request: Request) -> Response:
    """Removes the graph of a document, and so the article."""
    check(settings, request)
    name = only(in_address(request), "graph") or ""
    if not name.startswith(vocab.DOC):
        raise Refused(ONLY_ARTICLES)
    return _told(_fate(await keeper.tell({"remove": unquote(name.removeprefix(vocab.DOC))})), 200)


async def refuse(settings: Settings, request: Request) -> Response:
    """Takes no statements."""
    check(settings, request)
    raise Refused(ONLY_ARTICLES)


def check(settings: Settings, request: Request) -> None:
    """Raises Refused where nobody may write, Unauthorised without the token."""
    if settings.token is None:
        raise Refused(READ_ONLY)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode(), settings.token.encode())
    if scheme.lower() != "bearer" or not same:
        raise Unauthorised("send the token: 'Authorization: Bearer TOKEN'")


async def _row(request: Request) -> dict[str, Any]:
    kind = media_type(request)
    if kind == "text/plain":
        return {"text": await text(request)}
    if kind != "application/json":
        raise UnknownMedia("an article must be application/json, or text/plain for its text alone")
    with suppress(ValueError, RecursionError):
        row = json.loads(await text(request))
        if isinstance(row, dict):
            return row
    raise KgError("an article must be a JSON object with 'text'")


def _fate(answer: Mapping[str, Any]) -> str:
    if "error" in answer:
        raise Rejected(answer["error"], answer["status"])
    return str(answer["fate"])


class Rejected(Failed):
    """What the keeper could not do, with its status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def _told(fate: str, status: int) -> Response:
    return JSONResponse({"fate": fate}, status)
