"""Relations by the lexicon: each wording at each of its triggers, its roles filled with entities."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span, Token

from kg.catalog import cues, lexicon, relations
from kg.catalog.lexicon import Wording
from kg.language.clauses import governor
from kg.language.factuality import presupposes
from kg.language.refer import Referent, Resolver
from kg.language.syntax import Roles, phrase_roles, roles
from kg.model import Entity, Relation

LONGEST = 4
RECIPROCAL = frozenset({"each", "other", "one", "another"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation as a sentence states it, before its factuality, speaker and time are known.

    `wording` is what the lexicon found it by; None where only the learned model did.
    """

    subject: Entity
    relation: str
    object: Entity
    wording: Wording | None
    trigger: Token
    ends: tuple[Token, Token]
    notes: tuple[str, ...] = ()
    phrase: Span | None = None
    senses: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words that carry the relation."""
        return self.phrase.text if self.phrase is not None else self.trigger.text

    @property
    def presupposed(self) -> bool:
        """Whether a noun phrase takes the relation for granted, whatever is then said about the phrase."""
        if self.wording is None:
            return presupposes(self.relation, self.trigger)
        predicate = self.trigger.dep_ in cues.table("factuality")["presupposed"]["predicative"]
        inside = self.wording.kind == "mention" or (self.wording.kind == "noun" and not predicate)
        return self.wording.presupposed or (inside and _is_background(self.relation))

    @property
    def key(self) -> tuple[str, str, str]:
        """The triple that it states; a symmetric relation has one order (spec: rdf-model, section 8)."""
        ends = (self.subject.id, self.object.id)
        one, other = sorted(ends) if relations.load()[self.relation].symmetric else ends
        return one, self.relation, other


def _is_background(relation: str) -> bool:
    table = cues.table("factuality")["presupposed"]
    return relation not in table["but"] and relations.load()[relation].family in table["families"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that may carry a relation: its head token and the wordings that it sets off."""

    head: Token
    wordings: tuple[Wording, ...]
    phrase: Span | None = None


def candidates(resolver: Resolver, sentence: Span) -> Iterator[Candidate]:
    """Every relation that the lexicon finds in a sentence."""
    for trigger in _triggers(resolver, sentence):
        found = _roles(trigger)
        for wording in trigger.wordings:
            if _fits(wording, trigger.head, found):
                yield from (replace(c, phrase=trigger.phrase) for c in _fill(resolver, wording, trigger.head, found))


@cache
def _phrases() -> frozenset[str]:
    """Triggers of several words."""
    return frozenset(t for _, t in lexicon.by_trigger() if " " in t)


def _roles(trigger: Trigger) -> Roles:
    if not trigger.wordings:
        return {}
    return roles(trigger.head) if trigger.phrase is None else phrase_roles(trigger.phrase)


def _triggers(resolver: Resolver, sentence: Span) -> Iterator[Trigger]:
    table, past = lexicon.by_trigger(), -1
    for token in sentence:
        if token.i < past:
            continue
        phrase = _phrase_at(token, sentence)
        head = phrase.root if phrase is not None else token
        kind = _kind(head)
        word = _lemmas(phrase) if phrase is not None else token.lemma_.lower()
        past = phrase.end if phrase is not None else token.i + 1
        yield Trigger(head, table.get((kind, word), ()), phrase)
    for spot in resolver.linked.within(sentence):
        head = resolver.linked.head(spot)
        kinds = {k for e in resolver.linked.at(head) for k in e.types}
        for kind in sorted(kinds):
            yield Trigger(head, table.get(("mention", kind), ()))


def _kind(head: Token) -> str:
    return "verb" if head.pos_ in ("VERB", "AUX") else "adjective" if head.pos_ == "ADJ" else "noun"


@cache
def _beginnings() -> frozenset[str]:
    """The first words of the triggers of several words."""
    return frozenset(phrase.split()[0] for phrase in _phrases())


def _phrase_at(token: Token, sentence: Span) -> Span | None:
    if token.lemma_.lower() not in _beginnings():
        return None
    for length in range(LONGEST, 1, -1):
        span = token.doc[token.i : min(token.i + length, sentence.end)]
        if len(span) == length and _lemmas(span) in _phrases():
            return span
    return None


def _lemmas(span: Span) -> str:
    return " ".join(t.lemma_.lower() for t in span)


def _fits(wording: Wording, head: Token, found: Roles) -> bool:
    """Whether the words that must stand beside the trigger do."""
    if wording.with_ and not any(c.lemma_.lower() in wording.with_ for c in head.children):
        return False
    if wording.words and not any(t.lemma_.lower() in wording.words for t in head.subtree if t.i != head.i):
        return False
    if wording.bare and any(c.dep_ == "compound" and c.pos_ == "NOUN" for c in head.children):
        return False
    if head.dep_ == "pobj" and head.head.lower_ == "without":
        return False
    above = _above(head) if head.pos_ == "VERB" else governor(head)
    word = above.lemma_.lower() if above is not None else ""
    return word not in wording.not_under and (not wording.under or word in wording.under)


