"""Who says so: the speaker of a reported clause, of a quotation, or of `according to`, and the paper it is from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from kg.catalog import cues, relations
from kg.language.quotes import quoted
from kg.language.refer import Resolver
from kg.language.speech import is_intent, is_outlet, is_speech, layers, sources, who
from kg.model import Entity

# A quotation has its speaker in its own sentence, before it, or in the next sentence; no further back than this.
BACK = 6

Source = tuple[Token, Token, Entity]


@dataclass(frozen=True)
class Reports:
    """The speech of one article: which tokens stand in quotation marks, and who is named as source of a sentence."""

    resolver: Resolver
    quoted: frozenset[int]
    sentences: tuple[Span, ...]
    numbers: dict[int, int]
    sources: dict[int, tuple[Source, ...]]
    statements: dict[int, Entity]

    @staticmethod
    def of(resolver: Resolver) -> "Reports":
        """The reports of an article."""
        sentences = tuple(resolver.linked.doc.sents)
        numbers = {sentence.start: n for n, sentence in enumerate(sentences)}
        named = {s.start: found for s in sentences if (found := tuple(sources(resolver, s)))}
        marked = quoted(resolver.linked.doc)
        return Reports(resolver, marked, sentences, numbers, named, _statements(resolver, marked, sentences))

    def is_quoted(self, token: Token) -> bool:
        """Whether a token stands in quotation marks."""
        return token.i in self.quoted

    def speaker(
        self, trigger: Token, relation: str, ends: Iterable[Entity] = (), author: Entity | None = None
    ) -> Entity | None:
        """The entity whose statement it is; `author`, if any, where the article itself speaks.

        `ends` are the two entities of the relation: a person's own deeds, a body's own plans and anybody's own stance
        are not attributed to who tells of them.
        """
        if _is_plain(relation):
            return None
        own = {e.id for e in ends if e.type == "Person" or _is_stance(relation) or is_intent(trigger)}
        told = self._chosen([e for e in self._layers(trigger) if e.id not in own])
        return told if told is not None or author is None or author.id in own else author

    def says(self, token: Token) -> Entity | None:
        """The entity that says what a token stands in, or None where the article itself speaks."""
        return self._chosen(self._layers(token))

    def cited(self, trigger: Token) -> Entity | None:
        """The paper, agency or station that the article has the statement from, where it names one that is not the
        speaker itself."""
        found = self._layers(trigger)
        outlets = [e for e in found if is_outlet(e)]
        return outlets[-1] if outlets and outlets[-1] != self._chosen(found) else None

    @staticmethod
    def _chosen(found: list[Entity]) -> Entity | None:
        """The innermost speaker who is no outlet, else the outlet that is cited by the others."""
        return next((e for e in found if not is_outlet(e)), next(reversed(found), None))

    def _layers(self, trigger: Token) -> list[Entity]:
        """Everybody who says it, the innermost first, each once."""
        found = [*layers(self.resolver, trigger, self.quoted), *self._sources(trigger)]
        if not found and trigger.i in self.quoted:
            found += self._of_quotation(trigger)
        statement = self.statements.get(self.numbers[trigger.sent.start])
        if not found and statement is not None:
            found.append(statement)
        return list({entity.id: entity for entity in found}.values())

    def _sources(self, trigger: Token) -> list[Entity]:
        """Who is named as the source of the clause that the trigger stands in."""
        named = self.sources.get(trigger.sent.start, ())
        return [
            source
            for clause, by, source in named
            if (clause == clause.sent.root or clause == trigger or clause.is_ancestor(trigger))
            and not by.is_ancestor(trigger)
        ]

    def _of_quotation(self, trigger: Token) -> tuple[Entity, ...]:
        """The speaker of the nearest sentence of the paragraph that has one: up to here, else the next one; of a
        paragraph that is all quotation, that of the paragraph before."""
        root = trigger.sent.root
        if not self._is_long(trigger.i) or (root.i not in self.quoted and not is_speech(root)):
            return ()
        here = self.numbers[trigger.sent.start]
        near = [*range(here, max(-1, here - BACK), -1), here + 1]
        for n in near:
            if n < len(self.sentences) and self._same_paragraph(n, here):
                found = self._outside(self.sentences[n])
                if found:
                    return found
        return self._of_paragraph_before(here)

    def _is_long(self, at: int) -> bool:
        """Whether at least three words stand together in the quotation marks around a place."""
        return any(all(i in self.quoted for i in range(first, first + 3)) for first in range(at - 2, at + 1))

    def _of_paragraph_before(self, here: int) -> tuple[Entity, ...]:
        """Who spoke last in the paragraph before one that is all quotation (an interview, a long statement)."""
        n = here
        while here - n < BACK and n > 0 and self._same_paragraph(n - 1, n):
            n -= 1
        if self.sentences[n][0].text != '"' or (n and self._same_paragraph(n - 1, n)):
            return ()
        near = range(n - 1, max(-1, n - 1 - BACK), -1)
        return next((found for before in near if (found := self._outside(self.sentences[before]))), ())

    def _same_paragraph(self, one: int, other: int) -> bool:
        first, last = sorted((one, other))
        return not any("\n" in sentence[-1].text for sentence in self.sentences[first:last])

    def _outside(self, sentence: Span) -> tuple[Entity, ...]:
        """Who speaks in a sentence, outside its quotation marks."""
        return _speaker_outside(self.resolver, self.quoted, sentence)


def _speaker_outside(resolver: Resolver, marked: frozenset[int], sentence: Span) -> tuple[Entity, ...]:
    verbs = (t for t in sentence if t.i not in marked and is_speech(t))
    return next((found for verb in verbs if (found := who(resolver, verb))), ())


def _statements(resolver: Resolver, marked: frozenset[int], sentences: tuple[Span, ...]) -> dict[int, Entity]:
    """Who speaks in the sentences behind a line such as `The minister said:`, without quotation marks, up to the next
    speaker: by the number of the sentence."""
    found, current = dict[int, Entity](), None
    for n, sentence in enumerate(sentences):
        speaker = _speaker_outside(resolver, marked, sentence)
        if current is not None and not speaker:
            found[n] = current
        elif speaker:
            behind = sentences[n + 1][0].text if n + 1 < len(sentences) else '"'
            opens = sentence.text.rstrip().endswith(":") and "\n" in sentence[-1].text and behind != '"'
            current = speaker[0] if opens else None
    return found


def _is_stance(relation: str) -> bool:
    return relation in cues.words("speech", "stances")


@cache
def _is_plain(relation: str) -> bool:
    plain = cues.table("speech")["plain"]
    return relation in plain["relations"] or relations.load()[relation].family in plain["families"]
