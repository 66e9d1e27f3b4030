"""Figures of tables. Matplotlib takes a second to load: only who draws waits for it."""

from kg.analysis.tables import Table


def svg(table: Table) -> bytes:
    """The figure of a table as SVG in UTF-8, with its text as text; the same bytes for the same table."""
    from kg.analysis import drawing

    return drawing.svg(table)


def png(table: Table) -> bytes:
    """The figure of a table as PNG; the same bytes for the same table."""
    from kg.analysis import drawing

    return drawing.png(table)
