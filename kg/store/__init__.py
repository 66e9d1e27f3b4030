"""A store of articles, claims and their graph: documents are put into it, replaced and removed."""

from kg.store.ledger import Document, Link
from kg.store.store import Stats, Store

__all__ = ["Document", "Link", "Stats", "Store"]
