"""One pass of the small encoder over an article: a vector for each token, in the context of the sentences around.

The encoder is a fine-tuned MiniLM (Wang et al. 2020) in int8 ONNX; kg/data/models/README.md is its model card.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from spacy.tokens import Doc, Span
from tokenizers import Tokenizer

from kg.files import data

Vectors = npt.NDArray[np.float32]

WIDTH = 384
WINDOW = 128
LONGEST_WORD = 12
CLS, SEP = 101, 102
THREADS = 2
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


def of(doc: Doc) -> Vectors:
    """The vectors of a Doc, made once and kept with it."""
    if KEY not in doc.user_data:
        doc.user_data[KEY] = vectors(doc)
    kept: Vectors = doc.user_data[KEY]
    return kept


def vectors(doc: Doc) -> Vectors:
    """A row of 384 numbers for each token; zeros for tokens without word pieces (line breaks)."""
    found = np.zeros((len(doc), WIDTH), dtype=np.float32)
    every = tuple(windows(doc))
    if not every:
        return found
    hidden = _run(every)
    for row, window in zip(hidden, every, strict=True):
        tokens, places = zip(*window.firsts, strict=True)
        found[list(tokens)] = row[list(places)]
    return found


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
    """Sentences, cut where they alone would fill more than a window."""
    for sentence in doc.sents:
        part: list[_Token] = []
        size = 0
        for token in _tokens(sentence):
            if part and size + len(token.pieces) > WINDOW - 2:
                yield part
                part, size = [], 0
            part.append(token)
            size += len(token.pieces)
        if part:
            yield part


def _tokens(sentence: Span) -> Iterator[_Token]:
    encoded = _tokenizer().encode([t.text for t in sentence], is_pretokenized=True, add_special_tokens=False)
    pieces: dict[int, list[int]] = {}
    for word, piece in zip(encoded.word_ids, encoded.ids, strict=True):
        if word is not None:
            pieces.setdefault(word, []).append(piece)
    for word in sorted(pieces):
        yield _Token(sentence.start + word, tuple(pieces[word][:LONGEST_WORD]))


def _window(tokens: list[_Token]) -> Window:
    pieces, firsts = [CLS], []
    for token in tokens:
        firsts.append((token.i, len(pieces)))
        pieces += token.pieces
    return Window((*pieces, SEP), tuple(firsts))


def _run(every: tuple[Window, ...]) -> Vectors:
    length = max(len(w.pieces) for w in every)
    ids = np.zeros((len(every), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, window in enumerate(every):
        ids[row, : len(window.pieces)] = window.pieces
        mask[row, : len(window.pieces)] = 1
    hidden: Vectors = _session().run(["vectors"], {"ids": ids, "mask": mask})[0]
    return hidden


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(data("models") / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def _session() -> Any:
    """The loaded model. One article is one batch, so that its numbers do not depend on others read beside it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(data("models") / "encoder.onnx"), options, ["CPUExecutionProvider"])
