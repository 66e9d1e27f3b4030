"""What was fetched, kept on disk, so that a page that has not changed is not sent again."""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from kg.errors import BadArticle
from kg.read.build import shown

SUFFIXES = (".body", ".json")
ROOM = 0.9  # a full cache is cleared to this part of its size, so that it is not looked through for each page


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an answer beside its body: the address it came from at last, its kind, and its validators."""

    url: str
    media: str
    etag: str
    modified: str
    sha256: str


class Cache:
    """A folder of answers, named by a hash of their address, of at most so many bytes."""

    def __init__(self, folder: Path | None, most: int) -> None:
        self.folder, self.most = _own_folder() if folder is None else folder, most
        self.held: int | None = None

    def body(self, url: str) -> Path:
        """Where the body of an address is or would be kept."""
        return self._path(url, ".body")

    def find(self, url: str) -> Kept | None:
        """What is kept of an address; None if nothing is, or what is there is not whole."""
        try:
            kept = Kept(**json.loads(self._path(url, ".json").read_text(encoding="utf8")))
            whole = sha256(self.body(url).read_bytes()).hexdigest() == kept.sha256
            os.utime(self._path(url, ".json"))
        except (OSError, TypeError, ValueError):
            return None
        return kept if whole else None

    def keep(self, url: str, final: str, headers: Mapping[str, str], body: bytes) -> Kept:
        """Keeps an answer. Raises BadArticle where the folder cannot be written."""
        media, etag, modified = (headers.get(name, "") for name in ("content-type", "etag", "last-modified"))
        kept = Kept(final, media, etag, modified, sha256(body).hexdigest())
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(self.body(url), body)
            self._write(self._path(url, ".json"), json.dumps(asdict(kept)).encode("utf8"))
            self._trim(self.body(url).stem, len(body))
        except OSError as error:
            cause = (error.strerror or str(error)).lower()
            raise BadArticle(f"{shown(self.folder)}: cannot keep pages there ({cause}); set XDG_CACHE_HOME") from error
        return kept

    def _trim(self, new: str, size: int) -> None:
        """Takes out what was not asked for longest where there is too much, never the page that was just kept."""
        if self.held is not None and self.held + size <= self.most:
            self.held += size
            return
        entries = self._entries()
        self.held = sum(held for _, held in entries.values())
        wanted = self.most if self.held <= self.most else ROOM * self.most
        for name in sorted(entries.keys() - {new}, key=lambda name: (entries[name][0], name)):
            if self.held <= wanted:
                break
            self.held -= entries[name][1]
            for suffix in SUFFIXES:
                # What another process has taken out is gone as well.
                (self.folder / f"{name}{suffix}").unlink(missing_ok=True)

    def _entries(self) -> dict[str, tuple[int, int]]:
        """By the name of each page that is kept: when it was last asked for, and its size in bytes."""
        found: dict[str, tuple[int, int]] = {}
        for entry in os.scandir(self.folder):
            name, suffix = os.path.splitext(entry.name)
            if suffix in SUFFIXES:
                with suppress(FileNotFoundError):
                    about = entry.stat()
                    last, size = found.get(name, (0, 0))
                    found[name] = (max(last, about.st_mtime_ns), size + about.st_size)
        return found

    def _path(self, url: str, suffix: str) -> Path:
        return self.folder / (sha256(url.encode("utf8", "surrogatepass")).hexdigest() + suffix)

    def _write(self, path: Path, content: bytes) -> None:
        number, name = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(number, "wb") as file:
            file.write(content)
        os.replace(name, path)


def _own_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home) / "communique" / "pages"
