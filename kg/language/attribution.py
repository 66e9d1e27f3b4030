"""Who says so: the speaker of a reported clause, of a quotation, or of `according to`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from kg.catalog import cues, relations
from kg.language.clauses import subjects
from kg.language.quotes import quoted
from kg.language.refer import Resolver
from kg.language.syntax import roles
from kg.model import Entity

SPEAKERS = frozenset({"Person", "State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup"})
# A quotation has its speaker in its own sentence, before it, or in the next sentence; no further back than this.
BACK = 6


@dataclass(frozen=True)
class Reports:
    """The speech of one article: which tokens stand in quotation marks, and who is named as source of a sentence."""

    resolver: Resolver
    quoted: frozenset[int]
    sentences: tuple[Span, ...]
    numbers: dict[int, int]
    sources: dict[int, tuple[tuple[Token, Entity], ...]]

    @staticmethod
    def of(resolver: Resolver) -> "Reports":
        """The reports of an article."""
        sentences = tuple(resolver.linked.doc.sents)
        numbers = {sentence.start: n for n, sentence in enumerate(sentences)}
        sources = {s.start: found for s in sentences if (found := tuple(_sources(resolver, s)))}
        return Reports(resolver, quoted(resolver.linked.doc), sentences, numbers, sources)

    def is_quoted(self, token: Token) -> bool:
        """Whether a token stands in quotation marks."""
        return token.i in self.quoted

    def speaker(self, trigger: Token, relation: str) -> Entity | None:
        """The entity whose statement it is, or None where the article itself speaks."""
        return None if relations.load()[relation].family in _plain_families() else self.says(trigger)

    def says(self, token: Token) -> Entity | None:
        """The entity that says what a token stands in, or None where the article itself speaks."""
        found = _reported(self.resolver, token) or self._source(token)
        return found or (self._of_quotation(token) if token.i in self.quoted else None)

    def _source(self, trigger: Token) -> Entity | None:
        """Who is named as the source of the clause that the trigger stands in."""
        for clause, source in self.sources.get(trigger.sent.start, ()):
            if clause == clause.sent.root or clause == trigger or clause.is_ancestor(trigger):
                return source
        return None

    def _of_quotation(self, trigger: Token) -> Entity | None:
        """The speaker of the nearest sentence of the paragraph that has one: up to here, else the next one."""
        here = self.numbers[trigger.sent.start]
        near = [*range(here, max(-1, here - BACK), -1), here + 1]
        for n in near:
            if n < len(self.sentences) and self._same_paragraph(n, here):
                found = self._outside(self.sentences[n])
                if found is not None:
                    return found
        return None

    def _same_paragraph(self, one: int, other: int) -> bool:
        first, last = sorted((one, other))
        return not any("\n" in sentence[-1].text for sentence in self.sentences[first:last])

    def _outside(self, sentence: Span) -> Entity | None:
        """Who speaks in a sentence, outside its quotation marks."""
        for token in sentence:
            if token.pos_ == "VERB" and token.i not in self.quoted and token.lemma_ in _verbs():
                found = _who(self.resolver, token)
                if found is not None:
                    return found
        return None


@cache
def _plain_families() -> frozenset[str]:
    return frozenset(cues.table("speech")["plain"]["families"])


def _verbs() -> frozenset[str]:
    return cues.words("speech", "verbs")


def _reported(resolver: Resolver, trigger: Token) -> Entity | None:
    """The subject of the nearest verb of speech above the trigger's clause."""
    token = trigger
    while token.head != token:
        if token.dep_ in ("ccomp", "parataxis") and token.head.lemma_ in _verbs():
            found = _who(resolver, token.head)
            if found is not None:
                return found
        token = token.head
    return None


def _who(resolver: Resolver, verb: Token) -> Entity | None:
    """The speaker that a verb of speech has as subject: a name, or the body that a spokesperson speaks for."""
    for subject in subjects(verb):
        found = _speaking(resolver, subject)
        if found is not None:
            return found
    return None


def _speaking(resolver: Resolver, subject: Token) -> Entity | None:
    named = [r.entities[0] for r in resolver.referents(subject)]
    if not named and subject.lemma_.lower() in cues.words("speech", "offices"):
        found = roles(subject)
        owners = (t for role in ("of", "for", "from", "poss", "mod") for t in found.get(role, ()))
        named = [r.entities[0] for t in owners for r in resolver.referents(t)]
    return next((entity for entity in named if entity.type in SPEAKERS), None)


def _sources(resolver: Resolver, sentence: Span) -> Iterator[tuple[Token, Entity]]:
    """Each `according to X` or `citing X` of a sentence: the word that it hangs on, and X."""
    for token in sentence:
        for named in _named_source(token):
            found = _speaking(resolver, named)
            if found is not None:
                yield token.head, found


def _named_source(token: Token) -> list[Token]:
    if token.lower_ == "according":
        return [p for c in token.children if c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
    if token.lower_ in ("citing", "quoting"):
        return [c for c in token.children if c.dep_ == "dobj"]
    return []
