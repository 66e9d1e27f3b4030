"""Whether a relation is asserted, planned, possible or denied, and whether it is over.

Cues are words (`kg/data/cues/factuality.toml`); their scope is the parse: from the word that carries the relation up
through the clauses and nouns that govern it, until a report of speech or a full clause ends the scope (after the
scope rules of FactBank and of Saurí & Pustejovsky, 2012).
"""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.clauses import AMOUNTS
from kg.model import Factuality

GOVERNED = frozenset(
    {"xcomp", "ccomp", "acl", "dobj", "pcomp", "advcl", "prep", "pobj", "conj", "nsubjpass", "attr", "oprd"}
)
ORDER: tuple[Factuality, ...] = ("denied", "possible", "planned")
PURPOSES = frozenset({"to", "for", "of", "from", "on", "at", "by", "toward", "towards", "about"})


def factuality(trigger: Token, ends: Iterable[Token] = (), presupposed: bool = False) -> Factuality:
    """The weakest reading that a cue in scope gives; `asserted` without one.

    `ends` are the two arguments: `visited Kenya but not Ghana` denies one of them. What a noun phrase presupposes
    (`will visit France's president`) only its own modifiers can weaken.
    """
    if presupposed:
        found = set(_modified(trigger))
    else:
        found = {*_cues(trigger), *(kind for end in ends for kind in _excluded(end))}
    return next((f for f in ORDER if f in found), "asserted")


def is_over(trigger: Token) -> bool:
    """Whether the words at the trigger say that the relation has ended (`former`, `ex-`, `no longer`)."""
    over = cues.table("factuality")["ended"]
    if any(t.lower_ in over["modifiers"] for t in _beside(trigger)):
        return True
    if trigger.dep_ == "xcomp" and trigger.head.lower_ == "used":
        return True
    if trigger.dep_ in ("dobj", "nsubjpass", "xcomp") and trigger.head.lemma_ in over["verbs"]:
        return True
    before = trigger.doc[max(0, trigger.i - 2) : trigger.i]
    if len(before) == 2 and before[1].text == "-" and before[0].lower_ in over["modifiers"]:
        return True
    verbs = [trigger, trigger.head] if trigger.dep_ in ("attr", "prep") else [trigger]
    return any(c.lower_ in over["adverbs"] for verb in verbs for c in verb.children if c.dep_ == "advmod")


def _beside(trigger: Token) -> Iterator[Token]:
    """The modifiers of the trigger and of the name that it stands before."""
    yield from (c for c in trigger.children if c.dep_ in ("amod", "compound", "advmod", "nmod"))
    if trigger.dep_ in ("compound", "nmod", "amod"):
        yield from (c for c in trigger.head.children if c.dep_ in ("amod", "compound", "advmod") and c.i < trigger.i)


def _excluded(end: Token) -> Iterator[Factuality]:
    """An argument that its own phrase denies: `but not Ghana`, `neither Egypt nor Jordan`."""
    first = end
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    before = end.doc[end.left_edge.i - 1].lower_ if end.left_edge.i else ""
    own = any(c.dep_ == "neg" for c in end.children) or before in ("not", "nor")
    if own or any(c.lower_ == "neither" for c in first.children) or _follows_neither(first):
        yield "denied"


def _follows_neither(first: Token) -> bool:
    return first.left_edge.i > 0 and first.doc[first.left_edge.i - 1].lower_ == "neither"


@cache
def _table(section: str) -> dict[str, Factuality]:
    kinds: dict[str, Factuality] = {}
    for kind in ORDER:
        for word in cues.table("factuality")[section].get(kind, ()):
            kinds.setdefault(word, kind)
    return kinds


def _modified(trigger: Token) -> Iterator[Factuality]:
    modifiers = _table("modifiers")
    if trigger.doc[trigger.i + 1 : trigger.i + 3].text.lower() == "-elect":
        yield "planned"
    yield from (modifiers[t.lower_] for t in _beside(trigger) if t.lower_ in modifiers)


