"""The app over a store on disk: the world of the tests, and an article that means harm."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from starlette.testclient import TestClient

from kg.model import Article, Claim, Entity
from kg.serve.app import app
from kg.serve.server import Server
from kg.serve.settings import Settings
from kg.store import Store

EVIL = tomllib.loads((Path(__file__).parent / "evil.toml").read_text("utf8"))


def evil() -> tuple[Article, tuple[Claim, ...]]:
    """An article all of whose texts mean harm."""
    text = EVIL["text"]
    one = Entity(EVIL["entity"], f"Evil {text}", ("Organization",), mentions=("Evil",))
    victim = Entity("Victim", EVIL["victim"], ("State",), mentions=("Victim",))
    quote = f"Evil {text} criticizes Victim."
    whole = f"Before. {quote} After {text}."
    article = Article(EVIL["document"], whole, f"Title {text}", "2025-01-01", f"Source {text}", EVIL["address"])
    claim = Claim(
        article.id,
        one,
        "criticizes",
        victim,
        quote,
        8,
        8 + len(quote),
        attributed_to=victim,
        cited_from=one,
        time="2025-01-01",
        qualifiers=(("place", text),),
        trigger=text,
        read_as=(f"it = {text}",),
        method=f"lexicon:{text}",
        confidence=0.9,
    )
    return article, (claim,)


def conflicting(number: int, factuality: str) -> tuple[Article, tuple[Claim, ...]]:
    quote = f"{'No, ' if factuality == 'denied' else ''}Ruritania supports Zubrowka, says paper {number}."
    article = Article(f"paper-{number}", quote, None, f"2025-05-0{number}", f"Paper {number}")
    ends = [Entity(name, name, ("State",), mentions=(name,)) for name in ("Ruritania", "Zubrowka")]
    claim = Claim(article.id, ends[0], "supports", ends[1], quote, 0, len(quote), factuality, confidence=0.9)
    return article, (claim,)


@pytest.fixture(scope="package")
def served_folder(tmp_path_factory, world, run) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "s"
    with Store.open(folder, write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
        for article, claims in (evil(), conflicting(1, "asserted"), conflicting(2, "denied")):
            store.put(article, claims, run)
    return folder


@pytest.fixture(scope="package")
def settings(served_folder) -> Settings:
    return Settings(store=served_folder, port=0, timeout=60, patience=60, jobs=2)


@pytest.fixture(scope="package")
def site(settings) -> Iterator[TestClient]:
    """The app with its processes; a redirect is not followed."""
    with TestClient(app(settings), base_url="http://localhost", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="package")
def address(settings) -> Iterator[str]:
    """Where a server on a free port of this machine can be reached."""
    found: Queue[str] = Queue()
    server = Server(app(settings), settings, found.put)
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield found.get(timeout=120)
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def store(served_folder) -> Iterator[Store]:
    with Store.open(served_folder) as store:
        yield store
