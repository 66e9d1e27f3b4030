"""Which articles are one text: copies that an agency's clients print, versions of a page.

Copies are found by MinHash signatures of runs of words (Broder 1997) in a locality-sensitive index; rensa does both.
Twenty papers that print one dispatch are one origin: who counts sources counts origins.
"""

import re
from collections.abc import Mapping
from hashlib import blake2b

from rensa import RMinHash, RMinHashLSH

from kg.model import Article
from kg.read.pages import page

RUN = 4
PERMUTATIONS = 128
BANDS = 32
SEED = 1
# Share of word runs that two texts must have in common. Copies with another headline and other furniture have more
# than this; daily reports of the same make have far less.
LIKE = 0.6
LEAST_WORDS = 25  # shorter texts must be equal

_WORD = re.compile(r"\w+")


class Origins:
    """Gives each article its origin: the id of the first one that was given with the same or nearly the same text.

    The order in which articles are given decides which of the copies is the first; nothing else does.
    """

    def __init__(self) -> None:
        self._index = RMinHashLSH(LIKE, PERMUTATIONS, BANDS)
        self._signatures: list[RMinHash] = []
        self._origins: list[str] = []
        self._exact: dict[bytes, str] = {}

    def add(self, id: str, text: str) -> str:
        """The origin of an article, which is its own id if no text like it was given before."""
        words = _WORD.findall(text.lower())
        key = _key(words)
        if (known := self._exact.get(key)) is not None:
            return known
        signature = _signature(words) if len(words) >= LEAST_WORDS else None
        origin = id if signature is None else self._nearest(signature) or id
        self._exact[key] = origin
        if signature is not None:
            self._index.insert(len(self._origins), signature)
            self._signatures.append(signature)
            self._origins.append(origin)
        return origin

    def _nearest(self, signature: RMinHash) -> str | None:
        """The origin of the text that is most like it, the earliest of equals; None where none is like enough."""
        found = [(-signature.jaccard(self._signatures[n]), n) for n in self._index.query(signature)]
        likeness, n = min(found, default=(0.0, -1))
        return self._origins[n] if -likeness >= LIKE else None


def _key(words: list[str]) -> bytes:
    return blake2b(" ".join(words).encode("utf8", "surrogatepass"), digest_size=16).digest()


def origins(articles: Mapping[str, str]) -> dict[str, str]:
    """The origin of each article of a mapping from ids to texts, in the mapping's order."""
    index = Origins()
    return {id: index.add(id, text) for id, text in articles.items()}


def _signature(words: list[str]) -> RMinHash:
    found = RMinHash(PERMUTATIONS, SEED)
    found.update([" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)])
    return found


def same_page(one: Article, other: Article) -> bool:
    """Whether two articles are versions of one page: their addresses lead to the same."""
    try:
        return bool(one.url and other.url) and page(one.url or "") == page(other.url or "")
    except ValueError:
        return False


def replaces(new: Article, old: Article) -> bool:
    """Whether an article, given after another, is a newer version of the same page: it is, unless its date is older."""
    older = bool(new.date and old.date and new.date < old.date)
    return same_page(new, old) and not older and new.text != old.text
