from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import Store


@pytest.fixture(scope="session")
def content() -> Callable[[Store], bytes]:
    """All that the graph of a store holds, as sorted N-Quads."""

    def lines(store: Store) -> bytes:
        return b"".join(sorted((store.quads().dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))

    return lines


@pytest.fixture
def held(content: Callable[[Store], bytes]) -> Callable[[Path], bytes]:
    """All that the graph of a store on disk holds, found sound."""

    def found(folder: Path) -> bytes:
        with Store.open(folder) as store:
            assert list(store.audit()) == []
            return content(store)

    return found
