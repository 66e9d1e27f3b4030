import pytest

from kg.read.genre import genre

NEWS = "Norland and Sudmark agree on a railway\n\nThe governments agreed on Tuesday to build it."
KNOWN = {
    "opinion": [
        {"genre": "Opinion"},
        {"section": ["World", "Op-Ed"]},
        {"section": "OpinionNewsArticle"},
        {"title": "Opinion: Why the railway is a mistake"},
        {"url": "https://example.org/opinion/2024/railway"},
    ],
    "interview": [{"title": "Interview with the builder"}, {"url": "https://example.org/interviews/berg"}],
    "press release": [{"section": "Press Releases"}, {"title": "Press release: talks end"}],
    "press review": [{"title": "Press review"}, {"title": "What the German papers say"}],
    "news": [
        {},
        {"title": "Opinion polls: Berg leads"},
        {"title": "Berg comments on the railway"},
        {"section": ["World"]},
        {"url": "https://example.org/opinions-differ-on-railway"},
        {"url": "http://[broken"},
        {"genre": 7},
    ],
}
TEXTS = {
    "press release": f"{NEWS}\nFOR IMMEDIATE RELEASE\nIt will be long.",
    "interview": "\n".join(f"What will part {n} of the railway cost?\nIt will cost {n} crowns." for n in range(4)),
    "opinion": f"{NEWS}\nIda Moll is a former ambassador of Norland to Sudmark.",
}


@pytest.mark.parametrize(("kind", "known"), [(kind, known) for kind, each in KNOWN.items() for known in each])
def test_what_an_article_is_called(kind, known):
    assert genre(NEWS, known) == kind


@pytest.mark.parametrize("kind", TEXTS)
def test_how_an_article_reads(kind):
    assert genre(TEXTS[kind], {}) == kind


def test_what_it_is_called_counts_more_than_how_it_reads():
    assert genre(TEXTS["press release"], {"section": "Editorial"}) == "opinion"
    assert genre("", {}) == "news"
