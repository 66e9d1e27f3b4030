"""`kg evaluate`: its figures as text and JSON, its lists, and what it says of bad input."""

import json

import pytest

SENTENCE = "Chinese President Xi Jinping visited Vietnam on Monday."
TEXT = f"{SENTENCE} He spoke of Kenya. India imposed sanctions on Turkey."


def entity(id, name, type, qid, *also):
    return {"id": id, "name": name, "type": type, "qid": qid, "mentions": [name, *also]}


ARTICLE = {
    "id": "hanoi",
    "title": "A visit",
    "date": "2025-04-14",
    "text": TEXT,
    "entities": [
        entity("e1", "Xi Jinping", "Person", None),
        entity("e2", "China", "State", "Q148", "Chinese"),
        entity("e3", "Vietnam", "State", "Q881"),
        entity("e4", "Kenya", "State", "Q114"),
        entity("e5", "Port of Elba", "Facility", None),
    ],
    "claims": [
        {"s": "e1", "p": "visited", "o": "e3", "evidence": SENTENCE, "time": "2025-04-14"},
        {"s": "e1", "p": "head_of_state_of", "o": "e2", "evidence": SENTENCE},
        {"s": "e1", "p": "owned_by", "o": "e4", "evidence": "He spoke of Kenya."},
        {"s": "e2", "p": "invests_in", "o": "e5", "evidence": "He spoke of Kenya.", "optional": True},
    ],
}


XI, CHINA, VIETNAM = (
    {"id": e["name"], "label": e["name"], "type": e["type"], "qid": e["qid"], "mentions": e["mentions"]}
    for e in ARTICLE["entities"][:3]
)
CLAIMS = [
    {"document": "hanoi", "subject": XI, "predicate": "visited", "object": VIETNAM, "time": "2025-04-14", "edge": True},
    {"document": "hanoi", "subject": XI, "predicate": "head_of_state_of", "object": CHINA, "edge": True},
    {
        "document": "hanoi",
        "subject": {"label": "India"},
        "predicate": "sanctions",
        "object": XI,
        "read_as": ["He = Xi Jinping"],
        "sentence": "He spoke of Kenya.",
        "start": TEXT.index("He spoke"),
        "end": TEXT.index(" India"),
        "edge": True,
    },
]


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    path = tmp_path_factory.mktemp("claims") / "claims.jsonl"
    path.write_text("".join(json.dumps(claim) + "\n" for claim in CLAIMS), "utf8")
    return path


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n", "utf8")
    return path


def test_the_figures_of_claims(kg, gold, claims):
    done = kg("evaluate", gold, "--claims", claims)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "strict   P 0.667  R 0.667  F1 0.667   correct 2 predicted 3 gold 3",
        "lenient  P 0.667  R 0.667  F1 0.667   correct 2 predicted 3 gold 3",
        "factual  P 0.667  R 0.667  F1 0.667   correct 2 predicted 3 gold 3   (strict, with factuality and ended right "
        "as well)",
        "  factuality   accuracy 1.000   F1 over the marked 0.000 (0 marked)",
        "  attribution  accuracy 1.000   F1 over the marked 0.000 (0 marked)",
        "  ended        accuracy 1.000   F1 over the marked 0.000 (0 marked)",
        "  time         accuracy 1.000   F1 over the marked 1.000 (1 marked)",
        "  edges 3, precision 0.667, leaks 0",
        "entities",
        "  recall, ends of required claims  0.750 (3 of 4), with the right type 0.750 (3 of 4)",
        "  recall, all of the gold          0.600 (3 of 5), with the right type 0.600 (3 of 5)",
        "  precision, ends of claims        0.750 (3 of 4)",
        "  precision, all that are named    0.750 (3 of 4)",
        "  doubled                          0.000 (0 of 3), 0 too many",
        "  linking of states and blocs      1.000 (2 of 2)",
        "    at the ends of correct claims  1.000 (2 of 2), as the scorer counts 1.000",
    ]


def test_what_is_listed_on_request(kg, gold, claims):
    done = kg("evaluate", gold, "--claims", claims, "--coreference", "--errors", 1, "--per-predicate")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[16:] == [
        "coreference",
        "  needed: the evidence does not name an end  0.333 (1 of 3) of the required claims",
        "  the end was read through coreference       1.000 (1 of 1)",
        "  found                                      0.000 (0 of 1), 0 with the end read",
        "  lost for want of coreference               0.000 (0 of 1)",
        "  lost though the end was read               1.000 (1 of 1)",
        "by predicate",
        "  head_of_state_of       P 1.000  R 1.000  F1 1.000   correct 1 predicted 1 gold 1",
        "  owned_by               P 0.000  R 0.000  F1 0.000   correct 0 predicted 0 gold 1",
        "  sanctions              P 0.000  R 0.000  F1 0.000   correct 0 predicted 1 gold 0",
        "  visited                P 1.000  R 1.000  F1 1.000   correct 1 predicted 1 gold 1",
        "claims: spurious and missed",
        "  spurious hanoi: India | sanctions | Xi Jinping   <- He spoke of Kenya.",
        "entities: missed, mistyped, doubled, mislinked",
        "  missed    hanoi: Kenya (State)",
        "claims that need coreference: lost",
        "  hanoi: Xi Jinping | owned_by | Kenya (read: Xi Jinping)   <- He spoke of Kenya.",
    ]


