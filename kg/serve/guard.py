"""What stands around every endpoint: bounds on what comes in, and headers on what goes out."""

import asyncio
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.errors import TooLarge, TooSlow

# Seconds in which the body of a request must have come.
BODY_TIME = 20.0

# Pages run scripts and styles of their own files only, and nobody may frame them but they themselves.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """An ASGI app around another: hosts, sizes, times, headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], body: int, shared: bool) -> None:
        """Answers to these host names only (none: to any) and takes bodies of so many bytes.

        `shared`: scripts of other origins may read what CORS lets them.
        """
        self._app, self._hosts, self._body = app, frozenset(map(str.lower, hosts)), body
        self._resources = "cross-origin" if shared else "same-origin"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        outward = self._outward(send)
        if self._hosts and _host(headers.get("host", "")) not in self._hosts:
            # Else a page elsewhere, whose name is made to lead here, could read all there is.
            await PlainTextResponse("no such host here; see --host-name\n", 421)(scope, receive, outward)
        elif _length(headers) > self._body:
            await PlainTextResponse(self._too_large(), 413, {"Connection": "close"})(scope, receive, outward)
        else:
            await self._app(scope, self._inward(receive), outward)

    def _inward(self, receive: Receive) -> Receive:
        """The body, as long as it is not too large or too slow."""
        taken, end, done = 0, asyncio.get_running_loop().time() + BODY_TIME, False

        async def inward() -> Message:
            nonlocal taken, done
            if done:
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                raise TooSlow(f"the request did not arrive within {BODY_TIME:g} s") from None
            taken += len(message.get("body", b""))
            if taken > self._body:
                raise TooLarge(self._too_large())
            done = not message.get("more_body", False)
            return message

        return inward

    def _outward(self, send: Send) -> Send:
        async def outward(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cross-Origin-Resource-Policy", self._resources)
            await send(message)

        return outward

    def _too_large(self) -> str:
        return f"a request may hold {self._body} bytes at most\n"


def _host(header: str) -> str:
    """A host without its port, in small letters."""
    name, colon, port = header.rpartition(":")
    return (name if colon and port.isdecimal() else header).lower()


def _length(headers: Headers) -> int:
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
