"""Plain text: one file, one article, its text as it stands; or a list of addresses, one a line."""

import re
from collections.abc import Iterator

from kg.model import Article
from kg.read.build import ARTICLE_CHARS, Source, article
from kg.read.decode import decode
from kg.read.disk import Address, Found, Input, load, reader
from kg.read.options import Options

TEXT_BYTES = 4 * ARTICLE_CHARS + 4  # no encoding takes more, mark included

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def from_text(source: Source, raw: bytes) -> Article:
    """The article of a plain text. Raises BadArticle."""
    return article(source, decode(source.where, raw), {})


@reader
def read_text(file: Input, options: Options) -> Iterator[Found]:
    """The article of a plain text; where every line is an address, the addresses of those pages, to be fetched."""
    raw = load(file, TEXT_BYTES)
    addresses = listed(raw)
    if not addresses:
        yield from_text(file.source, raw)
        return
    yield from map(Address, addresses)


def listed(raw: bytes) -> list[str]:
    """The addresses of a list: a text of http(s) addresses, one a line, and remarks after `#`; else empty."""
    if not raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:8].lower().startswith((b"http", b"#")):
        return []
    lines = [line.strip() for line in raw.decode("utf-8-sig", "replace").splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return told if all(_ADDRESS.fullmatch(line) for line in told) else []
