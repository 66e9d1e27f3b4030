"""One request and its answer: to the address that was checked, within bounds of time and size."""

import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer

from kg.errors import BadArticle
from kg.read.build import shown
from kg.read.options import Fetching
from kg.read.web.targets import Target

AGENT = "communique"
CHUNK = 65_536
WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class Unanswered(BadArticle):
    """No answer, or one that broke off: worth another try."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. Names of headers are in lower case."""

    target: Target
    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(goal: Target, headers: Mapping[str, str], bounds: Fetching, limit: int) -> Answer:
    """The answer to a GET, its body unpacked and at most `limit` bytes.

    Raises Unanswered where the connection fails, BadArticle where the answer is too large, too slow or a bomb.
    """
    where = shown(goal.url)
    asked = {
        "User-Agent": f"{AGENT} (reads news)",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **headers,
    }
    try:
        with _connected(goal, bounds) as link:
            link.request("GET", goal.path, headers=asked)
            answer = link.getresponse()
            known = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(goal, answer.status, known, _body(where, answer, known, limit))
    except TimeoutError as error:
        raise Unanswered(f"{where}: no answer within {bounds.timeout:g} seconds; try again later") from error
    except (HTTPException, OSError, ValueError) as error:
        cause = shown(" ".join(str(error).split())[:100] or type(error).__name__)
        raise Unanswered(f"{where}: the connection failed ({cause}); try again later") from error


@contextmanager
def _connected(goal: Target, bounds: Fetching) -> Iterator[HTTPConnection]:
    """A connection to the checked address; it is cut when the deadline is over, however slowly bytes still drip."""
    plain = socket.create_connection((goal.address, goal.port), bounds.timeout)
    over = False
    with plain:
        end = _secured(goal, plain) if goal.scheme == "https" else plain

        def cut() -> None:
            nonlocal over
            over = True
            end.shutdown(socket.SHUT_RDWR)

        kind = HTTPSConnection if goal.scheme == "https" else HTTPConnection
        link = kind(goal.host, goal.port)
        link.sock = end
        timer = Timer(bounds.deadline, cut)
        timer.daemon = True
        timer.start()
        try:
            yield link
        except (HTTPException, OSError, ValueError) as error:
            if over:
                raise _slow(goal, bounds) from error
            raise
        finally:
            timer.cancel()
            timer.join()
            link.close()
    if over:
        raise _slow(goal, bounds)


def _slow(goal: Target, bounds: Fetching) -> BadArticle:
    return BadArticle(
        f"{shown(goal.url)}: took longer than {bounds.deadline:g} seconds; save the page and give the file"
    )


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _secured(goal: Target, plain: socket.socket) -> ssl.SSLSocket:
    return _trust().wrap_socket(plain, server_hostname=goal.host)


def _body(where: str, answer: HTTPResponse, headers: Mapping[str, str], limit: int) -> bytes:
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in {*WINDOWS, "identity", ""}:
        raise BadArticle(f"{where}: packed as {shown(packing)}, which was not asked for; save the page, give the file")
    stated = headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise _large(where, limit)
    parts = bytearray()
    for part in _unpacked(answer, WINDOWS.get(packing), limit):
        parts += part
        if len(parts) > limit:
            raise _large(where, limit)
    return bytes(parts)


def _unpacked(answer: HTTPResponse, window: int | None, limit: int) -> Iterator[bytes]:
    """The parts of the body, none of them larger than the limit by more than a byte."""
    packer = None if window is None else zlib.decompressobj(window)
    while part := answer.read(CHUNK):
        if packer is None:
            yield part
            continue
        try:
            yield packer.decompress(part, limit + 1)
        except zlib.error as error:
            raise HTTPException(f"damaged packing: {error}") from error
        while packer.unconsumed_tail:
            yield packer.decompress(packer.unconsumed_tail, limit + 1)
    if answer.length:
        raise HTTPException(f"{answer.length:,} bytes are missing")
    if packer is not None and not packer.eof:
        raise HTTPException("the packed answer broke off")


def _large(where: str, limit: int) -> BadArticle:
    return BadArticle(f"{where}: larger than {limit:,} bytes, the most that is fetched; download it and give the file")
