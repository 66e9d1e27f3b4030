"""What grammar alone links to a name: `whose`, and a noun in apposition or as predicate that a clause goes on from."""

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.clauses import dependents, surface
from kg.language.coref.profiles import noun_of
from kg.language.coref.scene import DOERS, kind_of_noun
from kg.language.link import Linked
from kg.model import Entity

# Collectives that a name may be called by, other than `government`.
CALLED = frozenset({"bank", "carmaker", "company", "firm", "army", "force"})


def linked_by_grammar(linked: Linked, token: Token) -> tuple[Entity, ...]:
    """The entity of `Kenya` for `whose` in `Kenya, whose president`, and for `firm` in `BYD, a firm that`."""
    if token.tag_ == "WP$":
        clause = token.head
        while clause.dep_ != "relcl" and clause.head != clause:
            clause = clause.head
        return _meant(linked, clause.head) if clause.dep_ == "relcl" else ()
    if token.tag_ == "NN" and any(c.dep_ in ("relcl", "acl") for c in token.children):
        return _meant(linked, token)
    return ()


def _meant(linked: Linked, token: Token) -> tuple[Entity, ...]:
    """What a noun names by itself, by apposition, or as what its subject is."""
    if linked.spot_at(token) is not None:
        return linked.at(token)[:1]
    if token.lemma_.lower() in cues.words("groups", "happenings") | cues.words("groups", "collectives") - CALLED:
        return ()
    named = [c for c in dependents(token, "appos") if linked.spot_at(c) is not None and c.i > token.i]
    if token.dep_ == "appos":
        named = named or ([token.head] if _is_next(linked, token) else [])
    elif token.dep_ == "attr" and token.head.lemma_ == "be":
        named = named or list(surface(token.head))
    return _as(token, linked.at(named[0])) if len(named) == 1 else ()


def _is_next(linked: Linked, token: Token) -> bool:
    """Whether no other name stands between a name and its apposition, but those within it (`BYD of China, a firm`)."""
    for i in range(token.left_edge.i - 1, token.head.i, -1):
        between = token.doc[i]
        if linked.spot_at(between) is None or linked.at(between)[:1] == linked.at(token.head)[:1]:
            continue
        while between != token.head and between.dep_ not in ("conj", "appos") and between.head != between:
            between = between.head
        if between != token.head:
            return False
    return True


def _as(token: Token, readings: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The reading that the noun asks for: `the capital, X` is a town, whatever government sits there; a person is
    called by a noun for persons, a state by one for states."""
    noun, kind = noun_of(token), kind_of_noun(token)
    if noun in cues.words("places", "kinds") or noun in ("capital", "hub"):
        return tuple(e for e in readings if e.type != "State")[:1]
    states = (*cues.table("groups")["definites"]["State"], *cues.table("states")["called"])
    fitting = (e for e in readings[:1] if e.type != "Person" or kind == "person" or noun.endswith(DOERS))
    return tuple(e for e in fitting if e.type not in ("State", "Place") or noun in states)
