"""What a server may be told when it starts."""

import os
from dataclasses import dataclass
from pathlib import Path

# Half of the places are for short queries, so that there must be one of each kind.
LEAST_JOBS = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """How a store is served. `timeout` and `patience` are in seconds, `memory`, `body` and `size` in bytes.

    `timeout` is how long a query may run, `patience` how long it may wait for its turn, `memory` what a query may take
    beside the store itself, `rows` and `size` what an answer may hold, `body` what a request may send. `jobs` is how
    many queries run at once, `waiting` how many of one client may wait. `names` are host names that a server on the
    loopback answers to beside those of the loopback, for a proxy before it. `cors` is the origin whose scripts may
    read answers (`*`: any). Only a server that has a `token` can be written to. `watch` is a folder whose articles
    are entered as they come.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    timeout: float = 10.0
    patience: float = 20.0
    memory: int = 1 << 30
    rows: int = 100_000
    size: int = 64 << 20
    body: int = 1 << 20
    jobs: int = max(2 * (os.cpu_count() or 1), LEAST_JOBS)
    waiting: int = 128
    names: tuple[str, ...] = ()
    cors: str | None = None
    token: str | None = None
    watch: Path | None = None
