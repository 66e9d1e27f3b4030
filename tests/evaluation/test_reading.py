"""What is read of gold and claims, and what is said of what cannot be."""

import json

import pytest

from kg.errors import BadData, NotFound
from kg.evaluation import gold, predicted


def test_gold_is_read(gold_file):
    pact, neighbours = gold.read(gold_file)
    assert (pact.article.id, pact.article.date, len(pact.entities)) == ("pact", "2025-05-06", 7)
    assert (len(pact.required), len(pact.optional), neighbours.claims[0].predicate) == (7, 1, "borders")
    assert [c.predicate for c in pact.claims if not c.holds] == ["visited", "member_of"]


def test_what_may_be_left_out(gold_rows, write):
    row = gold_rows[1]
    bare = {key: row[key] for key in ("id", "text")} | {"claims": [{"s": "e1", "p": "borders", "o": "e2"}]}
    bare["entities"] = [{key: e[key] for key in ("id", "name", "type")} for e in row["entities"]]
    [item] = gold.read(write("gold.jsonl", [bare]))
    assert item.claims == (gold.GoldClaim("e1", "borders", "e2"),)
    assert item.entities["e1"].mentions == ()


def spoilt(row, **values):
    return {key: value for key, value in (row | values).items() if value != "gone"}


GOLD_FAULTS = [
    ({"entities": "gone"}, "line 1: no `entities`; must be a list of objects"),
    ({"claims": "gone"}, "line 1: no `claims`; must be a list of objects"),
    ({"claims": ["e1 visited e2"]}, "line 1: no `claims`; must be a list of objects"),
    ({"id": " "}, "line 1: no `id`; must be a string that is not blank"),
    ({"text": None}, "line 1: no `text`; must be a string that is not blank"),
    ({"text": "\x00\x01\x02"}, "line 1: binary data, not text"),
    ({"claims": [{"s": "e1", "p": "borders"}]}, "line 1, claims 1: no `o`; must be"),
    ({"entities": [], "claims": [{"s": "e1", "p": "borders", "o": "e1"}]}, "line 1, claims 1: no entity 'e1' in"),
    ({"claims": [{"s": "e1", "p": "borders", "o": "e9"}]}, "line 1, claims 1: no entity 'e9' in this article; must"),
    (
        {"claims": [{"s": "e1", "p": "borders", "o": "e2", "factuality": "sure"}]},
        "line 1, claims 1: `factuality` must be one of asserted, planned, possible, denied",
    ),
    ({"claims": [{"s": "e1", "p": "borders", "o": "e2", "ended": "no"}]}, "claims 1: `ended` must be true or false"),
    ({"claims": [{"s": "e1", "p": "borders", "o": "e2", "time": 2025}]}, "claims 1: `time` must be a string or null"),
    ({"entities": [{"id": "e1", "name": "A", "type": "State"}] * 2, "claims": []}, "two entities with one id"),
    ({"entities": [{"id": "e1", "type": "State"}], "claims": []}, "line 1, entities 1: no `name`; must be"),
    (
        {"entities": [{"id": "e1", "name": "A", "type": "State", "mentions": "A"}], "claims": []},
        "line 1, entities 1: `mentions` must be a list of strings",
    ),
]


@pytest.mark.parametrize(("values", "message"), GOLD_FAULTS, ids=[message for _, message in GOLD_FAULTS])
def test_a_fault_of_gold_is_one_line(gold_rows, write, values, message):
    path = write("gold.jsonl", [spoilt(gold_rows[1], **values)])
    with pytest.raises(BadData) as error:
        gold.read(path)
    [line] = sorted(set(str(error.value).splitlines()))
    assert line.startswith(f"{path}, line 1")
    assert message in line


