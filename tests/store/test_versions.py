"""Which version of an article stands: by date, then by hash, never by which came first."""

from dataclasses import replace
from itertools import permutations

import pytest

from kg.model import Article
from kg.store import Store


@pytest.fixture
def held(content):
    return lambda store: (content(store), tuple(store.article(document.id) for document in store.documents()))


@pytest.fixture
def versions(world):
    """Three versions of one article, two of one day and one of the day before, with claims of their own."""
    item = world[0]
    old = replace(item.article, date="2025-03-01", title="Old")
    return [(old, item.claims[:1]), (item.article, item.claims[:2]), (replace(item.article, title="Two"), item.claims)]


def test_the_order_makes_no_difference(versions, held, run, tmp_path):
    found = set()
    for number, order in enumerate(permutations(versions)):
        for batches in (False, True):
            with Store.open(tmp_path / f"{number}{batches}", write=True) as store:
                for article, claims in order:
                    store.put(article, claims, run)
                    if batches:
                        store.flush()
                found.add(held(store))
    assert len(found) == 1
    assert found.pop()[1][0].title != "Old"


def test_the_later_date_stands(versions, run):
    with Store.memory() as store:
        old, new = versions[0], versions[1]
        assert store.fate(old[0], run) == "new"
        assert store.put(*old, run)
        assert store.fate(new[0], run) == "newer"
        assert store.put(*new, run)
        assert (store.fate(old[0], run), store.fate(new[0], run)) == ("older", "same")
        assert not store.put(*old, run)
        store.remove(new[0].id)
        assert store.put(*old, run)


def test_a_date_counts_more_than_none_and_no_date_is_none(run):
    with Store.memory() as store:
        for date in (None, "Tuesday"):
            assert store.put(Article("a", "Text.", date=date), (), run, f"by {date}") or date
        assert store.put(Article("a", "Other.", date="2025-01-02T10:00"), (), run)
        assert not store.put(Article("a", "Third.", date="Tuesday"), (), run)
        assert store.put(Article("a", "Third.", date="2025-02"), (), run)


def test_what_is_read_where_the_standing_version_was_read_replaces_it(versions, run):
    (old, few), (new, many), _ = versions
    with Store.memory() as store:
        assert store.put(new, many, run, "/in/a.txt")
        assert store.fate(old, run, "/in/b.txt") == "older"
        assert store.fate(old, run, "/in/a.txt") == "newer"
        assert store.put(old, few, run, "/in/a.txt")
        assert store.article(old.id) == old
        # Found unchanged elsewhere, it is at home there from now on.
        assert store.put(new, many, run)
        assert store.fate(new, run, "/in/c.txt") == "same"
        assert store.put(old, few, run, "/in/c.txt")
