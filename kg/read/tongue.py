"""The language that a text is in: English by its small words, else as py3langid says."""

import re
from functools import cache
from typing import Any

from kg.catalog import cues

ENGLISH = "en"
NO_LANGUAGE = frozenset({"und", "zxx"})
# Fewer words than this tell nothing; other scripts tell themselves.
ENOUGH_WORDS = 6
# Of fewer words than this the guess counts from that chance on. Measured on 15,500 sentences and headlines of 5 to 59
# words from English news: no guess but Nigerian Pidgin, which English headlines look like, had more than .36.
FEW_WORDS, SURE, LIKE_ENGLISH = 60, 0.5, "pcm"
ENGLISH_SHARE = 0.08
SAMPLE_CHARS = 20_000

_WORD = re.compile(r"[^\W\d_]+")


def told(text: str, declared: str) -> str:
    """The ISO 639 code of the language of a text; `declared` where it is too short to tell.

    A text with the small words of English in it is English, however many foreign names it has, and whatever its
    page declares. The others are told by py3langid (BSD; 97 languages, a model of 4.5 MB that comes with it).

    >>> told("The minister met his counterpart and said that they will sign the accord by May.", "de")
    'en'
    """
    words = [word.lower() for word in _WORD.findall(text[:SAMPLE_CHARS])]
    if len(words) < ENOUGH_WORDS and _is_latin(words):
        return declared
    small = cues.words("languages", "english")
    if sum(word in small for word in words) >= ENGLISH_SHARE * len(words):
        return ENGLISH
    code, chance = _identifier().classify(text[:SAMPLE_CHARS])
    unsure = len(words) < FEW_WORDS and _is_latin(words) and (chance < SURE or code == LIKE_ENGLISH)
    return declared if code in NO_LANGUAGE or unsure else str(code)


def _is_latin(words: list[str]) -> bool:
    """Whether most letters are ASCII: a script without spaces has few words in much text."""
    letters = "".join(words)
    return 2 * sum(letter.isascii() for letter in letters) >= len(letters)


@cache
def _identifier() -> Any:
    """py3langid, loaded with the first text that is not plainly English: that takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
