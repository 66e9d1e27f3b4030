"""Who says so: the speaker of a reported clause, of a quotation, or of `according to`."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.catalog import cues, relations
from kg.language.refer import Resolver
from kg.language.syntax import subjects
from kg.model import Entity

SPEAKERS = frozenset({"Person", "State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup"})


def speaker(resolver: Resolver, trigger: Token, relation: str) -> Entity | None:
    """The entity whose statement it is, or None where the article itself speaks."""
    if relations.load()[relation].family in cues.table("speech")["plain"]["families"]:
        return None
    for found in (_reported(resolver, trigger), _sourced(resolver, trigger)):
        if found is not None:
            return found
    return _quoted(resolver, trigger) if _in_quotes(trigger) else None


def _reported(resolver: Resolver, trigger: Token) -> Entity | None:
    """The subject of the nearest verb of speech above the trigger's clause."""
    verbs, token = cues.words("speech", "verbs"), trigger
    while token.head != token:
        if token.dep_ in ("ccomp", "parataxis") and token.head.lemma_ in verbs:
            found = _who(resolver, token.head)
            if found is not None:
                return found
        token = token.head
    return None


def _who(resolver: Resolver, verb: Token) -> Entity | None:
    for subject in subjects(verb):
        for referent in resolver.referents(subject):
            if referent.entities[0].type in SPEAKERS:
                return referent.entities[0]
    return None


def _sourced(resolver: Resolver, trigger: Token) -> Entity | None:
    """`according to X` and `citing X`, anywhere over the trigger in its sentence."""
    for token in trigger.sent:
        named = _source_of(token)
        if named is not None:
            for referent in resolver.referents(named):
                if referent.entities[0].type in SPEAKERS:
                    return referent.entities[0]
    return None


def _source_of(token: Token) -> Token | None:
    if token.lower_ != "according":
        return None
    below = [p for c in token.children if c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
    return below[0] if below else None


def _in_quotes(trigger: Token) -> bool:
    """Whether an odd number of quotation marks stands before the trigger in its paragraph."""
    return sum(t.text == '"' for t in _paragraph(trigger) if t.i < trigger.i) % 2 == 1


def _paragraph(token: Token) -> Iterator[Token]:
    doc, start, end = token.doc, token.i, token.i
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    yield from doc[start:end]


def _quoted(resolver: Resolver, trigger: Token) -> Entity | None:
    """The speaker of the nearest sentence of the paragraph that has one: before the quotation, else behind it."""
    sentences = _sentences(trigger)
    here = next(n for n, s in enumerate(sentences) if s.start <= trigger.i < s.end)
    for n in [*range(here, -1, -1), *range(here + 1, min(here + 2, len(sentences)))]:
        for token in sentences[n]:
            if token.lemma_ in cues.words("speech", "verbs") and token.pos_ == "VERB" and not _in_quotes(token):
                found = _who(resolver, token)
                if found is not None:
                    return found
    return None


def _sentences(trigger: Token) -> list[Span]:
    tokens = list(_paragraph(trigger))
    return [s for s in trigger.doc.sents if tokens[0].i <= s.start <= tokens[-1].i]
