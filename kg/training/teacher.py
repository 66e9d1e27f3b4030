"""spaCy's own recogniser as a teacher (distillation; Hinton et al. 2015) of dates and amounts, which nobody annotated.

The trained recogniser learns them, so that spaCy's need not run when articles are read.
"""

import warnings
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.annotate import MODEL

# OntoNotes' classes as ours.
CLASSES = {"DATE": "DATE", "TIME": "DATE", "MONEY": "MONEY", "PERCENT": "PERCENT"}


def taught(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Dates and amounts: first token, the one behind, and class, in text order."""
    spaces = [bool(token.whitespace_) for token in doc]
    read = _spacy().get_pipe("ner")(Doc(_spacy().vocab, words=[token.text for token in doc], spaces=spaces))
    yield from ((ent.start, ent.end, CLASSES[ent.label_]) for ent in read.ents if ent.label_ in CLASSES)


@cache
def _spacy() -> Language:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # as in kg/language/annotate.py
        return spacy.load(MODEL, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
