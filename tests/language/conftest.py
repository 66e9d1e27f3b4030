from collections.abc import Callable

import pytest

from kg.language.extractor import Extractor
from kg.language.learned.options import Sources
from kg.model import Article, Claim

Read = Callable[..., tuple[Claim, ...]]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def rules() -> Extractor:
    """The lexicon alone, all that it finds: what tests of syntax, coreference, factuality, time look at."""
    return Extractor(sources=Sources(model=False), least=0.0)


@pytest.fixture(scope="session")
def read(rules: Extractor) -> Read:
    """Claims of a text by the lexicon, with the article's date and title where they matter."""

    def claims(text: str, date: str | None = None, title: str | None = None) -> tuple[Claim, ...]:
        return rules.extract(Article("a", text, title=title, date=date))

    return claims


@pytest.fixture(scope="session")
def one(read: Read) -> Callable[..., Claim]:
    """The only claim `subject predicate object` of a text."""

    def claim(text: str, triple: str, date: str | None = None) -> Claim:
        subject, predicate, object = triple.split()
        found = [
            c for c in read(text, date) if (c.subject.id, c.predicate, c.object.id) == (subject, predicate, object)
        ]
        assert len(found) == 1, f"{triple}: {len(found)} claims in {text!r}"
        return found[0]

    return claim


@pytest.fixture(scope="session")
def triples(read: Read) -> Callable[..., set[str]]:
    """Every `subject predicate object` of a text."""

    def found(text: str, date: str | None = None) -> set[str]:
        return {f"{c.subject.id} {c.predicate} {c.object.id}" for c in read(text, date)}

    return found
