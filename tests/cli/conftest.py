"""The command `kg` run in this process, so that the model is loaded once; and small articles of our own."""

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from kg import cli

HANOI = """Xi Jinping visits Vietnam
Corridor Herald, 14 April 2025

Chinese President Xi Jinping visited Vietnam on Monday. India imposed sanctions on Turkey.

Kenya will impose tariffs on China next year.
"""
OSLO = """Norway and Kenya sign
Harbour Gazette, 20 May 2025

Kenyan President William Ruto met Norwegian Prime Minister Jonas Gahr Støre on Tuesday. \
"Norway is a strategic partner of Kenya," Ruto said.
"""


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it wrote."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf8")


Kg = Callable[..., Done]


def run(*words: object) -> Done:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf8", write_through=True)
    err = io.StringIO()
    with (
        patch.object(sys, "argv", ["kg", *map(str, words)]),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        cli.main()
    assert isinstance(end.value.code, int)
    return Done(end.value.code, out.buffer.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def kg() -> Kg:
    """Runs a command line as `kg` does."""
    return run


@pytest.fixture(scope="session")
def complaint() -> Callable[..., None]:
    """Asserts that a command failed with this code, one line with these parts, and without results."""

    def found(done: Done, code: int, *parts: str) -> None:
        assert done.code == code
        assert done.raw == b""
        [line] = done.err.splitlines()
        assert line.startswith("kg: ")
        assert all(part in line for part in parts), line

    return found


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles, `hanoi` and `oslo`."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "hanoi.txt").write_text(HANOI, "utf8")
    (folder / "oslo.txt").write_text(OSLO, "utf8")
    return folder


@pytest.fixture(scope="session")
def store(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of both articles, to read only."""
    folder = tmp_path_factory.mktemp("stores") / "store"
    assert run("build", articles, "--store", folder).code == 0
    return folder
