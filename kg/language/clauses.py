"""The clause structure behind the roles: logical subjects and objects, governors, prepositions.

Passives, relative clauses, control, participles and coordination are undone (CLEAR labels of spaCy's English models).
"""

from collections.abc import Iterator

from spacy.tokens import Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
OBJECT_CONTROL = frozenset(
    {"allow", "appeal", "ask", "call", "command", "convince", "encourage", "force", "help", "instruct", "invite"}
    | {"order", "permit", "persuade", "press", "pressure", "push", "require", "tell", "urge", "want", "warn"}
)
DEPTH = 6
# "a new set of sanctions": what is said of the set is said of them.
AMOUNTS = frozenset(
    {"batch", "dozen", "number", "package", "range", "round", "series", "set", "slew", "string", "wave"}
)
# First words of fixed prepositions: the `to` of `according to` is no `to`.
FIXED = frozenset({"according", "owing", "thanks", "due", "prior"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive or a participle after or before a noun (`signed by`, `the signed`)."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass", "agent") for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not dependents(verb, "nsubj") and not dependents(verb, "aux"):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    return verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN"


def subjects(verb: Token) -> tuple[Token, ...]:
    """Heads of the logical subject: the agent of a passive, else the (inherited) grammatical subject."""
    if is_passive(verb):
        return tuple(p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj")
    return surface(verb)


def objects(verb: Token) -> tuple[Token, ...]:
    """Heads of the logical object."""
    if is_passive(verb):
        return surface(verb)
    own = tuple(_antecedent(c) for c in verb.children if c.dep_ == "dobj")
    if (
        not own
        and verb.dep_ == "relcl"
        and dependents(verb, "nsubj")
        and not _is_relative(dependents(verb, "nsubj")[0])
    ):
        return (verb.head,)
    if not own and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.i - verb.head.i <= 2:
        return tuple(c for c in verb.head.children if c.dep_ == "dobj" and c.i > verb.i)
    return own


def surface(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Heads of the grammatical subject, inherited over coordination, control, participles and relative clauses."""
    own = dependents(verb, "nsubj", "nsubjpass")
    if own:
        return tuple(_antecedent(c) for c in own)
    if depth > DEPTH or verb.head == verb:
        return ()
    return _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> tuple[Token, ...]:
    head = verb.head
    if verb.dep_ in ("acl", "amod"):
        return _noun_subject(head, depth) if verb.tag_ == "VB" else (head,)
    if verb.dep_ == "pcomp":
        return _clause_subject(head, depth)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_ in OBJECT_CONTROL and verb.tag_ == "VB":
        controlled = objects(head) or _pobj(head, "on", "to")
        if controlled:
            return controlled
    if verb.dep_ in ("xcomp", "conj", "advcl", "ccomp", "auxpass", "aux", "dep") and head.pos_ in ("VERB", "AUX"):
        return surface(head, depth + 1)
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and head.dep_ in ("acomp", "oprd", "attr"):
        return surface(head.head, depth + 1)
    return (head,) if verb.dep_ == "relcl" else ()


def _clause_subject(preposition: Token, depth: int) -> tuple[Token, ...]:
    """Who acts in `after meeting X` (the subject above), and in `accused X of bombing Y` (the object above)."""
    above = preposition.head
    if above.pos_ not in ("VERB", "AUX"):
        return _noun_subject(above, depth)
    blamed = objects(above) if preposition.lower_ in ("of", "for", "from") else ()
    return blamed or surface(above, depth + 1)


def _noun_subject(noun: Token, depth: int) -> tuple[Token, ...]:
    """Who acts in `China's plan to build`, or in `China has a plan to build`."""
    owner = dependents(noun, "poss")
    if owner:
        return owner
    verb = governor(noun)
    return surface(verb, depth + 1) if verb is not None and depth <= DEPTH else ()


def governor(noun: Token) -> Token | None:
    """The verb that a noun is the object of, directly or through one preposition."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in NOMINAL:
        first = first.head
    head = first.head
    if first.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in AMOUNTS:
        return governor(head.head)
    if first.dep_ in ("dobj", "nsubjpass", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return head
    if first.dep_ == "pobj" and head.dep_ in ("prep", "agent") and head.head.pos_ in ("VERB", "AUX"):
        return head.head
    return None


def prepositions(token: Token) -> Iterator[tuple[str, list[Token]]]:
    """Each preposition of a token, by its words, with the heads that it governs."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB", "ADV", "ADJ", "PART"):
            such = any(c.lower_ == "such" for c in child.children)
            yield "such as" if such else child.lower_, _complements(child)
            for inner in child.children:
                if inner.dep_ == "prep":
                    yield f"{child.lower_} {inner.lower_}", _complements(inner)
                    if child.lower_ not in FIXED:
                        yield inner.lower_, _complements(inner)


def _complements(preposition: Token) -> list[Token]:
    return [_antecedent(c) for c in preposition.children if c.dep_ == "pobj"]


def _pobj(verb: Token, *names: str) -> tuple[Token, ...]:
    return tuple(h for name, heads in prepositions(verb) if name in names for h in heads)


def dependents(token: Token, *deps: str) -> tuple[Token, ...]:
    """The children of a token by these relations."""
    return tuple(c for c in token.children if c.dep_ in deps)


def _is_relative(token: Token) -> bool:
    return token.lower_ in RELATIVE and token.tag_ in ("WDT", "WP", "IN")


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is itself."""
    if not _is_relative(token):
        return token
    clause = token.head
    while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else token
