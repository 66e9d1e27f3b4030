"""What kind of text an article is: news, opinion, interview, press release, press review."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from kg.catalog import cues

NEWS, TURNS = "news", "turns"
HEAD_LINES, TAIL_LINES = 6, 6
SAMPLE_CHARS = 30_000
LONGEST_LINE = 400


def genre(text: str, known: Mapping[str, object]) -> str:
    """The kind of an article: what it is called (`genre`, `section`, `url` in `known`) before how it reads.

    >>> genre("Opinion: Why the accord failed\\nIt was never meant to last.", {})
    'opinion'
    """
    kinds = [name for name in cues.table("genres") if name != TURNS]
    lines = [line.strip() for line in text[:SAMPLE_CHARS].split("\n") if line.strip()]
    tail = [line.strip() for line in text[-SAMPLE_CHARS:].split("\n") if line.strip()][-TAIL_LINES:]
    head = [str(known.get("title") or ""), *lines[:HEAD_LINES]]
    stated = _stated(known)
    for kind in kinds:
        if stated & frozenset(cues.table("genres")[kind]["stated"]) or _of_path(kind, known.get("url")):
            return kind
    for kind in kinds:
        if _any(kind, "head", head) or _any(kind, "line", lines) or _any(kind, "tail", tail):
            return kind
    return "interview" if _takes_turns(lines) else NEWS


def _stated(known: Mapping[str, object]) -> frozenset[str]:
    """What the article is said to be, each name in lower case."""
    given = [known.get("genre"), known.get("section")]
    flat = [each for value in given for each in (value if isinstance(value, list) else [value])]
    return frozenset(" ".join(text.replace("_", " ").split()).lower() for text in flat if isinstance(text, str))


def _of_path(kind: str, url: object) -> bool:
    try:
        path = urlsplit(url).path if isinstance(url, str) else ""
    except ValueError:
        return False
    return bool(path) and _any(kind, "path", [path])


def _any(kind: str, place: str, lines: Iterable[str]) -> bool:
    pattern = _pattern(kind, place)
    return pattern is not None and any(pattern.search(line[:LONGEST_LINE]) for line in lines)


@cache
def _pattern(kind: str, place: str) -> re.Pattern[str] | None:
    found: list[Any] = cues.table("genres")[kind][place]
    return re.compile("|".join(f"(?:{pattern})" for pattern in found), re.IGNORECASE) if found else None


def _takes_turns(lines: Sequence[str]) -> bool:
    """Whether questions stand alone on lines, each followed by what is no question."""
    pattern, least = _pattern(TURNS, "question"), cues.table("genres")[TURNS]["least"]
    asked = [pattern is not None and bool(pattern.search(line[:LONGEST_LINE])) for line in lines]
    turns = sum(one and not other for one, other in pairwise([*asked, True]))
    return bool(turns >= least and 4 * turns >= len(lines))
