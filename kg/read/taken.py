"""What a run of reading has had: ids, pages, languages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import shown
from kg.read.disk import Item, LeftOut
from kg.read.pages import key
from kg.read.rank import rank
from kg.read.tongue import ENGLISH, told


class Taken:
    """Keeps what is new and wanted; remembers of each article its page, its date and hashes of its texts."""

    def __init__(self, any_language: bool) -> None:
        self.any_language = any_language
        self.seen: dict[str, _Had] = {}
        self.pages: dict[str, _Had] = {}

    def of(self, where: str, items: Iterable[Item]) -> Iterator[Item]:
        """The items; LeftOut for those not wanted; of two articles of one id the newer, and what becomes of the other:
        LeftOut where both have a date, else BadArticle, for they may well be two articles."""
        for item in items:
            if isinstance(item, Article):
                yield from self._checked(where, item)
            else:
                yield item

    def _checked(self, where: str, article: Article) -> Iterator[Item]:
        article = replace(article, language=told(article.text, article.language))
        place = f"{where}: {shown(article.id)}"
        if article.language != ENGLISH and not self.any_language:
            cause = f"its language is {article.language!r}, not English; skipped (--any-language takes it)"
            yield LeftOut(f"{place}: {cause}", "language")
            return
        new, other = _Had.of(where, article), self.seen.get(article.id)
        if other is not None and (not new.page or other.page != new.page):
            if new.rank == other.rank:
                yield LeftOut(f"{place}: the same article as from {other.where}; skipped", "duplicate")
                return
            yield _given_up(article.id, *sorted((other, new), key=lambda one: one.rank))
            if new.rank < other.rank:
                return
        had = self.pages.get(new.page) if new.page else None
        if had is not None and new.texts <= had.texts:
            yield LeftOut(f"{place}: the same page as from {had.where}; skipped", "duplicate")
            return
        if had is not None and had.day and new.day and new.day < had.day:
            yield LeftOut(f"{place}: an older version of the page from {had.where}; skipped", "duplicate")
            return
        self.seen[article.id] = self.pages[new.page] = replace(new, texts=new.texts | (had.texts if had else new.texts))
        yield article


@dataclass(frozen=True, slots=True)
class _Had:
    """What is remembered of an article: its input, the key of its page, its date, hashes of all the page's texts, and
    its rank among versions."""

    where: str
    page: str
    day: str
    texts: frozenset[str]
    rank: str

    @classmethod
    def of(cls, where: str, article: Article) -> "_Had":
        return cls(where, key(article.url), article.date or "", frozenset({article.sha256}), rank(article))


def _given_up(id: str, older: _Had, newer: _Had) -> Item:
    """What becomes of the older of two articles of one id."""
    if older.day and newer.day:
        return LeftOut(
            f"{older.where}: {shown(id)}: an older version of it than from {newer.where}; skipped", "duplicate"
        )
    cure = "rename the file, or give the row an `id` of its own"
    return BadArticle(f"{older.where}: id {shown(id)!r} is taken by {newer.where}; {cure}")
