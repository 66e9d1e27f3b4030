"""Whether a relation is asserted, planned, possible or denied, and whether it is over.

Cues are words (`kg/data/cues/factuality.toml`); their scope is the parse: from the word that carries the relation up
through the clauses and nouns that govern it, until a report of speech or a full clause ends the scope (after the
scope rules of FactBank and of Saurí & Pustejovsky, 2012).
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.catalog import cues
from kg.model import Factuality

GOVERNED = frozenset(
    {"xcomp", "ccomp", "acl", "dobj", "pcomp", "advcl", "prep", "pobj", "conj", "nsubjpass", "attr", "oprd"}
)
NOUN_LINKS = frozenset({"dobj", "pobj", "prep", "nsubjpass", "attr", "conj"})
ORDER: tuple[Factuality, ...] = ("denied", "possible", "planned")


def factuality(trigger: Token, presupposed: bool = False) -> Factuality:
    """The weakest reading that a cue in scope gives; `asserted` without one.

    What a noun phrase presupposes (`will visit France's president`) only its own modifiers can weaken.
    """
    found = set(_modified(trigger) if presupposed else _cues(trigger))
    return next((f for f in ORDER if f in found), "asserted")


def is_over(trigger: Token) -> bool:
    """Whether the words at the trigger say that the relation has ended (`former`, `ex-`)."""
    over = cues.table("factuality")["ended"]["modifiers"]
    return any(t.lower_ in over for t in _beside(trigger))


def _beside(trigger: Token) -> Iterator[Token]:
    """The modifiers of the trigger and of the name that it stands before."""
    yield from (c for c in trigger.children if c.dep_ in ("amod", "compound", "advmod", "nmod"))
    if trigger.dep_ in ("compound", "nmod", "amod"):
        yield from (c for c in trigger.head.children if c.dep_ in ("amod", "compound", "advmod") and c.i < trigger.i)


@cache
def _table(section: str) -> dict[str, Factuality]:
    kinds: dict[str, Factuality] = {}
    for kind in ORDER:
        for word in cues.table("factuality")[section].get(kind, ()):
            kinds.setdefault(word, kind)
    return kinds


def _modified(trigger: Token) -> Iterator[Factuality]:
    modifiers = _table("modifiers")
    yield from (modifiers[t.lower_] for t in _beside(trigger) if t.lower_ in modifiers)


def _cues(trigger: Token) -> Iterator[Factuality]:
    yield from _modified(trigger)
    token, governors = trigger, _table("governors")
    while True:
        yield from _local(token)
        head = token.head
        if head == token or token.dep_ not in GOVERNED or _ends_scope(token):
            return
        if token.dep_ != "conj" and head.lemma_.lower() in governors and _governs(head, token):
            yield governors[head.lemma_.lower()]
        token = head


def _local(token: Token) -> Iterator[Factuality]:
    """Cues among the token's own auxiliaries, negations and conjunctions."""
    auxiliaries, conditions = _table("auxiliaries"), cues.words("factuality", "conditions")
    for child in token.children:
        if child.dep_ in ("aux", "neg", "det", "preconj", "advmod", "cc") and child.lower_ in auxiliaries:
            if child.dep_ == "aux" and child.lower_ in ("can", "could", "would", "should") and token.pos_ == "NOUN":
                continue
            yield auxiliaries[child.lower_]
        if child.dep_ in ("mark", "advmod") and child.lower_ in conditions:
            yield "possible"
    if token.tag_ == "VB" and token.dep_ == "xcomp" and token.head.lemma_ in ("be", "go"):
        yield "planned"


def _governs(head: Token, token: Token) -> bool:
    """A verb governs a clause, or a noun as its object; a finite report (`said that`) is speech, not intent."""
    if token.dep_ == "advcl":
        return False
    return not (
        token.dep_ == "prep"
        and head.pos_ == "VERB"
        and token.lower_ not in ("to", "for", "of", "from", "on", "at", "by", "toward", "towards", "about")
    )


def _ends_scope(token: Token) -> bool:
    """A report of speech, an adverbial clause and a noun's own finite clause close the scope."""
    speech = token.dep_ == "ccomp" and token.head.lemma_ in cues.words("speech", "verbs")
    weak = token.head.lemma_.lower() not in _table("governors")
    finite = token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    return (speech and weak) or finite or (token.dep_ == "advcl" and token.tag_ != "VB")
