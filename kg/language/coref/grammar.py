"""What grammar tells of a pronoun: whom its clause is about, whom it cannot mean, and when it is empty."""

from collections.abc import Mapping

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.clauses import objects, surface
from kg.language.coref.scene import MAIN, RANKS, SUBJECTS, Candidate

# `punished X for its purchases`: what is laid to the object is its own.
BLAMING = frozenset({"against", "for", "of", "over"})
# Verbs whose `it` is what was told; the links and clauses of an empty `it`.
JUDGING = frozenset({"call", "consider", "deem", "describe", "find", "let", "make", "think"})
ORDINALS = frozenset({"first", "second", "third", "last", "latest"})
CLAUSES = frozenset({"ccomp", "csubj", "xcomp", "advcl", "acl", "relcl"})
COMING = frozenset({"come", "follow", "happen"})
EMPTY = frozenset({"appear", "be", "become", "happen", "rain", "remain", "seem", "take", "turn"})


def local_subjects(token: Token) -> Mapping[int, Token]:
    """The subject of the clause that a pronoun (no subject itself) stands in, by index: its nearest antecedent if it is
    a possessive (`Kenya opened its ports`), no antecedent if it is a plain object (`Russia recognized them`)."""
    below, verb = token, token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        below, verb = verb, verb.head
    if below.dep_ in SUBJECTS or verb.pos_ not in ("VERB", "AUX"):
        return {}
    blamed = [t for t in objects(verb) if below.dep_ == "prep" and below.lower_ in BLAMING]
    heads = blamed or surface(verb)
    return {t.i: t for t in heads if t.i < token.i}


def is_barred(token: Token, candidate: Candidate, local: Mapping[int, Token]) -> bool:
    """Whether grammar bars a candidate: the subject of its own clause for a plain object, all but the subjects of main
    clauses in `X is its champion`, the noun of its own relative clause (`X, whom he met`), and whom its phrase
    describes (`X, their president`)."""
    if token.dep_ in SUBJECTS and token.head.dep_ == "relcl":
        return candidate.i == token.head.head.i
    if token.head.dep_ == "attr":
        return candidate.i in local or candidate.rank < RANKS["nsubj"] + MAIN
    if token.dep_ != "poss":
        return candidate.i in local
    described = token.head.head.i if token.head.dep_ == "appos" else -1
    return candidate.i == described


def is_shared_out(token: Token) -> bool:
    """`their presidents, X and Y`: each has one of them, and which is not said."""
    noun = token.head
    return token.lower_ == "their" and noun.tag_ == "NNS" and noun.lemma_.lower() in cues.words("groups", "persons")


def is_empty(token: Token) -> bool:
    """Whether an `it` stands for nothing, or for all that was told: `it is clear that`, `made it clear`."""
    verb = token.head
    if token.lower_ != "it" or verb.pos_ not in ("VERB", "AUX"):
        return False
    if verb.lemma_ in COMING and token.dep_ == "nsubj":
        return True
    if verb.lemma_ in JUDGING or (verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in JUDGING):
        return True
    said = [c for c in verb.children if c.dep_ == "attr"]
    if any(c.lemma_.lower() in cues.words("groups", "happenings") or _is_ordinal(c) for c in said):
        return True
    clause = any(c.dep_ in CLAUSES for c in verb.subtree if c.i > token.i)
    return clause and verb.lemma_ in EMPTY


def _is_ordinal(noun: Token) -> bool:
    return any(c.lower_ in ORDINALS for c in noun.lefts)
