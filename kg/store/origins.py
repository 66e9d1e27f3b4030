"""On how many independent origins a fact rests, however many articles repeat it.

Two reports are of one origin where they come from the same outlet (the one that an article says it has it from, else
the one that publishes it), stand in articles of nearly the same text, as syndicated copies do (kg/read/copies.py), or
tell it in the same words. What follows is a chain: a copy of a copy is of the first one's origin. With nothing of that,
an article is an origin of its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from kg.model import Article, Claim

# Words of a quote by which it is known again; shorter ones are said by chance alike.
TELLING = 6


@dataclass(frozen=True, slots=True)
class Report:
    """That a document tells something: from which outlet, in which wording; `copies` is its group of equal texts."""

    document: str
    outlet: str | None
    wording: str
    copies: str | None = None


def outlet(article: Article, claim: Claim) -> str | None:
    """From whom the article has it, folded so that spellings agree; None where that is not known."""
    name = claim.cited_from.label if claim.cited_from else article.source
    return _folded(name).removeprefix("the ") or None if name else None


def wording(claim: Claim) -> str:
    """A hash of the words of a quote; of a short one with its document, for it proves nothing."""
    words = _folded(claim.quote)
    alone = "" if words.count(" ") + 1 >= TELLING else f"\n{claim.document}"
    return sha256(f"{words}{alone}".encode()).hexdigest()[:16]


def origins(reports: Iterable[Report]) -> int:
    """The number of independent origins."""
    roots: dict[str, str] = {}

    def root(key: str) -> str:
        while (above := roots.setdefault(key, key)) != key:
            roots[key] = key = roots[above]
        return key

    documents: set[str] = set()
    for report in reports:
        documents.add(name := f"document {report.document}")
        shared = {"outlet": report.outlet, "wording": report.wording, "document": report.copies}
        for key in (f"{kind} {value}" for kind, value in shared.items() if value):
            roots[root(key)] = root(name)
    return len({root(name) for name in documents})


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
