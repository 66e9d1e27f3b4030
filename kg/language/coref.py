"""What pronouns and descriptions stand for; silent where two candidates are as good.

Every resolution is kept, so that a claim can say how it was read ("he = Xi Jinping").
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.catalog import cues
from kg.language.link import Linked
from kg.model import Entity

PERSONAL = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
NEUTRAL = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "their", "them", "themselves"})
BODIES = frozenset({"State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
REACH = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a token stands for, and the words to tell it with."""

    entities: tuple[Entity, ...]
    note: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mention as a candidate: where, what, whether it is the subject of its sentence, and of which verb."""

    i: int
    sentence: int
    entity: Entity
    subject: bool
    verb: int
    adjective: bool


def resolve(linked: Linked) -> Mapping[int, Reading]:
    """Readings by token index."""
    readings: dict[int, Reading] = {}
    seen: list[_Seen] = []
    for n, sentence in enumerate(linked.doc.sents):
        new = list(_mentions(linked, sentence, n))
        places = [m.i for m in new]
        seen = [m for m in seen if n - m.sentence <= REACH]
        for token in sentence:
            if token.pos_ not in ("PRON", "NOUN"):
                continue
            before = [*seen, *new[: bisect_left(places, token.i)]]
            if token.pos_ == "PRON":
                before = [m for m in before if not _binds(m, token)]
            found = _fronted(linked, token) or _read(token, before, n)
            if found:
                text = linked.doc[token.left_edge.i : token.i + 1].text if token.pos_ == "NOUN" else token.text
                note = f"{text} = {' and '.join(e.label for e in found)}"
                readings[token.i] = Reading(found, note)
        seen += new
    return readings


def _mentions(linked: Linked, sentence: Span, n: int) -> Iterator[_Seen]:
    for spot in linked.within(sentence):
        head = linked.head(spot)
        modifier = head.dep_ in ("amod", "compound", "nmod")
        yield _Seen(spot.start, n, linked.at(head)[0], _is_subject(head), head.head.i, modifier)


def _is_subject(head: Token) -> bool:
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ in SUBJECTS


def _read(token: Token, before: list[_Seen], n: int) -> tuple[Entity, ...]:
    word = token.lower_
    if token.pos_ == "PRON" and word in PERSONAL:
        return _one(_of(before, frozenset({"Person"})), n)
    if token.pos_ == "PRON" and word in NEUTRAL:
        return _subject(_of(before, BODIES), n)
    if token.pos_ == "PRON" and word in PLURAL:
        return _subjects(_of(before, BODIES | {"Person"}), n)
    if token.pos_ == "NOUN":
        return _described(token, before, n)
    return ()


def _binds(mention: _Seen, token: Token) -> bool:
    """Whether the mention is subject of the verb that a plain pronoun is an object of (`Russia recognized them`)."""
    if token.pos_ != "PRON" or token.dep_ == "poss" or token.lower_.endswith(("self", "selves")):
        return False
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return mention.subject and mention.verb == verb.i


def _fronted(linked: Linked, token: Token) -> tuple[Entity, ...]:
    """The subject that follows a pronoun in a phrase put before it (`Under its president, Kenya joined`)."""
    word = token.lower_
    if token.pos_ != "PRON" or word not in PERSONAL | NEUTRAL:
        return ()
    wanted = frozenset({"Person"}) if word in PERSONAL else BODIES
    behind = [c for c in token.sent.root.children if c.dep_ in SUBJECTS and c.left_edge.i > token.i]
    if not behind or token.dep_ in SUBJECTS:
        return ()
    named = linked.at(behind[0])
    return named[:1] if named and named[0].type in wanted else ()


def _of(before: list[_Seen], types: frozenset[str]) -> list[_Seen]:
    return [m for m in before if m.entity.type in types and not m.adjective]


def _one(candidates: list[_Seen], n: int) -> tuple[Entity, ...]:
    """The only candidate of the nearest sentence that has one; of several, the only subject among them."""
    for sentence in range(n, n - REACH - 1, -1):
        here = {m.entity.id: m.entity for m in candidates if m.sentence == sentence}
        subjects = {m.entity.id: m.entity for m in candidates if m.sentence == sentence and m.subject}
        if len(subjects) == 1:
            return tuple(subjects.values())
        if here:
            return tuple(here.values()) if len(here) == 1 else ()
    return ()


def _subject(candidates: list[_Seen], n: int) -> tuple[Entity, ...]:
    """The only body that is subject in this or the last sentence, or the only one that this sentence names before."""
    here = {m.entity.id: m.entity for m in candidates if m.sentence == n}
    if len(here) == 1:
        return tuple(here.values())
    for sentence in (n, n - 1):
        subjects = {m.entity.id: m.entity for m in candidates if m.sentence == sentence and m.subject}
        if subjects:
            return tuple(subjects.values()) if len(subjects) == 1 else ()
    return ()


def _subjects(candidates: list[_Seen], n: int) -> tuple[Entity, ...]:
    """The subjects of this or the last sentence, where they are several and of one class."""
    for sentence in (n, n - 1):
        subjects = {m.entity.id: m.entity for m in candidates if m.sentence == sentence and m.subject}
        if subjects:
            types = {e.type for e in subjects.values()}
            several = len(subjects) > 1 or not types & {"Person", "State"}
            return tuple(subjects.values()) if several and len(types) == 1 else ()
    return ()


def _described(token: Token, before: list[_Seen], n: int) -> tuple[Entity, ...]:
    left = {c.lower_ for c in token.lefts}
    groups = cues.table("groups")
    if left & set(groups["pairs"]["determiners"]):
        return next((p for kind in ("Person", "State") if (p := _pair(token, kind, before, n))), ())
    if "the" in left and len(left) == 1 and not any(c.dep_ in ("prep", "relcl", "acl", "appos") for c in token.rights):
        for kind, words in groups["definites"].items():
            if token.lemma_ in words:
                return _one(_of(before, frozenset({kind})), n)
    return ()


def _pair(token: Token, kind: str, before: list[_Seen], n: int) -> tuple[Entity, ...]:
    """The two candidates of the nearest sentences that hold exactly two (`both powers`, `the two leaders`)."""
    if token.lemma_ not in cues.table("groups")["pairs"][kind]:
        return ()
    found: dict[str, Entity] = {}
    for sentence in range(n, n - REACH - 1, -1):
        for m in before:
            if m.sentence == sentence and m.entity.type == kind:
                found[m.entity.id] = m.entity
        if len(found) >= 2:
            return tuple(found.values()) if len(found) == 2 else ()
    return ()
