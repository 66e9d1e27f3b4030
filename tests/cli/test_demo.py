"""What `make demo` does, step by step, on the sample articles."""

import csv
import io
import re

import pyoxigraph as ox
import pytest

from kg.vocab import BASE, CLAIM


@pytest.fixture(scope="module")
def demo(kg, root, tmp_path_factory):
    store = tmp_path_factory.mktemp("demo") / "store"
    done = kg("build", root / "kg" / "data" / "sample", "--store", store)
    assert (done.code, done.err) == (0, "")
    assert re.match(r"1[0-2] read, 0 skipped \(unchanged\), 0 failed, \d{3} claims", done.out)
    return store


@pytest.mark.parametrize("command", ["explain", "path", "query"])
def test_the_example_of_the_help_has_an_answer(kg, demo, command):
    words = re.search(r"Example: kg (.*) --store my-store", kg(command, "--help").out)[1].split()
    done = kg(*words, "--store", demo)
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") >= 3


def asked(root):
    return re.search(r"^ASKED := (.*)$", (root / "Makefile").read_text("utf8"), re.MULTILINE)[1].split()


def test_each_question_has_answers(kg, root, demo):
    assert len(asked(root)) == 3
    for name in asked(root):
        assert (root / "queries" / f"{name}.rq").read_text("utf8").startswith("# question: ")
        done = kg("query", name, "--format", "csv", "--store", demo)
        assert done.code == 0
        assert len(list(csv.reader(io.StringIO(done.out)))) > 5


def test_the_graph_and_its_picture(kg, demo, tmp_path):
    assert kg("export", "-o", tmp_path / "graph.ttl", "--store", demo).code == 0
    assert sum(1 for _ in ox.parse(path=str(tmp_path / "graph.ttl"))) > 1000
    assert kg("render", "-o", tmp_path / "graph.html", "--store", demo, "--title", "The sample articles").code == 0
    page = (tmp_path / "graph.html").read_text("utf8")
    assert "<title>The sample articles" in page
    assert not re.search(r"<(script|link|img)[^>]*(src|href)=.https?:", page)


def test_a_claim_takes_at_most_16_triples_with_the_description_of_the_dataset(kg, demo, tmp_path):
    assert kg("export", "-o", tmp_path / "graph.nt", "--store", demo).code == 0
    subjects = [line.partition(" ")[0] for line in (tmp_path / "graph.nt").read_text("utf8").splitlines()]
    about = [subject for subject in subjects if subject.startswith((f"<{CLAIM}", f"<{BASE}dataset/"))]
    claims = {subject for subject in about if subject.startswith(f"<{CLAIM}")}
    assert len(claims) > 100
    assert len(about) / len(claims) <= 16


def test_the_graph_of_the_samples_is_sound(kg, demo):
    assert kg("validate", "--store", demo).code == 0
