"""The whole way down: inputs to articles, articles to claims, claims into a store. Where the two wings meet."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context

from kg.errors import BadArticle
from kg.language.extractor import Extractor
from kg.model import Article, Extraction, Run
from kg.read import read
from kg.store import Store

# How many articles a worker may be ahead of the writer: bounds memory.
AHEAD = 8

Item = Article | BadArticle
Report = Callable[["Summary"], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles by fate, and the claims that were written."""

    read: int = 0
    skipped: int = 0
    failed: int = 0
    claims: int = 0


def run() -> Run:
    """What the extraction of this installation is: software, model, threshold."""
    return _extractor().run


def extract(inputs: Sequence[str], jobs: int = 1) -> Iterator[Extraction | BadArticle]:
    """The claims of every article, in input order whatever the number of jobs; a bad input comes as its error."""
    yield from _extracted(read(inputs), jobs)


def build(
    inputs: Sequence[str], store: Store, jobs: int = 1, report: Report | None = None
) -> tuple[Summary, list[str]]:
    """Extracts what is new or changed and updates the store.

    Returns what was done and one line for each bad input. `report` is told after each article.
    """
    done, faults, made = Summary(), list[str](), run()
    fresh, skipped = _fresh(read(inputs), store, made)
    for item in _extracted(fresh, jobs):
        if isinstance(item, BadArticle):
            faults.append(str(item))
            done = replace(done, failed=done.failed + 1)
        else:
            store.put(item.article, item.claims, made)
            done = replace(done, read=done.read + 1, claims=done.claims + len(item.claims))
        done = replace(done, skipped=len(skipped))
        if report is not None:
            report(done)
    return replace(done, skipped=len(skipped)), faults


def _fresh(items: Iterable[Item], store: Store, made: Run) -> tuple[Iterator[Item], list[str]]:
    """The items that the store lacks or has otherwise, and a list that fills with the ids of the others."""
    skipped: list[str] = []

    def those() -> Iterator[Item]:
        for item in items:
            if isinstance(item, Article) and store.current(item, made):
                skipped.append(item.id)
            else:
                yield item

    return those(), skipped


@cache
def _extractor() -> Extractor:
    return Extractor()


def _one(article: Article) -> Extraction | BadArticle:
    try:
        return Extraction(article, _extractor().extract(article))
    except BadArticle as error:
        return error


def _extracted(items: Iterable[Item], jobs: int) -> Iterator[Extraction | BadArticle]:
    if jobs <= 1:
        yield from (item if isinstance(item, BadArticle) else _one(item) for item in items)
        return
    # Fresh interpreters: a forked one would share the store's open files.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Extraction | BadArticle] | BadArticle] = deque()
        for item in items:
            waiting.append(item if isinstance(item, BadArticle) else pool.submit(_one, item))
            if len(waiting) >= jobs * AHEAD:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def _result(item: Future[Extraction | BadArticle] | BadArticle) -> Extraction | BadArticle:
    return item if isinstance(item, BadArticle) else item.result()
