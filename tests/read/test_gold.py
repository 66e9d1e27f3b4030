"""The real articles, where the shared folder is there: what is read is what was annotated."""

import json
from pathlib import Path

import pytest

from kg.read import read

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
