"""Which lines of a page are the story."""

import pytest

from kg.language.zones import zones
from kg.model import Article

TITLE = "Kenya joins BRICS"
LEAD = "Kenya joined BRICS on Monday, officials in Nairobi said."
BODY = "The bloc now counts more members in Africa than before, and Kenya wants to sell it tea."
OTHERS = ["Japan and Peru sign a fisheries accord", "Norway opens a tunnel", "Brazil raises duties on steel pipes"]


def found(*lines: str, title: str | None = None) -> list[str]:
    return [line.zone for line in zones(Article("a", "\n".join(lines), title=title)).lines]


def test_title_lead_and_body() -> None:
    assert found(TITLE, LEAD, BODY) == ["title", "lead", "body"]


def test_a_known_title_may_end_like_a_sentence() -> None:
    assert found("Kenya joins BRICS!", LEAD, BODY, title="Kenya joins BRICS!") == ["title", "lead", "body"]


def test_a_text_of_one_sentence_is_body() -> None:
    assert found(LEAD) == ["body"]


def test_a_very_long_first_paragraph_is_no_lead() -> None:
    assert found(TITLE, " ".join([LEAD] * 20), BODY) == ["title", "body", "body"]


@pytest.mark.parametrize("end", ["...", "…"])
def test_a_teaser_at_the_head_takes_its_heading_along(end: str) -> None:
    page = ["Fish prices fall in Oslo", f"Traders blamed a warm winter and full nets for the slump in{end}"]
    assert found(*page, TITLE, LEAD, BODY, title=TITLE) == ["teaser", "teaser", "title", "lead", "body"]


def test_a_pointer_to_another_story_is_a_teaser() -> None:
    assert found("Read also: Fish prices fall", TITLE, LEAD, BODY) == ["teaser", "title", "lead", "body"]


def test_teasers_at_the_foot() -> None:
    page = [TITLE, LEAD, BODY, "Tags: Kenya, trade", *OTHERS, "Leave a comment"]
    assert found(*page) == ["title", "lead", "body", "furniture", *["teaser"] * 3, "furniture"]


def test_no_teasers_at_the_foot_without_furniture_behind_them() -> None:
    assert found(TITLE, LEAD, BODY, *OTHERS)[2:] == ["body"] * 4


def test_teasers_at_the_foot_end_where_the_story_ends() -> None:
    page = [TITLE, LEAD, "The bloc now counts more members.", *OTHERS, "Leave a comment"]
    assert found(*page) == ["title", "lead", "body", *["teaser"] * 3, "furniture"]


def test_a_short_story_over_furniture() -> None:
    page = [TITLE, LEAD, "Tea growers cheered.", "Ghana has not yet decided.", "All rights reserved"]
    assert found(*page) == ["title", "lead", "body", "body", "furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Smith",
        "Published: 3 May 2025",
        "3 May 2025",
        "May 3, 2025",
        "Photo: a flag in the wind",
        "Advertisement",
        "Download our mobile app",
        "All rights reserved",
        "This website uses cookies",
        "Follow us on social media",
        "Sign up for our letter",
        "Leave a comment",
        "Copyright 2025 The Daily Baobab",
        "© 2025 The Daily Baobab",
        "FOR IMMEDIATE RELEASE",
        "Media contact: Ann Smith, press@example.org",
    ],
)
def test_furniture(line: str) -> None:
    assert found(TITLE, line, LEAD, BODY) == ["title", "furniture", "lead", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Download speeds in Kenya doubled after the cable landed.",
        "By signing the accord, Kenya ended a dispute.",
        "Comments by the minister on Monday angered growers in the highlands, who had hoped for a better price.",
        "Related talks between Kenya and Ghana on tea, coffee and cocoa will begin in Accra next month.",
    ],
)
def test_no_furniture(line: str) -> None:
    assert found(TITLE, LEAD, line, BODY) == ["title", "lead", "body", "body"]


def test_offsets_index_the_text() -> None:
    text = f"\n  {TITLE}\r\n\n{LEAD}\n\n\n{BODY}\n"
    for line in zones(Article("a", text)).lines:
        assert text[line.start : line.end].strip() == line.text


