"""Every lexicon file must show what it catches and what it must not catch."""

import pytest

from kg.catalog import lexicon, relations
from kg.catalog.lexicon import Example
from kg.language.extractor import Extractor
from kg.language.learned.options import Sources
from kg.model import Article

EXAMPLES = lexicon.load().examples


# What the models add or doubt is measured elsewhere (tests/honesty, tests/test_quality.py).
RULES = Extractor(sources=Sources(model=False), least=0.0)


def found(example: Example) -> list[str]:
    claims = RULES.extract(Article("example", example.text))
    return sorted(f"{c.subject.label} | {c.object.label}" for c in claims if c.predicate == example.relation)


def wanted(example: Example) -> list[str]:
    if not relations.load()[example.relation].symmetric:
        return sorted(example.claims)
    return sorted(" | ".join(sorted(claim.split(" | "))) for claim in example.claims)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.relation}: {e.text[:50]}")
def test_example(example: Example) -> None:
    assert found(example) == wanted(example)


@pytest.mark.parametrize("relation", sorted({w.relation for w in lexicon.load().wordings}))
def test_has_examples(relation: str) -> None:
    own = [e for e in EXAMPLES if e.relation == relation]
    assert any(e.claims for e in own), f"{relation}.toml must have a [[yes]] example"
    assert any(not e.claims for e in own), f"{relation}.toml must have a [[no]] example"
