"""One pass of the small encoder over an article: a vector for each token, in the context of the sentences around.

The encoder is a fine-tuned MiniLM (Wang et al. 2020) in int8 ONNX; kg/data/models/README.md is its model card.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from threading import Thread
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from spacy.tokens import Doc
from tokenizers import Tokenizer

from kg.files import data

Vectors = npt.NDArray[np.float32]

WIDTH = 384
WINDOW = 128
LONGEST_WORD = 12
CLS, SEP = 101, 102
ENDS = frozenset({".", "!", "?", "…"})
CLOSING = frozenset({'"', "'", ")", "]"})
KEY = "vectors"


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of some whole sentences between the marks of their ends, and where each token's first piece is."""

    pieces: tuple[int, ...]
    firsts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A token's place in the Doc and its word pieces."""

    i: int
    pieces: tuple[int, ...]


class _Running(Thread):
    """The encoder at work on one Doc, on a core of its own."""

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self.left = deque(windows(doc))
        self.rows: Vectors = np.zeros((len(doc), WIDTH), dtype=np.float32)

    def run(self) -> None:
        """Works off the windows; whoever waits for the rows may do so at the same time."""
        while self.left:
            try:
                window = self.left.popleft()
            except IndexError:  # the other took the last one
                return
            _encode(window, self.rows)


def begin(doc: Doc) -> None:
    """Start on a tokenized Doc, so that the encoder runs beside the parser; `of` waits for it."""
    running = doc.user_data[KEY] = _Running(doc)
    running.start()


def of(doc: Doc) -> Vectors:
    """The vectors of a Doc, made once and kept with it."""
    kept = doc.user_data.get(KEY)
    if isinstance(kept, _Running):
        kept.run()
        kept.join()
        kept = kept.rows
    if kept is None:
        kept = vectors(doc)
    doc.user_data[KEY] = kept
    made: Vectors = kept
    return made


def vectors(doc: Doc) -> Vectors:
    """A row of 384 numbers for each token; zeros for tokens without word pieces (line breaks)."""
    rows: Vectors = np.zeros((len(doc), WIDTH), dtype=np.float32)
    for window in windows(doc):
        _encode(window, rows)
    return rows


def _encode(window: Window, rows: Vectors) -> None:
    """Fills in the rows of a window's tokens. None is padded, so that its numbers depend on nothing else."""
    ids = np.array([window.pieces], dtype=np.int64)
    hidden: Vectors = _session().run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})[0][0]
    tokens, places = zip(*window.firsts, strict=True)
    rows[list(tokens)] = hidden[list(places)]


def windows(doc: Doc) -> Iterator[Window]:
    """The article in windows of whole sentences; a longer sentence is cut."""
    kept: list[_Token] = []
    size = 0
    for part in _parts(doc):
        length = sum(len(t.pieces) for t in part)
        if kept and size + length > WINDOW - 2:
            yield _window(kept)
            kept, size = [], 0
        kept, size = [*kept, *part], size + length
    if kept:
        yield _window(kept)


def _parts(doc: Doc) -> Iterator[list[_Token]]:
    """Sentences by their marks alone (the parser has not run yet), cut where they would fill more than a window."""
    part: list[_Token] = []
    size = 0
    for token, ends in _tokens(doc):
        if part and size + len(token.pieces) > WINDOW - 2:
            yield part
            part, size = [], 0
        part.append(token)
        size += len(token.pieces)
        if ends:
            yield part
            part, size = [], 0
    if part:
        yield part


def _tokens(doc: Doc) -> Iterator[tuple[_Token, bool]]:
    """Tokens that have word pieces, and whether a sentence or line seems to end with each."""
    words = [token.text for token in doc]
    encoded = _tokenizer().encode(words, is_pretokenized=True, add_special_tokens=False)
    pieces: dict[int, list[int]] = {}
    for word, piece in zip(encoded.word_ids, encoded.ids, strict=True):
        if word is not None:
            pieces.setdefault(word, []).append(piece)
    for word in sorted(pieces):
        behind = words[word + 1] if word + 1 < len(words) else ""
        ends = "\n" in behind or (words[word] in ENDS and behind not in CLOSING)
        yield _Token(word, tuple(pieces[word][:LONGEST_WORD])), ends


def _window(tokens: list[_Token]) -> Window:
    pieces, firsts = [CLS], []
    for token in tokens:
        firsts.append((token.i, len(pieces)))
        pieces += token.pieces
    return Window((*pieces, SEP), tuple(firsts))


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(data("models") / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def _session() -> Any:
    """The loaded model."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the other cores have articles of their own
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(data("models") / "encoder.onnx"), options, ["CPUExecutionProvider"])