def _above(verb: Token) -> Token | None:
    """The verb or noun that a clause hangs on: `wants to join`, `an application to join`, `accused of bombing`."""
    if verb.dep_ == "pcomp":
        return verb.head.head
    return verb.head if verb.dep_ in ("xcomp", "ccomp", "acl", "advcl") else None


def _fill(resolver: Resolver, wording: Wording, head: Token, found: Roles) -> Iterator[Candidate]:
    relation = relations.load()[wording.relation]
    subjects = _arguments(resolver, wording.subject, head, found, wording.subject_types or relation.domain)
    objects = _arguments(resolver, wording.object, head, found, wording.object_types or relation.range)
    pairs = _paired(relation, subjects, objects)
    others = {t.lower_ for role in wording.object for t in found.get(role, ())}
    mutual = others <= RECIPROCAL and (wording.reciprocal or bool(others))
    if mutual and not objects and len(subjects) > 1:
        pairs = [(s, o) for s in subjects for o in subjects if s != o]
    seen: set[frozenset[str] | tuple[str, str]] = set()
    for subject, object in pairs:
        ends = admitted(relation, subject, object, wording.subject_types, wording.object_types)
        if ends is None:
            continue
        ids = (ends[0].id, ends[1].id)
        key = frozenset(ids) if relation.symmetric else ids
        if key not in seen:
            seen.add(key)
            notes = tuple(dict.fromkeys((*subject.notes, *object.notes)))
            senses = (*senses_of(resolver, subject, ends[0]), *senses_of(resolver, object, ends[1]))
            tokens = (subject.token, object.token)
            yield Candidate(ends[0], relation.name, ends[1], wording, head, tokens, notes, senses=senses)


def _paired(relation: Relation, subjects: list[Referent], objects: list[Referent]) -> list[tuple[Referent, Referent]]:
    """Each with each; but offices one by one (`A and B, the presidents of X and Y`)."""
    if relation.family == "office" and len(subjects) == len(objects) > 1:
        return list(zip(subjects, objects, strict=True))
    return [(s, o) for s in subjects for o in objects]


def senses_of(resolver: Resolver, referent: Referent, end: Entity) -> tuple[str, ...]:
    """Why the name at an end was read as this entity, where the name means several things."""
    return referent.senses or (() if referent.notes else resolver.linked.reason(referent.token, end))


def _arguments(
    resolver: Resolver, wanted: tuple[str, ...], head: Token, found: Roles, types: frozenset[str]
) -> list[Referent]:
    """What fills the first of the wanted roles that holds an entity of these classes."""
    for role in wanted:
        referents = _role(resolver, role, head, found)
        fitting = [r for r in referents if any(_of(types, e) for e in r.entities)]
        if fitting:
            return fitting
    return []


def _role(resolver: Resolver, role: str, head: Token, found: Roles) -> list[Referent]:
    """What fills one role; `a.b` is role b of the nouns in role a, `within` anything named in the phrase behind,
    `inside` the state that begins the trigger's own name, `comma` the name that follows it behind a comma."""
    if role == "self":
        return list(resolver.referents(head))
    if role == "inside":
        return list(resolver.inside(head))
    if role == "comma":
        return list(resolver.after_comma(head))
    if role == "within":
        below = [t for t in head.subtree if t.i > head.i and resolver.linked.is_head(t)]
        return [r for t in below for r in resolver.referents(t)]
    outer, _, inner = role.partition(".")
    heads = found.get(outer, ())
    if inner:
        heads = tuple(t for h in heads if not resolver.referents(h) for t in _inner(roles(h), inner))
    return [r for t in heads for r in resolver.referents(t)]


def _inner(found: Roles, role: str) -> tuple[Token, ...]:
    """A role of a role; `owner` is whoever has or qualifies the thing (`Kenya's restraint`, `Russian aggression`)."""
    if role != "owner":
        return found.get(role, ())
    return next((found[r] for r in ("poss", "mod", "of") if r in found), ())


def _of(types: frozenset[str], entity: Entity) -> bool:
    return not types or not types.isdisjoint(entity.types)


def _readings(referent: Referent, relation: Relation) -> tuple[Entity, ...]:
    """The readings to try: a town (`in Cairo`) stands for its state only as the goal of a visit and the like, and then
    before all."""
    first, *rest = referent.entities
    if first.type not in ("Place", "Facility"):
        return referent.entities
    if relation.name in cues.table("places")["capitals"]["relations"]:
        return (*rest, first)
    return (first, *(e for e in rest if e.type not in ("State", "StateGroup")))


def admitted(
    relation: Relation,
    subject: Referent,
    object: Referent,
    subject_types: frozenset[str] = frozenset(),
    object_types: frozenset[str] = frozenset(),
) -> tuple[Entity, Entity] | None:
    """The likeliest readings of both ends that the relation's domain and range, and these classes, allow."""
    if subject.entities == object.entities:
        return None
    for s in _readings(subject, relation):
        for o in _readings(object, relation):
            narrow = _of(subject_types, s) and _of(object_types, o)
            if narrow and s.id != o.id and relation.admits(s, o):
                return s, o
    return None
