"""What goes wrong for a client of a server, and the HTTP status that says so.

Any KgError that an endpoint raises becomes an answer: NotFound 404, Refused 403, the ones here as they say, others 400.
"""

from kg.errors import KgError, NotFound, Refused

# All that a client is told of a store that is not as it should be: where it lies is nobody's business.
UNREADABLE = "the store cannot be read now; try again later"


class Failed(KgError):
    """A failure with a status of its own; after `retry` seconds it may be worth another try."""

    status = 500
    retry: int | None = None


class Overrun(Failed):
    """A query took longer, or more memory, than it may."""

    status = 503
    retry = 60


class Unavailable(Overrun):
    """The store is gone, damaged, or cannot be read at the moment.

    An Overrun, as the process that meets it should not be asked again: it holds what is there no more.
    """

    retry = 30


class Busy(Failed):
    """Too much is asked at once."""

    status = 503
    retry = 5


class TooLarge(Failed):
    """A request is larger than it may be."""

    status = 413


class NotAcceptable(Failed):
    """Nothing that the client accepts can be given."""

    status = 406


class Unauthorised(Failed):
    """A token is missing, or not the right one."""

    status = 401


class UnknownMedia(Failed):
    """What a request sends is of a kind that is not read here."""

    status = 415


class TooSlow(Failed):
    """A request did not arrive in time."""

    status = 408


def status(error: KgError) -> int:
    """The HTTP status for a failure."""
    if isinstance(error, Failed):
        return error.status
    if isinstance(error, NotFound):
        return 404
    return 403 if isinstance(error, Refused) else 400


def headers(error: KgError) -> dict[str, str]:
    """The headers of an answer that tells of a failure: when it may be worth another try."""
    retry = error.retry if isinstance(error, Failed) else None
    return {} if retry is None else {"Retry-After": str(retry)}
