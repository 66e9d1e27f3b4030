"""Measures every wording of the lexicon on annotated articles: how often it fired, how often it was right.

usage: .venv/bin/python tools/measure_lexicon.py ../shared/train/silver.jsonl ../shared/train/written.jsonl

Writes kg/data/lexicon/precision.tsv, from which the confidence of a claim comes. An entity counts as found where the
scorer of the gold sets (../shared/gold/score.py) would say so. Takes about five minutes on two cores.
"""

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.catalog import relations
from kg.files import data
from kg.language.extractor import Extractor
from kg.model import Article, Claim
from kg.records import entity_record

Row = dict[str, Any]


def main(paths: list[str]) -> None:
    """Measures over the articles of the files and writes the table."""
    rows = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf8").splitlines()]
    scorer = Path(paths[0]).resolve().parent.parent / "gold" / "score.py"
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with ProcessPoolExecutor(2) as pool:
        for found in pool.map(judged, rows, [str(scorer)] * len(rows), chunksize=8):
            for wording, hit in found:
                said[wording] += 1
                right[wording] += hit
    lines = [f"{wording}\t{said[wording]}\t{right[wording]}" for wording in sorted(said)]
    target = data("lexicon") / "precision.tsv"
    target.write_text("\n".join(["wording\tsaid\tright", *lines]) + "\n", encoding="utf8")
    print(f"{sum(right.values())} of {sum(said.values())} claims right; wrote {target}")


def judged(row: Row, scorer: str) -> list[tuple[str, bool]]:
    """For each claim that the extractor makes of an article, its wording and whether the annotator has it too."""
    score = _module(scorer)
    entities = {e["id"]: e for e in row["entities"]}
    gold = set(_both_ways(row))
    claims = Extractor().extract(Article(row["id"], row["text"], row.get("title"), row.get("date"), row.get("source")))
    return [(claim.method.removeprefix("lexicon:"), _is_right(score, claim, entities, gold)) for claim in claims]


def _module(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _both_ways(row: Row) -> Iterator[tuple[str, str, str]]:
    for claim in row["claims"]:
        yield claim["s"], claim["p"], claim["o"]
        if relations.load()[claim["p"]].symmetric:
            yield claim["o"], claim["p"], claim["s"]


def _is_right(score: ModuleType, claim: Claim, entities: dict[str, Row], gold: set[tuple[str, str, str]]) -> bool:
    subjects = score.resolve(entity_record(claim.subject), entities, False)
    objects = score.resolve(entity_record(claim.object), entities, False)
    return any((s, claim.predicate, o) in gold for s in subjects for o in objects)


if __name__ == "__main__":
    main(sys.argv[1:])