def _cues(trigger: Token) -> Iterator[Factuality]:
    yield from _modified(trigger)
    token, below = trigger, trigger
    while True:
        if _shares_auxiliaries(token, below) and not (token != trigger and _is_double(token)):
            yield from _local(token)
        head = token.head
        if head == token or token.dep_ not in GOVERNED or _ends_scope(token):
            return
        if token.dep_ != "conj":
            yield from _from_above(head, token)
        token, below = head, token


def _shares_auxiliaries(token: Token, below: Token) -> bool:
    """`did not visit or call` denies both, `did not visit but called` only the first."""
    return below == token or below.dep_ != "conj" or below.tag_ == token.tag_


def _from_above(head: Token, token: Token) -> Iterator[Factuality]:
    """What a verb, noun or adjective says of the clause or phrase below it."""
    governors = _table("governors")
    if _lemma(head) in governors and _governs(head, token):
        yield "possible" if _is_double(head) else governors[_lemma(head)]
    if head.lemma_ == "be" and token.dep_ in ("ccomp", "csubj", "xcomp"):
        yield from (governors[_lemma(c)] for c in head.children if c.dep_ == "acomp" and _lemma(c) in governors)
    if head.lemma_ == "have" and any(c.lower_ == "yet" for c in (*head.children, *token.children)):
        yield "denied"


def _is_double(head: Token) -> bool:
    """`has not ruled out`: a denial that is denied leaves it open."""
    denial = _table("governors").get(_lemma(head)) == "denied"
    return denial and any(c.dep_ == "neg" for c in head.children)


def _lemma(token: Token) -> str:
    """The lemma, where spaCy's rules go wrong (`hopes` is no form of `hop` here) from the table."""
    mended: dict[str, str] = cues.table("factuality")["lemmas"]
    return mended.get(token.lower_, token.lemma_.lower())


def _local(token: Token) -> Iterator[Factuality]:
    """Cues among the token's own auxiliaries, negations and conjunctions."""
    auxiliaries, conditions = _table("auxiliaries"), cues.words("factuality", "conditions")
    for child in token.children:
        if child.dep_ in ("aux", "neg", "det", "preconj", "advmod", "cc") and child.lower_ in auxiliaries:
            yield "planned" if _is_future_in_past(child, token) else auxiliaries[child.lower_]
        if child.dep_ in ("mark", "advmod") and child.lower_ in conditions:
            yield "possible"
    if token.dep_ == "xcomp" and token.head.lemma_ in ("be", "go") and token.tag_ in ("VB", "VBN"):
        yield "planned"
    if _is_inverted(token) or (token.dep_ == "ROOT" and token.sent.text.rstrip().endswith("?")):
        yield "possible"


def _is_inverted(verb: Token) -> bool:
    """`Had China imposed sanctions`: a condition without a conjunction."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or verb.dep_ != "advcl":
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("had", "were", "should") and c.i < subject.i for c in verb.children)


def _is_future_in_past(auxiliary: Token, verb: Token) -> bool:
    """`said it would join`: what `will` is in a report of the past."""
    return auxiliary.lower_ == "would" and verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")


def _governs(head: Token, token: Token) -> bool:
    """A verb governs a clause, or a noun as its object; a finite report (`said that`) is speech, not intent."""
    if token.dep_ == "advcl" or (head.pos_ == "NOUN" and head.lemma_ in AMOUNTS):
        return False
    return token.dep_ != "prep" or head.pos_ != "VERB" or token.lower_ in PURPOSES


def _ends_scope(token: Token) -> bool:
    """A report of speech, an adverbial clause and a noun's own finite clause close the scope."""
    speech = token.dep_ == "ccomp" and token.head.lemma_ in cues.words("speech", "verbs")
    weak = _lemma(token.head) not in _table("governors")
    finite = token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    return (speech and weak) or finite or (token.dep_ == "advcl" and token.tag_ != "VB")
