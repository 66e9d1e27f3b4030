"""Web archives (WARC, also packed): the pages that a crawl brought home, one at a time."""

from collections.abc import Iterator
from typing import Any

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import Source, shown
from kg.read.disk import Found, Input, Item, reader
from kg.read.html import PAGE_BYTES, from_html
from kg.read.options import Options
from kg.read.pages import page_id
from kg.read.pdf import PDF_BYTES, from_pdf
from kg.read.text import TEXT_BYTES, from_text

# What a page may be, by its media type, with the most bytes of it that are read.
PARSERS = {
    "text/html": (from_html, PAGE_BYTES),
    "application/xhtml+xml": (from_html, PAGE_BYTES),
    "text/plain": (from_text, TEXT_BYTES),
    "application/pdf": (from_pdf, PDF_BYTES),
}
FOUND = "200"


@reader
def read_warc(file: Input, options: Options) -> Iterator[Found]:
    """The pages that were answered with 200 and are text; a page's article is called after its address.

    What else a crawl holds (requests, pictures, errors) is passed over. What breaks off is one fault at the end.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    with file.open() as stream:
        try:
            for record in ArchiveIterator(stream):
                number += 1
                if (item := _page(file, number, record)) is not None:
                    yield item
        except (ArchiveLoadFailed, AttributeError, EOFError, LookupError, TypeError, ValueError) as error:
            cause = shown(" ".join(str(error).split())[:100])
            raise BadArticle(f"{file.where}: broken after record {number} ({cause}); get the whole file") from error
    if not number:
        raise BadArticle(f"{file.where}: no record in it; give a WARC file")


def _page(file: Input, number: int, record: Any) -> Item | None:
    if record.rec_type not in {"response", "resource"}:
        return None
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != FOUND:
        return None
    media = headers.get_header("Content-Type") if headers is not None else record.rec_headers.get_header("Content-Type")
    parse, limit = PARSERS.get((media or "").partition(";")[0].strip().lower(), (None, 0))
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if parse is None or address.lower().endswith("/robots.txt"):
        return None
    where = f"{file.where}, record {number} ({shown(address)})"
    try:
        return _parsed(parse, Source(where, page_id(address), address), record, limit)
    except BadArticle as bad:
        return bad
    except (AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        cause = shown(" ".join(str(error).split())[:100])
        return BadArticle(f"{where}: damaged record ({cause}); fetch the page again")


def _parsed(parse: Any, source: Source, record: Any, limit: int) -> Article:
    raw = record.content_stream().read(limit + 1)
    if len(raw) > limit:
        raise BadArticle(f"{source.where}: larger than {limit:,} bytes, the most that is read of one page")
    found: Article = parse(source, raw)
    return found
