"""What the lexicon and the table of offices find in a sentence, by the two ends: evidence for the learned extractor."""

from collections.abc import Iterable

from spacy.tokens import Span

from kg.catalog import relations
from kg.language.learned.features import Fired
from kg.language.refer import Resolver
from kg.language.relate import Candidate, candidates


def fired(resolver: Resolver, sentence: Span) -> Fired:
    """The wordings that the lexicon finds in a sentence, by subject and object."""
    return by_ends(candidates(resolver, sentence))


def by_ends(found: Iterable[Candidate]) -> Fired:
    """Candidates as (relation, wording) by their ends; a symmetric relation in both directions."""
    table: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for candidate, wording in ((c, c.wording) for c in found if c.wording is not None):
        ends = (candidate.subject.id, candidate.object.id)
        both = [ends, ends[::-1]] if relations.load()[candidate.relation].symmetric else [ends]
        for key in both:
            table.setdefault(key, []).append((candidate.relation, wording.id))
    return {key: tuple(sorted(set(value))) for key, value in table.items()}
