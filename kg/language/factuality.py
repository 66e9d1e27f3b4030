"""Whether a relation is asserted, planned, possible or denied.

Cues are words (`kg/data/cues/factuality.toml`); their scope is the parse: from the word that carries the relation up
through the clauses and nouns that govern it, until a report of speech or a full clause ends the scope (after the
scope rules of FactBank and of Saurí & Pustejovsky, 2012).
"""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from kg.catalog import cues, relations
from kg.language.clauses import AMOUNTS
from kg.language.over import is_over
from kg.model import Factuality

__all__ = ["factuality", "is_over", "presupposes"]

GOVERNED = frozenset(
    {"xcomp", "ccomp", "acl", "dobj", "pcomp", "advcl", "prep", "pobj", "conj", "nsubjpass", "attr", "oprd", "acomp"}
)
# So many words up the parse; no sentence that can be read goes deeper.
DEPTH = 12
# Clauses whose cues say nothing of the clause that they hang on.
APART = frozenset({"acl", "advcl", "parataxis", "relcl"})
ORDER: tuple[Factuality, ...] = ("denied", "possible", "planned")
PURPOSES = frozenset({"to", "for", "of", "from", "on", "at", "by", "toward", "towards", "about"})


def factuality(
    trigger: Token,
    ends: Iterable[Token] = (),
    presupposed: bool = False,
    path: Iterable[Token] = (),
    relation: str | None = None,
) -> Factuality:
    """The weakest reading that a cue in scope gives; `asserted` without one.

    `ends` are the two arguments: `visited Kenya but not Ghana` denies one of them. `path` are the words that connect
    them in the parse: a cue at any of them counts (`is preparing to receive`), unless the way leads through what a
    sentence takes for granted (`will meet again after their talks`). What a noun phrase presupposes (`will visit
    France's president`) only its own modifiers can weaken; a relation that is a stance (`threatens to join`, `calls for
    a deal`) is not weakened by what it is about.
    """
    if presupposed:
        found = set(_modified(trigger))
    elif relation in cues.words("factuality", "stances"):
        found = {kind for kind in (*_modified(trigger), *_local(trigger)) if kind != "possible"}
        if trigger.pos_ == "VERB":
            # Who denies a stance has not taken it.
            found |= {kind for kind in _cues(trigger) if kind == "denied"}
    else:
        words = _in_scope(trigger, tuple(path))
        found = {kind for word in words for kind in _cues(word)} | {kind for end in ends for kind in _excluded(end)}
    return next((f for f in ORDER if f in found), "asserted")


def presupposes(relation: str, trigger: Token) -> bool:
    """Whether a sentence takes a relation for granted whatever else it says: who holds an office, where a thing
    lies, unless the trigger is a predicate, or a verb of becoming (`will become`, `was elected`)."""
    table = cues.table("factuality")["presupposed"]
    if relation in table["but"] or relations.load()[relation].family not in table["families"]:
        return False
    if trigger.pos_ in ("VERB", "AUX"):
        return trigger.lemma_ not in table["becoming"]
    return trigger.dep_ not in table["predicative"]