def test_every_fault_is_told(gold_rows, write, tmp_path):
    path = write("gold.jsonl", [spoilt(row, entities="gone", claims=[]) for row in gold_rows])
    with path.open("ab") as file:
        file.write(b'{broken\n\n[1]\n{"id": "\xff"}\n{"id": "\\ud800"}\n' + b"[" * 100_000 + b"\n" + b"9" * 5000)
    with pytest.raises(BadData) as error:
        gold.read(path)
    lines = [line.removeprefix(f"{path}, line ") for line in str(error.value).splitlines()]
    assert [line.split(";")[0] for line in lines] == [
        "1: no `entities`",
        "2: no `entities`",
        "3: not JSON (expecting property name enclosed in double quotes)",
        "5: not an object",
        "6: not UTF-8 at byte 9",
        "7: half of a character pair (lone surrogate)",
        "8: nested too deep or a number too long",
        "9: nested too deep or a number too long",
    ]


def test_an_id_twice_and_no_article_at_all(gold_rows, write):
    with pytest.raises(BadData, match="2 articles with id 'pact'; must be 1"):
        gold.read(write("gold.jsonl", [gold_rows[0], gold_rows[0]]))
    with pytest.raises(BadData, match="no article in it"):
        gold.read(write("empty.jsonl", []))


def test_files_that_cannot_be_read(tmp_path, gold_file):
    with pytest.raises(NotFound, match="no such file; check the path"):
        gold.read(tmp_path / "nowhere.jsonl")
    with pytest.raises(BadData, match="cannot be read"):
        gold.read(tmp_path)
    with pytest.raises(NotFound, match="no such file; check the path"):
        predicted.read(tmp_path / "nowhere.jsonl", gold.read(gold_file))


def test_claims_need_only_a_triple(gold_file, write):
    ends = {"subject": {"label": "Arvia"}, "object": {"label": "Delta Pact"}}
    path = write("claims.jsonl", [{"document": "pact", "predicate": "signed"} | ends])
    prediction = predicted.read(path, gold.read(gold_file))["pact"]
    assert [(c.subject.label, c.factuality, c.edge) for c in prediction.claims] == [("Arvia", "asserted", False)]
    assert [e.label for e in prediction.entities] == ["Arvia", "Delta Pact"]


CLAIM_FAULTS = [
    ({"document": "gone"}, "line 1: no `document`; must be a string"),
    ({"subject": "gone"}, "line 1: no `subject`; must be an object with `label`"),
    ({"object": {"id": "x"}}, "line 1, object: no `label`; must be a string"),
    ({"subject": "Arvia"}, "`subject` must be an object or null"),
    ({"predicate": ""}, "line 1: no `predicate`; must be a string"),
    ({"edge": "yes"}, "line 1: `edge` must be true or false"),
    ({"confidence": "high"}, "line 1: `confidence` must be a number"),
    ({"confidence": float("nan")}, "line 1: `confidence` must be a number"),
    ({"start": 1e300}, "line 1: `start` must be a number"),
]


@pytest.mark.parametrize(("values", "message"), CLAIM_FAULTS, ids=[message for _, message in CLAIM_FAULTS])
def test_a_fault_of_claims_is_told(gold_file, claim_rows, write, values, message):
    with pytest.raises(BadData) as error:
        predicted.read(write("claims.jsonl", [spoilt(claim_rows[0], **values)]), gold.read(gold_file))
    assert message in str(error.value).splitlines()[0]


def test_claims_on_articles_that_the_gold_lacks(gold_file, claim_rows, write):
    rows = [claim_rows[0] | {"document": f"other {n}"} for n in range(7)]
    with pytest.raises(BadData, match=r"claims on 7 articles that the gold lacks \(other 0, .*, other 4, \.\.\.\)"):
        predicted.read(write("claims.jsonl", rows), gold.read(gold_file))


def test_no_claims_are_claims_too(gold_file, write):
    assert predicted.read(write("claims.jsonl", []), gold.read(gold_file)) == {}


def test_a_byte_order_mark_is_passed_over(gold_rows, tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(gold_rows[0]).encode("utf8"))
    assert gold.read(path)[0].article.id == "pact"
