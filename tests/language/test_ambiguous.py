"""Names that may mean several things: what each means in a sentence, and none linked wrongly."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.catalog import cues, gazetteer
from kg.language.annotate import annotate
from kg.language.link import link
from kg.model import Claim

HERE = Path(__file__).parent
Case = dict[str, Any]


def table(file: str) -> list[Case]:
    return list(tomllib.loads((HERE / file).read_text("utf8"))["sentence"])


TABLE, MORE = table("ambiguous.toml"), table("ambiguous_more.toml")


@cache
def linked(text: str, mention: str, nth: int, date: str | None) -> str:
    """The entry that the nth mention is linked to, "" where it is linked to none."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(mention, start + 1)
    found = link(annotate(text), date, "a")
    readings = found.at(next(t for t in found.doc if t.idx <= start < t.idx + len(t)))
    return readings[0].id if readings and readings[0].id in gazetteer.load().entries else ""


def meant(case: Case) -> str:
    return linked(case["text"], case["mention"], case.get("nth", 0), case.get("date"))


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case['mention']}: {case['text']}")
def test_linked(case: Case) -> None:
    assert meant(case) == case["id"]


@pytest.mark.long
@pytest.mark.parametrize("case", MORE, ids=lambda case: f"{case['mention']}: {case['text']}")
def test_linked_more(case: Case) -> None:
    assert meant(case) == case["id"]


def test_the_table_is_large_and_its_rates() -> None:
    groups: dict[str, list[bool]] = {}
    for case in TABLE:
        groups.setdefault(case["group"], []).append(meant(case) == case["id"])
    for group, right in sorted(groups.items()):
        print(f"{group:12} {sum(right)} of {len(right)}")
    assert len(TABLE) >= 80
    assert len(groups["metonymy"]) >= 25
    assert not [case for case in TABLE if meant(case) not in ("", case["id"])]


def test_every_sentence_once_and_every_entry_known() -> None:
    keys = [(c["text"], c["mention"], c.get("nth", 0)) for c in [*TABLE, *MORE]]
    assert len(keys) == len(set(keys))
    assert {c["id"] for c in [*TABLE, *MORE]} - {""} <= set(gazetteer.load().entries)


def test_the_table_of_senses_names_entries_that_are_known() -> None:
    senses, known = cues.table("senses"), gazetteer.load()
    listed = [
        *senses["kinds"].values(),
        *senses["doubts"].values(),
        *senses["pairs"].values(),
        *senses["halves"].values(),
    ]
    ids = {id for ids in listed for id in ids} | set(senses["plain"].values()) | set(senses["near"])
    ids |= set(senses["inside"]) | set(senses["inside"].values()) | cues.words("senses", "international")
    ids |= {id for bodies in senses["institutions"].values() for id in bodies.values()} | set(senses["institutions"])
    assert ids <= set(known.entries)
    assert {*senses["plain"], *senses["doubts"]} <= set(known.names)


READ_AS = [
    (
        "Beijing imposed tariffs on Canada.",
        "China imposes_tariffs_on Canada",
        ('Beijing = China (subject of "imposed")',),
    ),
    (
        "Kenya signed an agreement with Tokyo.",
        "Japan signed_agreement_with Kenya",
        ('Tokyo = Japan (behind "agreement with")',),
    ),
    ("Xi Jinping arrived in Paris.", "Xi_Jinping visited France", ("Paris = France (by the relation)",)),
    ("The Kremlin criticized Japan.", "Russia criticizes Japan", ('Kremlin = Russia (subject of "criticized")',)),
    ("Kenya joined BRICS.", "Kenya member_of BRICS", ()),
    ("Georgia joined NATO.", "Georgia member_of NATO", ('Georgia = the country (with "NATO")',)),
    (
        "The Council of Europe met. The Council criticized Belarus.",
        "Council_of_Europe criticizes Belarus",
        ("the Council = Council of Europe",),
    ),
]


@pytest.mark.parametrize(("text", "triple", "notes"), READ_AS)
def test_the_claim_tells_how_a_name_was_read(
    one: Callable[..., Claim], text: str, triple: str, notes: tuple[str, ...]
) -> None:
    assert one(text, triple).read_as == notes


def test_a_metonym_costs_no_confidence(one: Callable[..., Claim]) -> None:
    named = one("China imposed tariffs on Canada.", "China imposes_tariffs_on Canada")
    metonym = one("Beijing imposed tariffs on Canada.", "China imposes_tariffs_on Canada")
    assert metonym.confidence == pytest.approx(named.confidence, abs=0.05)


def test_two_states_of_one_name(triples: Callable[..., set[str]]) -> None:
    found = triples("The two Koreas joined the World Trade Organization.")
    assert {"North_Korea member_of World_Trade_Organization", "South_Korea member_of World_Trade_Organization"} <= found


def test_a_town_and_its_government_in_one_article() -> None:
    found = link(annotate("The envoys met in Moscow. Moscow accused Ankara of lying."), None, "a")
    towns = [ids[0] for spot, ids in zip(found.spots, found.readings, strict=True) if spot.text(found.doc) == "Moscow"]
    assert towns == ["Moscow", "Russia"]
