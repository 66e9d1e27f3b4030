"""Claims come from what the words say: not from who is named, and not from texts that state nothing.

Rates over sentences of our own (`sentences/*.toml`): how many of the claims that are found at all stay when the names
are swapped (`swaps.toml`), go when the trigger is removed (`without`), and are denied when the verb is negated
(`negated`); and how many claims texts that are no news give (`no_news.toml`). `floors.toml` says what is asked for.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.catalog import relations
from kg.language.extractor import Extractor
from kg.model import Article, Claim, Entity

HERE = Path(__file__).parent
DATE = "2025-09-18"
TITLE = "News in brief"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf8"))


@dataclass(frozen=True)
class Sentence:
    """A sentence, the claim it states by label, the words that carry it, and what is left without or against them."""

    text: str
    claim: tuple[str, str, str]
    trigger: str
    without: str
    negated: str | None = None


@dataclass(frozen=True)
class Outcome:
    """One tried sentence: whether it went as it should, and what was found."""

    triple: tuple[str, str, str]
    text: str
    good: bool
    found: tuple[Claim, ...]

    def __str__(self) -> str:
        found = "; ".join(map(shown, self.found)) or "nothing"
        return f"{' '.join(self.triple)}\n    {self.text}\n    found: {found}"


SENTENCES = tuple(
    Sentence(**{**values, "claim": tuple(values["claim"])})
    for path in sorted((HERE / "sentences").glob("*.toml"))
    for values in table(f"sentences/{path.name}")["sentence"]
)
SWAPS: dict[str, list[str]] = table("swaps.toml")["swaps"]
SETS = range(len(next(iter(SWAPS.values()))))
NO_NEWS: list[dict[str, str]] = table("no_news.toml")["text"]
FLOORS: dict[str, float] = table("floors.toml")["honesty"]
CEILINGS: dict[str, float] = table("floors.toml")["honesty_at_most"]
NAMES = re.compile(r"\b(?:(an?) )?(" + "|".join(sorted(map(re.escape, SWAPS), key=len, reverse=True)) + r")\b", re.I)
EXACT = {name.lower(): name for name in SWAPS}


def swapped(text: str, column: int) -> str:
    """The text with every name of the table replaced."""

    def replace(match: re.Match[str]) -> str:
        new = SWAPS[EXACT[match[2].lower()]][column]
        vowel = new[0] in "AEIO"
        article = {"a": "an" if vowel else "a", "A": "An" if vowel else "A"}.get((match[1] or "")[:1])
        return f"{article} {new}" if article else new

    return NAMES.sub(replace, text)


class Reader:
    """Reads sentences with the real extractor, each as an article of its own."""

    def __init__(self) -> None:
        self.extractor = Extractor()

    def claims(self, text: str) -> tuple[Claim, ...]:
        return self.extractor.extract(Article("honesty", text, title=TITLE, date=DATE))

    def of(self, text: str, triple: tuple[str, str, str]) -> tuple[Claim, ...]:
        return tuple(c for c in self.claims(text) if states(c, triple))


def states(claim: Claim, triple: tuple[str, str, str]) -> bool:
    """Whether a claim is this triple by label; either way round where the relation is symmetric."""
    subject, predicate, object = triple
    ways = [(subject, object), (object, subject)] if relations.load()[predicate].symmetric else [(subject, object)]
    return claim.predicate == predicate and any(named(claim.subject, a) and named(claim.object, b) for a, b in ways)


def named(entity: Entity, name: str) -> bool:
    return name.lower() in {form.lower().removeprefix("the ") for form in (entity.label, *entity.mentions)}


def shown(claim: Claim) -> str:
    by = "" if claim.factuality == "asserted" else f" [{claim.factuality}]"
    return f"{claim.subject.label} {claim.predicate} {claim.object.label}{by} ({claim.trigger!r}, {claim.method})"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def stated(reader: Reader) -> tuple[Sentence, ...]:
    """The sentences whose claim is found and asserted; tells how many that is."""
    found = tuple(s for s in SENTENCES if "asserted" in {c.factuality for c in reader.of(s.text, s.claim)})
    print(f"\nhonesty: claims found: {len(found)} of {len(SENTENCES)}")
    return found


def removed(reader: Reader, sentences: tuple[Sentence, ...]) -> Iterator[Outcome]:
    for s in sentences:
        found = reader.of(s.without, s.claim)
        yield Outcome(s.claim, s.without, not found, found)


def denied(reader: Reader, sentences: tuple[Sentence, ...]) -> Iterator[Outcome]:
    for s in sentences:
        if s.negated:
            found = reader.of(s.negated, s.claim)
            yield Outcome(s.claim, s.negated, {c.factuality for c in found} == {"denied"}, found)


def kept(reader: Reader, sentences: tuple[Sentence, ...]) -> Iterator[Outcome]:
    """Each sentence by one of the swap sets, in turn: all of them by all would take too long."""
    for i, s in enumerate(sentences):
        column = i % len(SETS)
        subject, predicate, object = s.claim
        triple = (swapped(subject, column), predicate, swapped(object, column))
        text = swapped(s.text, column)
        found = reader.claims(text)
        yield Outcome(triple, text, any(states(c, triple) for c in found), found)


RATES = {"swapped_keeps": kept, "without_removes": removed, "negated_denies": denied}


@pytest.mark.parametrize("rate", sorted(RATES))
def test_rate(reader: Reader, stated: tuple[Sentence, ...], rate: str) -> None:
    outcomes = list(RATES[rate](reader, stated))
    bad = [outcome for outcome in outcomes if not outcome.good]
    share = 1 - len(bad) / len(outcomes)
    report = f"{rate}: {share:.3f} ({len(outcomes) - len(bad)} of {len(outcomes)}), asked for {FLOORS[rate]}"
    print("\n" + report)
    assert share >= FLOORS[rate], "\n  ".join([report, *map(str, bad)])


def test_texts_that_are_no_news_give_few_claims(reader: Reader) -> None:
    found = [f"{text['kind']}: {shown(c)}" for text in NO_NEWS for c in reader.claims(text["text"].strip())]
    report = f"claims_in_no_news: {len(found)} in {len(NO_NEWS)} texts, at most {CEILINGS['claims_in_no_news']}"
    print("\n" + report)
    assert len(found) <= CEILINGS["claims_in_no_news"], "\n  ".join([report, *found])


def test_the_sentences_are_many_and_varied() -> None:
    assert len(SENTENCES) >= 120
    assert len({s.text for s in SENTENCES}) == len(SENTENCES)
    assert len({s.claim[1] for s in SENTENCES}) >= 35
    assert sum(s.negated is not None for s in SENTENCES) >= 60
    assert len(NO_NEWS) == 40


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: " ".join(s.claim))
def test_the_data_of_a_sentence(sentence: Sentence) -> None:
    assert 10 <= len(sentence.text.split()) <= 35
    assert sentence.trigger in sentence.text
    assert sentence.trigger not in sentence.without
    assert sentence.negated not in (sentence.text, sentence.without)
    assert sentence.claim[1] in relations.load()
    for end in (sentence.claim[0], sentence.claim[2]):
        assert end in SWAPS
    for text in filter(None, (sentence.text, sentence.without, sentence.negated)):
        assert NAMES.search(text)


@pytest.mark.parametrize("column", SETS)
def test_swaps_keep_names_apart(column: int) -> None:
    new = [values[column] for values in SWAPS.values()]
    assert len(set(new)) == len(new)
    assert not set(new) & set(SWAPS)
    for s in SENTENCES:
        assert swapped(s.text, column) != s.text
