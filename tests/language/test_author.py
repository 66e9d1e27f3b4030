"""The author of an opinion piece says what nobody else is said to say."""

from collections.abc import Mapping

import pytest

from kg.language.extractor import Extractor
from kg.model import Article

TEXT = """Why the accord will fail

France supports Ukraine with more weapons than ever. Emmanuel Macron said that Canada imposed tariffs on China.

Mia Castell met Viktor Orban in Budapest. Viktor Orban is the prime minister of Hungary.

Read also: India imposed sanctions on Norway
Leave a comment"""
ARMS, TARIFF = "France supports Ukraine", "Canada imposes_tariffs_on China"
TALKS, OFFICE = "Mia_Castell met_with Viktor_Orbán", "Viktor_Orbán head_of_government_of Hungary"
TEASER = "India sanctions Norway"


def speakers(genre: str, author: str | None) -> Mapping[str, str | None]:
    article = Article("piece", TEXT, "Why the accord will fail", "2025-03-05", genre=genre, author=author)
    return {
        f"{claim.subject.id} {claim.predicate} {claim.object.id}": claim.attributed_to and claim.attributed_to.id
        for claim in Extractor().extract(article)
    }


@pytest.fixture(scope="module")
def piece() -> Mapping[str, str | None]:
    return speakers("opinion", "Mia Castell; Otto Weit")


def test_the_first_author_says_it(piece: Mapping[str, str | None]) -> None:
    assert piece[ARMS] == "Mia_Castell"


def test_others_still_say_what_is_theirs(piece: Mapping[str, str | None]) -> None:
    assert piece[TARIFF] == "Emmanuel_Macron"


def test_an_authors_own_deeds_and_who_holds_what_office_are_no_matter_of_opinion(
    piece: Mapping[str, str | None],
) -> None:
    assert (piece[TALKS], piece[OFFICE]) == (None, None)


def test_a_link_to_another_story_is_not_the_authors(piece: Mapping[str, str | None]) -> None:
    assert piece[TEASER] is None


@pytest.mark.parametrize(
    ("genre", "author"), [("news", "Mia Castell"), ("opinion", None), ("opinion", "Example Agency News Desk")]
)
def test_of_news_and_without_a_persons_name_the_article_itself_speaks(genre: str, author: str | None) -> None:
    assert speakers(genre, author)[ARMS] is None


def test_a_known_author_is_that_person() -> None:
    assert speakers("opinion", "Volodymyr Zelenskyy")[ARMS] == "Volodymyr_Zelensky"
