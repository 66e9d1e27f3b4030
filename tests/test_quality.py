"""The extraction must not fall below the floors of `quality.toml` on the gold set (skipped where it is absent)."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import gold
from kg.evaluation.gold import GoldArticle
from kg.evaluation.predicted import Prediction, predict
from kg.evaluation.report import Evaluation, evaluate
from kg.language.extractor import Extractor
from kg.language.zones import zones
from kg.records import entity_record

# `[dev]` holds floors, `[dev_at_most]` ceilings: of `doubled` and `surplus`, less is better.
BOUNDS: dict[str, dict[str, float]] = tomllib.loads((Path(__file__).parent / "quality.toml").read_text())


@pytest.fixture(scope="module")
def articles(shared: Path) -> tuple[GoldArticle, ...]:
    return gold.read(shared / "gold" / "dev.jsonl")


@pytest.fixture(scope="module")
def predictions(articles: tuple[GoldArticle, ...]) -> Mapping[str, Prediction]:
    extractor = Extractor()
    return {item.article.id: predict(item.article, extractor) for item in articles}


@pytest.fixture(scope="module")
def found(articles: tuple[GoldArticle, ...], predictions: Mapping[str, Prediction]) -> Evaluation:
    return evaluate(articles, predictions)


@pytest.fixture(scope="module")
def figures(found: Evaluation) -> dict[str, float | None]:
    claims, entities = found.claims, found.entities
    return {
        "precision": claims.strict.precision,
        "recall": claims.strict.recall,
        "strict_f1": claims.strict.f1,
        "lenient_f1": claims.lenient.f1,
        "factual_f1": claims.factual.f1,
        "edge_precision": claims.edges.precision,
        "entity_recall": entities.required.share,
        "entity_recall_typed": entities.required_typed.share,
        "entity_recall_all": entities.every.share,
        "entity_precision_in_claims": entities.precision_in_claims.share,
        "entity_precision": entities.precision.share,
        "linking": entities.linking.share,
        "linking_of_ends": entities.linking_of_ends.share,
        "read_through_coreference": found.coreference.read.share,
        "doubled": entities.doubled.share,
        "surplus": entities.surplus / entities.doubled.whole,
    }


@pytest.mark.parametrize("figure", sorted(BOUNDS["dev"]))
def test_floor(figures: dict[str, float | None], figure: str) -> None:
    value = figures[figure]
    assert value is not None
    assert value >= BOUNDS["dev"][figure]


@pytest.mark.parametrize("figure", sorted(BOUNDS.get("dev_at_most", {})))
def test_ceiling(figures: dict[str, float | None], figure: str) -> None:
    value = figures[figure]
    assert value is not None
    assert value <= BOUNDS["dev_at_most"][figure]


def test_the_scorer_of_the_gold_sets_says_the_same(
    found: Evaluation, predictions: Mapping[str, Prediction], shared: Path, tmp_path: Path
) -> None:
    path, folder = tmp_path / "claims.jsonl", shared / "gold"
    path.write_text("".join(lines(predictions)), encoding="utf8")
    command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), str(path), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = json.loads(json.dumps(asdict(found.claims)))
    assert {key: ours[key] for key in ("strict", "lenient", "facets", "linking", "edges")}.items() <= theirs.items()
    assert theirs["factual"].items() <= ours["factual"].items()


def test_nothing_is_claimed_of_furniture(
    articles: tuple[GoldArticle, ...], predictions: Mapping[str, Prediction]
) -> None:
    for item in articles:
        furniture = [line for line in zones(item.article).lines if line.zone == "furniture"]
        for said in predictions[item.article.id].claims:
            assert not any(line.start < said.end and said.start < line.end for line in furniture), said.sentence


def lines(predictions: Mapping[str, Prediction]) -> list[str]:
    keys = ("predicate", "factuality", "ended", "time", "sentence", "edge", "confidence")
    rows: list[dict[str, Any]] = []
    for document, prediction in predictions.items():
        for said in prediction.claims:
            named = {"subject": said.subject, "object": said.object, "attributed_to": said.speaker}
            ends = {key: entity_record(entity) for key, entity in named.items()}
            rows.append({"document": document} | {key: getattr(said, key) for key in keys} | ends)
    return [json.dumps(row) + "\n" for row in rows]
