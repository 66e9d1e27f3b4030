"""Which part of a page a line is: title, lead, body, teaser (another story) or furniture (no story at all)."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from kg.catalog import cues
from kg.model import Article, Zone
from kg.read.header import date_line

WORD = re.compile(r"[^\W\d_]{4,}")
TITLE_LENGTH = 160
LEAD_LENGTH = 600
NOTICE_LENGTH = 700
RUN, LONGEST = 3, 40
# A story has at least its title, its lead and one line more: these are no teasers.
OPENING = 3
SHARED = 2
# Other stories at the foot: this share of them has no more names than that in common with the story.
MOSTLY, CHANCE, ROOT = 0.6, 1, 5
# Names, roughly: capitalised words that are no article, pronoun or the like.
NAME = re.compile(
    r"\b(?!(?:This|That|These|Those|They|There|Their|Then|When|While|With|What|Which|From)\b)[^\W\d_a-z]\w{3,}"
)
MARKS = re.compile(r"\s[|•·>»/]\s?|\s?[|•>»]\s")
LABELS, LABEL_WORDS = 2, 3
SENTENCE_ENDS = '.!?:;"”'


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the article's text with its zone."""

    start: int
    end: int
    text: str
    zone: Zone


@dataclass(frozen=True, slots=True)
class Zones:
    """The lines of an article that hold text."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> Zone:
        """The zone of the line that holds this offset."""
        n = bisect_right(self.starts, offset) - 1
        return self.lines[n].zone if n >= 0 else "body"


def zones(article: Article) -> Zones:
    """The zones of an article's lines."""
    spans = [(m.start(), m.end(), m[0].strip()) for m in re.finditer(r"[^\n]+", article.text) if m[0].strip()]
    texts = [text for _, _, text in spans]
    found = _closed(texts, _headed(texts, [_own_zone(text) for text in texts]))
    found = _opened(article, texts, found)
    lines = tuple(Line(s, e, t, z) for (s, e, t), z in zip(spans, found, strict=True))
    return Zones(lines, tuple(line.start for line in lines))


def _fits(section: str, text: str) -> bool:
    """Whether a line is as the patterns of a section have it."""
    opening, anywhere = _patterns(section)
    return bool((opening and opening.match(text)) or (anywhere and anywhere.search(text)))


@cache
def _patterns(section: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The patterns for the beginning of a line, which need not be tried at each of its letters, and the others."""
    every: list[str] = cues.table("zones")[section]["patterns"]
    opening = [pattern for pattern in every if pattern.startswith("^")]
    return _joined(opening), _joined([pattern for pattern in every if pattern not in opening])


def _joined(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None


def _headed(texts: list[str], found: list[Zone]) -> list[Zone]:
    """Behind a heading such as `Related stories`, in the second half of the page, everything is teasers."""
    heads = [n for n, text in enumerate(texts) if 2 * n >= len(texts) and _fits("teaser_heads", text)]
    if not heads:
        return found
    return [*found[: heads[0]], "furniture", *("teaser" if z == "body" else z for z in found[heads[0] + 1 :])]


def _own_zone(text: str) -> Zone:
    if _fits("teaser", text):
        return "teaser"
    notice = len(text) <= NOTICE_LENGTH and _fits("furniture", text)
    return "furniture" if notice or _fits("bylines", text) or date_line(text) or _is_menu(text) else "body"


def _is_menu(text: str) -> bool:
    """Whether a line is several short labels with marks between them: `Home | World | Business`."""
    labels = [label.strip() for label in MARKS.split(text)]
    short = all(0 < len(label.split()) <= LABEL_WORDS for label in labels)
    return len(labels) > LABELS and short and text[-1] not in SENTENCE_ENDS


def _opened(article: Article, texts: list[str], found: list[Zone]) -> list[Zone]:
    """The head of the page: teasers with their headings, the title and the lead."""
    new, story = list(found), [n for n, zone in enumerate(found) if zone == "body"]
    for n in story:
        follows = found[n + 1] if n + 1 < len(found) else "body"
        if follows == "teaser" and n < 3 and _is_heading(texts[n]):
            new[n] = "teaser"
    story = [n for n in story if new[n] == "body"]
    for n in story[:4]:
        if _is_title(article, texts[n]) or (n == story[0] and _is_heading(texts[n]) and len(story) > 1):
            new[n] = "title"
    body = [n for n in story if new[n] == "body" and not _is_heading(texts[n])]
    if body and len(body) > 1 and len(texts[body[0]]) <= LEAD_LENGTH:
        new[body[0]] = "lead"
    return new


def _is_heading(text: str) -> bool:
    return len(text) <= TITLE_LENGTH and text[-1] not in SENTENCE_ENDS


def _is_title(article: Article, text: str) -> bool:
    return article.title is not None and " ".join(text.split()) == " ".join(article.title.split())


def _closed(texts: list[str], found: list[Zone]) -> list[Zone]:
    """The foot of the page: a run of lines that share no words with one another, nor names with the story, closed by
    furniture, are teasers."""
    end = len(texts)
    while end and found[end - 1] == "furniture":
        end -= 1
    start, story = end, [n for n, zone in enumerate(found) if zone == "body"]
    first = story[OPENING] if len(story) > OPENING else end
    first = max(first, end - LONGEST)
    while start > first and found[start - 1] != "furniture" and _apart(texts, start - 1, end):
        start -= 1
    if "teaser" in found[start:end]:
        return found  # this page says which lines are teasers
    if not all(map(_is_heading, texts[start:end])):  # headlines are no paragraphs of the story
        start = _elsewhere(texts, start, end)
    if end == len(texts) or end - start < RUN or _fits("bylines", texts[end]):
        return found
    return [*found[:start], *("teaser" if z == "body" else z for z in found[start:end]), *found[end:]]


def _elsewhere(texts: list[str], start: int, end: int) -> int:
    """Where, from `start` on, lines begin that are about other things than the text above them; `end` if nowhere."""
    above = frozenset[str]().union(*map(_names, texts[:start]))
    for n in range(start, end):
        new = [len(_names(text) & above) <= CHANCE for text in texts[n:end]]
        going_on = any(_fits("going_on", text) for text in texts[n:end])
        if not _names(texts[n]) & above and not going_on and sum(new) >= MOSTLY * len(new):
            return n
        above |= _names(texts[n])
    return end


def _names(text: str) -> frozenset[str]:
    """The names in a text by their first letters, so that `Kenyan` is `Kenya`."""
    return frozenset(name[:ROOT] for name in NAME.findall(text))


def _apart(texts: list[str], n: int, end: int) -> bool:
    """Whether a line and the next ones have hardly a word in common, as stories on different things."""
    own = _words(texts[n])
    near = [_words(t) for t in texts[max(0, n - 2) : n]] + [_words(t) for t in texts[n + 1 : min(n + 3, end)]]
    return all(len(own & other) <= SHARED for other in near)


def _words(text: str) -> set[str]:
    return {w.lower() for w in WORD.findall(text)}
