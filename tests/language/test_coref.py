"""Pronouns and descriptions: read where one candidate stands out, and said so."""

from collections.abc import Callable

import pytest

from kg.model import Claim

Read = Callable[..., tuple[Claim, ...]]


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


def test_a_name_needs_no_note_and_is_surer(read: Read) -> None:
    (named,) = [c for c in read("Kenya joined BRICS.") if c.predicate == "member_of"]
    (resolved,) = [c for c in read("Kenya left the talks. It joined BRICS.") if c.predicate == "member_of"]
    assert named.read_as == ()
    assert resolved.confidence < named.confidence
