"""Pronouns and descriptions: read where one candidate stands out, and said so."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.catalog import cues, gazetteer
from kg.language.extractor import Extractor
from kg.model import Article, Claim

Read = Callable[..., tuple[Claim, ...]]
EXAMPLES: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "coref.toml").read_text("utf8"))


def readings(extractor: Extractor, text: str, date: str | None = None) -> list[str]:
    """Every `word = ids` of a text, in text order."""
    found: dict[tuple[int, str], list[str]] = {}
    for mention in extractor.examine(Article("a", text, date=date)).readings:
        found.setdefault((mention.start, mention.text), []).append(mention.entity)
    return [f"{word} = {', '.join(ids)}" for (_, word), ids in found.items()]


@pytest.mark.parametrize("example", EXAMPLES["read"], ids=lambda example: str(example["text"]))
def test_read(extractor: Extractor, example: dict[str, Any]) -> None:
    assert readings(extractor, example["text"], example.get("date")) == example["reads"]


@pytest.mark.parametrize("example", EXAMPLES["silent"], ids=lambda example: str(example["text"]))
def test_silent(extractor: Extractor, example: dict[str, Any]) -> None:
    assert readings(extractor, example["text"]) == []


def test_by_the_table_of_offices_alone_is_said(read: Read) -> None:
    claims = read("William Ruto came to Beijing. His Chinese counterpart visited Kenya.", "2024-05-01")
    assert "His Chinese counterpart = Xi Jinping (by the table of offices)" in [n for c in claims for n in c.read_as]


def test_the_first_person_is_the_speaker(read: Read) -> None:
    (claim,) = [c for c in read('"We joined BRICS," said Kenya\'s president, William Ruto.') if c.object.id == "BRICS"]
    assert (claim.subject.id, claim.read_as) == ("Kenya", ("We = Kenya",))
    assert claim.attributed_to is not None
    assert claim.attributed_to.id == "William_Ruto"


def test_names_have_one_gender_and_are_sorted() -> None:
    table = cues.table("gender")
    for section in ("given", "nouns", "persons", "titles"):
        female, male = table["female"][section], table["male"][section]
        assert not set(female) & set(male)
        for words in (female, male):
            assert words == sorted(set(words))


def test_kinds_of_states_name_states_of_the_gazetteer() -> None:
    labels = {e.label for e in gazetteer.load().entries.values() if e.types == ("State",)}
    for section in cues.table("states").values():
        for kind, names in section.items():
            assert set(names) <= labels, kind
            assert names == sorted(set(names)), kind


def test_persons_by_gender_are_in_the_gazetteer() -> None:
    labels = {e.label for e in gazetteer.load().entries.values() if e.types == ("Person",)}
    assert {name for gender in cues.table("gender").values() for name in gender["persons"]} <= labels


def notes(claims: tuple[Claim, ...]) -> dict[str, tuple[str, ...]]:
    return {f"{c.subject.id} {c.predicate} {c.object.id}": c.read_as for c in claims}


LEADERS = "The two leaders = Emmanuel Macron and Giorgia Meloni"
RESOLVED = [
    (
        "Emmanuel Macron flew to Jordan. He visited Egypt.",
        {"Emmanuel_Macron visited Egypt": "He = Emmanuel Macron"},
    ),
    ("Giorgia Meloni flew to Tunisia. She visited Egypt.", {"Giorgia_Meloni visited Egypt": "She = Giorgia Meloni"}),
    (
        "Emmanuel Macron flew to Jordan.\nHe visited Egypt.",
        {"Emmanuel_Macron visited Egypt": "He = Emmanuel Macron"},
    ),
    ("Kenya left the talks. It joined BRICS.", {"Kenya member_of BRICS": "It = Kenya"}),
    ("Kenya criticized Ghana. The country joined BRICS.", {"Kenya member_of BRICS": "The country = Kenya"}),
    (
        "Volta Motors opened an office in Accra. The company invested in Ghana.",
        {"Volta_Motors invests_in Ghana": "The company = Volta Motors"},
    ),
    (
        "Kenya and Ghana cut taxes. They joined BRICS.",
        {"Kenya member_of BRICS": "They = Kenya and Ghana", "Ghana member_of BRICS": "They = Kenya and Ghana"},
    ),
    (
        "Kenya and Ghana cut taxes. Both countries joined BRICS.",
        {
            "Kenya member_of BRICS": "Both countries = Kenya and Ghana",
            "Ghana member_of BRICS": "Both countries = Kenya and Ghana",
        },
    ),
    (
        "Emmanuel Macron and Giorgia Meloni arrived in Cairo. The two leaders visited Jordan.",
        {"Emmanuel_Macron visited Jordan": LEADERS, "Giorgia_Meloni visited Jordan": LEADERS},
    ),
    (
        "Kenya and China held talks. Both countries signed a trade agreement.",
        {"China signed_agreement_with Kenya": "Both countries = Kenya and China"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), RESOLVED)
def test_resolved(read: Read, text: str, wanted: dict[str, str]) -> None:
    found = notes(read(text))
    assert {triple: found.get(triple) for triple in wanted} == {t: (note,) for t, note in wanted.items()}


ABSTAINS = [
    ("Emmanuel Macron and Viktor Orban met in Paris. He visited Egypt.", "visited"),
    ("Giorgia Meloni and Ursula von der Leyen met. She visited Egypt.", "visited"),
    ("Kenya and Ghana cut taxes. It joined BRICS.", "member_of"),
    ("Kenya and Ghana cut taxes. The country joined BRICS.", "member_of"),
    ("Kenya, Ghana and Chad sent envoys. Both countries joined BRICS.", "member_of"),
    ("Emmanuel Macron, Giorgia Meloni and Viktor Orban came. The two leaders visited Egypt.", "visited"),
    ("He visited Egypt.", "visited"),
    ("Both countries joined BRICS.", "member_of"),
    ("The company invested in Ghana.", "invests_in"),
    ("Emmanuel Macron met Mia Castell. They visited Egypt.", "visited"),
]


@pytest.mark.parametrize(("text", "predicate"), ABSTAINS)
def test_abstains(read: Read, text: str, predicate: str) -> None:
    assert [c for c in read(text) if c.predicate == predicate] == []


def test_out_of_reach(read: Read) -> None:
    far = "Emmanuel Macron visited Egypt. The road was long. The food was good. The air was hot. He visited Jordan."
    assert [c.object.id for c in read(far) if c.predicate == "visited"] == ["Egypt"]


def test_a_name_needs_no_note(read: Read) -> None:
    (named,) = [c for c in read("Kenya joined BRICS.") if c.predicate == "member_of"]
    (resolved,) = [c for c in read("Kenya left the talks. It joined BRICS.") if c.predicate == "member_of"]
    assert named.read_as == ()
    assert resolved.read_as == ("It = Kenya",)
