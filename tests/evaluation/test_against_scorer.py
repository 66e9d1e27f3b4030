"""Our figures are those of ../shared/gold/score.py (skipped where it is absent)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import gold, predicted
from kg.evaluation.report import evaluate
from kg.evaluation.scoring import Rates

Row = dict[str, Any]
SAME = ("strict", "lenient", "facets", "linking", "edges")
CHANGES = (
    "none",
    "swap",
    "parent",
    "loose name",
    "mention",
    "no qid",
    "other qid",
    "status",
    "speaker",
    "missing",
    "none",
    "twice",
    "spurious",
)


@pytest.mark.parametrize("shift", [0, 4, 9])
def test_on_claims_with_every_kind_of_fault(shared: Path, tmp_path: Path, shift: int) -> None:
    rows = [json.loads(line) for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf8").splitlines()]
    changes = cycle(CHANGES[shift:] + CHANGES[:shift])
    claims = [claim for row in rows for one in row["claims"] for claim in changed(row, one, next(changes))]
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf8")
    assert ours(shared, path) == theirs(shared, path)


def changed(row: Row, claim: Row, change: str) -> Iterator[Row]:
    """The gold claim as a system might say it, with one kind of fault."""
    entities = {e["id"]: said(e) for e in row["entities"]}
    subject, object = entities[claim["s"]], entities[claim["o"]]
    record = {"document": row["id"], "subject": subject, "predicate": claim["p"], "object": object}
    record |= {key: claim[key] for key in ("factuality", "ended", "time")} | {"edge": True, "confidence": 0.7}
    record["attributed_to"] = entities.get(claim["attributed_to"] or "")
    other = subject | {"label": f"{subject['label']} Board", "mentions": []}
    yield from {
        "swap": [record | {"subject": object, "object": subject}],
        "parent": [record | {"predicate": "affiliated_with" if claim["p"] == "head_of" else "leader_of"}],
        "loose name": [record | {"subject": other | {"qid": None}}],
        "mention": [record | {"subject": subject | {"label": subject["mentions"][-1], "qid": None}}],
        "no qid": [record | {"object": object | {"qid": None}}],
        "other qid": [record | {"object": object | {"qid": "Q0"}}],
        "status": [record | {"factuality": "possible", "ended": True, "time": "1999", "edge": False}],
        "speaker": [record | {"attributed_to": subject, "factuality": "planned"}],
        "missing": [],
        "twice": [record | {"confidence": 0.2, "time": "1999"}, record, record | {"predicate": "adores"}],
        "spurious": [record | {"subject": other | {"qid": None, "label": "Somebody Else"}}],
    }.get(change, [record])


def said(entity: Row) -> Row:
    return {"id": entity["name"], "label": entity["name"]} | {k: entity[k] for k in ("type", "qid", "mentions")}


def ours(shared: Path, claims: Path) -> Row:
    articles = gold.read(shared / "gold" / "dev.jsonl")
    found = evaluate(articles, predicted.read(claims, articles)).claims
    plain = json.loads(json.dumps(asdict(found)))
    per = {name: counted(r) for name, r in found.per_predicate.items()}
    return {key: plain[key] for key in SAME} | {"factual": rounded(found.factual), "per_predicate": per}


def rounded(rates: Rates) -> Row:
    return {"precision": rates.precision, "recall": rates.recall, "f1": rates.f1}


def counted(r: Rates) -> Row:
    counts = {"tp": r.correct, "fp": r.predicted - r.correct, "fn": r.gold - r.correct}
    return rounded(r) | {key: n for key, n in counts.items() if n}


def theirs(shared: Path, claims: Path) -> Row:
    folder = shared / "gold"
    command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), str(claims), "--json"]
    printed: Row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    per = {
        name: {k: n for k, n in r.items() if n or k in ("precision", "recall", "f1")}
        for name, r in printed["per_predicate"].items()
    }
    return {key: printed[key] for key in (*SAME, "factual")} | {"per_predicate": per}
