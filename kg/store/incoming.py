"""What was put into a store and does not stand in it yet: safe at once, entered together with others.

Which version of an article stands (of one id, or of one page: kg/store/versions.py) is decided by its date, then by a
hash of it, never by which came first. Only what is read anew from where the standing version was read replaces it in
any case, for that one is no more.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from kg import graph
from kg.model import Article, Claim, Run
from kg.read import pages
from kg.read.rank import content, is_dated, rank
from kg.records import claim_record
from kg.store import versions
from kg.store.ledger import Ledger
from kg.store.rows import claims_of, loaded

# What to put an article would do: nothing there yet, replace what stands, nothing (the same, or an older version).
Fate = Literal["new", "newer", "same", "older"]


@dataclass(frozen=True)
class Entry:
    """An article with its claims by their keys, the run that made them, and where it was read."""

    article: Article
    claims: Mapping[str, Claim]
    run: Run
    place: str | None = None

    @cached_property
    def content(self) -> str:
        """A hash of all that the article is."""
        return content(self.article)

    @cached_property
    def rank(self) -> str:
        """Greater for the version that is newer: by date, then by hash."""
        return rank(self.article)


class Standing(NamedTuple):
    """What is known of the version that stands under an id."""

    rank: str
    content: str
    run: str
    place: str | None


def run_key(run: Run) -> str:
    """The key of a run in the tables: its IRI."""
    return graph.run_iri(run).value


def fate(ledger: Ledger, article: Article, run: Run, place: str | None) -> Fate:
    """What `stage` would do with this article."""
    own = _standing(ledger, article.id)
    if own is not None and own.content == content(article):
        return "same" if own.run == run_key(run) else "newer"
    if own is not None and place is not None and place == own.place:
        return "newer"
    ranks = [standing.rank for standing in _versions(ledger, article).values()]
    if not ranks:
        return "new"
    return "newer" if rank(article) > max(ranks) else "older"


def namesake(ledger: Ledger, article: Article, place: str | None) -> str | None:
    """Where the article was read that has this one's id and may well be another one; None where all is well.

    It may be another one where nothing but the id tells that it is the same: it was read elsewhere, has no page in
    common with this one, and not both have a date.
    """
    own = _standing(ledger, article.id)
    if own is None or None in (place, own.place) or own.place == place or own.content == content(article):
        return None
    if is_dated(own.rank) and is_dated(rank(article)):
        return None
    return None if pages.key(article.url) in versions.pages(ledger, article.id) else own.place


def ranked(ledger: Ledger, article: Article) -> tuple[str, ...]:
    """The ids under which versions of this article stand or will, the newest first."""
    found = _versions(ledger, article)
    return tuple(sorted(found, key=lambda document: found[document].rank, reverse=True))


def stage(ledger: Ledger, entry: Entry) -> list[str]:
    """Keeps an entry until it is entered, in place of all other versions of the article; returns the ids of those."""
    document, run = entry.article.id, run_key(entry.run)
    row = (document, entry.rank, entry.content, run, entry.place, _record(entry))
    with ledger.transaction():
        versions.note(ledger, entry.article)
        others = sorted(set(_versions(ledger, entry.article)) - {document})
        _take_out(ledger, others)
        ledger.many("INSERT OR REPLACE INTO incoming VALUES (?, ?, ?, ?, ?, ?)", [row])
    return others


def pass_over(ledger: Ledger, article: Article) -> list[str]:
    """Notes an article that gives way to a newer version; returns the ids of others that do so too, now that it is
    known of what they are versions."""
    others = list(ranked(ledger, article)[1:])
    with ledger.transaction():
        versions.note(ledger, article)
        _take_out(ledger, others)
    return others


def stage_removal(ledger: Ledger, documents: list[str]) -> None:
    """Keeps in mind that these documents are to be taken out, all of them or none."""
    with ledger.transaction():
        for document in documents:
            versions.forget(ledger, document)
        _take_out(ledger, documents)


def moved(ledger: Ledger, document: str, place: str | None) -> None:
    """Notes that an article, unchanged, is read from elsewhere now."""
    if place is not None:
        for table, key in (("documents", "id"), ("incoming", "document")):
            sql = f"UPDATE {table} SET place = ? WHERE {key} = ? AND place IS NOT ?"  # noqa: S608 - our own names
            ledger.connection.execute(sql, (place, document, place))


def stands(ledger: Ledger, document: str) -> bool:
    """Whether there is such a document, entered or waiting."""
    return _standing(ledger, document) is not None


def waiting(ledger: Ledger, known: Mapping[str, tuple[Entry, object]]) -> Iterator[tuple[str, Entry | None]]:
    """What waits, by id; None for what is to be taken out. What is `known` need not be read."""
    for document, place, kept in ledger.rows(
        "SELECT document, place, record IS NOT NULL FROM incoming ORDER BY document"
    ):
        if not kept:
            yield document, None
        elif document in known:
            yield document, replace(known[document][0], place=place)
        else:
            sql = "SELECT record FROM incoming WHERE document = ?"
            yield document, _entry(ledger.one(sql, [document])[0], place)


def clear(ledger: Ledger) -> None:
    """All that waited is entered."""
    ledger.connection.execute("DELETE FROM incoming")


def _take_out(ledger: Ledger, documents: list[str]) -> None:
    rows = [(document, "", "", "", None, None) for document in documents]
    ledger.many("INSERT OR REPLACE INTO incoming VALUES (?, ?, ?, ?, ?, ?)", rows)


def _versions(ledger: Ledger, article: Article) -> dict[str, Standing]:
    """The versions of an article that stand or will, by id."""
    found = {document: _standing(ledger, document) for document in versions.group(ledger, article)}
    return {document: standing for document, standing in sorted(found.items()) if standing is not None}


def _standing(ledger: Ledger, document: str) -> Standing | None:
    """What stands under an id, or will."""
    sql = "SELECT rank, content, run, place, record IS NULL FROM incoming WHERE document = ?"
    if found := ledger.one(sql, [document]):
        return None if found[4] else Standing(*found[:4])
    held = ledger.one("SELECT rank, content, run, place FROM documents WHERE id = ?", [document])
    return Standing(*held) if held else None


def _record(entry: Entry) -> str:
    claims = [claim_record(claim, entry.run.threshold) for claim in entry.claims.values()]
    return json.dumps([astuple(entry.article), astuple(entry.run), claims], ensure_ascii=False)


def _entry(record: str, place: str | None) -> Entry:
    article, run, records = loaded(record)
    claims = claims_of(records)
    return Entry(Article(*article), {graph.claim_iri(claim).value: claim for claim in claims}, Run(*run), place)