def test_at_gives_the_zone_of_an_offset() -> None:
    text = "\n".join([TITLE, LEAD, BODY])
    parts = zones(Article("a", text))
    assert [parts.at(text.index(line) + 3) for line in (TITLE, LEAD, BODY)] == ["title", "lead", "body"]
    assert parts.at(10**6) == "body"


STORY = [
    "The accord was signed by Kenyan President William Ruto in the presence of envoys from Ghana and Egypt.",
    "Coffee growers in Nyeri hope for a better price than the exchange in Nairobi gives them.",
    "Its critics fear that Mombasa could lose a part of its freight to Dar es Salaam.",
    "Neither the port authority nor the ministry would say how much.",
]


@pytest.mark.parametrize(
    "foot",
    [
        "Author: Ann Smith Editor: Ben Jones",
        "Share: Telegram Facebook X",
        "Comments are closed for this article.",
        "All rights reserved",
    ],
)
def test_paragraphs_that_share_few_words_are_still_the_story(foot: str) -> None:
    assert found(TITLE, LEAD, BODY, *STORY, foot) == ["title", "lead", "body", *["body"] * 4, "furniture"]


def test_a_page_that_marks_its_teasers_has_no_others() -> None:
    page = [TITLE, LEAD, BODY, *STORY[:2], *OTHERS, "Read also: Fish prices fall", "Leave a comment"]
    assert found(*page)[3:] == [*["body"] * 5, "teaser", "furniture"]


def test_teasers_in_whole_sentences() -> None:
    others = [
        "A strong quake shook the north of Japan on Sunday, and trains stood still for hours.",
        "Peru has chosen a new parliament in which no party holds a majority.",
        "A day of mourning was declared in Portugal after a tram left its rails.",
    ]
    page = [TITLE, LEAD, BODY, STORY[0], *others, "Leave the first comment"]
    assert found(*page) == ["title", "lead", "body", "body", *["teaser"] * 3, "furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "Also on our site: Fish prices fall in Oslo",
        "More from this author: Why fish prices fall",
        "More news: Fish prices fall in Oslo",
        "Related articles: Fish prices fall in Oslo",
        "In other news: Fish prices fall in Oslo",
    ],
)
def test_a_labelled_teaser(line: str) -> None:
    assert found(TITLE, LEAD, BODY, line) == ["title", "lead", "body", "teaser"]


@pytest.mark.parametrize(
    "line",
    [
        "Home | World | Business | Sport",
        "Home > World > Africa",
        "World / Africa / 18.01.2025",
        "Energy | 4 September 2024, 11:20",
        "Skip to main content",
        "Accept all cookies",
        "We and our partners use cookies and other means to keep this page free.",
        "Your email address will not be published.",
        "3 min read",
        "1,204 views",
        "Listen to this article",
        "Privacy policy",
        "Terms of use",
        "This article was first published in The Daily Baobab.",
        "The views expressed are those of the author and do not necessarily reflect those of the paper.",
        "Already a subscriber? Log in",
        "Found an error in the text? Select it and press Ctrl+Enter",
        "(Reporting by Ann Smith in Nairobi; Editing by Ben Jones)",
        "Translated by the editors",
        "Font size: A- A A+",
        "Be the first reader to reply",
        "Comments (12)",
        "Tags: Kenya, trade",
        "Back to top",
    ],
)
def test_more_furniture(line: str) -> None:
    assert found(TITLE, LEAD, BODY, line) == ["title", "lead", "body", "furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices in Nairobi rose after the news of the accord.",
        "Print media in Kenya welcomed the accord with Ghana.",
        "Subscribers to the state loan in Kenya will be paid in April.",
        "Comment from Ghana was not to be had, a Kenyan official said.",
        "Source countries of the migrants are to be paid by Kenya, the minister said.",
        f"{BODY} All rights reserved for Kenya in the treaty are listed. {' '.join([LEAD] * 12)}",
    ],
)
def test_more_that_is_no_furniture(line: str) -> None:
    assert found(TITLE, LEAD, BODY, line, BODY)[3] == "body"


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n "])
def test_no_lines(text: str) -> None:
    assert zones(Article("a", text)).lines == ()
    assert zones(Article("a", text)).at(0) == "body"
