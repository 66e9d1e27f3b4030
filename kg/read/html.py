"""Web pages: the article's own text as trafilatura finds it, and the metadata that the page states.

trafilatura (and htmldate within it) also guesses dates from images, addresses and the clock; here a date counts
only where the page states it, and the same page gives the same date on every day.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import Source, article, titled
from kg.read.dates import given
from kg.read.decode import decode
from kg.read.header import date_line

PAGE_BYTES = 10_000_000
PAGE_TAGS = 100_000  # a long page has some thousands; the extraction's time grows faster than their number

# Names of meta elements that state the day of publication (Open Graph, schema.org, Dublin Core, news systems).
DATE_NAMES = frozenset(
    {
        "article:published_time",
        "article.published",
        "citation_publication_date",
        "date",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
        "og:article:published_time",
        "og:published_time",
        "parsely-pub-date",
        "pubdate",
        "publication_date",
        "publish-date",
        "publish_date",
        "publishdate",
        "sailthru.date",
    }
)
SECTION_NAMES = frozenset({"article:section", "section", "genre", "articlesection"})
NO_ARTICLE = "//noscript"  # "please enable JavaScript"
SET_OUT_PARTS = 8
SENTENCE_WORDS = 4  # a page whose longest line is shorter is a menu

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ROOT = re.compile(r"<html[\s>]", re.IGNORECASE)
_DATE_CLASS = re.compile(r"(?<![a-z])(?:date|posted|publish|time)", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report$")
_NO_CLOCK = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
# What parsers of other people's pages run into besides ValueError; none says anything but "this page is broken".
_FAULTS = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


def from_html(source: Source, raw: bytes) -> Article:
    """The article of a web page: its headline and paragraphs, one a line. Raises BadArticle."""
    page = decode(source.where, raw, _declared(raw))
    if page.count("<") > PAGE_TAGS:
        raise BadArticle(f"{source.where}: more than {PAGE_TAGS:,} tags; give the page of one article")
    try:
        text, known = _read(page)
    except _FAULTS as error:
        raise BadArticle(f"{source.where}: HTML too broken to read; save the page again") from error
    if not text.strip():
        raise BadArticle(f"{source.where}: no article text in this HTML; save the whole page, or its text as .txt")
    return article(source, text, known)


def _declared(raw: bytes) -> str | None:
    found = _CHARSET.search(raw, 0, 4096)
    return found[1].decode("ascii", "replace") if found else None


def _read(page: str) -> tuple[str, Mapping[str, object]]:
    """Text and metadata; no text where the page has none."""
    library = _trafilatura()
    tree = library.load_html(_rooted(page))
    found = None if tree is None else library.bare_extraction(tree, include_comments=False, prune_xpath=NO_ARTICLE)
    if found is None or not any(len(line.split()) >= SENTENCE_WORDS for line in (found.text or "").split("\n")):
        return "", {}
    stated = library.extract_metadata(tree, date_config=_NO_CLOCK)
    title = _headline(tree, stated.title)
    known = {
        "title": title,
        "date": _date(tree),
        "source": None if "//" in (stated.sitename or "") else stated.sitename,
        "url": stated.url,
        "language": tree.get("lang") or tree.get("xml:lang"),
        "author": stated.author,
        "section": list(_sections(tree)),
    }
    return titled(title, found.text), known


@cache
def _trafilatura() -> Any:
    """The library, loaded with the first page because that takes most of a second; it logs nothing."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def _rooted(page: str) -> str:
    """The page from its `<html>` on; a fragment gets one. The parser refuses what does not look like a page."""
    plain = _DECLARATION.sub("", page)
    root = _ROOT.search(plain)
    return plain[root.start() :] if root else f"<html>{plain}"


def _headline(tree: Any, title: str | None) -> str | None:
    """The page's own heading where it agrees with the metadata's title, which may carry the outlet's name."""
    if not title:
        return None
    known = _flat(title)
    headings = (" ".join(h1.text_content().split()) for h1 in tree.iter("h1"))
    return next((h for h in headings if h and (_flat(h) in known or known in _flat(h))), title)


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _date(tree: Any) -> str | None:
    """The day of publication that the page states, the most explicit statement first."""
    sure = (*_schema_dates(tree), *_meta_dates(tree), *_marked_dates(tree))
    return next(iter(sure), None) or _only(_times(tree)) or _only(_set_out(tree))


def _only(dates: Iterator[str]) -> str | None:
    """The date where there is just one: a page with several also dates other stories."""
    distinct = set(dates)
    return distinct.pop() if len(distinct) == 1 else None


def _schema_dates(tree: Any) -> Iterator[str]:
    """`datePublished` of the articles in the page's JSON-LD (schema.org)."""
    for node in _schema(tree):
        day = given(node.get("datePublished"))
        if day and _ARTICLE_TYPE.search(str(node.get("@type"))):
            yield day


def _sections(tree: Any) -> Iterator[str]:
    """What the page calls its kind: `articleSection` and the type of its articles, `article:section`."""
    for node in _schema(tree):
        for value in (node.get("@type"), node.get("articleSection"), node.get("genre")):
            yield from (text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str))
    for meta in tree.iterfind(".//meta[@content]"):
        if (meta.get("property") or meta.get("name") or "").lower() in SECTION_NAMES:
            yield meta.get("content")


def _schema(tree: Any) -> Iterator[dict[str, object]]:
    """The objects of the page's JSON-LD (schema.org)."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            yield from _nodes(json.loads(script.text or "null", strict=False))
        except (RecursionError, ValueError):
            continue


def _nodes(value: object) -> list[dict[str, object]]:
    """The objects of a JSON-LD script: one, a list of them, or those of its `@graph`."""
    if isinstance(value, list):
        return [node for node in value if isinstance(node, dict)]
    if not isinstance(value, dict):
        return []
    graph = value.get("@graph")
    return [value, *(_nodes(graph) if isinstance(graph, list) else ())]


def _meta_dates(tree: Any) -> Iterator[str]:
    for meta in tree.iterfind(".//meta[@content]"):
        names = {(meta.get(key) or "").lower() for key in ("property", "name", "itemprop")}
        day = given(meta.get("content")) if names & DATE_NAMES else None
        if day:
            yield day


def _marked_dates(tree: Any) -> Iterator[str]:
    """Dates of elements that are marked as the day of publication."""
    for element in tree.iterfind(".//*[@datetime]"):
        day = given(element.get("datetime"))
        if day and (element.get("itemprop") == "datePublished" or element.get("pubdate") is not None):
            yield day


def _times(tree: Any) -> Iterator[str]:
    """Dates of the `time` elements within the page's articles, or anywhere if it marks none."""
    found = tree.findall(".//article//time[@datetime]") or tree.findall(".//time[@datetime]")
    return (day for element in found if (day := given(element.get("datetime"))))


def _set_out(tree: Any) -> Iterator[str]:
    """Dates of small elements that are a time, or whose class or id calls them a date."""
    for element in tree.iterfind(".//body//*"):
        label = f"{element.tag} {element.get('class', '')} {element.get('id', '')}"
        if len(element) <= SET_OUT_PARTS and _DATE_CLASS.search(label):
            day = date_line(" ".join(element.text_content().split()))
            if day:
                yield day
