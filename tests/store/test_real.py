"""What holds of stores of anything (test_properties.py), tried with what is extracted from real articles."""

import json
from dataclasses import replace
from random import Random

import pytest

from kg.export import content
from kg.language import workers
from kg.model import Article
from kg.store import Store

FORMATS = (".ttl", ".csv")
COLUMNS = ("id", "text", "title", "date", "source")


@pytest.fixture(scope="session")
def read(shared):
    """A dozen articles with their claims."""
    lines = (shared / "train" / "written.jsonl").read_text("utf8").splitlines()[::29]
    articles = [Article(**{column: json.loads(line)[column] for column in COLUMNS}) for line in lines]
    found = [workers.extract(article) for article in articles]
    assert sum(len(item.claims) for item in found) > 50
    return found, workers.extractor().run


def filled(found, run, batch=100):
    store = Store.memory()
    for number, item in enumerate(found, start=1):
        store.put(item.article, item.claims, run)
        if number % batch == 0:
            store.flush()
    return store


def held(store):
    assert list(store.audit()) == []
    return [content(store, suffix) for suffix in FORMATS]


def test_order_and_batches_make_no_difference(read, tmp_path):
    found, run = read
    first = held(filled(found, run))
    turned = Random(1).sample(found, len(found))
    assert held(filled(turned, run, 5)) == first
    for part in (found[::2], found[1::2]):
        with Store.open(tmp_path / "store", write=True) as store:
            for item in part:
                store.put(item.article, item.claims, run)
    with Store.open(tmp_path / "store") as store:
        assert held(store) == first


def test_what_is_removed_leaves_no_trace(read):
    found, run = read
    store = filled(found, run)
    for number in range(len(found) - 1, 5, -1):
        store.remove(found[number].article.id)
    assert held(store) == held(filled(found[:6], run))
    store.remove(*(item.article.id for item in found[:6]))
    assert store.stats().triples == 0


def test_to_replace_is_to_remove_and_to_add(read):
    found, run = read
    # The older version of each article has another's claims left out, and a text that goes on.
    older = [
        replace(
            item, article=replace(item.article, text=f"{item.article.text}\nMore.", date="1900"), claims=item.claims[1:]
        )
        for item in found
    ]
    newer = [replace(item, article=replace(item.article, date="2025-01-01")) for item in found]
    store = filled(older, run, 4)
    for item in newer[:6]:
        store.put(item.article, item.claims, run)
    other = filled([*newer[:6], *older[6:]], run)
    assert held(store) == held(other)
    # Whichever comes first, the newer stands.
    assert held(filled([*newer, *older], run)) == held(filled(newer, run))
