"""The ways in which one name is spelled: with and without diacritics, British and American, with any dash."""

import unicodedata
from functools import cache

from kg.catalog import cues

SHORTEST = 5
DASHES = str.maketrans("–—‐‑", "----")
# Letters that Unicode does not take apart into a letter and a mark.
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "ə": "e"}
)


def unmarked(text: str) -> str:
    """The text without diacritics.

    >>> unmarked("Recep Tayyip Erdoğan")
    'Recep Tayyip Erdogan'
    """
    apart = unicodedata.normalize("NFD", text.translate(LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def fold(text: str) -> str:
    """One form for all spellings of a name, to compare names by.

    >>> fold("the Organisation for Economic Co-operation and Development")
    'organization for economic cooperation and development'
    """
    words = unmarked(text).translate(DASHES).strip("-").replace("'s ", " ").replace(",", " ").split()
    same = " ".join(_canonical().get(word.casefold(), word.casefold()) for word in words)
    return same.removeprefix("the ").replace("-", " ")


def variants(text: str) -> frozenset[str]:
    """Other spellings of a name that articles use for the same thing; single words need five letters."""
    if len(text) < SHORTEST:
        return frozenset()
    words, known = text.split(), _pairs()
    swaps = [(word, known[word]) for word in words if word in known]
    every = {text, *(_swapped(words, one, other) for one, other in swaps)}
    if not text.isascii():
        every |= {unmarked(t) for t in every} | {t.translate(DASHES) for t in every}
    every |= {t.replace("-", "–") for t in every if "-" in t}
    return frozenset(every - {text})


def _swapped(words: list[str], one: str, other: str) -> str:
    return " ".join(other if word == one else word for word in words)


@cache
def _pairs() -> dict[str, str]:
    """Each spelling of a word with its other one."""
    pairs = [(str(one), str(other)) for one, other in cues.table("spelling")["pairs"]["words"]]
    return dict(pairs) | {other: one for one, other in pairs}


@cache
def _canonical() -> dict[str, str]:
    return {str(one).casefold(): str(other).casefold() for one, other in cues.table("spelling")["pairs"]["words"]}
