"""What a request says: its parameters and its body, read strictly and in bounds."""

import asyncio
from collections.abc import Coroutine
from email.message import Message
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.errors import KgError
from kg.serve.errors import UnknownMedia

# Parameters that a request may have.
MOST = 1_000

# Seconds of work that nobody asks for whether it is still wanted.
UNWATCHED = 0.3

_Value = TypeVar("_Value")
Parameters = list[tuple[str, str]]


def client(request: Request) -> str:
    """Who asks, so that clients take turns."""
    return request.client.host if request.client else ""


def in_address(request: Request) -> Parameters:
    """The parameters in the address. Raises KgError for what is no UTF-8, or too many."""
    return parsed(request.scope["query_string"], "the address")


def parsed(text: bytes, where: str) -> Parameters:
    """The parameters of a form. Raises KgError for what is no UTF-8, or too many."""
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except UnicodeDecodeError:
        raise KgError(f"{where} holds what is not UTF-8; percent-encode it as UTF-8") from None
    except ValueError:
        raise KgError(f"{where} has more than {MOST} parameters") from None


def values(parameters: Parameters, name: str) -> tuple[str, ...]:
    """All values of a parameter."""
    return tuple(value for given, value in parameters if given == name)


def only(parameters: Parameters, name: str) -> str | None:
    """The value of a parameter, None where it is not given. Raises KgError where it is given more than once."""
    found = values(parameters, name)
    if len(found) > 1:
        raise KgError(f"'{name}' is given {len(found)} times; give it once")
    return found[0] if found else None


def media_type(request: Request) -> str:
    """The media type of the body, without its parameters. Raises UnknownMedia for one that is not in UTF-8."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    charset = header.get_param("charset")
    if charset is not None and str(charset).lower() not in ("utf-8", "utf8"):
        raise UnknownMedia(f"charset {str(charset)[:40]}: must be UTF-8")
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def text(request: Request) -> str:
    """The body as text. Raises KgError for what is no UTF-8."""
    try:
        return (await request.body()).decode("utf8")
    except UnicodeDecodeError as error:
        raise KgError(f"the body is not UTF-8 at byte {error.start}") from None


async def while_there(request: Request, work: Coroutine[Any, Any, _Value]) -> _Value:
    """The outcome of work that is given up when the client goes away. Raises ClientDisconnect then.

    The body must have been read.
    """
    task = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=UNWATCHED)
        if not done:
            await _first(task, asyncio.create_task(_left(request)))
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        task.cancel()


async def _first(task: asyncio.Task[Any], other: asyncio.Task[None]) -> None:
    """Waits until one of them is done; the other task is then given up."""
    try:
        await asyncio.wait({task, other}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        other.cancel()


async def _left(request: Request) -> None:
    """Ends when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
