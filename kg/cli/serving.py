"""The command that serves a store over HTTP."""

import os
import re
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import SplitResult, urlsplit

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, complain, opened, say, whole
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.serve.settings import Settings

# The shortest token that is none to be guessed, in signs.
LEAST_TOKEN = 16
TOKEN = "KG_TOKEN"  # noqa: S105 - the name of a variable
MEGABYTE = 1 << 20

# The ports that no browser names in an origin.
USUAL = {"http": 80, "https": 443}

_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")


def origin(text: str) -> str:
    """An origin as browsers send it: small letters, no usual port, no slash at the end."""
    if text == "*":
        return text
    parts = _parts(text)
    if parts is None or not parts.scheme:
        raise typer.BadParameter(f"'{text}' must be an origin such as https://graph.example, without a path, or *")
    usual = parts.port in (None, USUAL.get(parts.scheme))
    return f"{parts.scheme}://{_name(parts)}" + ("" if usual else f":{parts.port}")


def host_name(text: str) -> str:
    """A name of a host as it is compared with what clients ask for: small letters, no port."""
    parts = _parts(f"//{text}")
    if parts is None:
        raise typer.BadParameter(f"'{text}' must be a name such as graph.example, without https:// and path")
    return _name(parts)


def _parts(text: str) -> SplitResult | None:
    """The parts of an address that names a host, perhaps a scheme and a port, and nothing else."""
    try:
        parts = urlsplit(text.strip())
        more = parts.path.removeprefix("/") or parts.query or parts.fragment or "@" in parts.netloc
        return parts if not more and _NAME.fullmatch(_name(parts)) and parts.port != 0 else None
    except ValueError:
        # Of a port that is no number, and of a name that is none.
        return None


def _name(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")


Host = Annotated[str, typer.Option(metavar="ADDRESS", help="The address to bind; 0.0.0.0 lets others in.")]
Port = Annotated[int, typer.Option(parser=whole(0), metavar="PORT", help="The port to bind; 0 takes a free one.")]
Timeout = Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How long a query may run.")]
MaxRows = Annotated[int, typer.Option(parser=whole(1), metavar="N", help="How many rows an answer may hold.")]
MaxMemory = Annotated[int, typer.Option(parser=whole(64), metavar="MB", help="How much memory a query may take.")]
AtOnce = Annotated[
    int | None,
    typer.Option("--jobs", "-j", parser=whole(2), metavar="N", help="How many queries run at once; twice the cores."),
]
Cors = Annotated[
    str | None,
    typer.Option(parser=origin, metavar="ORIGIN", help="Let scripts from this origin read answers; * for any."),
]
HostName = Annotated[
    list[str] | None,
    typer.Option(
        parser=host_name,
        metavar="NAME",
        help="A name of this host, where a proxy stands before it; may be given again.",
    ),
]
Writable = Annotated[bool, typer.Option("--writable", help=f"Take articles from who has the token (${TOKEN}).")]
TokenFile = Annotated[Path | None, typer.Option(metavar="FILE", help="A file that holds the token.")]
Watch = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Enter the articles of this folder as they come.")]


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command()(serve)


def serve(  # noqa: PLR0913 - an option each
    *,
    store: StoreFolder = DEFAULT_STORE,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    timeout: Timeout = 10.0,
    max_rows: MaxRows = 100_000,
    max_memory: MaxMemory = 1024,
    jobs: AtOnce = None,
    cors: Cors = None,
    host_name: HostName = None,
    writable: Writable = False,
    token_file: TokenFile = None,
    watch: Watch = None,
) -> None:
    """Serve a store: a SPARQL endpoint at /sparql, pages to look things up at /.

    Example: kg serve --store my-store --watch articles/
    """
    if os.name != "posix":
        raise KgError("kg serve needs fork and limits of memory: run it on Linux or macOS, or in WSL")
    if watch is not None and not watch.is_dir():
        raise KgError(f"{watch}: no folder to watch; give one that is there")
    token = _token(token_file) if writable else None
    # Finishes what a dead writer left; with a folder to watch, or a token, an empty store will do.
    with opened(store, write=watch is not None or writable):
        pass
    from kg.serve.settings import Settings

    given = {"jobs": jobs} if jobs is not None else {}
    _run(
        Settings(
            store=store.resolve(),
            host=host,
            port=port,
            timeout=timeout,
            memory=max_memory * MEGABYTE,
            rows=max_rows,
            names=tuple(host_name or ()),
            cors=cors,
            token=token,
            watch=watch.resolve() if watch else None,
            **given,
        )
    )


def _run(settings: "Settings") -> None:
    from kg.serve import server
    from kg.serve.app import app

    if (warning := server.warning(settings)) is not None:
        complain(warning)
    _check(settings.host, settings.port)
    serving = server.Server(app(settings), settings, lambda address: say(f"serving {settings.store} at {address}"))
    with suppress(KeyboardInterrupt):
        serving.run()
    if not serving.started:
        raise typer.Exit(1)


def _check(host: str, port: int) -> None:
    """Raises KgError where nothing can be served at this address; the server itself would tell it in its own words."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        cause = (error.strerror or str(error)).partition(" (")[0].lower()
        raise KgError(f"{host}, port {port}: {cause}; give another with --port or --host") from error


def _token(file: Path | None) -> str:
    """The token of a file, else of the environment. Raises KgError where there is none, or one that is too short."""
    try:
        text = file.read_text("utf8") if file is not None else os.environ.get(TOKEN, "")
    except UnicodeDecodeError:
        raise KgError(f"{file}: not UTF-8; a token is a line of text") from None
    token = text.strip()
    if len(token) < LEAST_TOKEN:
        where = file or f"${TOKEN}"
        raise KgError(f"{where}: --writable needs a token of {LEAST_TOKEN} signs or more; try `openssl rand -hex 32`")
    return token
