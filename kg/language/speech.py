"""Acts of speech by the parse: what somebody says, and who it is."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from kg.catalog import cues
from kg.files import data
from kg.language.clauses import governor, subjects, surface
from kg.language.refer import Resolver
from kg.language.syntax import roles
from kg.model import Entity

SPEAKERS = frozenset({"Person", "State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup"})
# So many words up the parse; no sentence that can be read goes deeper.
DEPTH = 10
# So many mentions back a description such as `the paper` may find its name.
REACH = 60
CITING = frozenset({"citing", "quoting"})
CONTENT = frozenset({"ccomp", "parataxis"})
ASIDE = frozenset({"parataxis", "advcl", "ccomp", "dep"})
OWNERS = ("of", "for", "from", "by", "poss", "mod")
MODALS = frozenset({"will", "would", "may", "might", "could", "can", "should", "must", "'ll"})


def is_speech(verb: Token) -> bool:
    """Whether a verb reports what somebody says or thinks."""
    return verb.pos_ == "VERB" and verb.lemma_ in cues.words("speech", "verbs")


def is_intent(verb: Token) -> bool:
    """Whether a verb, or the one over a noun, tells what is to be (`said it would join`), not what is."""
    verb = verb if verb.pos_ in ("VERB", "AUX") else governor(verb) or verb
    to = verb.dep_ in ("xcomp", "acl") and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return to or any(c.dep_ == "aux" and c.lower_ in MODALS for c in verb.children)


def is_outlet(entity: Entity) -> bool:
    """Whether an entity is a paper, agency or station: what it says, it has from others."""
    return entity.id in _media() or entity.label.split()[-1].lower() in cues.words("speech", "outlets")


def layers(resolver: Resolver, trigger: Token, quoted: frozenset[int]) -> Iterator[Entity]:
    """Who says what the trigger stands in, the innermost speaker first; empty where the sentence names none.

    Goes up from the trigger: each clause that is the content of a verb of speech, each aside (`X says`, `as X
    announced`), until a clause that the sentence takes for granted.
    """
    token = trigger
    for _ in range(DEPTH):
        yield from _aside(resolver, token)
        if token.head == token or (token.i not in quoted and _is_background(token)):
            return
        verb = _reporting(token)
        if verb is not None:
            yield from who(resolver, verb)
        token = token.head


def who(resolver: Resolver, verb: Token) -> tuple[Entity, ...]:
    """The speaker that a verb of speech has as subject: a name, or the body that a spokesperson speaks for; nobody
    where it passes on what it cites (`as the portal informs, citing X`)."""
    if any(c.lower_ in CITING for c in verb.children):
        return ()
    heads = surface(verb) if verb.dep_ == "acl" else subjects(verb)
    for subject in heads:
        found = speaking(resolver, subject)
        if found is not None:
            return (found,)
        if subject.lemma_ in cues.words("speech", "contents") and subject.head.pos_ == "VERB":
            behind = (speaking(resolver, t) for t in subjects(subject.head) if t != subject)
            return tuple(entity for entity in behind if entity is not None)[:1]
    return ()


def speaking(resolver: Resolver, subject: Token) -> Entity | None:
    """The entity that speaks where this is the subject of a verb of speech, or None."""
    named = [r.entities[0] for r in resolver.referents(subject)]
    beside = [e for c in subject.children if c.dep_ == "appos" for e in resolver.linked.at(c)[:1] if e.type == "Person"]
    if beside and not any(e.type == "Person" for e in named):
        return beside[0]
    if subject.lemma_.lower() in cues.words("speech", "outlets"):
        return _outlet(resolver, subject, named)
    if not named:
        found = roles(subject)
        holders = [t for t in found.get("holder", ()) if subject.dep_ not in ("nsubj", "nsubjpass") or t.i > subject.i]
        office = subject.lemma_.lower() in cues.words("speech", "offices")
        owners = [t for role in OWNERS for t in found.get(role, ())] if office else []
        named = [r.entities[0] for t in (*holders, *owners) for r in resolver.referents(t)]
    return next((entity for entity in named if entity.type in SPEAKERS), None)


def sources(resolver: Resolver, sentence: Span) -> Iterator[tuple[Token, Token, Entity]]:
    """Each `according to X` or `citing X` of a sentence, and the paper that stands behind a headline: the word of the
    clause that it is said of, the word that introduces X, and X."""
    for token in sentence:
        for named in _named_source(token):
            found = speaking(resolver, named)
            if found is not None:
                clause = token.head
                while is_speech(clause) and clause.dep_ in ASIDE and clause.head != clause:
                    clause = clause.head
                yield clause, token, found
    yield from _behind_headline(resolver, sentence)


def _reporting(token: Token) -> Token | None:
    """The verb of speech whose content a clause, participle or noun is."""
    head = token.head
    if token.dep_ in CONTENT and is_speech(head):
        return head
    if token.dep_ == "xcomp" and token.tag_ == "VBG" and is_speech(head):
        return head
    if token.dep_ == "pcomp" and head.head.lemma_ in cues.words("speech", "accusing"):
        return head.head
    if token.dep_ == "pobj" and head.dep_ == "prep" and head.head.lemma_ in cues.words("speech", "accusing"):
        return head.head if head.lower_ in ("of", "for") else None
    if token.dep_ in ("dobj", "nsubjpass") and head.lemma_ in cues.words("speech", "announcing"):
        return head
    return None


def _aside(resolver: Resolver, clause: Token) -> Iterator[Entity]:
    """The speaker of a verb of speech that is put in: `Hargeisa says`, `as the minister announced`."""
    for child in clause.children:
        if child.dep_ in ASIDE and is_speech(child) and not any(c.dep_ in ("ccomp", "dobj") for c in child.children):
            as_ = any(c.dep_ == "mark" and c.lower_ == "as" for c in child.children)
            if as_ or (child.dep_ != "advcl" and _is_set_off(child)):
                yield from who(resolver, child)


def _is_set_off(verb: Token) -> bool:
    doc, first, last = verb.doc, verb.left_edge.i, verb.right_edge.i
    return (
        doc[first].text == ","
        or (first > 0 and doc[first - 1].text == ",")
        or doc[min(last + 1, len(doc) - 1)].text == ","
    )


def _is_background(token: Token) -> bool:
    """A clause that the speech takes for granted: a relative clause or participle of what is, or one of time."""
    if token.dep_ in ("relcl", "acl"):
        modal = any(c.dep_ == "aux" and c.lower_ in MODALS for c in token.children)
        return not modal and token.head.lemma_ not in cues.words("speech", "contents") and not is_speech(token)
    marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
    return token.dep_ == "advcl" and not marks.isdisjoint(cues.words("speech", "background"))


def _named_source(token: Token) -> list[Token]:
    if token.lower_ == "according":
        return [p for c in token.children if c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
    if token.lower_ in CITING:
        return [c for c in token.children if c.dep_ == "dobj"]
    return []


def _behind_headline(resolver: Resolver, sentence: Span) -> Iterator[tuple[Token, Token, Entity]]:
    """`Uzbekistan and France lift ties - Le Figaro`."""
    words = [t for t in sentence if not t.is_space]
    spots = resolver.linked.within(sentence)
    if not spots or len(words) < 4 or spots[-1].end != words[-1].i + 1:
        return
    spot, doc = spots[-1], sentence.doc
    named = resolver.linked.at(doc[spot.start])
    if named and is_outlet(named[0]) and doc[spot.start - 1].text in ("-", "–", "—"):
        yield sentence.root, doc[spot.start], named[0]


def _outlet(resolver: Resolver, noun: Token, named: list[Entity]) -> Entity | None:
    """`the Bucharest site Gaz Azi`, or the paper named before where a description (`the Paris daily`) names none."""
    beside = [e for c in noun.children if c.dep_ == "appos" for e in resolver.linked.at(c)[:1]]
    sure = [e for e in (*beside, *named) if e.id in _media()] or beside
    if sure:
        return sure[0]
    spots = resolver.linked.spots
    first = bisect_left(spots, noun.left_edge.i + 1, key=lambda spot: spot.end)
    for spot in reversed(spots[max(0, first - REACH) : first]):
        entity = resolver.linked.at(noun.doc[spot.start])[0]
        if entity.id in _media():
            return entity
    return next((entity for entity in named if entity.type in SPEAKERS), None)


@cache
def _media() -> frozenset[str]:
    """The ids of the media that the gazetteer lists."""
    lines = data("gazetteer", "media.entities.tsv").read_text(encoding="utf8").splitlines()
    return frozenset(line.split("\t", 1)[0] for line in lines[1:])
