"""Which articles are one text: copies that an agency's clients print, with another headline and other furniture.

Found by MinHash signatures of runs of words (Broder 1997; rensa makes them) and locality-sensitive hashing: signatures
that agree in one of their bands are compared. Twenty papers that print one dispatch are one origin: who counts sources
counts groups. Nothing depends on which article came first.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

RUN = 4
PERMUTATIONS = 128
BANDS = 32
SEED = 1
# Share of word runs that two texts must have in common. Copies with another headline and other furniture have more
# than this; daily reports of the same make have less (strike reports of one command on three days: .48 to .55).
LIKE = 0.6
LEAST_WORDS = 25  # shorter texts must be equal
# Makes one number of a band; where two bands give the same by chance, the comparison tells.
MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)
AT_ONCE = 100_000  # so many pairs are compared in memory
# How sketches are made; those made otherwise cannot be compared.
MADE = f"rensa {RMinHash.ALGORITHM_VERSION} {RUN} {PERMUTATIONS} {SEED}"

Sketches = NDArray[np.uint32]

_WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """The signature of a text's words, 512 bytes; of a text of less than 25 words a hash of them, 16 bytes."""
    words = _WORD.findall(text.lower())
    if len(words) < LEAST_WORDS:
        return blake2b(" ".join(words).encode("utf8", "surrogatepass"), digest_size=16).digest()
    found = RMinHash(PERMUTATIONS, SEED)
    found.update([" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)])
    return np.array(found.digest(), "<u4").tobytes()


def groups(sketches: Mapping[str, bytes]) -> dict[str, str]:
    """Each article's group by its sketch: the smallest id of those that are the same or nearly the same text.

    A copy of a copy belongs to the group too.
    """
    ids = sorted(sketches)
    above = {id: id for id in ids}
    for one, other in (*_equal(ids, sketches), *_alike(ids, sketches)):
        first, second = sorted((_root(above, one), _root(above, other)))
        above[second] = first
    return {id: _root(above, id) for id in ids}


def _root(above: dict[str, str], id: str) -> str:
    while above[id] != id:
        above[id] = id = above[above[id]]
    return id


def _equal(ids: list[str], sketches: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Articles with the very same sketch, each with the first of them."""
    firsts: dict[bytes, str] = {}
    for id in ids:
        first = firsts.setdefault(sketches[id], id)
        if first != id:
            yield first, id


def _alike(ids: list[str], sketches: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Pairs of articles that are alike, so many that every group hangs together."""
    firsts = {sketches[id]: id for id in reversed(ids) if len(sketches[id]) == 4 * PERMUTATIONS}
    names = sorted(firsts.values())
    every = np.frombuffer(b"".join(sketches[id] for id in names), "<u4").reshape(len(names), PERMUTATIONS)
    pairs = np.concatenate([_pairs(band) for band in np.split(every, BANDS, axis=1)])
    for some in np.array_split(np.unique(pairs, axis=0), len(pairs) // AT_ONCE + 1):
        share = np.mean(every[some[:, 0]] == every[some[:, 1]], axis=1)
        yield from ((names[one], names[other]) for one, other in some[share >= LIKE])


def _pairs(band: Sketches) -> NDArray[np.int64]:
    """Of the sketches that agree in a band, each with the one before it and with the first of them: their numbers."""
    keys = band.astype(np.uint64) @ MIX
    order = np.argsort(keys, kind="stable")
    begins = np.append(True, np.diff(keys[order]) != 0)[: len(order)]
    first = order[np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))]
    rest = np.flatnonzero(~begins)
    pairs = [np.stack([other, order[rest]], axis=1) for other in (order[rest - 1], first[rest])]
    return np.concatenate(pairs)
