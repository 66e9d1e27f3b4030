"""Whose statement it is."""

from collections.abc import Callable

import pytest

from kg.model import Claim

One = Callable[..., Claim]
AID = "France supports Ukraine"
TARIFF = "Canada imposes_tariffs_on China"
OFFICE = "Viktor_Orbán head_of_government_of Hungary"


TABLE = [
    ("France supports Ukraine.", AID, None),
    ("Emmanuel Macron said that France supports Ukraine.", AID, "Emmanuel_Macron"),
    ("Emmanuel Macron said France supports Ukraine.", AID, "Emmanuel_Macron"),
    ("France supports Ukraine, Emmanuel Macron said.", AID, "Emmanuel_Macron"),
    ('"France supports Ukraine," said Emmanuel Macron.', AID, "Emmanuel_Macron"),
    ('"France supports Ukraine," Emmanuel Macron said on Tuesday.', AID, "Emmanuel_Macron"),
    ('Emmanuel Macron said: "France supports Ukraine."', AID, "Emmanuel_Macron"),
    ("“France supports Ukraine,” said Emmanuel Macron.", AID, "Emmanuel_Macron"),
    # A quotation that goes on.
    ('"It was a good day," said Emmanuel Macron. "France supports Ukraine."', AID, "Emmanuel_Macron"),
    ("“It was a good day,” said Emmanuel Macron. “France supports Ukraine.”", AID, "Emmanuel_Macron"),
    ('"It rains," said Viktor Orban.\n"France supports Ukraine," said Emmanuel Macron.', AID, "Emmanuel_Macron"),
    ('Emmanuel Macron spoke first.\n"France supports Ukraine," he said.', AID, "Emmanuel_Macron"),
    # The quotation is over: the article speaks again.
    ('"It was a good day," said Viktor Orban. France supports Ukraine.', AID, None),
    ("Germany opposes Russia, Viktor Orban said. France supports Ukraine.", AID, None),
    # Sources.
    ("Canada imposed tariffs on China, according to the World Bank.", TARIFF, "World_Bank"),
    ("According to the World Bank, Canada imposed tariffs on China.", TARIFF, "World_Bank"),
    ("According to Mia Castell, an analyst, Canada imposed tariffs on China.", TARIFF, "Mia_Castell"),
    ("The European Commission announced that Canada imposed tariffs on China.", TARIFF, "European_Commission"),
    ("Beijing said that Canada imposed tariffs on China.", TARIFF, "China"),
    ("Canada imposed tariffs on China, the paper reported, citing the World Bank.", TARIFF, "World_Bank"),
    (
        "China's foreign ministry said Canada imposed tariffs on China.",
        TARIFF,
        "Ministry_of_Foreign_Affairs_of_China",
    ),
    # Nobody who could be named.
    ('"France supports Ukraine."', AID, None),
    ('"France supports Ukraine," a senior official said.', AID, None),
    ("It is said that France supports Ukraine.", AID, None),
    ("According to a senior official, France supports Ukraine.", AID, None),
    # Who holds what office is no matter of opinion.
    ("Emmanuel Macron said that Viktor Orban is the prime minister of Hungary.", OFFICE, None),
    ("Viktor Orban, the prime minister of Hungary, said that Serbia supports Russia.", OFFICE, None),
    ("Viktor Orban, the prime minister of Hungary, said that France supports Ukraine.", AID, "Viktor_Orbán"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "triple", "who"), TABLE)
def test_attributed_to(one: One, text: str, triple: str, who: str | None) -> None:
    speaker = one(text, triple).attributed_to
    assert (speaker.id if speaker else None) == who


def test_the_speaker_has_the_mentions_of_the_article(one: One) -> None:
    speaker = one("Emmanuel Macron said that France supports Ukraine.", AID).attributed_to
    assert speaker is not None
    assert speaker.type == "Person"
    assert "Emmanuel Macron" in speaker.mentions


def test_two_speakers_are_two_claims(read: Callable[..., tuple[Claim, ...]]) -> None:
    text = "Emmanuel Macron said that France supports Ukraine. Viktor Orban said that France supports Ukraine."
    found = [c.attributed_to.id for c in read(text) if c.predicate == "supports" and c.attributed_to]
    assert found == ["Emmanuel_Macron", "Viktor_Orbán"]
