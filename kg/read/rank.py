"""Which of two versions of an article is the newer: never a matter of which came first."""

import json
import re
from dataclasses import astuple
from hashlib import sha256

from kg.model import Article

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(?!\d)", re.ASCII)
_WIDTH = 10


def content(article: Article) -> str:
    """A hash of all that an article is."""
    return sha256(json.dumps(astuple(article)).encode("ascii")).hexdigest()


def rank(article: Article) -> str:
    """Greater for the newer version: by date (one without is the older), then by hash."""
    date = _DATE.match(article.date or "")
    return f"{date[0] if date else '':{_WIDTH}} {content(article)}"


def is_dated(ranked: str) -> bool:
    """Whether the version of this rank has a date."""
    return bool(ranked[:_WIDTH].strip())
