"""Which documents are versions of one article: those of one id, and those of one page, under whatever ids.

A page goes by the key of its address (kg/read/pages.py). What a document was once said to be is kept until it is taken
out, also where it gave way to a newer version: else the order in which articles come would make a difference.
"""

from kg.model import Article
from kg.read.pages import key
from kg.store.ledger import Ledger


def group(ledger: Ledger, article: Article) -> set[str]:
    """The ids under which versions of an article have come, its own among them."""
    return _group(ledger, {article.id}, {key(article.url)} - {""})


def note(ledger: Ledger, article: Article) -> None:
    """Keeps in mind that the article's id and page belong together."""
    row = (article.id, key(article.url))
    if row[1] and ledger.one("SELECT 1 FROM versions WHERE document = ? AND page = ?", row) is None:
        ledger.many("INSERT INTO versions VALUES (?, ?)", [row])


def forget(ledger: Ledger, document: str) -> None:
    """Nothing more is known of versions of this document."""
    for known in _group(ledger, {document}, set()):
        ledger.connection.execute("DELETE FROM versions WHERE document = ?", (known,))


def _group(ledger: Ledger, documents: set[str], new: set[str]) -> set[str]:
    """All documents that hang together with these, and with these pages."""
    seen: set[str] = set()
    fresh = documents
    while fresh or new:
        new = {page for name in sorted(fresh) for page in pages(ledger, name)} | new
        new, seen = new - seen, seen | new
        fresh = {name for page in sorted(new) for name in _documents(ledger, page)} - documents
        documents = documents | fresh
        new = set()
    return documents


def pages(ledger: Ledger, document: str) -> list[str]:
    """The keys of the pages that a document was ever said to be."""
    return [page for (page,) in ledger.rows("SELECT page FROM versions WHERE document = ?", [document])]


def _documents(ledger: Ledger, page: str) -> list[str]:
    return [document for (document,) in ledger.rows("SELECT document FROM versions WHERE page = ?", [page])]
