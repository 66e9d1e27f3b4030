"""The real articles, where the shared folder is there: what is read is what was annotated."""

import json
from pathlib import Path

import pytest

from kg.language.zones import zones
from kg.model import Article
from kg.read import read
from kg.read.copies import groups, sketch
from kg.read.tongue import told

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the shared gold articles are not here")


@pytest.fixture(scope="module")
def rows():
    return [json.loads(line) for line in GOLD.read_text(encoding="utf8").splitlines()]


def test_every_row_is_read_with_its_text_and_metadata(rows):
    articles = list(read([str(GOLD)]))
    assert [(article.id, article.text) for article in articles] == [(row["id"], row["text"]) for row in rows]
    assert [(article.date, article.source) for article in articles] == [(row["date"], row["source"]) for row in rows]


def test_printed_heads_of_plain_texts_are_found(rows, tmp_path):
    for row in rows:
        (tmp_path / f"{row['id']}.txt").write_text(row["text"], encoding="utf8")
    articles = {article.id: article for article in read([str(tmp_path)])}
    found = {(name, article.date) for name, article in articles.items() if article.date}
    assert found
    assert found <= {(row["id"], row["date"]) for row in rows}
    titled = sum(articles[row["id"]].title == row["title"] for row in rows)
    assert titled >= 0.9 * len(rows)


def test_what_is_claimed_in_the_gold_articles_stands_in_their_stories(rows):
    """No claim of an annotator rests on a line that we take for furniture, and few on what we take for a teaser."""
    teasers = 0
    for row in rows:
        parts = zones(Article(row["id"], row["text"], title=row["title"]))
        for claim in row["claims"]:
            at = row["text"].find(claim["evidence"])
            zone = parts.at(at + 1) if at >= 0 else "body"
            assert zone != "furniture", (row["id"], claim["evidence"])
            teasers += zone == "teaser"
    assert teasers <= 0.05 * sum(len(row["claims"]) for row in rows)


def test_none_of_the_gold_articles_is_left_out_or_a_copy_of_another(rows):
    assert {told(row["text"], "de") for row in rows} == {"en"}
    sketches = {row["id"]: sketch(row["text"]) for row in rows}
    assert groups(sketches) == {name: name for name in sketches}
