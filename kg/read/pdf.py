"""PDF: the words of its text layer, lines joined to paragraphs, what stands on every page left out.

pypdf reads the file in a process of its own with bounds on time and memory: a small PDF may ask for hours and for
all the memory there is.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from kg.errors import BadArticle
from kg.model import Article
from kg.read.build import Source, article, titled

PDF_BYTES = 50_000_000
SECONDS = 60
LEAST_LETTERS = 20  # less than this a page, and the file is a scan with a stamp or page numbers on it
REPEATED = 0.6
WRAPPED = 0.7

_HYPHEN = re.compile(r"[^\W\d_]-$")
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:][\"”’')\]]*$")


def from_pdf(source: Source, raw: bytes) -> Article:
    """The article of a PDF. Raises BadArticle for what is damaged, locked, too costly, or a scan."""
    said = _told(source, raw)
    if "fault" in said:
        raise BadArticle(f"{source.where}: {said['fault']}")
    pages = [str(page) for page in said["pages"]]
    text = "\n".join(_paragraphs(_own_lines(pages)))
    if sum(map(str.isalpha, text)) < LEAST_LETTERS * max(len(pages), 1):
        raise BadArticle(f"{source.where}: no text layer, a scan; run OCR over it (for example ocrmypdf) first")
    return article(source, titled(said.get("title"), text), {"title": said.get("title")})


def _told(source: Source, raw: bytes) -> dict[str, list[str] | str]:
    """What the other process says of the file."""
    command = [sys.executable, "-P", str(Path(__file__).with_name("pdfpages.py"))]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise BadArticle(f"{source.where}: took longer than {SECONDS} seconds; print it to a new PDF") from error
    except subprocess.CalledProcessError as error:
        raise BadArticle(f"{source.where}: damaged PDF, or one that needs too much memory; print it anew") from error
    said: dict[str, list[str] | str] = json.loads(done.stdout)
    return said


def _own_lines(pages: Sequence[str]) -> list[str]:
    """The lines of all pages but for those that stand at the same end of most pages; page numbers are one line."""
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    filled = [[line for line in lines if line] for lines in split]
    if len(filled) < 3:
        return [line for lines in split for line in lines]
    ends = Counter(sign for lines in filled for sign in {_sign(line) for line in (*lines[:2], *lines[-2:])})
    common = {sign for sign, number in ends.items() if number >= REPEATED * len(filled)}
    return [line for lines in split for line in _inner(lines, common)]


def _inner(lines: list[str], common: set[str]) -> list[str]:
    filled = [i for i, line in enumerate(lines) if line]
    rims = {*filled[:2], *filled[-2:]}
    return [line for i, line in enumerate(lines) if not (i in rims and _sign(line) in common)]


def _sign(line: str) -> str:
    return _NUMBER.sub("#", line)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines joined where the first is as long as lines are and no sentence ends, or a word is cut."""
    width = max(sorted(map(len, lines))[int(0.9 * len(lines)) :], default=0) if lines else 0
    found: list[str] = []
    for before, line in pairwise(["", *lines]):
        if not line:
            continue
        if found and before and _runs_on(before, line, width):
            whole = found[-1]
            found[-1] = whole[:-1] + line if _HYPHEN.search(whole) and line[:1].islower() else f"{whole} {line}"
        else:
            found.append(line)
    return found


def _runs_on(before: str, line: str, width: int) -> bool:
    if len(before) >= WRAPPED * width:
        return not (_SENTENCE_END.search(before) and len(before) < 0.9 * width)
    return line[:1].islower()
