from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store import Store


@pytest.fixture(scope="session")
def content() -> Callable[[Store], bytes]:
    """All that the graph of a store holds, as sorted N-Quads."""

    def lines(store: Store) -> bytes:
        return b"".join(sorted((store.quads().dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))

    return lines
