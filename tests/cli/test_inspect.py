import json

import pytest


def test_the_lines(kg, articles):
    done = kg("inspect", articles / "hanoi.txt")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("hanoi: Xi Jinping visits Vietnam | 2025-04-14 | ")
    assert "    title  " in done.out
    assert "→ Xi Jinping visited Vietnam (" in done.out
    assert "\x1b" not in done.out


def test_the_page(kg, articles, tmp_path):
    done = kg("inspect", articles / "oslo.txt", "--html", "-o", tmp_path / "oslo.html")
    assert (done.code, done.err) == (0, f"wrote {tmp_path}/oslo.html\n")
    assert "Norway and Kenya sign</h1>" in (tmp_path / "oslo.html").read_text("utf8")


def test_an_article_of_a_corpus(kg, tmp_path):
    rows = [{"name": name, "text": f"Xi Jinping visited {land}."} for name, land in (("a", "Kenya"), ("b", "Peru"))]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = kg("inspect", tmp_path / "rows.jsonl", "--column", "id=name", "--id", "b")
    assert done.code == 0
    assert done.out.startswith("b: ")
    assert "Peru" in done.out
    assert kg("inspect", tmp_path / "rows.jsonl", "--column", "id=name", "--limit", "2").out.count(" sentences, ") == 2


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("nowhere.txt",), 3, "nowhere.txt: no such file or folder"),
        (("hanoi.txt", "--id", "oslo"), 1, "no article with the id 'oslo' in it"),
        (("hanoi.txt", "--column", "name"), 1, "--column name: must be FIELD=NAME, FIELD one of id, text, "),
        (("http://127.0.0.1/",), 3, "127.0.0.1 is no public address; --allow-host 127.0.0.1 takes it"),
    ],
)
def test_what_cannot_be_shown(kg, articles, monkeypatch, words, code, part):
    monkeypatch.chdir(articles)
    done = kg("inspect", *words)
    assert (done.code, done.raw) == (code, b"")
    assert done.err.count("\n") == 1
    assert part in done.err
