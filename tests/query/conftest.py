from collections.abc import Iterator

import golden as corpus
import pytest

from kg.store import Store


@pytest.fixture(scope="module")
def golden() -> Iterator[Store]:
    """The golden corpus (tools/golden.py) in memory."""
    with corpus.store() as store:
        yield store
