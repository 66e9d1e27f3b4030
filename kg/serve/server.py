"""The server: uvicorn around the app."""

from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from kg.serve.app import LOOPBACK
from kg.serve.connections import Connection
from kg.serve.settings import Settings

# Connections and requests at once; what is more is told 503.
MOST = 1_000

# The longest address with all headers, in bytes.
HEAD = 64 * 1024

# Seconds that are left to requests when the server ends.
GRACE = 5


def config(app: Starlette, settings: Settings) -> uvicorn.Config:
    """How uvicorn runs the app."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=Connection,
        ws="none",
        lifespan="on",
        log_level="error",
        access_log=False,
        # The address of a client is the one it connects from: a header that anyone may send says nothing.
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST,
        h11_max_incomplete_event_size=HEAD,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=GRACE,
        backlog=512,
    )


class Server(uvicorn.Server):
    """A server that tells when it can be asked."""

    def __init__(self, app: Starlette, settings: Settings, ready: Callable[[str], None]) -> None:
        """`ready` is called with the address."""
        super().__init__(config(app, settings))
        self._settings, self._ready = settings, ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Opens the port."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self._ready(self.address())

    def address(self) -> str:
        """Where it can be reached, whatever port was free."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def warning(settings: Settings) -> str | None:
    """What to tell who lets others reach the server; None where only this machine can."""
    if settings.host in LOOPBACK:
        return None
    return (
        f"{settings.host}: anyone who reaches this machine can read the store, without encryption; "
        "put a proxy with TLS before it, or bind 127.0.0.1"
    )