def _in_scope(trigger: Token, path: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words whose cues count: the trigger and what its clause leads to on the path, or, where the way leads
    through a background, only what lies behind that."""
    below = tuple(t for t in path if t != trigger and t.pos_ in ("VERB", "AUX", "NOUN") and trigger.is_ancestor(t))
    behind = tuple(t for t in below if any(_is_background(a) for a in (t, *_between(t, trigger))))
    if behind or any(_is_background(t) for t in path if trigger.is_ancestor(t)):
        return behind
    return (trigger, *(t for t in below if all(a.dep_ not in APART for a in (t, *_between(t, trigger)))))


def _between(token: Token, top: Token) -> Iterator[Token]:
    while token.head not in (top, token):
        token = token.head
        yield token


def _is_background(token: Token) -> bool:
    return token.lower_ in cues.words("factuality", "background") or any(
        c.dep_ == "mark" and c.lower_ in cues.words("factuality", "background") for c in token.children
    )


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
    for _ in range(DEPTH):
        if _shares_auxiliaries(token, below) and not (token != trigger and _is_double(token)):
            yield from _local(token)
        head = token.head
        if (
            head == token
            or token.dep_ not in GOVERNED
            or _ends_scope(token)
            or _takes_for_granted(head, token, trigger)
        ):
            return
        if token.dep_ != "conj":
            yield from _from_above(head, token)
        token, below = head, token


def _takes_for_granted(head: Token, token: Token, trigger: Token) -> bool:
    """Whether a verb speaks of what there is already: `did not mention the talks`, `wants to end the war`."""
    if token.dep_ == "prep" and token.lower_ in cues.words("factuality", "background"):
        return True
    object = token.dep_ in ("dobj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN")
    return object and head != trigger and head.lemma_ in cues.words("factuality", "presupposing")


def _shares_auxiliaries(token: Token, below: Token) -> bool:
    """`did not visit or call` denies both, `did not visit but called` only the first."""
    return below == token or below.dep_ != "conj" or below.tag_ == token.tag_


def _from_above(head: Token, token: Token) -> Iterator[Factuality]:
    """What a verb, noun or adjective says of the clause or phrase below it."""
    governors = _table("governors")
    if _is_hearsay(head, token):
        yield "possible"
    if token.dep_ in ("dobj", "nsubjpass") and _lemma(head) in _table("makers"):
        yield _table("makers")[_lemma(head)]
    if head.lower_ == "about" and token.tag_ == "VB":
        yield "planned"
    if _lemma(head) in governors and _governs(head, token):
        yield "possible" if _is_double(head) else governors[_lemma(head)]
    if head.lemma_ == "be" and token.dep_ in ("ccomp", "csubj", "xcomp"):
        yield from (governors[_lemma(c)] for c in head.children if c.dep_ == "acomp" and _lemma(c) in governors)
    if head.lemma_ == "have" and any(c.lower_ == "yet" for c in (*head.children, *token.children)):
        yield "denied"


def _is_hearsay(head: Token, token: Token) -> bool:
    """`is said to have visited`."""
    passive = any(c.dep_ == "auxpass" for c in head.children)
    return token.dep_ == "xcomp" and passive and head.lemma_ in cues.words("factuality", "hearsay")


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
    hangs = _is_conditional(token)
    yield from _doubted(token)
    for child in token.children:
        if child.dep_ in ("aux", "neg", "det", "preconj", "advmod", "cc") and child.lower_ in auxiliaries:
            if hangs or _is_no_modal(child, token):
                continue
            yield "planned" if _is_future_in_past(child, token) else auxiliaries[child.lower_]
        if child.dep_ in ("mark", "advmod") and child.lower_ in conditions:
            yield "possible"
    if hangs:
        yield "possible"
    if _is_arranged(token) or _is_headline(token):
        yield "planned"
    if token.dep_ == "xcomp" and token.head.lemma_ in ("be", "go") and token.tag_ in ("VB", "VBN"):
        yield "planned"
    if _is_inverted(token) or (token.dep_ == "ROOT" and token.sent.text.rstrip().endswith("?")):
        yield "possible"


def _doubted(noun: Token) -> Iterator[Factuality]:
    """`sanctions are possible`."""
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        yield from (kind for c in noun.head.children if c.dep_ == "acomp" and (kind := _doubt(c)))


def _doubt(adjective: Token) -> Factuality | None:
    kind = _table("governors").get(_lemma(adjective))
    return kind if kind == "possible" or adjective.lower_ == "unlikely" else None


def _is_no_modal(auxiliary: Token, verb: Token) -> bool:
    """`he'd met` is `had met`; `would like to` is a wish."""
    had = auxiliary.lower_ == "'d" and verb.tag_ in ("VBN", "VBD")
    return had or (auxiliary.lower_ in ("would", "'d") and verb.lemma_ in ("like", "love", "prefer"))


def _is_conditional(verb: Token) -> bool:
    """`will not join if`: what hangs on a condition is possible, whether it is so or not."""
    future = any(c.dep_ == "aux" and c.lower_ in ("will", "would", "'ll", "wo") for c in verb.children)
    clauses = [c for c in verb.children if c.dep_ == "advcl"]
    return future and any(_is_inverted(c) or any(g.lower_ == "if" for g in c.children) for c in clauses)


def _is_arranged(verb: Token) -> bool:
    """`is returning to`: the progressive of a verb of travel tells of an arrangement."""
    moves = verb.tag_ == "VBG" and verb.lemma_ in cues.words("factuality", "arranged")
    return moves and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)


def _is_headline(verb: Token) -> bool:
    """`Macron to visit Kenya`: an infinitive that is the whole sentence, or hangs on the name that is."""
    to = verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    named = verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT" and verb.head.pos_ == "PROPN"
    return to and (verb.dep_ == "ROOT" or named)


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
    if token.dep_ == "prep" and head.lemma_ == "call" and token.lower_ != "for":
        return False
    return token.dep_ != "prep" or token.lower_ in PURPOSES


def _ends_scope(token: Token) -> bool:
    """A report of speech, an adverbial clause and a noun's own finite clause close the scope."""
    speech = token.dep_ == "ccomp" and token.head.lemma_ in cues.words("speech", "verbs")
    weak = _lemma(token.head) not in _table("governors")
    low, high = sorted((token.i, token.head.i))
    if token.dep_ in ("ccomp", "conj") and any(t.text == ";" for t in token.doc[low:high]):
        return True
    finite = token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    return (speech and weak) or finite or (token.dep_ == "advcl" and token.tag_ != "VB")
