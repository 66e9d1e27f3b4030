"""Who does what to whom: the arguments of verbs and nouns, read off spaCy's parse.

Roles: `subj obj iobj` (passives, relative clauses, control and coordination undone), `poss` (owner), `mod` (adjective
or noun before), `head` and `prefix` of participles before a noun ("Vienna-based agency"), `holder` (who a role noun
describes: "Xi, president of China"), and one role for each preposition, by its words (`with`, `in`, `according to`).
After the idea of PredPatt (White et al., 2016), over the CLEAR labels of spaCy's English models.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

Roles = dict[str, tuple[Token, ...]]
RELATIVE = frozenset({"who", "which", "that", "whom"})
OBJECT_CONTROL = frozenset(
    {"allow", "appeal", "ask", "call", "command", "convince", "encourage", "force", "help", "instruct", "invite"}
    | {"order", "permit", "persuade", "press", "pressure", "push", "require", "tell", "urge", "want", "warn"}
)
DEPTH = 6
# First words of fixed prepositions: the `to` of `according to` is no `to`.
# "a new set of sanctions": what is said of the set is said of them.
AMOUNTS = frozenset(
    {"batch", "dozen", "number", "package", "range", "round", "series", "set", "slew", "string", "wave"}
)
PARTS = frozenset({"one", "some", "two", "three", "many", "most"})
FIXED = frozenset({"according", "owing", "thanks", "due", "prior"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})


def roles(token: Token) -> Roles:
    """The arguments of a verb, noun or adjective, each role with its coordinated heads in text order."""
    if token.pos_ in ("VERB", "AUX"):
        found = _verb_roles(token)
    else:
        found = _adjective_roles(token) if token.pos_ == "ADJ" else _noun_roles(token)
    return {role: _spread(heads) if _spreads(role, token) else tuple(heads) for role, heads in found.items() if heads}


def phrase_roles(phrase: Span) -> Roles:
    """The arguments of a trigger of several words: those of its head, and what hangs on its other words."""
    found = dict(roles(phrase.root))
    for token in phrase:
        for role, heads in roles(token).items() if token != phrase.root else ():
            outside = tuple(t for t in heads if not phrase.start <= t.i < phrase.end)
            if outside and role not in found:
                found[role] = outside
    return found


def _spreads(role: str, token: Token) -> bool:
    """A title in the singular describes one name only (`Prime Minister A and President B`)."""
    return role != "holder" or token.tag_ in ("NNS", "NNPS") or token.dep_ == "attr"


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive or a participle after or before a noun (`signed by`, `the signed`)."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass", "agent") for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not _own(verb, "nsubj") and not _own(verb, "aux"):
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
    if not own and verb.dep_ == "relcl" and _own(verb, "nsubj") and not _is_relative(_own(verb, "nsubj")[0]):
        return (verb.head,)
    if not own and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.i - verb.head.i <= 2:
        return tuple(c for c in verb.head.children if c.dep_ == "dobj" and c.i > verb.i)
    return own


def surface(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Heads of the grammatical subject, inherited over coordination, control, participles and relative clauses."""
    own = _own(verb, "nsubj", "nsubjpass")
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
    owner = _own(noun, "poss")
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


def _verb_roles(verb: Token) -> dict[str, list[Token]]:
    found = {"subj": list(subjects(verb)), "obj": list(objects(verb))}
    found["iobj"] = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if verb.dep_ == "amod":
        found["head"] = [verb.head]
        found["prefix"] = _prefix(verb)
    _add_prepositions(found, verb)
    for noun in found["obj"] if not is_passive(verb) else ():
        _add_prepositions(found, noun, only_new=True)
    return found


def _adjective_roles(adjective: Token) -> dict[str, list[Token]]:
    """`Berlin is critical of Ankara`: the subject and the prepositions of the adjective and its verb."""
    found: dict[str, list[Token]] = {}
    _add_prepositions(found, adjective)
    if adjective.dep_ in ("acomp", "oprd", "attr"):
        found["subj"] = list(surface(adjective.head))
        _add_prepositions(found, adjective.head, only_new=True)
    elif adjective.dep_ == "amod":
        found["head"] = [adjective.head]
    return found


def _prefix(verb: Token) -> list[Token]:
    """`Vienna` in `Vienna-based`."""
    inner = [c for c in verb.children if c.i < verb.i and c.dep_ in ("npadvmod", "compound", "amod", "nmod", "nsubj")]
    hyphen = verb.i >= 2 and verb.doc[verb.i - 1].text in ("-", "–")
    return inner or ([verb.doc[verb.i - 2]] if hyphen else [])


