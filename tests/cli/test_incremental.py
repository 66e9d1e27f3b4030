"""What a store keeps does not depend on how it came about."""

import re
import shutil

import pytest


@pytest.fixture
def folder(articles, tmp_path):
    return shutil.copytree(articles, tmp_path / "in")


def turtle(kg, store, tmp_path):
    target = tmp_path / "out.ttl"
    assert kg("export", "-o", target, "--store", store).code == 0
    return target.read_bytes()


def counts(done):
    return [int(number) for number in re.match(r"(\d+) read, (\d+) skipped.*, (\d+) failed", done.out).groups()]


def test_a_second_build_skips_what_is_there(kg, folder, tmp_path):
    store = tmp_path / "s"
    assert counts(kg("build", folder, "--store", store)) == [2, 0, 0]
    before = turtle(kg, store, tmp_path)
    assert counts(kg("build", folder, "--store", store)) == [0, 2, 0]
    assert turtle(kg, store, tmp_path) == before


def test_a_changed_file_replaces_its_article(kg, folder, tmp_path):
    store, fresh = tmp_path / "s", tmp_path / "fresh"
    kg("build", folder, "--store", store)
    (folder / "hanoi.txt").write_text("Norway meets India\n\nNorway imposed sanctions on Russia on Monday.\n")
    assert counts(kg("build", folder, "--store", store)) == [1, 1, 0]
    kg("build", folder, "--store", fresh)
    assert turtle(kg, store, tmp_path) == turtle(kg, fresh, tmp_path)
    assert b"Vietnam" not in turtle(kg, store, tmp_path)


def test_removed_is_as_if_never_added(kg, folder, tmp_path):
    store, fresh = tmp_path / "s", tmp_path / "fresh"
    kg("build", folder, "--store", store)
    done = kg("remove", "hanoi", "--store", store)
    assert (done.code, done.raw, done.err) == (0, b"", f"removed 1 of 2 articles from {store}\n")
    kg("build", folder / "oslo.txt", "--store", fresh)
    assert turtle(kg, store, tmp_path) == turtle(kg, fresh, tmp_path)


def test_the_order_of_inputs_does_not_matter(kg, folder, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    kg("build", folder / "hanoi.txt", folder / "oslo.txt", "--store", one)
    kg("build", folder / "oslo.txt", "--store", other)
    kg("build", folder / "hanoi.txt", "--store", other)
    assert turtle(kg, one, tmp_path) == turtle(kg, other, tmp_path)


@pytest.mark.long
def test_two_jobs_give_the_same_bytes_as_one(kg, folder, tmp_path):
    (folder / "empty.txt").write_text("")
    one, two = kg("extract", folder), kg("extract", folder, "--jobs", 2)
    assert one.code == two.code == 3
    assert (one.raw, one.err) == (two.raw, two.err)
    kg("build", folder, "--store", tmp_path / "one")
    kg("build", folder, "--store", tmp_path / "two", "--jobs", 2)
    assert turtle(kg, tmp_path / "one", tmp_path) == turtle(kg, tmp_path / "two", tmp_path)
