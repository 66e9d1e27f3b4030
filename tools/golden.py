"""The golden corpus of the queries: what a reader finds in the sample articles and in four more of our own.

usage: golden.py  (writes tests/query/golden/answers.json anew: read what has changed before you commit it)

Claims are data, in tests/query/golden/claims.jsonl, so that answers do not change when the extractor learns. An entity
is the label of one in the gazetteer, or `Label|Class`; `quote` stands once in the article.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from kg import query
from kg.catalog import gazetteer
from kg.files import data
from kg.model import Article, Claim, Entity, Extraction, Run
from kg.query.answers import shown
from kg.read import read
from kg.store import Store
from kg.vocab import local_name

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "query" / "golden"
RUN = Run("golden", "read by people", "0000", 0.5)
ENTITIES = ("subject", "object", "attributed_to", "cited_from")

# What a question must be given here: it has no default, or none that these articles tell of.
ASKED: dict[str, dict[str, str]] = {
    "evidence": {"subject": "Rwanda", "predicate": "sanctions", "object": "Belgium"},
    "exclusives": {"outlet": "Meridian Wire"},
    "profile": {"entity": "Rwanda"},
    "reachable": {"entity": "Azerbaijan"},
    "timeline": {"entity": "Rwanda"},
}


@contextmanager
def store() -> Iterator[Store]:
    """The golden corpus in memory."""
    with Store.memory() as made:
        for item in corpus():
            made.put(item.article, item.claims, RUN)
        yield made


def answers(made: Store) -> dict[str, list[list[str]]]:
    """The rows of every question that ships, as people read them."""
    found = {name: query.ask(made, question, ASKED.get(name)) for name, question in query.load().items()}
    return {name: [[shown(term) for term in row] for row in answer.rows] for name, answer in found.items()}


@cache
def corpus() -> tuple[Extraction, ...]:
    """The articles with their claims."""
    articles = {item.id: item for item in read([str(data("sample"))]) if isinstance(item, Article)}
    articles |= {row["id"]: Article(**row) for row in _rows("articles.jsonl")}
    claims: dict[str, list[Claim]] = {name: [] for name in articles}
    for row in _rows("claims.jsonl"):
        claims[row["document"]].append(_claim(articles[row["document"]], row))
    return tuple(Extraction(article, tuple(claims[name])) for name, article in sorted(articles.items()))


def _rows(name: str) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, (FOLDER / name).read_text("utf8").splitlines())


def _claim(article: Article, row: dict[str, Any]) -> Claim:
    start = article.text.index(row["quote"])
    values = row | {key: _entity(row[key]) for key in ENTITIES if key in row}
    values["qualifiers"] = tuple(sorted(row.get("qualifiers", {}).items()))
    values["read_as"] = tuple(row.get("read_as", ()))
    return Claim(**values, start=start, end=start + len(row["quote"]), method="golden")


def _entity(text: str) -> Entity:
    label, _, name = text.partition("|")
    if name:
        return Entity(local_name(label), label, (name,), mentions=(label,))
    entry = _labelled()[label]
    return Entity(entry.id, entry.label, entry.types, entry.qid, (label,))


@cache
def _labelled() -> dict[str, gazetteer.Entry]:
    return {entry.label: entry for entry in gazetteer.load().entries.values()}


def main() -> None:
    """Writes the answers, a row a line."""
    with store() as made:
        found = answers(made)
    rows = {name: ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in found[name]) for name in found}
    blocks = ",\n".join(f"  {json.dumps(name)}: [\n{rows[name]}\n  ]" for name in sorted(rows))
    (FOLDER / "answers.json").write_text(f"{{\n{blocks}\n}}\n", "utf8")


if __name__ == "__main__":
    main()
