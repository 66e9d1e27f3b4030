"""The whole way down: inputs to articles, articles to claims, claims into a store. Where the two wings meet."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from kg.errors import BadArticle
from kg.language import workers
from kg.model import Article, Extraction, Run
from kg.read import READERS, LeftOut, Options, read
from kg.read.inputs import STDIN, expand
from kg.read.options import DEFAULT
from kg.store import Store

Item = Article | BadArticle
Report = Callable[["Summary"], None]

# Files that hold one article each.
SINGLE = frozenset({".htm", ".html", ".md", ".pdf", ".txt"})


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles by fate, and the claims that were written.

    `read` were extracted and entered, `skipped` stand in the store already, `older` are versions of articles that stand
    there in a newer one, `left_out` are sound but not wanted (`kg.read.LeftOut`), `failed` could not be read.
    `replaced` are documents that went because a newer version of their page came under another id.
    """

    read: int = 0
    skipped: int = 0
    older: int = 0
    left_out: int = 0
    failed: int = 0
    claims: int = 0
    replaced: int = 0

    @property
    def seen(self) -> int:
        """All that the inputs gave."""
        return self.read + self.skipped + self.older + self.left_out + self.failed


@dataclass(slots=True)
class _Source:
    """Where the article that is being read comes from."""

    place: str | None = None
    faults: list[BadArticle] = field(default_factory=list)


def run() -> Run:
    """What the extraction of this installation is: software, model, threshold."""
    return workers.extractor().run


def extract(inputs: Sequence[str], jobs: int = 1, options: Options = DEFAULT) -> Iterator[Extraction | BadArticle]:
    """The claims of every article, in input order whatever the number of jobs; a bad input comes as its error."""
    items = ((item, None) for item in read(inputs, options))
    yield from (found for found, _ in workers.extracted(items, jobs))


def build(
    inputs: Sequence[str],
    store: Store,
    jobs: int = 1,
    report: Report | None = None,
    options: Options = DEFAULT,
) -> tuple[Summary, list[str]]:
    """Extracts what is new or changed and updates the store.

    Returns what was done, and one line for each input that could not be read or was not taken. `report` is told after
    each article. What was entered before an interruption stays; the next build goes on from there.
    """
    building = _Building(store, run(), report)
    for found, place in workers.extracted(building.fresh(_placed(inputs, options)), jobs):
        building.enter(found, place)
    return building.done, building.lines


class _Building:
    """One run: which articles need work, and what became of each."""

    def __init__(self, store: Store, made: Run, report: Report | None) -> None:
        self.store, self.made, self.report = store, made, report
        self.done, self.lines = Summary(), list[str]()
        self.ids, self.namesakes = set[str](), dict[str, str]()

    def fresh(self, items: Iterator[tuple[Item, str | None]]) -> Iterator[tuple[Item, str | None]]:
        """What the store lacks or has otherwise; the rest is counted here."""
        for item, place in items:
            if isinstance(item, Article):
                self._note(item, place)
                held, fate = self.store.versions(item), self.store.fate(item, self.made, place)
                if fate in ("same", "older"):
                    self._passed_over(item, fate, held, place)
                    continue
            yield item, place

    def enter(self, found: Extraction | BadArticle, place: str | None) -> None:
        """Puts an article into the store, or notes why not."""
        if isinstance(found, BadArticle):
            left_out = isinstance(found, LeftOut)
            self.lines.append(str(found))
            self._count(left_out=1) if left_out else self._count(failed=1)
            return
        held = self.store.versions(found.article)
        if self.store.put(found.article, found.claims, self.made, place):
            self._replaced(held, found.article.id)
            self._count(read=1, claims=len(found.claims))
            if older := self.namesakes.pop(found.article.id, None):
                self._clash(found.article.id, older, place)
        else:
            # A newer version, or the same once more, came out of a worker first.
            self._passed_over(found.article, self.store.fate(found.article, self.made, place), held, place)

    def _replaced(self, held: Iterable[str], by: str) -> None:
        """Names the documents that went, of those held, for a newer version of their page."""
        gone = [document for document in held if document != by]
        self.lines += [f"{document}: replaced by {by}, a newer version of its page" for document in gone]
        self.done = replace(self.done, replaced=self.done.replaced + len(gone))

    def _note(self, article: Article, place: str | None) -> None:
        """Keeps in mind where another article was read, in a run before this one, that stands under the same id."""
        other = None if article.id in self.ids else self.store.namesake(article, place)
        self.ids.add(article.id)
        # What was read from a file that has gone was moved here.
        if other is not None and os.path.exists(other):
            self.namesakes[article.id] = other

    def _clash(self, id: str, older: str | None, newer: str | None) -> None:
        """Names an article that gives way to another of its id."""
        cure = "rename one, then build both again"
        self.lines.append(f"{older}: gives way to {newer}, whose id is {id!r} too (by date, else by hash); {cure}")
        self._count(failed=1)

    def _passed_over(self, article: Article, fate: str, held: Sequence[str], place: str | None) -> None:
        if fate == "same":
            self._count(skipped=1)
            return
        if newer := self.namesakes.pop(article.id, None):
            self._clash(article.id, place, newer)
            return
        stands = held[0]
        self._replaced(held, stands)
        where = "" if stands == article.id else f" of its page, {stands}"
        cure = f"to have it all the same, kg remove {stands} first"
        said = f"not taken, the store has a newer version{where} (by date, else by hash)"
        self.lines.append(f"{article.id}: {said}; {cure}")
        self._count(older=1)

    def _count(self, **more: int) -> None:
        self.done = replace(self.done, **{name: getattr(self.done, name) + number for name, number in more.items()})
        if self.report is not None:
            self.report(self.done)


def expected(inputs: Sequence[str]) -> int | None:
    """How many articles the inputs hold, without reading them; None where only reading tells."""
    number = 0
    for found in (found for name in inputs for found in expand(name, READERS)):
        if isinstance(found, BadArticle):
            number += 1
        elif not isinstance(found, Path) or found == STDIN or found.suffix.lower() not in {*SINGLE, ".jsonl"}:
            return None
        elif found.suffix.lower() == ".jsonl":
            number += _lines(found)
        else:
            number += 1
    return number


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(1 for line in stream if line.strip())
    except OSError:
        return 1


def _placed(inputs: Sequence[str], options: Options) -> Iterator[tuple[Item, str | None]]:
    """The items, each with the file or address it was read from."""
    source = _Source()
    # Read lazily: a name is asked for when all articles of the one before are out.
    for item in read(cast(Sequence[str], _named(inputs, source)), options):
        yield from ((fault, None) for fault in source.faults)
        source.faults.clear()
        yield item, source.place
    yield from ((fault, None) for fault in source.faults)


def _named(inputs: Sequence[str], source: _Source) -> Iterator[str]:
    """Every file and address that the inputs mean, by its own name; what means nothing goes to the faults."""
    for found in (found for name in inputs for found in expand(name, READERS)):
        if isinstance(found, BadArticle):
            source.faults.append(found)
        elif found == STDIN:
            source.place = None
            yield "-"
        elif isinstance(found, Path):
            source.place = os.path.realpath(found)
            yield str(found) if str(found) != "-" else f".{os.sep}-"
        else:
            source.place = found.url
            yield found.url
