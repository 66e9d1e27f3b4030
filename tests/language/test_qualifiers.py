"""Amounts, goods, sectors, places, events and offices beside a claim."""

from collections.abc import Callable

import pytest

from kg.language.qualifiers import office_of
from kg.model import Claim

SENTENCES = [
    ("Emmanuel Macron met Xi Jinping in Geneva.", "Emmanuel_Macron met_with Xi_Jinping", {"place": "Geneva"}),
    ("Emmanuel Macron met Xi Jinping.", "Emmanuel_Macron met_with Xi_Jinping", {}),
    ("Emmanuel Macron visited Beijing.", "Emmanuel_Macron visited China", {"place": "Beijing"}),
    ("Emmanuel Macron visited China.", "Emmanuel_Macron visited China", {}),
    ("Russia supplies natural gas to Moldova.", "Russia supplies Moldova", {"commodity": "natural gas"}),
    ("Russia exports oil and wheat to Egypt.", "Russia supplies Egypt", {"commodity": "oil, wheat"}),
    ("China invested $500 million in Kenya.", "China invests_in Kenya", {"amount": "$500 million"}),
    ("China cooperates with Kenya in renewable energy.", "China partner_of Kenya", {"sector": "renewable energy"}),
    ("China invested in Kenya, which owes $3 billion.", "China invests_in Kenya", {}),
    ("France sent 300 soldiers to Mali.", "France deploys_forces_to Mali", {"amount": "300 soldiers"}),
]


@pytest.mark.parametrize(("text", "triple", "qualifiers"), SENTENCES)
def test_qualifiers(one: Callable[..., Claim], text: str, triple: str, qualifiers: dict[str, str]) -> None:
    assert dict(one(text, triple).qualifiers) == qualifiers


def test_two_amounts_are_none(one: Callable[..., Claim]) -> None:
    claim = one("China gave Kenya $500 million in 2019 and $3 billion in 2020.", "China provides_aid_to Kenya")
    assert "amount" not in dict(claim.qualifiers)


def test_the_description_of_a_name_is_no_sector(one: Callable[..., Claim]) -> None:
    claim = one("China cooperates with Kenya, according to Ann Moore, a security analyst.", "China partner_of Kenya")
    assert claim.qualifiers == ()


def test_office(one: Callable[..., Claim]) -> None:
    claim = one("Emmanuel Macron, the president of France, slept.", "Emmanuel_Macron head_of_state_of France")
    assert claim.qualifiers == (("office", "president"),)


def test_no_office_without_a_wording() -> None:
    assert office_of(None, "head_of", "chair") == ()
