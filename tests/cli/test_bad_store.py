"""What is no store, is another's at the time, or is damaged: one clear line, nothing written."""

import os
import shutil
import sqlite3

import pytest

from kg.store import Store

ON_A_STORE = [
    ("list",),
    ("stats",),
    ("validate",),
    ("export", "-o", "g.ttl"),
    ("render", "-o", "g.html"),
    ("explain", "China", "partner_of", "Kenya"),
    ("path", "China", "Kenya"),
    ("query", "partners"),
    ("remove", "hanoi"),
]


@pytest.mark.parametrize("words", ON_A_STORE, ids=lambda words: words[0])
def test_no_store(complaint, kg, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    complaint(kg(*words), 1, "communique-store: no store here; `kg build INPUT --store communique-store` makes one")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [*ON_A_STORE, ("build", "hanoi.txt")], ids=lambda words: words[0])
def test_a_file_is_no_store(complaint, kg, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hanoi.txt").write_text("Xi Jinping visited Vietnam.")
    complaint(kg(*words, "--store", "hanoi.txt"), 1, "hanoi.txt: a file, not a store; give the folder of one")
    assert os.listdir(tmp_path) == ["hanoi.txt"]


def test_a_folder_of_other_things_is_no_store(complaint, kg, articles):
    complaint(kg("build", articles, "--store", articles), 1, "no store, and not empty (hanoi.txt)")
    assert sorted(os.listdir(articles)) == ["hanoi.txt", "oslo.txt"]


def test_a_store_that_another_writes_to(complaint, kg, tmp_path):
    with Store.open(tmp_path / "s", write=True):
        done = kg("build", "x.txt", "--store", tmp_path / "s")
        complaint(done, 1, "another process writes to this store; try again when it is done")
        assert kg("list", "--store", tmp_path / "s").code == 0


def damaged(store, tmp_path, *names):
    copy = shutil.copytree(store, tmp_path / "copy")
    for name in names:
        for path in copy.glob(name):
            path.write_bytes(b"no database " * 100)
    return copy


@pytest.mark.parametrize("words", ON_A_STORE[:-1], ids=lambda words: words[0])
def test_a_store_whose_ledger_is_damaged(complaint, kg, store, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    copy = damaged(store, tmp_path, "documents.sqlite")
    complaint(kg(*words, "--store", copy), 1, str(copy), "damaged", "restore it from a copy or build it anew")


def test_a_store_whose_graph_is_damaged(complaint, kg, store, tmp_path):
    copy = damaged(store, tmp_path, "graph/*/*")
    complaint(kg("stats", "--store", copy), 1, str(copy / "graph"), "the next command that writes")


def test_a_store_of_another_version(complaint, kg, store, tmp_path):
    copy = shutil.copytree(store, tmp_path / "copy")
    with sqlite3.connect(copy / "documents.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    complaint(kg("list", "--store", copy), 1, str(copy), "99")
