"""Whose statement it is."""

from collections.abc import Callable

import pytest

from kg.language.attribution import Reports
from kg.language.extractor import understood
from kg.model import Article, Claim, Entity

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


# Who says what the word stands in, and the paper that it is cited from.
SAID = [
    ("As Emmanuel Macron announced, Kenya armed Ghana.", "armed", "Emmanuel_Macron", None),
    ("Kenya, Emmanuel Macron says, armed Ghana.", "armed", "Emmanuel_Macron", None),
    ("Emmanuel Macron spoke. Kenya armed Ghana, he added.", "armed", "Emmanuel_Macron", None),
    ("Emmanuel Macron accused Kenya of arming Ghana.", "arming", "Emmanuel_Macron", None),
    ("Emmanuel Macron denied that Kenya armed Ghana.", "armed", "Emmanuel_Macron", None),
    ("Emmanuel Macron repeated that Kenya armed Ghana.", "armed", "Emmanuel_Macron", None),
    ("Emmanuel Macron announced the arrest of Kenyans in Ghana.", "arrest", "Emmanuel_Macron", None),
    ("France's leader, Emmanuel Macron, said Kenya armed Ghana.", "armed", "Emmanuel_Macron", None),
    ("Emmanuel Macron said:\n\nKenya armed Ghana.\n\nGhana is glad.", "armed", "Emmanuel_Macron", None),
    ('"It rains," said Emmanuel Macron.\n"Kenya armed Ghana."', "armed", "Emmanuel_Macron", None),
    # Layers.
    ("Kenya armed Ghana, Reuters reported.", "armed", "Reuters", None),
    ("Kenya armed Ghana, Emmanuel Macron said, Reuters reported.", "armed", "Emmanuel_Macron", "Reuters"),
    ("Emmanuel Macron told Reuters that Kenya armed Ghana.", "armed", "Emmanuel_Macron", None),
    ("Kenya armed Ghana, as the portal informs, citing Le Figaro.", "armed", "Le_Figaro", None),
    ("Kenya armed Ghana in May - Le Figaro", "armed", "Le_Figaro", None),
    ("Le Figaro has a scoop. The newspaper says that Kenya armed Ghana.", "armed", "Le_Figaro", None),
    ("Le Figaro has a scoop. According to the Paris daily, Kenya armed Ghana.", "armed", "Le_Figaro", None),
    # The article's own voice.
    ("Kenya armed Ghana after Emmanuel Macron said it rains.", "armed", None, None),
    ("Emmanuel Macron said Ghana, which Kenya armed, would win.", "armed", None, None),
    ("Emmanuel Macron visited Kenya and said it rained.", "visited", None, None),
    ('Kenya "armed" Ghana. Emmanuel Macron said it rained.', "armed", None, None),
]


def reports(text: str) -> Reports:
    return Reports.of(understood(Article("a", text)))


@pytest.mark.parametrize(("text", "word", "who", "paper"), SAID)
def test_who_says_a_word(text: str, word: str, who: str | None, paper: str | None) -> None:
    found = reports(text)
    token = next(t for t in found.resolver.linked.doc if t.text == word)
    speaker, cited = found.says(token), found.cited(token)
    assert (speaker.id if speaker else None) == who
    assert (cited.id if cited else None) == paper


OWN = [
    ("Emmanuel Macron said he visited Kenya.", "visited", "visited", "Emmanuel_Macron", None),
    ("Kenya said it would arm Ghana.", "arm", "supplies", "Kenya", None),
    ("Kenya said it had armed Ghana.", "armed", "supplies", "Kenya", "Kenya"),
    ("Kenya denied that it armed Ghana.", "armed", "supplies", "Kenya", "Kenya"),
    ("Kenya said that the plan was bad.", "was", "opposes", "Kenya", None),
    ("Emmanuel Macron said Kenya would arm Ghana.", "arm", "supplies", "Kenya", "Emmanuel_Macron"),
]


@pytest.mark.parametrize(("text", "word", "relation", "subject", "who"), OWN)
def test_own_deeds_plans_and_stances(text: str, word: str, relation: str, subject: str, who: str | None) -> None:
    found = reports(text)
    ends: list[Entity] = [found.resolver.linked.entities[subject]]
    token = next(t for t in found.resolver.linked.doc if t.text == word)
    speaker = found.speaker(token, relation, ends)
    assert (speaker.id if speaker else None) == who
