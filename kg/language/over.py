"""Whether a sentence says that a relation is over: `former`, `no longer`, `until 2017`, `suspended the aid`."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.catalog import cues

NOUNS = ("NOUN", "PROPN")
VERBS = ("VERB", "AUX")
BESIDE = ("amod", "compound", "advmod", "nmod")


def is_over(trigger: Token, path: Iterable[Token] = (), relation: str | None = None) -> bool:
    """Whether the words at the trigger, or at those that connect the two arguments, say that the relation has ended.

    Where the relation is given: an act (`visited`) or an attitude is not over because its time is.
    """
    words = [trigger, *(t for t in path if t != trigger and (t == trigger.head or trigger.is_ancestor(t)))]
    if relation is not None and relation in cues.words("tenure", "acts"):
        return False
    return any(_is_former(t) or _has_ceased(t) or _has_passed(t) for t in words) or _is_stopped(words)


def _is_former(noun: Token) -> bool:
    """`the former president`, `Italy's prime minister at the time`, `then West Germany's chancellor`."""
    if noun.pos_ not in NOUNS:
        return False
    past = cues.words("tenure", "modifiers")
    if any(t.lower_ in past for t in _beside(noun)):
        return True
    edge, doc = noun.left_edge.i, noun.doc
    if edge and doc[edge - 1].lower_ in past and doc[edge - 1].pos_ != "PROPN" and doc[edge - 1].head != noun.head.head:
        return True
    if noun.i > 1 and doc[noun.i - 1].text == "-" and doc[noun.i - 2].lower_ in past:
        return True
    return doc[noun.i + 1 : noun.i + 4].text.lower() == "at the time"


def _beside(noun: Token) -> Iterator[Token]:
    """The modifiers of a noun, of its owner (`then West Germany's chancellor`) and of the name behind it."""
    yield from (c for c in noun.children if c.dep_ in BESIDE and c.i < noun.i)
    for child in noun.children:
        if child.dep_ == "poss":
            yield from (c for c in child.children if c.dep_ in BESIDE and c.lower_ in ("then", "once", "formerly"))
    if noun.dep_ in ("compound", "nmod", "amod"):
        yield from (c for c in noun.head.children if c.dep_ in BESIDE and c.i < noun.i)


def _has_ceased(token: Token) -> bool:
    """`is no longer a member`, `used to be`."""
    if token.dep_ == "xcomp" and token.head.lower_ == "used":
        return True
    over = cues.words("tenure", "adverbs")
    verbs = [token, token.head] if token.dep_ in ("attr", "prep") else [token]
    return any(c.lower_ in over for verb in verbs if verb.pos_ in VERBS for c in verb.children if c.dep_ == "advmod")


def _has_passed(token: Token) -> bool:
    """`governed until 1997`, `chancellor from 1998 to 2005`: a state of the past with the end of its time."""
    if token.pos_ in NOUNS:
        return _has_end(token) or (_was(token.head, token) and _has_end(token.head))
    states = token.lemma_ in cues.words("tenure", "states")
    return token.pos_ in VERBS and states and _is_past(token) and _has_end(token)


def _was(verb: Token, noun: Token) -> bool:
    return noun.dep_ == "attr" and verb.lower_ in ("was", "were")


def _is_past(verb: Token) -> bool:
    """Simple past or past perfect; `has led until now` and `had to` are none."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return verb.tag_ in ("VBD", "VBN") and not auxiliaries & {"has", "have", "is", "are", "will", "would"}


def _has_end(token: Token) -> bool:
    """`until 2017` (not `until he spoke`), `from 2010 to 2016`, `between 2010 and 2016`."""
    for child in token.children:
        if child.lower_ in ("until", "till") and any(_is_time(c) for c in child.subtree):
            return True
        if child.lower_ in ("from", "between") and sum(_is_year(c) for c in child.subtree) > 1:
            return True
        if (
            child.lower_ == "from"
            and _is_year_in(child)
            and any(c.lower_ == "to" and _is_year_in(c) for c in child.rights)
        ):
            return True
    froms = [c for c in token.children if c.lower_ == "from" and _is_year_in(c)]
    return bool(froms) and any(c.lower_ in ("to", "until") and _is_year_in(c) for c in token.children)


def _is_time(token: Token) -> bool:
    return token.ent_type_ == "DATE" or _is_year(token)


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdigit()


def _is_year_in(preposition: Token) -> bool:
    return any(_is_year(c) for c in preposition.children)


def _is_stopped(words: list[Token]) -> bool:
    """`suspended the provision of aid`, `halted aid`: the verb is one of the words, or right above the trigger."""
    verbs, trigger = cues.words("tenure", "verbs"), words[0]
    above = [trigger.head] if trigger.dep_ in ("dobj", "nsubjpass", "xcomp") else []
    return any(t.pos_ == "VERB" and t.lemma_ in verbs and _has_happened(t) for t in (*above, *words))


def _has_happened(verb: Token) -> bool:
    """Not `has not lifted`, `may lift`, `refused to lift`, `if it lifts`: these leave in force what there is. What one
    says that one will do counts as done."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ == "VERB" and first.head.tag_ == first.tag_:
        first = first.head
    return not any(_weakens(child) for one in (verb, first) for child in one.children)


def _weakens(word: Token) -> bool:
    if word.tag_ == "MD":
        return word.lower_ not in cues.words("tenure", "certain")
    return word.dep_ == "neg" or word.tag_ == "TO" or word.lower_ in ("if", "unless")
