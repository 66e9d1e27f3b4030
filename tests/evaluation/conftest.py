"""Two articles of our own, annotated by hand, and what a system might say of the first: every figure can be counted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SIGNED = "Arvia and Belmar signed the Delta Pact on Monday."
MET = "Its president, Nora Vale, met Tom Reed of Belmar, who heads the Elba Press."
VISIT = "He may visit Arvia."
LEFT = "Arvia has left the Coast League."
TEXT = f"{SIGNED} {MET} {VISIT} {LEFT}"
NEIGHBOURS = "Corland borders Duvria."


def entity(id: str, name: str, type: str, qid: str | None = None, *also: str) -> dict[str, Any]:
    return {"id": id, "name": name, "type": type, "qid": qid, "mentions": [name, *also]}


def gold(s: str, p: str, o: str, evidence: str, **values: Any) -> dict[str, Any]:
    usual = {"factuality": "asserted", "attributed_to": None, "ended": False, "time": None, "qualifiers": {}}
    return {"s": s, "p": p, "o": o, "evidence": evidence} | usual | values


GOLD = [
    {
        "id": "pact",
        "title": "A pact",
        "date": "2025-05-06",
        "text": TEXT,
        "entities": [
            entity("e1", "Arvia", "State", "Q1", "Arvian"),
            entity("e2", "Belmar", "State", "Q2"),
            entity("e3", "Delta Pact", "Agreement"),
            entity("e4", "Nora Vale", "Person", None, "Vale"),
            entity("e5", "Tom Reed", "Person", None, "Reed"),
            entity("e6", "Coast League", "StateGroup", "Q6"),
            entity("e7", "Elba Press", "Company"),
        ],
        "claims": [
            gold("e1", "signed", "e3", SIGNED, attributed_to="e4"),
            gold("e2", "signed", "e3", SIGNED),
            gold("e1", "signed_agreement_with", "e2", SIGNED, time="2025-05-05"),
            gold("e4", "head_of_state_of", "e1", MET),
            gold("e4", "met_with", "e5", MET),
            gold("e5", "visited", "e1", VISIT, factuality="possible"),
            gold("e1", "member_of", "e6", LEFT, ended=True),
            gold("e5", "head_of", "e7", MET, optional=True),
        ],
    },
    {
        "id": "neighbours",
        "title": "Neighbours",
        "date": None,
        "text": NEIGHBOURS,
        "entities": [entity("e1", "Corland", "State", "Q8"), entity("e2", "Duvria", "State")],
        "claims": [gold("e1", "borders", "e2", NEIGHBOURS)],
    },
]

ARVIA = {"id": "Arvia", "label": "Arvia", "type": "State", "qid": "Q1", "mentions": ["Arvia"]}
BELMAR = {"id": "Belmar", "label": "Belmar", "type": "State", "qid": "Q2", "mentions": ["Belmar"]}
PACT = {"id": "Delta_Pact", "label": "Delta Pact", "type": "Agreement", "qid": None, "mentions": ["Delta Pact"]}
VALE = {"id": "Nora_Vale", "label": "Nora Vale", "type": "Organization", "qid": None, "mentions": ["Nora Vale"]}
REED = {"id": "Tom_Reed", "label": "Tom Reed", "type": "Person", "qid": None, "mentions": ["Tom Reed"]}
LEAGUE = {"id": "Coast_League", "label": "Coast League", "type": "StateGroup", "qid": None, "mentions": []}
PRESS = {"id": "Elba_Press", "label": "Elba Press", "type": "Company", "qid": None, "mentions": ["Elba Press"]}
CLUB = {"id": "Monday_Club", "label": "Monday Club", "type": "Organization", "qid": None, "mentions": ["Monday Club"]}


def said(subject: Any, predicate: str, object: Any, sentence: str, **values: Any) -> dict[str, Any]:
    start = TEXT.index(sentence)
    ends = {"document": "pact", "subject": subject, "predicate": predicate, "object": object}
    usual = {"factuality": "asserted", "attributed_to": None, "ended": False, "time": None, "edge": True}
    place = {"sentence": sentence, "start": start, "end": start + len(sentence), "confidence": 0.8, "read_as": []}
    return ends | usual | place | values


CLAIMS = [
    said(CLUB, "sanctions", ARVIA, LEFT, confidence=0.6),
    said(ARVIA, "signed", PACT, SIGNED, confidence=0.5, factuality="planned"),
    said(ARVIA, "signed", PACT, SIGNED, confidence=0.9, attributed_to=VALE),
    said(BELMAR, "signed_agreement_with", ARVIA, SIGNED, time="2025-05"),
    said(VALE, "leader_of", ARVIA, MET),
    said(REED, "visited", ARVIA, VISIT, read_as=["He = Tom Reed"]),
    said(ARVIA, "member_of", LEAGUE, LEFT, ended=True, edge=False),
    said(REED, "head_of", PRESS, MET),
]


Rows = list[dict[str, Any]]
Write = Callable[[str, Rows], Path]


def written(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    return path


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes rows into a file of this name."""
    return lambda name, rows: written(tmp_path / name, rows)


@pytest.fixture
def gold_rows() -> Rows:
    """The annotated articles, to change at will."""
    return json.loads(json.dumps(GOLD))


@pytest.fixture
def claim_rows() -> Rows:
    """The claims, to change at will."""
    return json.loads(json.dumps(CLAIMS))


@pytest.fixture(scope="session")
def gold_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("gold") / "gold.jsonl", GOLD)


@pytest.fixture(scope="session")
def claims_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("claims") / "claims.jsonl", CLAIMS)
