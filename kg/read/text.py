"""Plain text: one file, one article, its text as it stands."""

import sys
from collections.abc import Iterator

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import ARTICLE_CHARS, Source, article
from kg.read.decode import decode
from kg.read.disk import Item, capped

TEXT_BYTES = 4 * ARTICLE_CHARS + 4  # no encoding takes more, mark included


def from_text(source: Source, raw: bytes) -> Article:
    """The article of a plain text. Raises BadArticle."""
    return article(source, decode(source.where, raw), {})


def from_stdin() -> Iterator[Item]:
    """Standard input as one plain text with the id `stdin`."""
    source = Source("standard input", "stdin")
    try:
        yield from_text(source, capped(source.where, sys.stdin.buffer.read(TEXT_BYTES + 1), TEXT_BYTES))
    except BadArticle as bad:
        yield bad
