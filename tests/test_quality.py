"""The extraction must not fall below the floors of `quality.toml` on the gold set (skipped where it is absent)."""

import importlib.util
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.language.extractor import THRESHOLD, Extractor
from kg.model import Article
from kg.records import claim_record

FLOORS: dict[str, float] = tomllib.loads((Path(__file__).parent / "quality.toml").read_text())["dev"]


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, float]:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.read_jsonl(shared / "gold" / "dev.jsonl")
    found = [record for row in gold for record in records(row)]
    result, _ = scorer.score(gold, found, scorer.relation_inventory())
    return {
        "precision": result["strict"]["precision"],
        "recall": result["strict"]["recall"],
        "strict_f1": result["strict"]["f1"],
        "lenient_f1": result["lenient"]["f1"],
        "factual_f1": result["factual"]["f1"],
        "edge_precision": result["edges"]["precision"],
    }


def records(row: dict[str, Any]) -> list[dict[str, Any]]:
    article = Article(row["id"], row["text"], row["title"], row["date"], row["source"])
    claims = Extractor().extract(article)
    return json.loads(json.dumps([claim_record(claim, THRESHOLD) for claim in claims]))


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_floor(figures: dict[str, float], figure: str) -> None:
    assert figures[figure] >= FLOORS[figure]
