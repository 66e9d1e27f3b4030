"""What is worked out once for each state of a store: numbers, names, conflicts, equal texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.serve.pages import entity
from kg.serve.pages.held import Held
from kg.serve.pages.names import Hit, Index
from kg.serve.pages.threads import Threads
from kg.serve.view import View
from kg.store import Stats, Store
from kg.store.conflicts import Conflict

# Entities on the first page; the most conflicts that are read, and that are told at once.
TOP, READ, CONFLICTS = 12, 5_000, 500


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page tells of a store."""

    stats: Stats
    top: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Values that are kept as long as the store does not change, and the threads to work them out in."""

    overview: Held[Overview]
    index: Held[Index]
    disputes: Held[list[Conflict]]
    copies: Held[Mapping[str, str]]
    claims: Held[int]
    threads: Threads

    def conflicts(self, store: Store, about: str | None) -> tuple[list[Conflict], bool]:
        """The first conflicts, of one entity or all, and whether there may be more."""
        every = self.disputes.of(store)
        found = [one for one in every if about is None or about in _parties(one)]
        return found[:CONFLICTS], len(found) > CONFLICTS or len(every) >= READ


@lru_cache(maxsize=4)
def known(view: View) -> Known:
    """What is known through a view: the same for the pages and the API."""
    index = Held(Index)
    return Known(
        overview=Held(lambda store: _overview(store, index.of(store))),
        index=index,
        disputes=Held(lambda store: list(islice(store.conflicts(), READ))),
        copies=Held(lambda store: store.copies()),
        claims=Held(lambda store: sum(document.claims for document in store.documents())),
        threads=Threads(view.settings),
    )


def _overview(store: Store, index: Index) -> Overview:
    ends = [entity.named(store, key) for key in index.top(TOP)]
    hits = (Hit(one.id, one.label, one.types, one.label, index.claims[one.id]) for one in ends)
    return Overview(store.stats(), tuple(hits))


def _parties(conflict: Conflict) -> tuple[str, ...]:
    """The entities that it is about."""
    return conflict.subject, conflict.object, conflict.one.value, conflict.other.value
