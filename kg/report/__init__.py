"""A briefing as one page that opens offline: figures, network, time line, pairs, conflicts, coverage, every statement
with its quotes.
"""

from kg.report.content import content
from kg.report.html import html

__all__ = ["content", "html"]
