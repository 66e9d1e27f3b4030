"""Small files of our own invention: every format, and every fault, as `kg build` would meet them."""

from pathlib import Path

import pytest

from kg.errors import BadArticle
from kg.model import Article
from kg.read import LeftOut, Options, read
from kg.read.options import DEFAULT

FILES = Path(__file__).parent / "files"
TITLE = "Norland and Sudmark agree on a railway"
DAY = "2024-03-05"
DAILY = "Example Daily"

# File: the articles in it, each as id, title, date, source.
GOOD = {
    "plain.txt": [("plain", TITLE, DAY, None)],
    "windows.txt": [("windows", TITLE, DAY, None)],
    "utf16.txt": [("utf16", TITLE, None, None)],
    "mark.txt": [("mark", TITLE, None, None)],
    "labelled.txt": [("labelled", TITLE, DAY, "Example Agency")],
    "override.txt": [("override", TITLE, None, None)],
    "front.md": [("front", TITLE, DAY, DAILY)],
    "bare.md": [("bare", TITLE, None, None)],
    "page.html": [("page", TITLE, DAY, DAILY)],
    "latin.html": [("latin", TITLE, None, None)],
    "teasers.html": [("teasers", TITLE, DAY, DAILY)],
    "fragment.html": [("fragment", TITLE, None, None)],
    "opinion.html": [("opinion", "Why the railway is a mistake", "2024-03-06", DAILY)],
    "interview.html": [("interview", "Interview: the builder of the railway", None, None)],
    "press-release.html": [("press-release", "Joint statement of Norland and Sudmark", None, None)],
    "press-review.html": [("press-review", "Press review: what the papers say on the railway", None, None)],
    "rows.jsonl": [("railway", TITLE, DAY, DAILY), ("railway-2", TITLE, DAY, DAILY)],
    "rows.jsonl.gz": [("packed-railway", TITLE, DAY, DAILY), ("packed-railway-2", TITLE, DAY, DAILY)],
    "list.json": [("listed-1", TITLE, DAY, DAILY), ("listed-2", TITLE, DAY, DAILY)],
    "one.json": [("single", TITLE, DAY, DAILY)],
    "address-as-id.jsonl": [("example.org/a", None, None, None)],
    "table.csv": [("csv-1", TITLE, DAY, DAILY), ("csv-2", None, None, None)],
    "semicolon.csv": [("semi-1", None, None, None)],
    "tabs.tsv": [("tab-1", None, None, None)],
    "packed.csv.gz": [("packed-csv", None, None, None)],
    "table.parquet": [("parquet-1", None, DAY, None), ("parquet-2", None, None, None)],
    "feed.rss": [
        ("news.example.org/railway-rss", TITLE, DAY, DAILY),
        ("news.example.org/talks", "Vestland & Ostland talk again", None, DAILY),
    ],
    "feed.atom": [("gazette.example.org/railway", TITLE, DAY, "Harbour Gazette")],
    "rdf.xml": [("old.example.org/a", TITLE, None, "Old Feed")],
    "doctype.rss": [("old.example.org/b", TITLE, None, "Old")],
    "feed.json": [("json.example.org/railway", TITLE, DAY, DAILY), ("feed/2", "A note", None, DAILY)],
    "text.pdf": [("text", TITLE, None, None)],
    "pages.pdf": [("pages", None, None, None)],
    "hyphen.pdf": [("hyphen", TITLE, None, None)],
    "crawl.warc.gz": [("zcrawl.example.org/packed", "The railway is packed", None, None)],
}
# File: its faults, in order; what is sound in it is read all the same.
BAD = {
    "empty.txt": ["empty; an article needs text"],
    "blank.txt": ["no text in it"],
    "nul.txt": ["binary data (it holds NUL bytes)"],
    "zip.txt": ["binary data"],
    "broken-utf8.txt": ["broken UTF-8 at byte 54"],
    "garbled.txt": ["not UTF-8, and no other encoding fits"],
    "controls.txt": ["binary data, not text"],
    "empty.html": ["no article text in this HTML"],
    "menu.html": ["no article text in this HTML"],
    "script-only.html": ["no article text in this HTML"],
    "picture.html": ["binary data"],
    "front-only.md": ["no text in it"],
    "broken.json": ["not JSON"],
    "no-text.json": ["no `text`"],
    "empty-list.json": ["no row in it"],
    "deep.json": ["nested too deep"],
    "no-items.json": ["a feed without items"],
    "lines.jsonl": ["line 2: not JSON", "line 3: no `text`", "line 4: id 'fine' again"],
    "utf16.jsonl": ["is UTF-16"],
    "surrogate.jsonl": ["line 1: half of a character pair"],
    "no-columns.csv": ["row 1: no `id`"],
    "ragged.csv": ["row 2: 3 cells under 2 columns"],
    "open-quote.csv": ["row 1: unexpected end of data"],
    "header-only.csv": ["no row in it"],
    "binary.csv": ["binary data"],
    "no-parquet.parquet": ["damaged Parquet"],
    "laughs.xml": ["entities of its own, which is refused"],
    "outside.xml": ["entities of its own, which is refused"],
    "deep.xml": ["broken XML (Excessive depth"],
    "no-feed.xml": ["XML but no feed (its root is <note>)"],
    "no-xml.xml": ["no XML"],
    "void.rss": ["a feed without entries"],
    "cut.rss": ["1 entries before that were read"],
    "damaged.jsonl.gz": ["gzip that is cut off"],
    "no-gzip.csv.gz": ["damaged gzip"],
    "bomb.jsonl.gz": ["line 1: longer than", "grows to more than 200 times its size"],
    "loop.pdf": ["damaged PDF"],
    "scan.pdf": ["no text layer, a scan; run OCR"],
    "cut.pdf": ["damaged PDF"],
    "bomb.pdf": ["damaged PDF"],
    "no-pdf.pdf": ["damaged PDF"],
    "locked.pdf": ["locked with a password"],
    "cut.warc.gz": ["gzip that is cut off"],
    "no-warc.warc": ["broken after record 0"],
    "empty-page.warc": ["record 1 (https://crawl.example.org/void): no article text"],
    "bomb-page.warc": ["larger than 10,000,000 bytes"],
    "unknown.docx": ["kg has no reader for .docx"],
}
SOUND = {"lines.jsonl": "fine", "ragged.csv": "fine-csv", "cut.rss": "cut.example.org/a"}


