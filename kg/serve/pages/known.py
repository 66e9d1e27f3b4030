"""What is worked out once for each state of a store: numbers, names, conflicts."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.serve.pages import entity, names
from kg.serve.pages.held import Held
from kg.serve.pages.names import Hit, Index
from kg.serve.pages.threads import Threads
from kg.serve.view import View
from kg.store import Stats, Store
from kg.store.conflicts import Conflict

# Entities on the first page, and the most conflicts that are read.
TOP, CONFLICTS = 12, 500


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
    threads: Threads

    def conflicts(self, store: Store, about: str | None) -> list[Conflict]:
        """The first conflicts, of one entity or all."""
        return self.disputes.of(store) if about is None else _conflicts(store, about)


@lru_cache(maxsize=4)
def known(view: View) -> Known:
    """What is known through a view: the same for the pages and the API."""
    return Known(Held(_overview), Held(Index), Held(_conflicts), Threads(view.settings))


def _overview(store: Store) -> Overview:
    keys = names.most_mentioned(store, TOP)
    counts = names.mentioned(store, keys)
    ends = [entity.named(store, key) for key in keys]
    return Overview(store.stats(), tuple(Hit(one.id, one.label, one.types, one.label, counts[one.id]) for one in ends))


def _conflicts(store: Store, about: str | None = None) -> list[Conflict]:
    return list(islice(store.conflicts(about), CONFLICTS))
