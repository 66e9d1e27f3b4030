"""A store of articles, claims and their graph: documents are put into it, replaced and removed."""

from kg.store.store import Store
from kg.store.views import Document, Link, Stats

__all__ = ["Document", "Link", "Stats", "Store"]