def found(name, options=DEFAULT):
    return list(read([str(FILES / name)], options))


@pytest.mark.parametrize("name", GOOD)
def test_a_sound_file_gives_its_articles(name):
    items = found(f"good/{name}")
    assert [str(item) for item in items if isinstance(item, BadArticle)] == []
    assert [(item.id, item.title, item.date, item.source) for item in items] == GOOD[name]
    assert all("Norland" in item.text or "Vestland" in item.text or "Sudmark" in item.text for item in items)


@pytest.mark.parametrize("name", BAD)
def test_a_broken_file_is_a_clear_line_for_each_fault(name):
    items = found(f"bad/{name}")
    faults = [str(item) for item in items if isinstance(item, BadArticle)]
    assert len(faults) == len(BAD[name])
    for fault, part in zip(faults, BAD[name], strict=True):
        assert fault.startswith(str(FILES / "bad" / name))
        assert part in fault
        assert "\n" not in fault
    assert [item.id for item in items if isinstance(item, Article)] == ([SOUND[name]] if name in SOUND else [])


def test_every_file_here_is_tried():
    here = {str(path.relative_to(FILES)) for path in FILES.rglob("*") if path.is_file()}
    apart = {"good/columns.jsonl", "good/crawl.warc", *(f"other/{name}" for name in [*OTHER, "wrongly-declared.html"])}
    assert here == {*(f"good/{name}" for name in GOOD), *(f"bad/{name}" for name in BAD), *apart}
    assert len(here) >= 60


def test_no_fault_shows_what_lies_outside_of_its_file():
    assert not any("root:" in str(item) for item in found("bad/outside.xml"))


OTHER = {"german.txt": "de", "french.html": "fr", "russian.jsonl": "ru", "chinese.txt": "zh"}


@pytest.mark.parametrize("name", OTHER)
def test_another_language_is_said_and_left_out_unless_it_is_wanted(name):
    [left] = found(f"other/{name}")
    assert isinstance(left, LeftOut)
    assert left.reason == "language"
    assert f"its language is '{OTHER[name]}', not English" in str(left)
    [article] = found(f"other/{name}", Options(any_language=True))
    assert article.language == OTHER[name]


def test_a_page_in_english_that_calls_itself_german_is_english():
    [article] = found("other/wrongly-declared.html")
    assert article.language == "en"


def test_columns_by_other_names():
    named = {"id": "doc", "text": "body", "date": "when", "source": "paper"}
    [article] = found("good/columns.jsonl", Options(columns=named))
    assert (article.id, article.date, article.source) == ("renamed", DAY, DAILY)
    [fault] = found("bad/no-columns.csv", Options(columns={"id": "name", "text": "body"}))
    assert "row 1: no `text` (column 'body')" in str(fault)


def test_a_crawl_gives_the_newest_version_of_a_page_last():
    first, newer, again = found("good/crawl.warc")
    assert first.id == newer.id == "crawl.example.org/railway"
    assert "agreed late on Tuesday" in newer.text
    assert isinstance(again, LeftOut)
    assert again.reason == "duplicate"


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("page.html", "news"),
        ("opinion.html", "opinion"),
        ("interview.html", "interview"),
        ("press-release.html", "press release"),
        ("press-review.html", "press review"),
    ],
)
def test_the_kind_of_text(name, genre):
    assert found(f"good/{name}")[0].genre == genre


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("page.html", [None]),
        ("opinion.html", ["Ida Moll"]),
        ("front.md", ["Ida Moll; Otto Weit"]),
        ("labelled.txt", ["Ida Moll"]),
        ("one.json", ["Ida Moll; Otto Weit"]),
        ("feed.rss", ["Ida Moll", "Otto Weit"]),
        ("feed.atom", ["Ida Moll; Otto Weit"]),
        ("feed.json", ["Ida Moll; Otto Weit", None]),
    ],
)
def test_the_authors(name, authors):
    assert [article.author for article in found(f"good/{name}")] == authors


def test_a_pdfs_lines_become_paragraphs_and_its_margins_are_left_out():
    [article] = found("good/hyphen.pdf")
    assert "a very long railway between their capitals" in article.text
    assert article.text.count("\n") == 1
    [article] = found("good/pages.pdf")
    assert "Page 2" not in article.text
    assert "Harbour Gazette" not in article.text


def test_an_articles_own_words_only():
    [article] = found("good/teasers.html")
    assert not any(word in article.text for word in ("tin", "cookies", "Download", "Home", "Copyright"))