def _noun_roles(noun: Token) -> dict[str, list[Token]]:
    verb = governor(noun)
    found: dict[str, list[Token]] = {
        "poss": list(_own(noun, "poss")),
        "mod": _modifiers(noun),
        "holder": _holders(noun),
    }
    _add_prepositions(found, noun)
    if verb is not None:
        found["subj"] = [t for t in subjects(verb) if t.i != noun.i]
        found["obj"] = [t for t in objects(verb) if t.i != noun.i]
        found["iobj"] = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
        _add_prepositions(found, verb, only_new=True, but=noun)
    elif noun.dep_ in ("nsubj", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX"):
        _add_prepositions(found, noun.head, only_new=True, but=noun)
    return found


def _modifiers(noun: Token) -> list[Token]:
    """Adjectives and nouns before a noun; before a title, those of the name that it stands before."""
    kinds = ("amod", "compound", "nmod", "poss")
    own = [c for c in noun.children if c.dep_ in kinds and c.i < noun.i]
    if noun.dep_ in ("compound", "nmod", "appos", "amod") and noun.head.i > noun.i and noun.head.pos_ == "PROPN":
        own += [c for c in noun.head.children if c.dep_ in kinds and c.i < noun.i]
    return own + [k for c in own for k in c.children if k.dep_ in kinds and _is_hyphened(k, c)]


def _is_hyphened(token: Token, other: Token) -> bool:
    """`French-Swiss`: two modifiers of the same noun."""
    return token.i + 2 == other.i and token.doc[token.i + 1].text in ("-", "–")


def _holders(noun: Token) -> list[Token]:
    """Who a role noun describes: by apposition, before the name, as predicate, or after `as`."""
    head = noun.head
    if noun.dep_ == "appos":
        return [head]
    if noun.dep_ in ("compound", "nmod", "amod") and head.i > noun.i and head.pos_ == "PROPN":
        return [head]
    predicated = _predicated(noun, head)
    if predicated is not None:
        return predicated
    named = [c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    return named[:1] if named and noun.tag_ in ("NN", "NNP") else named or _name_after(noun)


def _predicated(noun: Token, head: Token) -> list[Token] | None:
    """The holder by `is`, `as`, `named` or `one of`; None where the noun stands in none of these."""
    verb = governor(noun)
    if noun.dep_ == "nsubj" and head.lemma_ == "be":
        return [c for c in head.children if c.dep_ == "attr"]
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lower_ in PARTS:
        return _holders(head.head)
    if verb is not None and noun.dep_ in ("attr", "oprd"):
        return list(surface(verb) if noun.dep_ == "attr" or is_passive(verb) else objects(verb))
    if verb is not None and noun.dep_ == "pobj" and head.lower_ == "as":
        return list(objects(verb) or surface(verb))
    return None


def _name_after(noun: Token) -> list[Token]:
    """The person named right behind a title, or the name behind its comma, where the parse missed it."""
    doc, at = noun.doc, noun.i + 1
    if at < len(doc) and doc[at].ent_type_ == "PERSON":
        return [t for t in doc[at : at + 4] if t.ent_type_ == "PERSON"][-1:]
    if at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].ent_type_ in ("PERSON", "GPE"):
        name = [t for t in doc[at + 1 : at + 5] if t.ent_type_ == doc[at + 1].ent_type_ and t.dep_ == "appos"]
        return name[-1:]
    return []


def _add_prepositions(
    found: dict[str, list[Token]], token: Token, only_new: bool = False, but: Token | None = None
) -> None:
    """Add a role for each preposition of a token; `but` is a noun that must not become its own complement."""
    had = frozenset(found)
    for name, heads in _prepositions(token):
        if not (only_new and name in had) and (but is None or but not in _spread(heads)):
            found.setdefault(name, []).extend(heads)


def _prepositions(token: Token) -> Iterator[tuple[str, list[Token]]]:
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
    return tuple(h for name, heads in _prepositions(verb) if name in names for h in heads)


def _own(token: Token, *deps: str) -> tuple[Token, ...]:
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


def _spread(heads: Iterable[Token]) -> tuple[Token, ...]:
    """The heads with everything that is coordinated to them."""
    every: dict[int, Token] = {}
    stack = list(heads)
    while stack:
        token = stack.pop()
        if token.i not in every:
            every[token.i] = token
            stack += [c for c in token.children if c.dep_ == "conj" and c.pos_ in NOMINAL]
    return tuple(every[i] for i in sorted(every))
