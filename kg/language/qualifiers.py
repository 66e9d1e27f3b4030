"""What the clause of a claim says beside it: office, amount, commodity, sector, place, event (spec: rdf-model, 3).

A qualifier is given only where the clause has exactly one candidate: a wrong one is worse than none.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from kg.catalog import cues, relations
from kg.catalog.lexicon import Wording
from kg.language.refer import Resolver
from kg.language.timex import VERBAL, above

Qualifiers = tuple[tuple[str, str], ...]

# Where another clause begins.
CLAUSES = frozenset({"acl", "advcl", "appos", "ccomp", "csubj", "parataxis", "relcl"})
# The words of the longest listed name.
LONGEST = 3
LISTS = (("commodity", "commodity"), ("sector", "sector"))
PLACES = (("place", "place"), ("event", "event"))


def office_of(wording: Wording | None, relation: str, words: str) -> Qualifiers:
    """The office, where a noun of the lexicon names it: `words` of the trigger, in small letters."""
    if wording is None:
        return ()
    office = relations.load()[relation].family == "office" and relation != "national_of"
    named = office and wording.kind == "noun" and wording.id != "offices/counterpart"
    return (("office", words.lower()),) if named else ()


def qualifiers_of(resolver: Resolver, trigger: Token, ends: tuple[Token, Token], relation: str) -> Qualifiers:
    """The qualifiers of a claim but its office, sorted by key: short strings as they stand in the trigger's clause."""
    wanted = _wanted().get(relation, ())
    if not wanted:
        return ()
    clause = _clause(trigger)
    free = [t for t in clause if resolver.linked.spot_at(t) is None and not _is_of_name(resolver, t)]
    found: dict[str, str | None] = {}
    for key, section in PLACES:
        if section in wanted:
            found[key] = _only(_located(resolver, clause, trigger, ends, section))
    for key, section in LISTS:
        if section in wanted:
            found[key] = ", ".join(_listed(free, section))
    if "town" in wanted:
        found["place"] = _town(resolver, ends[1])
    if "amount" in wanted:
        found["amount"] = _only(_sums(clause))
    if "share" in wanted:
        found["amount"] = _only(s.text for s in _recognised(clause, "PERCENT"))
    if "forces" in wanted:
        found["amount"] = _only(_counted(free))
    return tuple((key, value) for key, value in sorted(found.items()) if value)


@cache
def _wanted() -> dict[str, tuple[str, ...]]:
    """The sections of the cue file that bear on each relation."""
    found: dict[str, tuple[str, ...]] = {}
    for section, table in cues.table("qualifiers").items():
        for relation in table["relations"]:
            found[relation] = (*found.get(relation, ()), section)
    return found


def _only(values: Iterator[str]) -> str | None:
    """The value, where there is one alone."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _clause(trigger: Token) -> list[Token]:
    """The words of the trigger's clause, in text order; those of a noun's phrase alone where it hangs on no verb."""
    top = trigger
    while top.pos_ not in VERBAL and top.head != top and top.dep_ != "appos":
        top = above(top)
    top = top if top.pos_ in VERBAL else trigger
    found, stack = [top], [top]
    while stack:
        below = [c for c in stack.pop().children if not _is_other(c)]
        found += below
        stack += below
    return sorted(found, key=lambda t: t.i)


def _is_of_name(resolver: Resolver, token: Token) -> bool:
    """Whether a word tells what a named thing is: `the oil company SOCAR`."""
    while token.dep_ in ("compound", "nmod", "amod") and token.head != token:
        token = token.head
    return resolver.linked.spot_at(token) is not None


def _is_other(token: Token) -> bool:
    """Whether a clause of its own, or the description of a name, begins here."""
    return token.dep_ in CLAUSES or (token.dep_ == "conj" and token.pos_ in VERBAL)


def _located(
    resolver: Resolver, clause: list[Token], trigger: Token, ends: tuple[Token, Token], section: str
) -> Iterator[str]:
    """Named places or events behind a preposition of the clause's verb, of the trigger or of its object."""
    table = cues.table("qualifiers")[section]
    bearers = {trigger.i, *(t.i for t in clause if t.pos_ in VERBAL or t.head == trigger or t.dep_ == "dobj")}
    linked = resolver.linked
    for token in clause:
        if token.dep_ != "pobj" or token.head.lower_ not in table["words"] or token.head.head.i not in bearers:
            continue
        spot = linked.spot_at(token)
        named = next((e for e in linked.at(token) if e.type in table["types"]), None)
        if spot is not None and named is not None and not any(named in linked.at(end) for end in ends):
            yield token.doc[spot.start : spot.end].text


def _town(resolver: Resolver, end: Token) -> str | None:
    """The town by whose name a state is told: `a visit to Beijing`."""
    spot = resolver.linked.spot_at(end)
    kinds = [e.type for e in resolver.linked.at(end)] if spot is not None else []
    return end.doc[spot.start : spot.end].text if spot is not None and {"Place", "State"} <= set(kinds) else None


def _sums(clause: list[Token]) -> Iterator[str]:
    """Amounts of money with their currency."""
    words = cues.words("qualifiers", "amount")
    for span in _recognised(clause, "MONEY"):
        before = span.doc[span.start - 1] if span.start else span[0]
        span = span.doc[span.start - (before.lower_ in words) : span.end]
        while len(span) > 1 and span[0].pos_ == "PROPN" and span[0].text.istitle() and span[0].lower_ not in words:
            # Who gets it: `lend Uganda $5 million`.
            span = span[1:]
        if any(t.lower_ in words or t.lemma_.lower() in words for t in span):
            yield span.text


def _recognised(clause: list[Token], label: str) -> Iterator[Span]:
    """What the recogniser found of a kind, each whole."""
    for token in clause:
        if token.ent_type_ == label and token.ent_iob_ == "B":
            end = token.i + 1
            while end < len(token.doc) and token.doc[end].ent_type_ == label and token.doc[end].ent_iob_ == "I":
                end += 1
            yield token.doc[token.i : end]


def _counted(words: list[Token]) -> Iterator[str]:
    """Forces with their number: `300 marines`."""
    for token in words:
        if token.lemma_.lower() in cues.words("qualifiers", "forces"):
            for number in (c for c in token.children if c.dep_ == "nummod"):
                yield token.doc[number.left_edge.i : token.i + 1].text


def _listed(words: list[Token], section: str) -> Iterator[str]:
    """The listed nouns of a clause, in text order, the longest name of each."""
    known, past = cues.words("qualifiers", section), -1
    for token in words:
        for length in range(LONGEST, 0, -1):
            span = token.doc[token.i : token.i + length]
            lemmas = " ".join([*(t.lower_ for t in span[:-1]), span[-1].lemma_.lower()])
            if token.i >= past and lemmas in known and span[-1].pos_ in ("NOUN", "PROPN"):
                past = token.i + length
                yield span.text
