"""Feeds: RSS, Atom and JSON Feed, an entry an article.

An entry that carries its article is read as it stands. One that carries a summary is fetched from its address if the
feed itself was fetched; of a feed that is a file, the summary is all there is.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from html.entities import html5
from itertools import islice
from typing import Any

from kg.errors import BadArticle
from kg.model import Article
from kg.read.authors import MOST_NAMES
from kg.read.build import article, shown, titled
from kg.read.dates import given
from kg.read.decode import decode
from kg.read.disk import Address, Found, Input, load, reader
from kg.read.options import Options
from kg.read.pages import page_id

FEED_BYTES = 20_000_000
MOST_ENTRIES = 10_000
FULL_WORDS = 120  # a summary is shorter

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&(\w+);")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BREAK = re.compile(r"</?(?:p|div|br|li|h[1-6]|tr|ul|ol|blockquote|figure|figcaption|section)\b[^<>]*>", re.IGNORECASE)
_DROPPED = re.compile(r"<(script|style|figcaption)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_CUT = "Premature end"  # as libxml2 says it
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FULL = ("encoded", "content")
_BRIEF = ("description", "summary", "subtitle")


@reader
def read_xml(file: Input, options: Options) -> Iterator[Found]:
    """The entries of an RSS or Atom feed; of one that breaks off, those before the break, and then the fault."""
    raw = load(file, FEED_BYTES)
    declared = _DECLARED.search(raw, 0, 400)
    text = decode(file.where, raw, declared[1].decode("ascii") if declared else None)
    root, fault = _tree(file.where, text)
    channel = _first(root, "channel")
    source = _text(_first(root if channel is None else channel, "title"))
    entries = list(root.iter("{*}item", "{*}entry"))[: MOST_ENTRIES + 1]
    if _CUT in fault:
        entries = entries[:-1]
    if len(entries) > MOST_ENTRIES:
        raise BadArticle(f"{file.where}: more than {MOST_ENTRIES:,} entries; split the feed")
    if not entries and not fault:
        raise BadArticle(f"{file.where}: a feed without entries; there is nothing in it to read")
    for number, entry in enumerate(entries, start=1):
        yield _entry(file, number, _known(entry) | {"source": source})
    if fault:
        raise BadArticle(f"{file.where}: broken XML ({fault}); {len(entries)} entries before that were read")


def of_json(file: Input, feed: Any, options: Options) -> Iterator[Found]:
    """The items of a JSON Feed. Raises BadArticle where there is none."""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise BadArticle(f"{file.where}: a feed without items; there is nothing in it to read")
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield BadArticle(f"{file.at(f'entry {number}').where}: not an object; an item of a feed is one")
            continue
        yield _entry(
            file,
            number,
            {
                "id": item.get("id"),
                "url": item.get("url") or item.get("external_url"),
                "title": item.get("title"),
                "date": item.get("date_published"),
                "language": item.get("language") or feed.get("language"),
                "section": item.get("tags"),
                "source": feed.get("title"),
                "author": item.get("authors") or item.get("author") or feed.get("authors"),
                "full": item.get("content_html") or _escaped(item.get("content_text")),
                "brief": _escaped(item.get("summary")),
            },
        )


def _escaped(text: object) -> str | None:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") if isinstance(text, str) else None


def _tree(where: str, text: str) -> tuple[Any, str]:
    """The root element, and what is broken in it (empty: nothing). No entity is expanded, nothing fetched."""
    from lxml import etree

    plain = _ENTITY.sub(_known_entity, _DECLARATION.sub("", text)).strip().encode("utf8")
    bounds: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    fault = ""
    try:
        root = etree.fromstring(plain, etree.XMLParser(**bounds))
    except etree.XMLSyntaxError as error:
        fault = " ".join(str(error.msg or "no XML").split())[:120]
        root = etree.fromstring(plain, etree.XMLParser(recover=True, **bounds)) if plain else None
    if root is None:
        raise BadArticle(f"{where}: no XML ({shown(fault)}); give an RSS or Atom feed")
    if any(sign.tag is etree.Entity for sign in root.iter(etree.Entity)):
        raise BadArticle(f"{where}: XML that defines entities of its own, which is refused; take its DOCTYPE out")
    if (name := str(root.tag).rpartition("}")[2].lower()) not in {"rss", "feed", "rdf"}:
        raise BadArticle(f"{where}: XML but no feed (its root is <{shown(name)}>); kg reads RSS and Atom")
    return root, shown(fault)


def _known_entity(match: re.Match[str]) -> str:
    """Entities of HTML, which feeds use undeclared; those of XML stay."""
    name = match[1]
    return html5[f"{name};"] if name not in _KEPT and f"{name};" in html5 else match[0]


def _first(node: Any, *names: str) -> Any:
    """The first child with one of the local names, in the order of the names; None if there is none."""
    return next((child for name in names for child in node.iterchildren(f"{{*}}{name}")), None)


def _all(node: Any, *names: str) -> Iterator[Any]:
    """The children with one of the local names, the first few of each."""
    return (child for name in names for child in islice(node.iterchildren(f"{{*}}{name}"), MOST_NAMES))


def _text(node: Any) -> str:
    return "" if node is None else " ".join(_plain(_markup(node)).split())


def _markup(node: Any) -> str:
    """What an element holds: escaped HTML as it is, elements of XHTML as their markup."""
    if not len(node):
        return node.text or ""
    from lxml import etree

    return str(etree.tostring(node, encoding="unicode"))


def _known(entry: Any) -> dict[str, object]:
    """What an entry says under our names; its words as `full` or `brief`."""
    full, brief = _first(entry, *_FULL), _first(entry, *_BRIEF)
    issued = (_text(_first(entry, name)) for name in ("pubDate", "published", "date", "issued", "updated"))
    return {
        "id": _text(_first(entry, "guid", "id")) or None,
        "url": _link(entry),
        "title": _text(_first(entry, "title")) or None,
        "date": next((day for text in issued if (day := given(text))), None),
        "author": [_text(_first(node, "name")) or _text(node) for node in _all(entry, "author", "creator")],
        "section": [_text(node) or node.get("term") for node in entry.iterchildren("{*}category")],
        "full": None if full is None else _markup(full),
        "brief": None if brief is None else _markup(brief),
    }


def _link(entry: Any) -> str | None:
    """The address of the article: the `link` of RSS, the one with rel `alternate` of Atom, else a guid that is one."""
    for node in entry.iterchildren("{*}link"):
        if node.get("rel", "alternate") == "alternate" and (found := node.get("href") or (node.text or "").strip()):
            return str(found)
    guid = _text(_first(entry, "guid", "id"))
    return guid if guid.startswith(("http://", "https://")) else None


def _entry(file: Input, number: int, known: Mapping[str, object]) -> Article | Address | BadArticle:
    place = f"entry {number}"
    text = _plain(str(known.get("full") or ""))
    if len(text.split()) < FULL_WORDS and isinstance(known.get("url"), str) and file.source.url:
        return Address(str(known["url"]))
    text = text or _plain(str(known.get("brief") or ""))
    title = known.get("title")
    title = _plain(title) if isinstance(title, str) else None
    try:
        source = file.at(place, _id(file, number, known))
        return article(source, titled(title, text) or title or "", {**known, "title": title})
    except BadArticle as bad:
        return bad


def _id(file: Input, number: int, known: Mapping[str, object]) -> str:
    """From the entry's address, so that it is the same article in every feed; else from what the feed calls it."""
    for address in (known.get("url"), known.get("id")):
        try:
            return page_id(address if isinstance(address, str) else "")
        except ValueError:
            continue
    name = known.get("id")
    return f"{file.source.id}/{name if isinstance(name, str) and name.strip() else number}"


def _uncommented(markup: str) -> str:
    """The markup without its comments; one that does not end takes the rest up to the next along."""
    first, *others = markup.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in others)


def _plain(markup: str) -> str:
    """The words of escaped HTML, a paragraph a line."""
    bare = _TAG.sub("", _BREAK.sub("\n", _DROPPED.sub("", _uncommented(markup).replace("\n", " "))))
    lines = (" ".join(line.split()) for line in unescape(bare).split("\n"))
    return "\n".join(line for line in lines if line)