def test_without_claims_it_extracts(kg, gold, tmp_path):
    claims = tmp_path / "claims.jsonl"
    kg("extract", gold, "-o", claims)
    ways = ((), ("--claims", claims))
    own, file = (json.loads(kg("evaluate", gold, "--coreference", "--format", "json", *words).out) for words in ways)
    assert own["strict"]["correct"] == 2
    figures = ("strict", "lenient", "factual", "facets", "linking", "edges", "per_predicate")
    assert [own[key] for key in figures] == [file[key] for key in figures]
    # Besides the claims' entities there are those that are merely named.
    assert own["entities"]["required"] == {"share": 1.0, "part": 4, "whole": 4}
    assert own["entities"]["precision_in_claims"] == file["entities"]["precision_in_claims"]
    assert own["coreference"]["read"]["part"] == 1


def test_json_has_the_names_of_the_scorer(kg, gold, claims, tmp_path):
    target, words = tmp_path / "figures.json", ("--claims", claims, "--errors", 5, "--coreference")
    done = kg("evaluate", gold, *words, "-o", target)
    assert (done.code, done.raw, done.err) == (0, b"", f"wrote {target}\n")
    assert kg("evaluate", gold, *words, "--format", "json").raw == target.read_bytes()
    found = json.loads(target.read_text("utf8"))
    plain = {"strict", "lenient", "factual", "facets", "linking", "edges", "per_predicate"}
    assert set(found) == plain | {"entities", "coreference", "errors", "entity_errors"}
    rates = {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}
    assert found["strict"] == rates | {"correct": 2, "predicted": 3, "gold": 3}
    assert found["entities"]["required"] == {"share": 0.75, "part": 3, "whole": 4}
    assert found["coreference"]["claims"][0]["unnamed"] == ["Xi Jinping"]
    assert [(e["kind"], e["predicate"]) for e in found["errors"]] == [("spurious", "sanctions"), ("missed", "owned_by")]
    assert set(json.loads(kg("evaluate", gold, "--claims", claims, "--format", "json").out)) == plain | {"entities"}


def complaint(done, *messages):
    assert (done.code, done.raw) == (1, b"")
    lines = done.err.splitlines()
    assert lines[0].startswith("kg: ")
    assert len(lines) == len(messages)
    assert all(message in line for message, line in zip(messages, lines, strict=True)), lines


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (None, ["bad.jsonl: no such file; check the path"]),
        ("", ["bad.jsonl: no article in it; one line must be one annotated article"]),
        ("{not json", ["bad.jsonl, line 1: not JSON ("]),
        (json.dumps(ARTICLE)[:-1], ["bad.jsonl, line 1: not JSON ("]),
        ('{"id": "a", "text": "b"}', ["line 1: no `entities`; must be", "line 1: no `claims`; must be"]),
        ('[]\n\n"x"', ["bad.jsonl, line 1: not an object", "bad.jsonl, line 3: not an object"]),
    ],
)
def test_bad_gold(kg, tmp_path, content, messages):
    path = tmp_path / "bad.jsonl"
    if content is not None:
        path.write_text(content, "utf8")
    complaint(kg("evaluate", path), *messages)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "bad.jsonl: no such file; check the path"),
        ("{not json", "bad.jsonl, line 1: not JSON ("),
        ('{"document": "x"}', "bad.jsonl, line 1: no `subject`; must be an object with `label`"),
        (
            '{"document": "oslo", "subject": {"label": "a"}, "predicate": "visited", "object": {"label": "b"}}',
            "bad.jsonl: claims on 1 article that the gold lacks (oslo)",
        ),
    ],
)
def test_bad_claims(kg, gold, tmp_path, content, message):
    path = tmp_path / "bad.jsonl"
    if content is not None:
        path.write_text(content, "utf8")
    done = kg("evaluate", gold, "--claims", path)
    assert (done.code, done.raw) == (1, b"")
    assert done.err.startswith("kg: ")
    assert message in done.err.splitlines()[0]


@pytest.mark.parametrize(
    "words", [(), ("--errors", "many"), ("--errors", "-1"), ("--format", "csv"), ("--nope",)], ids=" ".join
)
def test_wrong_usage(kg, gold, words):
    done = kg("evaluate", *([gold] if words else []), *words)
    assert (done.code, done.raw) == (2, b"")
    assert "Usage: kg evaluate" in done.err


def test_a_target_that_cannot_be(kg, gold, tmp_path):
    complaint(kg("evaluate", gold, "-o", tmp_path / "f.csv"), "f.csv: no format has '.csv'; there are .json, .txt")
    complaint(kg("evaluate", gold, "-o", tmp_path / "no" / "f.json"), "cannot be written, there is no folder")
    assert list(tmp_path.iterdir()) == []


def test_what_people_read_holds_no_sign_that_steers_a_terminal(kg, claims, tmp_path):
    entities = [e | {"name": e["name"] + "\x1b[31m\u202e"} for e in ARTICLE["entities"]]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(ARTICLE | {"text": f"{TEXT} \x1b[2J", "entities": entities}) + "\n", "utf8")
    done = kg("evaluate", path, "--claims", claims, "--errors", 9, "--coreference")
    assert done.code == 0
    assert "Kenya" in done.out
    assert not {"\x1b", "\u202e"} & set(done.out)
