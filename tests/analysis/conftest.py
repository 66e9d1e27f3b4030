from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from kg.analysis import Corpus, Scope, read
from kg.model import Article, Claim, Entity, Run
from kg.store import Store

RUN = Run("0.1.0", "en_core_web_md 3.7.1", "f00d", 0.5)

# What each made-up name is, where it is no state.
TYPES = {"Person": "PQ", "StateGroup": "GH", "Initiative": "I", "Company": "C"}


def entity(name: str) -> Entity:
    """A state, or what the first letter says before a digit: P1 is a person, G1 a group of states."""
    found = (type for type, letters in TYPES.items() if name[0] in letters and name[1:].isdigit())
    return Entity(name, name, (next(found, "State"),), mentions=(name,))


def claim(document: str, triple: str, **values: Any) -> Claim:
    """A claim from "A met_with B", with a quote that is its own."""
    one, predicate, other = triple.split()
    quote = f"{triple} in {document}, so it was told by all who saw it."
    if "attributed_to" in values:
        values["attributed_to"] = entity(values["attributed_to"])
    return Claim(document, entity(one), predicate, entity(other), quote, 0, len(quote), **values)


def stored(claims: list[Claim], dates: dict[str, str | None]) -> Store:
    """A store in memory; every document has an outlet of its own and the date given, else 2025-01-01."""
    store = Store.memory()
    for name in sorted({claim.document for claim in claims}):
        own = [one for one in claims if one.document == name]
        text = "\n".join(one.quote for one in own)
        placed = []
        for one in own:
            start = text.index(one.quote)
            placed.append(replace(one, start=start, end=start + len(one.quote)))
        article = Article(name, text, date=dates.get(name, "2025-01-01"), source=f"Outlet of {name}")
        store.put(article, placed, RUN)
    store.flush()
    return store


@pytest.fixture
def told() -> Callable[..., Claim]:
    """Makes one claim of a document."""
    return claim


@pytest.fixture
def made() -> Iterator[Callable[..., Corpus]]:
    """Makes a corpus of triples, each with its document ("d: A met_with B") or a new one, all of one day."""
    stores: list[Store] = []

    def make(*triples: str | Claim, dates: dict[str, str | None] | None = None, **scope: Any) -> Corpus:
        claims = [_claim(number, one) for number, one in enumerate(triples)]
        stores.append(stored(claims, dates or {}))
        return read(stores[-1], Scope(**scope))

    yield make
    for store in stores:
        store.close()


def _claim(number: int, one: str | Claim) -> Claim:
    if isinstance(one, Claim):
        return one
    document, _, triple = one.rpartition(": ")
    return claim(document or f"d{number:04}", triple)
