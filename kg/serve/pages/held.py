"""What is worked out once for each state of a store, and kept until there is a newer one."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

import pyoxigraph as ox

from kg.store import Store

_Value = TypeVar("_Value")


class Held(Generic[_Value]):
    """A value that follows from a store. It is made once however many ask at the same time."""

    def __init__(self, make: Callable[[Store], _Value]) -> None:
        """`make` works the value out."""
        self._make, self._lock = make, Lock()
        self._of: tuple[ox.Store, _Value] | None = None

    def of(self, store: Store) -> _Value:
        """The value for this store. Two stores are in the same state where they share one graph."""
        graph = store.quads()
        with self._lock:
            if self._of is None or self._of[0] is not graph:
                self._of = (graph, self._make(store))
            return self._of[1]
