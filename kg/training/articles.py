"""Annotated articles as Docs whose tokens have labels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from spacy.tokens import Doc

from kg.evaluation.gold import GoldArticle
from kg.language.annotate import annotate, plain

HELD_BACK = 30
OUTSIDE, IGNORED = 0, -100


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with a label for each token: 0 outside, 2k+1 begins and 2k+2 goes on in a mention of class k,
    -100 not to be learned from."""

    id: str
    doc: Doc
    labels: tuple[int, ...]


def split(articles: Iterable[GoldArticle]) -> tuple[list[GoldArticle], list[GoldArticle]]:
    """Articles to learn from, and the fixed thirty (by hash of the id) that are held back."""
    ordered = sorted(articles, key=lambda a: sha256(a.article.id.encode("utf8")).hexdigest())
    return ordered[HELD_BACK:], ordered[:HELD_BACK]


def labelled(article: GoldArticle, classes: tuple[str, ...]) -> Labelled:
    """The article's tokens with the labels of its annotated mentions."""
    doc = annotate(article.article.text, article.article.title)
    return Labelled(article.article.id, doc, labels_of(doc, article, classes))


def labels_of(doc: Doc, article: GoldArticle, classes: tuple[str, ...]) -> tuple[int, ...]:
    """Every occurrence of every surface form, the longest first; what may be of two classes is not learned from."""
    labels = [OUTSIDE] * len(doc)
    taken: set[int] = set()
    for form, kinds in _forms(article):
        for start, end in _occurrences(plain(article.article.text), form):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None or taken & set(range(span.start, span.end)):
                continue
            taken |= set(range(span.start, span.end))
            sure = len(kinds) == 1 and (span.start_char, span.end_char) == (start, end)
            begin = 2 * classes.index(min(kinds)) + 1
            for token in span:
                labels[token.i] = IGNORED if not sure else begin if token.i == span.start else begin + 1
    return tuple(labels)


def _forms(article: GoldArticle) -> list[tuple[str, frozenset[str]]]:
    """Surface forms with their classes, the longest first."""
    kinds: dict[str, set[str]] = {}
    for entity in article.entities.values():
        for form in filter(None, map(str.strip, (entity.label, *entity.mentions))):
            kinds.setdefault(plain(form), set()).add(entity.type)
    return sorted(((f, frozenset(k)) for f, k in kinds.items()), key=lambda item: (-len(item[0]), item[0]))


def _occurrences(text: str, form: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
        yield match.span()
