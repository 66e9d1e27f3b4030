import pytest

from kg.read.header import Header, date_line, find

TITLE = "Norland and Sudmark agree on a railway"
LEAD = "The governments of Norland and Sudmark agreed on Tuesday to build a railway between their capitals."
CUT = "The ban was announced on Thursday, as the price of tin r..."
MORE = "President Anna Berg will visit Hafenstadt next week, her office said in a short statement."


def text(*lines):
    return "\n".join(lines)


BY = Header(TITLE, "2024-03-05", author="Jane Example")
HEADS = {
    "title apart": (text(TITLE, "", LEAD), Header(TITLE)),
    "title above its text": (text(TITLE, LEAD, MORE), Header(TITLE)),
    "windows line ends": (f"{TITLE}\r\n\r\n{LEAD}\r\n", Header(TITLE)),
    "title ends in an abbreviation": (
        text("Norland signs pact with the U.N.", "", LEAD),
        Header("Norland signs pact with the U.N."),
    ),
    "question as title": (text("Who pays for the new railway?", "", LEAD), Header("Who pays for the new railway?")),
    "title and date": (text(TITLE, "5 March 2024", "", LEAD), Header(TITLE, "2024-03-05")),
    "section, date, title": (
        text("Foreign policy", "March 5, 2024 15:13", TITLE, "", LEAD),
        Header(TITLE, "2024-03-05"),
    ),
    "title thrice, teaser with the title in it": (
        text(TITLE, "", f"{TITLE} {LEAD}", "Foreign policy", "March 5, 2024 15:13", TITLE, "", LEAD),
        Header(TITLE, "2024-03-05"),
    ),
    "byline": (text(TITLE, "By Jane Example", "5 March 2024, 10:15", LEAD), BY),
    "byline and date in one line": (text(TITLE, "By Jane Example | 5 March 2024", LEAD), BY),
    "time of issue below the lead": (text(TITLE, LEAD, "Published: 5 March 2024", MORE), Header(TITLE, "2024-03-05")),
    "published, not updated": (
        text(TITLE, "Updated: 7 March 2024 Published: 5 March 2024", LEAD),
        Header(TITLE, "2024-03-05"),
    ),
    "labelled lines": (
        text(f"Title: {TITLE}", "Date: 5 March 2024", "Source: Example Agency", "URL: https://example.org/a", "", LEAD),
        Header(TITLE, "2024-03-05", "Example Agency", "https://example.org/a"),
    ),
    "dateline with year and agency": (
        text(TITLE, "", f"HAFENSTADT, March 5, 2024 (Example Agency) - {LEAD}"),
        Header(TITLE, "2024-03-05", "Example Agency"),
    ),
    "dateline without year": (
        text(TITLE, "", f"HAFENSTADT, March 5 (Example) -- {LEAD}"),
        Header(TITLE, None, "Example"),
    ),
    "dateline without agency": (text(TITLE, "", f"HAFENSTADT, 5 March 2024 — {LEAD}"), Header(TITLE, "2024-03-05")),
    "agency alone": (text(TITLE, "", f"(Example) - {LEAD}"), Header(TITLE, None, "Example")),
    "outlet names itself": (
        text(TITLE, "", LEAD, "As Example informs, the line is long."),
        Header(TITLE, None, "Example"),
    ),
}
NOT_HEADS = {
    "no title": text(LEAD, MORE),
    "teaser of another story": text("Vestland bans exports of tin", CUT, LEAD, MORE),
    "teaser set apart": text("Vestland bans exports of tin", "", CUT.replace("...", "…"), LEAD),
    "hard-wrapped prose": text(
        "The two governments agreed on Tuesday to build a",
        "railway between their capitals, which will cost",
        "much money.",
    ),
    "one line": TITLE,
    "date in a sentence": text(LEAD, "They met on 30 August 2025 in Hafenstadt to sign the text of the agreement."),
    "timeline": text(LEAD, "30 August 2025", "President Anna Berg arrives in Hafenstadt for the talks."),
    "outlet cited": text(LEAD, "As Example reports, the line will be long and dear to build."),
    "aside between dashes": text("President Berg (Norland) - the host of the talks - said that they went well."),
    "breadcrumb": text("Home > World > Norland news", "", LEAD),
    "blank": " \n\n ",
}


@pytest.mark.parametrize("name", HEADS)
def test_what_the_head_states_is_found(name):
    given, header = HEADS[name]
    assert find(given) == header


@pytest.mark.parametrize("name", NOT_HEADS)
def test_what_it_does_not_state_stays_open(name):
    assert find(NOT_HEADS[name]) == Header()


@pytest.mark.parametrize(
    "line",
    [
        "Baku, 22 April 2025",
        "22 April 2025, 15:13 (UTC+04:00)",
        "Tuesday, 22 April 2025",
        "Published on 22 April 2025 at 9:05 pm",
        "15:13, 22 April 2025",
        "22 April 2025 - 2 min read",
        "By Jane Example April 22, 2025",
        "World | 22.04.2025 10:00",
    ],
)
def test_a_line_that_holds_a_date_and_no_sentence(line):
    assert date_line(line) == "2025-04-22"


@pytest.mark.parametrize(
    "line",
    [
        "Summit of 22 April 2025 opens",
        "In Baku, 22 April 2025 will be remembered",
        "Berg spoke on 22 April 2025",
        "22 April",
        "The visit, planned for 22 April 2025, was put off.",
        "22 April 2025 talks fail",
        "Tuesday",
    ],
)
def test_a_sentence_or_headline_with_a_date_is_no_date_line(line):
    assert date_line(line) is None
