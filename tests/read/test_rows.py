import json
import tracemalloc

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as anything
from hypothesis import strategies as st

from kg.errors import BadArticle
from kg.model import Article
from kg.read import READERS, read
from kg.read.rows import LINE_BYTES

GOOD = {"id": "good", "text": "Norland met Sudmark."}
TITLE = "Norland and Sudmark agree on a railway"
LEAD = "The governments of Norland and Sudmark agreed on Tuesday to build a railway between their capitals."


def written(path, *lines):
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    )
    return path


def items(path):
    return list(READERS[path.suffix](path))


def test_a_row_gives_its_article_and_metadata_as_given(tmp_path):
    row = {"id": "x/1", "text": "Norland met Sudmark.\r\n", "title": "Talks", "date": "2024-03-05T08:00:00Z"}
    row |= {"source": "Example Daily", "url": "https://example.org/a?b=1", "language": "en-GB", "claims": []}
    assert items(written(tmp_path / "a.jsonl", row)) == [
        Article(
            id="x/1",
            text="Norland met Sudmark.\r\n",
            title="Talks",
            date="2024-03-05",
            source="Example Daily",
            url="https://example.org/a?b=1",
        )
    ]


def test_what_a_row_lacks_is_looked_for_in_its_text(tmp_path):
    row = {"id": "a", "text": f"{TITLE}\n5 March 2024\n\n{LEAD}", "date": "soon", "title": None, "source": 7}
    (article,) = items(written(tmp_path / "a.jsonl", row))
    assert (article.title, article.date, article.source) == (TITLE, "2024-03-05", None)


@pytest.mark.parametrize(
    ("given", "code"),
    [("en-GB", "en"), ("AZ", "az"), ("eng", "en"), ("zh_Hans", "zh"), ("english", "en"), (None, "en")],
)
def test_the_language_is_its_code(tmp_path, given, code):
    (article,) = items(written(tmp_path / "a.jsonl", GOOD | {"language": given}))
    assert article.language == code


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//example.org",
        "https://exa mple.org",
        "http://[",
        'https://a/"<',
        "",
    ],
)
def test_an_address_that_is_none_is_left_out(tmp_path, url):
    (article,) = items(written(tmp_path / "a.jsonl", GOOD | {"url": url}))
    assert article.url is None


def test_metadata_is_one_line_that_prints(tmp_path):
    (article,) = items(
        written(tmp_path / "a.jsonl", GOOD | {"id": " a\x00\n1\ud800", "title": "A\nB\x1b[31m", "source": " "})
    )
    assert (article.id, article.title, article.source) == ("a1", "A B [31m", None)


@anything(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r"), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_text_comes_out_exactly_as_given(tmp_path, text):
    (item,) = items(written(tmp_path / "a.jsonl", {"id": "a", "text": text}))
    assert item.text == text if text.strip() else "no text" in str(item)


FAULTS = {
    "broken": (b'{"id": "a", "text": ', "not JSON"),
    "not an object": (["a"], "not an object"),
    "no id": ({"text": "Norland."}, "no `id`"),
    "blank id": ({"id": " ", "text": "Norland."}, "no `id`"),
    "id that does not print": ({"id": "\x01", "text": "Norland."}, "id has 1 to"),
    "long id": ({"id": "a" * 301, "text": "Norland."}, "id has 1 to"),
    "odd id": ({"id": True, "text": "Norland."}, "no `id`"),
    "no text": ({"id": "a"}, "no `text`"),
    "odd text": ({"id": "a", "text": ["Norland."]}, "no `text`"),
    "blank text": ({"id": "a", "text": " \n"}, "no text in it"),
    "binary text": ({"id": "a", "text": "Norland\x00"}, "binary"),
    "half a pair": ({"id": "a", "text": "Norland \ud83d"}, "surrogate"),
    "not UTF-8": ('{"id": "a", "text": "Ørland"}'.encode("latin-1"), "not UTF-8 at byte 22"),
    "deep": (b"[" * 200_000, "nested too deep"),
    "long number": (b'{"id": ' + b"1" * 5_000 + b"}", "number too long"),
    "long text": ({"id": "a", "text": "x" * 1_000_001}, "1,000,001 characters"),
    "same id": (GOOD, "id 'good' again"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path, name):
    line, word = FAULTS[name]
    first, bad, last = items(written(tmp_path / "a.jsonl", GOOD, b"", line, {"id": 7, "text": "Sudmark."}))
    assert (first.id, last.id) == ("good", "7")
    assert isinstance(bad, BadArticle)
    assert str(bad).startswith(f"{tmp_path}/a.jsonl, line 3: ")
    assert word in str(bad)
    assert "\n" not in str(bad)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "no row"),
        (b"\n\n", "no row"),
        (b"\x1f\x8b\x08\0\0\0", "binary"),
        ('{"id": "a"}'.encode("utf-16"), "is UTF-16"),
    ],
)
def test_a_file_that_is_no_json_lines_is_one_fault(tmp_path, raw, word):
    path = tmp_path / "a.jsonl"
    path.write_bytes(raw)
    (bad,) = items(path)
    assert word in str(bad)


def test_a_byte_order_mark_is_passed_over(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert items(path)[0].id == "good"


@pytest.mark.parametrize("size", [LINE_BYTES + 4_000_000, pytest.param(50_000_000, marks=pytest.mark.long)])
def test_a_line_above_the_limit_is_passed_over_without_being_held(tmp_path, size):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "long", "text": "')
        for _ in range(size // 1_000_000):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + json.dumps(GOOD).encode())
    tracemalloc.start()
    try:
        bad, good = items(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "line 1: longer than" in str(bad)
    assert good.id == "good"
    assert peak < 2 * LINE_BYTES + 2_000_000


def test_rows_are_read_one_at_a_time(tmp_path):
    path = written(tmp_path / "a.jsonl", *({"id": str(number), "text": "x" * 100_000} for number in range(50)))
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Article) for item in READERS[".jsonl"](path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 50
    assert peak < 2_000_000


def test_json_is_one_object_or_a_list_of_them(tmp_path):
    one, many = tmp_path / "one.json", tmp_path / "many.json"
    one.write_text(json.dumps({"id": "one", "text": "Norland."}))
    many.write_text(json.dumps([GOOD, 3, GOOD, {"id": "two", "text": "Sudmark."}]))
    assert [
        item.id if isinstance(item, Article) else str(item).split(";")[0] for item in read([str(one), str(many)])
    ] == [
        "one",
        "good",
        f"{many}, item 2: not an object",
        f"{many}, item 3: id 'good' again, after {many}, item 1",
        "two",
    ]


@pytest.mark.parametrize(
    ("text", "word"), [("[]", "no row"), ("{", "not JSON"), ("", "empty"), ("[" * 200_000, "too deep")]
)
def test_a_bad_json_file_is_one_fault(tmp_path, text, word):
    path = tmp_path / "a.json"
    path.write_text(text)
    (bad,) = items(path)
    assert word in str(bad)


@pytest.mark.parametrize("key", ["source", "publisher", "outlet"])
def test_the_source_goes_by_other_names(tmp_path, key):
    [found] = items(written(tmp_path / "a.jsonl", GOOD | {key: "Gazette"}))
    assert isinstance(found, Article)
    assert found.source == "Gazette"
    [found] = items(written(tmp_path / "b.jsonl", {"source": "Herald", key: "Herald"} | GOOD))
    assert isinstance(found, Article)
    assert found.source == "Herald"
