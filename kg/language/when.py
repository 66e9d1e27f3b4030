"""When it happened: the date expression that dates a claim, by where both stand in the sentence."""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from kg.catalog import cues, lexicon, relations
from kg.language.timex import VERBAL, Timex, above, is_apart

INSIDE = frozenset({"xcomp", "aux", "auxpass", "pcomp"})
APART = frozenset({"ccomp", "relcl", "advcl", "conj"})
CLAUSES = APART | {"acl", "xcomp", "pcomp"}
PRESENT = frozenset({"VBZ", "VBP", "MD"})
SINCE = "since"
SHARED, NONE = 40, 99


def time_of(
    trigger: Token,
    dates: Iterable[Timex],
    planned: bool = False,
    relation: str = "",
    ends: tuple[Token, ...] = (),
    given: bool = False,
    event: bool = False,
) -> str | None:
    """The time of a claim as YYYY[-MM[-DD]], out of the date expressions of its sentence, or None where none dates it.

    `trigger` may be any word; where it is none that the lexicon knows for the relation, the words between it and the
    `ends` of the claim are looked at too. `planned`: the claim looks ahead. `given`: a noun phrase takes the claim for
    granted, so that the clause around it does not date it. `event`: an end of the claim is an event, whose own date
    counts.
    """
    bearers = list(_bearers(trigger, ends, relation, given, event))
    every = [d for d in dates if d.preposition != SINCE or _lasts(relation)]
    if planned:
        every = [d for d in every if d.ahead]
    fits = [(*_rank(d, bearers, every, relation), abs(d.span.root.i - trigger.i), n) for n, d in enumerate(every)]
    rank, of, _, n = min(fits, default=(NONE, 0, 0, 0))
    if rank >= NONE:
        return None
    date = every[n]
    looks = planned or _looks_ahead(bearers[of])
    return date.ahead if looks and date.ahead and date.preposition != SINCE else date.past


def _rank(date: Timex, bearers: list[Token], every: list[Timex], relation: str) -> tuple[int, int]:
    """How well a date fits a claim (the less, the better) and by which bearer; clauses that share a date come last."""
    for n, bearer in enumerate(bearers):
        if bearer in date.holders:
            return 3 * n + date.holders.index(bearer), n
    for n, bearer in enumerate(bearers):
        if bearer.pos_ in VERBAL and (date.heads or _is_shared(date, bearer, every)):
            return 3 * n + SHARED, n
        if bearer.pos_ == "NOUN" and relation not in _standing() and _is_behind(date, bearer):
            return 3 * n + SHARED, n
    return NONE, 0


def _is_behind(date: Timex, noun: Token) -> bool:
    """Whether a date follows right behind the phrase of a noun: `the war between A and B last November`."""
    start = date.span.start - bool(date.preposition)
    return noun.i < start == noun.right_edge.i + 1


def _bearers(trigger: Token, ends: tuple[Token, ...], relation: str, given: bool, event: bool) -> Iterator[Token]:
    """The words whose date is that of the claim, the surest first."""
    worded = not relation or _is_worded(trigger, relation)
    path = [] if worded else _path(trigger, ends)
    inner = [t for t in path if t.pos_ in VERBAL and t.dep_ in CLAUSES]
    standing = relation in _standing() and not event
    yield from (t for t in reversed(inner) if not standing or _is_worded(t, relation))
    if standing and not worded and trigger.pos_ in (*VERBAL, "PROPN"):
        return
    yield trigger
    if trigger.pos_ in VERBAL:
        yield from _chain(trigger)
    else:
        yield from (c for c in trigger.children if c.dep_ == "acl" and c.tag_ == "VBN")
        yield from (t for t in path if t not in inner and t.pos_ == "NOUN")
        if not standing and (event or not given):
            yield from _over(trigger)
    yield from (e for e in ends if event)


def _lasts(relation: str) -> bool:
    """Whether what has been so `since` a date began on it."""
    return not relation or relation in _standing() or relation in cues.table("times")["lasting"]["relations"]


@cache
def _standing() -> frozenset[str]:
    """The relations that hold for years."""
    table = cues.table("times")["standing"]
    families = {name for name, r in relations.load().items() if r.family in table["families"]}
    return frozenset(families | set(table["relations"])) - set(table["but"])


def _is_worded(trigger: Token, relation: str) -> bool:
    """Whether the lexicon knows a word as one for this relation."""
    kind = "verb" if trigger.pos_ in VERBAL else "adjective" if trigger.pos_ == "ADJ" else "noun"
    return any(w.relation == relation for w in lexicon.by_trigger().get((kind, trigger.lemma_.lower()), ()))


def _path(trigger: Token, ends: tuple[Token, ...]) -> list[Token]:
    """The words between a trigger and the ends below it."""
    found: list[Token] = []
    for end in ends:
        way: list[Token] = []
        token = end
        while token != trigger and token.head != token:
            way.append(token)
            token = token.head
        found += way if token == trigger else []
    return list(dict.fromkeys(found))


def _chain(verb: Token) -> Iterator[Token]:
    """The verbs that a verb makes one event with: `is set to visit`."""
    while verb.dep_ in INSIDE and verb.head != verb:
        verb = above(verb)
        yield verb
        if verb.pos_ not in VERBAL:
            yield from _over(verb)
            return


def _over(noun: Token) -> Iterator[Token]:
    """From a noun up to the verb of its clause: `held talks on Monday`."""
    token = noun
    while token.pos_ not in VERBAL and token.head != token and not (token.pos_ == "NOUN" and is_apart(token)):
        token = above(token)
        yield token
    if token.pos_ in VERBAL:
        yield from _chain(token)


def _is_shared(date: Timex, verb: Token, every: list[Timex]) -> bool:
    """Whether a verb shares the date of a coordinated one: `On Monday he met A and flew to B`."""
    for other in (h for h in date.holders if h.pos_ in VERBAL):
        if any(verb in d.holders for d in every):
            return False
        if other.dep_ == "advcl" and other.tag_ == "VBG" and other.head == verb:
            return not any(c.dep_ == "mark" or c.dep_.startswith("nsubj") for c in other.children)
        if other in _coordinated(verb):
            return date.span.end <= min(
                t.i for t in (other, *(c for c in other.children if c.dep_.startswith("nsubj")))
            )
        if verb in _coordinated(other):
            return other.head == verb and not any(c.dep_.startswith("nsubj") for c in other.children)
    return False


def _coordinated(verb: Token) -> list[Token]:
    """The verbs that a verb is coordinated to."""
    found = []
    while verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        verb = verb.head
        found.append(verb)
    return found


def _looks_ahead(token: Token) -> bool:
    """Whether the clause of a word looks ahead: its finite verb is in the present or has `will`."""
    while token.head != token and (token.pos_ not in VERBAL or token.dep_ in INSIDE):
        token = token.head
    words = (token, *(c for c in token.children if c.dep_ in ("aux", "auxpass")))
    return any(w.tag_ in PRESENT and w.lemma_.lower() != "have" for w in words)
