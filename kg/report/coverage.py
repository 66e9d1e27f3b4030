"""What the report rests on, and what it leaves out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.analysis import Corpus
from kg.report.basis import Basis, counted, hindrance, spoken
from kg.report.charts import Chart, Column, columns, periods
from kg.store import Document, Store

MOST_ARTICLES = 200


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet: its articles, their claims, the first and the last date."""

    name: str
    articles: int
    claims: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Articles by month and outlet, one by one, and what was left out, in sentences."""

    chart: Chart
    outlets: tuple[Outlet, ...]
    articles: tuple[tuple[Document, str, int], ...]
    others: int
    left_out: tuple[str, ...]


def coverage(basis: Basis, whole: Corpus, store: Store) -> Coverage:
    """What the report rests on. `whole` is the corpus of the scope without the focus."""
    used = sorted(basis.used, key=lambda document: (document.date or "9999", document.id))
    claims = Counter(tie.claim.document for tie in basis.corpus.ties)
    dates = [document.date for document in used if document.date]
    counts = [Column(month, (("articles", sum(d.startswith(month) for d in dates)),)) for month in periods(dates)]
    shown = used[:MOST_ARTICLES]
    return Coverage(
        columns(counts, 1080, 110, "Articles by month"),
        tuple(_outlets(used, claims)),
        tuple((document, spoken(document.date), claims[document.id]) for document in shown),
        len(used) - len(shown),
        tuple(_left_out(basis, whole, store)),
    )


def _outlets(used: list[Document], claims: Counter[str]) -> Iterator[Outlet]:
    names = Counter(document.source or "" for document in used)
    for name in sorted(names, key=lambda name: (name == "", -names[name], name)):
        here = [document for document in used if (document.source or "") == name]
        dates = sorted(document.date for document in here if document.date)
        ends = (spoken(dates[0]), spoken(dates[-1])) if dates else ("no date", "no date")
        yield Outlet(name or "not stated", len(here), sum(claims[document.id] for document in here), *ends)


def _left_out(basis: Basis, whole: Corpus, store: Store) -> Iterator[str]:
    ties = basis.corpus.ties
    every = store.stats().claims
    if len(whole.ties) < every:
        outside = f"{every - len(whole.ties):,} of {every:,} claims of the store"
        yield f"{outside} lie outside the dates asked for, or are less sure."
    if len(ties) < len(whole.ties):
        others = f"{len(whole.ties) - len(ties):,} of {len(whole.ties):,} claims"
        yield f"{others} are not about {basis.corpus.label(basis.focus or '')}."
    reasons = Counter(filter(None, (hindrance(tie.claim, basis.threshold) for tie in ties)))
    if reasons:
        told = ", ".join(f"{reasons[reason]} {reason}" for reason in sorted(reasons, key=lambda r: (-reasons[r], r)))
        yield f"{reasons.total():,} of the {len(ties):,} claims make no relation of the network: {told}."
    yield from _silent(basis)
    yield "What could not be read when the store was built is not in it; kg build names each such input."


def _silent(basis: Basis) -> Iterator[str]:
    empty = [document for document in basis.documents if not document.claims]
    if empty:
        yield f"{counted(len(empty), 'article')} of the store gave no claim at all."
    undated = sum(document.date is None for document in basis.used)
    if undated:
        yield f"{counted(undated, 'article')} without a date: relative dates in them could not be read."
    genres = Counter(document.genre for document in basis.used if document.genre != "news")
    if genres:
        yield "Not all is news: " + ", ".join(f"{number} {genre}" for genre, number in sorted(genres.items())) + "."
