"""Annotated articles as Docs whose tokens have labels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from spacy.tokens import Doc

from kg.catalog import relations
from kg.evaluation.gold import GoldArticle
from kg.language.annotate import annotate, plain
from kg.language.recognise import MARKS
from kg.language.spans import over
from kg.training.teacher import taught

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


def classes() -> tuple[str, ...]:
    """What the recogniser tells apart."""
    return (*relations.classes(), *MARKS)


def labelled(article: GoldArticle) -> Labelled:
    """The article's tokens with the labels of its annotated mentions, and of dates and amounts beside them."""
    doc = annotate(article.article.text, article.article.title)
    return Labelled(article.article.id, doc, labels_of(doc, article))


def labels_of(doc: Doc, article: GoldArticle) -> tuple[int, ...]:
    """The labels of the annotated mentions, and of dates and amounts where these are not."""
    labels = _annotated(doc, article)
    for start, end, kind in taught(doc):
        if not any(labels[start:end]):
            _label(labels, start, end, kind)
    return tuple(labels)


def _annotated(doc: Doc, article: GoldArticle) -> list[int]:
    """Every occurrence of every surface form, the longest first; what may be of two classes is not learned from."""
    labels = [OUTSIDE] * len(doc)
    taken: set[int] = set()
    for form, kinds in _forms(article):
        for start, end in _occurrences(plain(article.article.text), form):
            span = over(doc, start, end)
            if taken & set(range(span.start, span.end)):
                continue
            taken |= set(range(span.start, span.end))
            sure = len(kinds) == 1 and (span.start_char, span.end_char) == (start, end)
            if sure:
                _label(labels, span.start, span.end, min(kinds))
            else:
                labels[span.start : span.end] = [IGNORED] * len(span)
    return labels


def _label(labels: list[int], start: int, end: int, kind: str) -> None:
    begin = 2 * classes().index(kind) + 1
    labels[start:end] = [begin, *[begin + 1] * (end - start - 1)]


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
