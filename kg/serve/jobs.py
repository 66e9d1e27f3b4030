"""What is asked of a process that runs queries, and what it answers: JSON heads, the bodies as they are."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from kg.errors import KgError, NotFound, Refused
from kg.serve.errors import NotAcceptable, Overrun, Unavailable

_NUMBER = struct.Struct("!I")
_LENGTHS = struct.Struct("!II")
_ERRORS: Mapping[str, type[KgError]] = MappingProxyType(
    {kind.__name__: kind for kind in (KgError, NotAcceptable, NotFound, Overrun, Refused, Unavailable)}
)


@dataclass(frozen=True, slots=True)
class Job:
    """A query: `text` in SPARQL, or the name of a shipped `question` with its `values`, or a `graph` to be read whole
    (its IRI; empty: the default graph).

    `forms` are the forms that the client takes (kg/serve/forms.py), the best first. `default_graphs` and `named_graphs`
    are what the query is about in place of all graphs; None: not said. No more than `most` rows are wanted.
    """

    text: str | None = None
    question: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    graph: str | None = None
    forms: tuple[str, ...] = ("json",)
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    most: int | None = None


class Known:
    """So many jobs, of which only hashes are kept; the oldest are forgotten."""

    def __init__(self, most: int) -> None:
        """None yet."""
        self._most, self._hashes = most, dict[bytes, None]()

    def __contains__(self, job: Job) -> bool:
        """Whether it is one of them."""
        return _hash(job) in self._hashes

    def add(self, job: Job) -> None:
        """Keeps one, as the newest."""
        self._hashes.pop(_hash(job), None)
        self._hashes[_hash(job)] = None
        if len(self._hashes) > self._most:
            del self._hashes[next(iter(self._hashes))]

    def discard(self, job: Job) -> None:
        """Forgets one."""
        self._hashes.pop(_hash(job), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in one of the forms; `rows` are in it, and `cut` tells that there are more."""

    form: str
    rows: int
    cut: bool
    body: bytes


def job_bytes(job: Job) -> bytes:
    """A job as it is sent: its length, then JSON."""
    said = ((name, getattr(job, name)) for name in Job.__slots__)
    return _framed({name: value for name, value in said if value is not None}, b"")


def _hash(job: Job) -> bytes:
    return sha256(job_bytes(job)).digest()


def job_from(sent: bytes) -> Job:
    """The job of what was sent."""
    head: dict[str, Any] = json.loads(sent)
    for name in ("forms", "default_graphs", "named_graphs"):
        if name in head:
            head[name] = tuple(head[name])
    return Job(**head)


def reply_bytes(reply: Reply) -> bytes:
    """An answer as it is sent."""
    return _framed({"form": reply.form, "rows": reply.rows, "cut": reply.cut}, reply.body)


def error_bytes(error: KgError) -> bytes:
    """A failure as it is sent."""
    kind = next(base.__name__ for base in type(error).__mro__ if base.__name__ in _ERRORS)
    return _framed({"error": kind, "message": str(error)}, b"")


def reply_from(head: bytes, body: bytes) -> Reply:
    """The answer of what was sent. Raises the failure that it tells of."""
    said = json.loads(head)
    if "error" in said:
        raise _ERRORS[said["error"]](said["message"])
    return Reply(said["form"], said["rows"], said["cut"], body)


def lengths(start: bytes) -> tuple[int, int]:
    """How long head and body are, by what stands before them."""
    head, body = _LENGTHS.unpack(start)
    return head, body


def ready(process: int) -> bytes:
    """What a process sends when it is ready for its first query: its number."""
    return _NUMBER.pack(process)


def process(sent: bytes) -> int:
    """The number of the process that is ready."""
    return int(_NUMBER.unpack(sent)[0])


START, READY = _LENGTHS.size, _NUMBER.size


def _framed(head: Mapping[str, Any], body: bytes) -> bytes:
    text = json.dumps(head).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body
