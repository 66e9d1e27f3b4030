"""Communique: news articles on international affairs in, a knowledge graph out.

    kg.open("store")        a graph to ask: tables (pandas), networks (networkx), evidence
    kg.build(inputs, store) reads articles into a store and opens it
    kg.extract(text)        the claims of one text, without a store
    kg.table(claims)        claims as a table

See `kg.api`. Nothing is loaded before it is used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api import Graph, build, extract, open, table  # noqa: A004 - only within `kg`

__all__ = ["Graph", "build", "extract", "open", "table"]


def __getattr__(name: str) -> object:
    """What `kg.api` offers, loaded with the first use (PEP 562)."""
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute '{name}'; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
