"""Markdown: the words of its blocks, one paragraph each, and the front matter above them."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kg.model import Article
from kg.read.build import Source, article, check, titled
from kg.read.decode import decode
from kg.read.header import fields

# Nested brackets make the inline parser slow; no writer's paragraph is this long.
PARAGRAPH_CHARS = 5_000
# What stands in the text for parts that are no words; other parts are their own content.
BREAKS: Mapping[str, str] = MappingProxyType({"softbreak": " ", "hardbreak": "\n", "html_inline": "", "image": ""})

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z_-]+)\s*:\s*(\S.*?)\s*")
_QUOTED = re.compile(r"([\"'])(.*)\1")


def from_markdown(source: Source, raw: bytes) -> Article:
    """The article of a Markdown text; its markup and front matter are left out of the text. Raises BadArticle."""
    text = decode(source.where, raw)
    check(source, text)
    front = _FRONT.match(text)
    known = fields(dict(_fields(front[1])) if front else {})
    blocks = tuple(_blocks(text[front.end() :] if front else text))
    heading = next((words for tag, words in blocks if tag == "h1"), None)
    title = known.get("title") or heading
    words = "\n\n".join(words for _, words in blocks)
    return article(source, titled(title, words, "\n\n"), known | {"title": title})


def _fields(front: str) -> Iterator[tuple[str, str]]:
    """The simple `key: value` lines; lists and nested values are not metadata of ours."""
    for line in front.split("\n"):
        match = _FIELD.fullmatch(line)
        if match:
            quoted = _QUOTED.fullmatch(match[2])
            yield match[1].lower(), quoted[2] if quoted else match[2]


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Tag (`h1`, `p` …) and words of each block. Code and raw HTML are no sentences and are left out."""
    from markdown_it import MarkdownIt  # here, so that the command starts quickly

    links: dict[str, object] = {}
    tag = "p"
    for token in MarkdownIt("commonmark").disable("inline").parse(text, links):
        words = _words(token.content, links) if token.type == "inline" else ""
        if words:
            yield tag, words
        tag = token.tag


def _words(content: str, links: dict[str, object]) -> str:
    """A block's text without marks for links and emphasis; a line break within a paragraph is a space."""
    from markdown_it import MarkdownIt

    if len(content) > PARAGRAPH_CHARS:
        return content.strip()
    tokens = MarkdownIt("commonmark").parseInline(content, links)[0].children or ()
    return "".join(BREAKS.get(token.type, token.content) for token in tokens).strip()
