import asyncio
import shutil
import tomllib
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kg.model import Article, Claim, Entity, Extraction, Run
from kg.store import Store
from kg.vocab import local_name

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# No clock decides whether a test passes, and every run tries the same examples.
settings.register_profile("repo", deadline=None, derandomize=True)
settings.load_profile("repo")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium, one for all tests: Playwright runs a loop in this thread as long as it is there."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not shutil.which("chromium"):
        pytest.skip("no chromium on the path (Debian: apt-get install chromium)")
    from screenshot import launched

    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def awaited() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """What a coroutine gives, run in a thread of its own: in this one a loop may run (see `chromium`)."""

    def awaited(work: Coroutine[Any, Any, Any]) -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, work).result()

    return awaited


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository that holds specification and gold articles; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared here: specification and gold articles lie beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def run() -> Run:
    """A run that makes edges from a confidence of 0.5."""
    return Run("0.1.0", "en_core_web_md 3.7.1", "f00d", 0.5)


@pytest.fixture(scope="session")
def world() -> tuple[Extraction, ...]:
    """The articles of `tests/world.toml` with their claims."""
    articles = tomllib.loads((ROOT / "tests" / "world.toml").read_text("utf8"))["article"]
    return tuple(_extraction(article) for article in articles)


@pytest.fixture
def store(world: tuple[Extraction, ...], run: Run) -> Iterator[Store]:
    """A store in memory of that world."""
    with Store.memory() as store:
        for item in world:
            store.put(item.article, item.claims, run)
        yield store


@pytest.fixture
def folder(tmp_path: Path, world: tuple[Extraction, ...], run: Run) -> Path:
    """A store on disk of that world."""
    with Store.open(tmp_path / "s", write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
    return tmp_path / "s"


def _extraction(values: dict[str, Any]) -> Extraction:
    claims = values.pop("claim")
    article = Article(**values)
    return Extraction(article, tuple(_claim(article, **claim) for claim in claims))


def _claim(article: Article, triple: list[str], quote: str, **values: Any) -> Claim:
    one, predicate, other = triple
    start = article.text.index(quote)
    for key in ("attributed_to", "cited_from"):
        values[key] = _entity(values[key]) if key in values else None
    values["qualifiers"] = tuple(sorted(values.get("qualifiers", {}).items()))
    values["read_as"] = tuple(values.get("read_as", ()))
    ends = (start, start + len(quote))
    return Claim(article.id, _entity(one), predicate, _entity(other), quote, *ends, **values)


def _entity(text: str) -> Entity:
    label, _, name = text.partition("|")
    return Entity(local_name(label), label, (name,), mentions=(label,))
