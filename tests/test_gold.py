"""What the graph must hold of the first two gold articles (skipped where ../shared is absent)."""

import json
from pathlib import Path

import pytest

from kg.catalog import relations
from kg.language.extractor import THRESHOLD, Extractor
from kg.model import Article, Claim

Triple = tuple[str, str, str]

SEED_000: list[Triple] = [
    ("China", "partner_of", "Azerbaijan"),
    ("BYD", "invests_in", "Azerbaijan"),
    ("Longi Green Energy Technology", "invests_in", "Azerbaijan"),
    ("Xi Jinping", "visited", "Vietnam"),
    ("Xi Jinping", "visited", "Malaysia"),
    ("Xi Jinping", "visited", "Cambodia"),
    ("Ilham Aliyev", "met_with", "Xi Jinping"),
    ("Xi Jinping", "head_of_state_of", "China"),
    ("Ilham Aliyev", "head_of_state_of", "Azerbaijan"),
    ("William Ruto", "head_of_state_of", "Kenya"),
    ("China", "imposes_tariffs_on", "United States"),
    ("United States", "imposes_tariffs_on", "China"),
    ("Paul Nantulya", "affiliated_with", "Africa Center for Strategic Studies"),
    ("Yunis Sharifli", "affiliated_with", "China Global South project"),
]
SEED_001: list[Triple] = [
    ("Marco Rubio", "official_of", "United States"),
    ("Ilham Aliyev", "met_with", "Xi Jinping"),
    ("Azerbaijan", "partner_of", "China"),
    ("India", "opposes", "Azerbaijan"),
]


@pytest.fixture(scope="module")
def claims(shared: Path) -> dict[str, tuple[Claim, ...]]:
    rows = map(json.loads, (shared / "gold" / "dev.jsonl").read_text(encoding="utf8").splitlines()[:2])
    articles = [Article(r["id"], r["text"], r["title"], r["date"], r["source"]) for r in rows]
    return {article.id: Extractor().extract(article) for article in articles}


def named(claim: Claim) -> set[Triple]:
    """The triple under every name that the article gives the two ends, in either direction."""
    subjects = {claim.subject.label.casefold(), *(m.casefold() for m in claim.subject.mentions)}
    objects = {claim.object.label.casefold(), *(m.casefold() for m in claim.object.mentions)}
    return {(s, claim.predicate, o) for s in subjects for o in objects}


def folded(triple: Triple) -> Triple:
    return triple[0].casefold(), triple[1], triple[2].casefold()


def holds(claims: tuple[Claim, ...], triple: Triple) -> bool:
    symmetric = relations.load()[triple[1]].symmetric
    wanted = {folded(triple)} | ({folded((triple[2], triple[1], triple[0]))} if symmetric else set())
    return any(wanted & named(claim) for claim in claims)


@pytest.mark.parametrize("triple", SEED_000, ids=" ".join)
def test_seed_000(claims: dict[str, tuple[Claim, ...]], triple: Triple) -> None:
    assert holds(claims["seed-000"], triple)


@pytest.mark.parametrize("triple", SEED_001, ids=" ".join)
def test_seed_001(claims: dict[str, tuple[Claim, ...]], triple: Triple) -> None:
    assert holds(claims["seed-001"], triple)


def test_nothing_planned_denied_or_ended_is_an_edge(claims: dict[str, tuple[Claim, ...]], shared: Path) -> None:
    rows = map(json.loads, (shared / "gold" / "dev.jsonl").read_text(encoding="utf8").splitlines()[:2])
    for row in rows:
        names = {e["id"]: {e["name"], *e["mentions"]} for e in row["entities"]}
        weak = [c for c in row["claims"] if c["factuality"] != "asserted" or c["ended"]]
        firm = {(c["s"], c["p"], c["o"]) for c in row["claims"]} - {(c["s"], c["p"], c["o"]) for c in weak}
        edges = [claim for claim in claims[row["id"]] if claim.is_edge(THRESHOLD)]
        assert weak
        assert edges
        for s, p, o in ((c["s"], c["p"], c["o"]) for c in weak if (c["s"], c["p"], c["o"]) not in firm):
            leaks = [e for e in edges if any(holds((e,), (one, p, other)) for one in names[s] for other in names[o])]
            assert leaks == []


def test_teasers_give_claims_but_no_edges(claims: dict[str, tuple[Claim, ...]]) -> None:
    teasers = [claim for claim in claims["seed-001"] if claim.zone == "teaser"]
    assert teasers
    assert not any(claim.is_edge(0.0) for claim in teasers)


def test_quotes_are_slices(claims: dict[str, tuple[Claim, ...]], shared: Path) -> None:
    rows = map(json.loads, (shared / "gold" / "dev.jsonl").read_text(encoding="utf8").splitlines()[:2])
    for row in rows:
        assert all(row["text"][c.start : c.end] == c.quote for c in claims[row["id"]])
