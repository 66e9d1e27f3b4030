"""kg conflicts and kg review, on made-up claims."""

import io
import re
import sys
from dataclasses import replace

import pytest

from kg.store import Store


@pytest.fixture
def disputed(folder, world, run):
    """The same with an article that denies what others state."""
    item = world[0]
    claim = next(claim for claim in item.claims if claim.predicate == "partner_of")
    with Store.open(folder, write=True) as store:
        article = replace(item.article, id="denial", source="The Denier")
        store.put(article, [replace(claim, document="denial", factuality="denied")], run)
    return folder


@pytest.fixture
def typed(monkeypatch):
    """Has the next command read these lines from the keyboard."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_conflicts_show_both_sides_with_their_support(kg, disputed):
    done = kg("conflicts", "--store", disputed, "--kind", "polarity")
    assert done.code == 0
    assert "polarity: Arcadia partner_of Ruritania\n    denied (" in done.out
    assert "    denied (2 claims, 2 articles, 2 origins)\n        “" in done.out
    assert re.search(r"\n    stated \(\d claims?, \d articles?, \d origins?\)\n        “", done.out)
    assert ", confidence 0.9\n" in done.out
    assert done.err.endswith(" conflicts\n") or done.err.endswith("1 conflict\n")


def test_conflicts_of_one_entity_or_kind(kg, disputed):
    assert kg("conflicts", "--store", disputed, "--entity", "Ruritania").out
    done = kg("conflicts", "--store", disputed, "--entity", "Otto Kranz", "--kind", "polarity")
    assert (done.code, done.raw, done.err) == (0, b"", "no conflicts\n")
    assert kg("conflicts", "--store", disputed, "--kind", "war").code == 2


def test_review_writes_what_is_decided_and_replays_it(kg, folder, typed):
    with Store.open(folder) as store:
        first, second, third, *_ = (claim.confidence for claim in store.unsure(0.95))
        number = store.stats().claims
    typed("a\nwhat?\nr\ns\nq\n")
    done = kg("review", "--below", "0.95", "--store", folder)
    assert done.code == 0
    assert done.err.endswith(f"1 accepted, 1 rejected; {folder / 'curation.toml'} is replayed in every build\n")
    assert done.out.count("accept, reject, skip or quit [a/r/s/q]? ") == 5
    with Store.open(folder) as store:
        assert store.stats().claims == number - 1
        left = [claim.confidence for claim in store.unsure(0.95)]
        assert left[0] == third
        assert [claim.method.endswith(", reviewed") for claim in store.claims()].count(True) == 1
    text = (folder / "curation.toml").read_text()
    assert text.count("[[accept]]  # ") == text.count("[[reject]]  # ") == 1
    assert first >= second


def test_review_without_an_answer_changes_nothing(kg, folder, typed):
    typed("")
    done = kg("review", "--below", "1", "--store", folder)
    assert (done.code, done.err.startswith("0 accepted, 0 rejected")) == (0, True)
    assert not (folder / "curation.toml").exists()


def test_review_replays_what_was_written_by_hand(kg, folder, typed):
    (folder / "curation.toml").write_text('[[alias]]\nentity = "Arcadia"\nname = "The Old Country"\n')
    typed("q\n")
    assert kg("review", "--store", folder).code == 0
    assert kg("explain", "The Old Country", "partner_of", "Ruritania", "--store", folder).code == 0


def test_a_faulty_file_of_decisions_is_told(kg, folder, typed):
    (folder / "curation.toml").write_text("[[merge]]\n")
    typed("q\n")
    done = kg("review", "--store", folder)
    assert done.code == 1
    assert f"{folder / 'curation.toml'}: [[merge]] number 1: needs into\n" in done.err


def test_an_entry_that_names_nothing_is_told(kg, folder, typed):
    (folder / "curation.toml").write_text('[[merge]]\ninto = "Arcadia"\nentities = ["Arcardia"]\n')
    typed("q\n")
    done = kg("review", "--store", folder)
    assert done.code == 0
    assert f"kg: {folder / 'curation.toml'}: merge of Arcardia decides nothing: no claim here names it; " in done.err
