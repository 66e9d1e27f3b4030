"""Who does what to whom: the arguments of verbs and nouns, read off spaCy's parse.

Roles: `subj obj iobj` (passives, relative clauses, control and coordination undone), `poss` (owner), `mod` (adjective
or noun before), `head` and `prefix` of participles before a noun ("Vienna-based agency"), `holder` (who a role noun
describes: "Xi, president of China"), and one role for each preposition, by its words (`with`, `in`, `according to`).
After the idea of PredPatt (White et al., 2016), over the CLEAR labels of spaCy's English models.
"""

from collections.abc import Iterable

from spacy.tokens import Span, Token

from kg.language.clauses import (
    NOMINAL,
    dependents,
    governor,
    is_passive,
    objects,
    prepositions,
    subjects,
    surface,
)

Roles = dict[str, tuple[Token, ...]]
KEY = "roles"
# What may be named behind a title and a comma.
BEHIND = frozenset({"Person", "Place", "State"})
# "one of the investors": who is one of them is an investor.
PARTS = frozenset({"one", "some", "two", "three", "many", "most"})


def roles(token: Token) -> Roles:
    """The arguments of a verb, noun or adjective, each role with its coordinated heads in text order."""
    doc = token.doc
    # Kept with the Doc by number: tokens would keep the Doc itself alive.
    known: dict[int, dict[str, list[int]]] = doc.user_data.setdefault(KEY, {})
    if token.i not in known:
        known[token.i] = {role: [t.i for t in heads] for role, heads in _roles(token).items()}
    return {role: tuple(doc[i] for i in heads) for role, heads in known[token.i].items()}


def _roles(token: Token) -> Roles:
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
        "poss": list(dependents(noun, "poss")),
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
    if at < len(doc) and doc[at].ent_type_ == "Person":
        return [t for t in doc[at : at + 4] if t.ent_type_ == "Person"][-1:]
    if at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].ent_type_ in BEHIND:
        name = [t for t in doc[at + 1 : at + 5] if t.ent_type_ == doc[at + 1].ent_type_ and t.dep_ == "appos"]
        return name[-1:]
    return []


def _add_prepositions(
    found: dict[str, list[Token]], token: Token, only_new: bool = False, but: Token | None = None
) -> None:
    """Add a role for each preposition of a token; `but` is a noun that must not become its own complement."""
    had = frozenset(found)
    for name, heads in prepositions(token):
        if not (only_new and name in had) and (but is None or but not in _spread(heads)):
            found.setdefault(name, []).extend(heads)


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
