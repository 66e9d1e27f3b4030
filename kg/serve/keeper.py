"""A process that changes a served store: articles go in and out as it is told, and those of a folder as they come.

The only writer beside the server's readers, which see each change when it is finished. It ends with the server, whose
end of the socket is then closed.
"""

import json
import os
import select
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg import pipeline
from kg.errors import BadArticle, KgError, NotFound
from kg.read import READERS
from kg.read.inputs import expand
from kg.store import Store
from kg.store.cells import for_terminal

# Seconds between two looks at a folder, and how many files are read between two looks for orders.
TICK, BATCH = 2.0, 20

# The longest order, in bytes: an article as JSON, whose signs may take six each.
LONGEST = 1 << 24

POLITE = 5

Stamp = tuple[int, int]


class Folder:
    """A folder whose articles are entered when they are new or have changed, and no longer grow."""

    def __init__(self, path: Path) -> None:
        """Looks at nothing yet."""
        self._path = path
        self._seen: dict[str, Stamp] = {}
        self._done: dict[str, Stamp] = {}

    def due(self) -> list[str]:
        """The files to be read now, at most so many; those just seen for the first time wait for the next look."""
        before, self._seen = self._seen, dict(self._stamps())
        self._done = {name: stamp for name, stamp in self._done.items() if name in self._seen}
        steady = (name for name, stamp in self._seen.items() if before.get(name) == stamp != self._done.get(name))
        return list(islice(steady, BATCH))

    def done(self, names: list[str]) -> None:
        """These have been read as they were."""
        self._done |= {name: self._seen[name] for name in names}

    def _stamps(self) -> Iterator[tuple[str, Stamp]]:
        for found in expand(str(self._path), READERS):
            if isinstance(found, Path):
                with suppress(OSError):
                    known = found.stat()
                    yield str(found), (known.st_mtime_ns, known.st_size)


def run(control: socket.socket, store: Path, folder: Folder | None) -> None:
    """Follows orders, one JSON object a line, until there are no more; looks at the folder in between."""
    with control.makefile("rb") as orders:
        while True:
            wait = TICK if folder else None
            if select.select([control], [], [], wait)[0]:
                line = orders.readline(LONGEST)
                if not line.endswith(b"\n"):
                    return
                control.sendall(json.dumps(_followed(store, json.loads(line))).encode() + b"\n")
            elif folder:
                _enter(store, folder)


def _followed(store: Path, order: Mapping[str, Any]) -> dict[str, Any]:
    """What became of an order."""
    try:
        if "remove" in order:
            with Store.open(store, write=True) as books:
                books.remove(order["remove"])
            return {"fate": "removed"}
        return {"fate": put(store, order["put"])}
    except NotFound as error:
        return {"error": _plain(error, store), "status": 404}
    except BadArticle as error:
        return {"error": _plain(error, store), "status": 422}
    except KgError as error:
        return {"error": _plain(error, store), "status": 503}


def _plain(error: KgError, store: Path) -> str:
    """What a client is told: not where the store lies."""
    return " ".join(str(error).removeprefix(f"{store}: ").replace(str(store), "the store").split())


def put(store: Path, row: Mapping[str, Any]) -> str:
    """Reads an article, a row of JSON Lines (`kg build`), and enters it with its claims; returns its fate.

    What is put in under an id replaces what was put in under it before. Raises BadArticle for what is no article,
    KgError where the store cannot be written.
    """
    with TemporaryDirectory() as spool:
        path = Path(spool, "article.jsonl")
        path.write_text(json.dumps(row), "utf8")
        found = next(pipeline.extract([str(path)]))
    if isinstance(found, BadArticle):
        raise BadArticle(str(found).replace(str(path), "article"))
    place = f"put:{found.article.id}"
    with Store.open(store, write=True) as books:
        fate = books.fate(found.article, pipeline.run(), place)
        books.put(found.article, found.claims, pipeline.run(), place)
    return fate


def _enter(store: Path, folder: Folder) -> None:
    due = folder.due()
    if not due:
        return
    try:
        with Store.open(store, write=True) as books:
            done, faults = pipeline.build(due, books)
    except KgError as error:
        # Another may write just now: next time, then.
        _say(str(error))
        return
    folder.done(due)
    for fault in faults:
        _say(fault)
    if done.read:
        _say(f"entered {done.read} articles with {done.claims} claims")


def _say(line: str) -> None:
    print(f"kg serve: {for_terminal(line)}", file=sys.stderr, flush=True)


def main() -> None:
    """`python -m kg.serve.keeper SOCKET STORE [FOLDER]`, started by the server."""
    number, store, *folder = sys.argv[1:]
    os.nice(POLITE)
    # Loads the models now: who puts in an article shall not wait for that.
    pipeline.run()
    with socket.socket(fileno=int(number)) as control, suppress(ConnectionError):
        run(control, Path(store), Folder(Path(folder[0])) if folder else None)


if __name__ == "__main__":
    main()
