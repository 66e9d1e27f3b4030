"""What a user may set about reading. Nothing here changes what an input says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = ("id", "text", "title", "date", "source", "url", "language", "genre", "author")


@dataclass(frozen=True, slots=True)
class Fetching:
    """How pages are fetched. Times are in seconds, sizes in bytes.

    `allowed` names hosts (`intranet.example`, `10.0.0.5:8080`) that may be fetched though their addresses are not
    public. `cache` is the folder that keeps what was fetched (None: the user's own cache folder), `most_kept` its size,
    beyond which goes first what was not asked for longest.
    """

    allowed: frozenset[str] = frozenset()
    cache: Path | None = None
    most_kept: int = 500_000_000
    pause: float = 1.0
    timeout: float = 20.0
    deadline: float = 60.0
    limit: int = 20_000_000
    tries: int = 3
    backoff: float = 2.0
    most_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Options:
    """What a run of reading is told.

    `columns` maps a field of an article (one of COLUMNS) to the name that a corpus has for it.
    `any_language` takes articles in other languages than English too.
    """

    any_language: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    fetching: Fetching = field(default_factory=Fetching)


DEFAULT = Options()
