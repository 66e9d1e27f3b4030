import pytest

from kg.model import Article
from kg.read import read

FRONT = """---
title: "Norland: a railway"
date: 2024-03-05
source: 'Example Daily'
url: https://example.org/railway
tags: [rail, trade]
draft:
---
"""
BODY = """
# Norland **builds** a railway

The [president](https://example.org/berg) met
her *peer* in `Hafenstadt`.[^1]

![A train](train.png)

- Norland pays
- Sudmark [digs][dig] &amp; builds

> "We agree," she said.

```
print("no sentence")
```
<div>raw HTML</div>

[dig]: https://example.org/dig
"""
WORDS = (
    "Norland builds a railway\n\nThe president met her peer in Hafenstadt.[^1]\n\nNorland pays\n\n"
    'Sudmark digs & builds\n\n"We agree," she said.'
)


@pytest.fixture
def article(tmp_path):
    def of(text):
        path = tmp_path / "a.md"
        path.write_text(text)
        (item,) = read([str(path)])
        return item

    return of


def test_the_words_of_the_blocks_and_the_first_heading(article):
    assert article(BODY) == Article("a", WORDS, title="Norland builds a railway")


def test_front_matter_is_metadata_and_its_title_stands_first(article):
    assert article(FRONT + BODY) == Article(
        id="a",
        text=f"Norland: a railway\n\n{WORDS}",
        title="Norland: a railway",
        date="2024-03-05",
        source="Example Daily",
        url="https://example.org/railway",
    )


def test_a_title_that_the_text_has_is_not_said_twice(article):
    text = article("---\ntitle: Norland builds a railway\n---\n# Norland builds a railway\n\nIt is long.\n").text
    assert text == "Norland builds a railway\n\nIt is long."


def test_a_rule_at_the_start_is_no_front_matter(article):
    assert article("---\n\nNorland builds a railway.\n").text == "Norland builds a railway."


def test_a_date_line_below_the_heading(article):
    item = article("# Norland builds a railway\n\n5 March 2024\n\nNorland has begun to build a railway to Sudmark.\n")
    assert (item.title, item.date) == ("Norland builds a railway", "2024-03-05")


def test_what_is_code_only_has_no_text(article):
    assert "no text" in str(article("```\nx = 1\n```\n"))


def test_brackets_without_end_do_not_hang(article):
    assert len(article("[" * 200_000).text) == 200_000


def test_a_publisher_in_the_front_matter_is_the_source(article):
    assert article(FRONT.replace("source:", "publisher:") + BODY).source == "Example Daily"
