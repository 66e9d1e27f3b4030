"""From inputs to a store: what is worked on, what is passed over and why, and how much there is to do."""

import json

import pytest

from kg import pipeline
from kg.store import Store

TEXT = "Norway imposed sanctions on Russia on Monday."
OTHER = "Kenya imposed sanctions on Turkey on Monday."


def row(name, text, **more):
    return json.dumps({"id": name, "text": text, **more}) + "\n"


@pytest.fixture
def store():
    with Store.memory() as store:
        yield store


def counts(done):
    return done.read, done.skipped, done.older, done.failed


def test_an_interrupted_build_goes_on_where_it_was(store, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(OTHER)

    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.build([str(tmp_path)], store, report=stop)
    assert [document.id for document in store.documents()] == ["a"]
    done, lines = pipeline.build([str(tmp_path)], store)
    assert (counts(done), lines) == ((1, 1, 0, 0), [])
    assert done.claims == 1


def test_an_older_version_is_passed_over_and_named(store, tmp_path):
    (tmp_path / "new.jsonl").write_text(row("x", TEXT, date="2025-05-01"))
    (tmp_path / "old.jsonl").write_text(row("x", OTHER, date="2025-04-01"))
    for order in ("new old", "old new"):
        for name in order.split():
            done, lines = pipeline.build([str(tmp_path / f"{name}.jsonl")], store)
        assert store.article("x").text == TEXT
        if order == "new old":
            assert counts(done) == (0, 0, 1, 0)
            assert lines == [
                "x: not taken, the store has a newer version (by date, else by hash); "
                "to have it all the same, kg remove x first"
            ]
            store.remove("x")


def test_two_articles_of_one_id_are_told_in_whatever_runs_they_come(tmp_path):
    for year, text in (("2024", TEXT), ("2025", OTHER)):
        (tmp_path / year).mkdir()
        (tmp_path / year / "report.txt").write_text(text)
    places = [str(tmp_path / year) for year in ("2024", "2025")]
    stands = set()
    for runs in ([places], [places[::-1]], [places[:1], places[1:]], [places[1:], places[:1]]):
        with Store.memory() as store:
            outcomes = [pipeline.build(run, store) for run in runs]
            stands.add(store.article("report").text)
        assert sum(done.failed for done, _ in outcomes) == 1
        (line,) = [line for _, lines in outcomes for line in lines]
        assert "report.txt" in line.replace(str(tmp_path), "").split(";")[0]
        assert "rename" in line
    assert len(stands) == 1


def test_an_article_that_was_moved_and_edited_is_no_other(store, tmp_path):
    for year, text in (("2024", TEXT), ("2025", OTHER)):
        (tmp_path / year).mkdir()
        (tmp_path / year / "report.txt").write_text(text)
        assert pipeline.build([str(tmp_path / year)], store)[0].failed == 0
        (tmp_path / year / "report.txt").unlink()


def test_a_page_stands_once_and_what_goes_is_named(store, tmp_path):
    def of(name, text, page, date):
        return row(name, text, date=date, url=f"https://gazette.example/{page}")

    (tmp_path / "a.jsonl").write_text(of("a", TEXT, "talks?utm_source=x", "2025-04-01"))
    (tmp_path / "b.jsonl").write_text(of("b", OTHER, "talks/", "2025-05-01"))
    for order in ("ab", "ba"):
        found = [pipeline.build([str(tmp_path / f"{name}.jsonl")], store) for name in order]
        assert [document.id for document in store.documents()] == ["b"]
        assert [claim.document for claim in store.claims()] == ["b"]
        done, lines = found[1]
        if order == "ab":
            assert (counts(done), done.replaced) == ((1, 0, 0, 0), 1)
            assert lines == ["a: replaced by b, a newer version of its page"]
        else:
            assert (counts(done), done.replaced) == ((0, 0, 1, 0), 0)
            assert lines == [
                "a: not taken, the store has a newer version of its page, b (by date, else by hash); "
                "to have it all the same, kg remove b first"
            ]
        store.remove("b")
        assert store.stats().triples == 0


def test_what_is_corrected_where_it_lies_replaces_itself(store, tmp_path):
    for text, date in ((TEXT, "2025-05-01"), (OTHER, "2025-04-01"), (TEXT, None)):
        more = {} if date is None else {"date": date}
        (tmp_path / "a.jsonl").write_text(row("x", text, **more))
        done, _ = pipeline.build([str(tmp_path)], store)
        assert counts(done) == (1, 0, 0, 0)
        assert store.article("x").text == text


def test_every_input_that_fails_is_named_and_the_rest_goes_on(store, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    done, lines = pipeline.build([str(tmp_path / "nowhere.txt"), str(tmp_path)], store)
    assert counts(done) == (1, 0, 0, 2)
    assert "nowhere.txt" in lines[0]
    assert "b.txt" in lines[1]
    assert done.seen == 3


def test_how_much_there_is_to_do(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(row("x", TEXT) + "\n" + row("y", TEXT))
    assert pipeline.expected([str(tmp_path), str(tmp_path / "none.txt")]) == 4
    assert pipeline.expected(["-"]) is None
    (tmp_path / "c.csv").write_text("id,text\n")
    assert pipeline.expected([str(tmp_path)]) is None


@pytest.mark.long
def test_any_number_of_jobs_gives_the_same_store(store, tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"{TEXT} {OTHER} The year was {1990 + number}.")
    (tmp_path / "empty.txt").write_text("")
    one = pipeline.build([str(tmp_path)], store, 1)
    with Store.memory() as two:
        assert pipeline.build([str(tmp_path)], two, 2) == one
        assert list(two.claims()) == list(store.claims())
        assert {str(quad) for quad in two.quads()} == {str(quad) for quad in store.quads()}
