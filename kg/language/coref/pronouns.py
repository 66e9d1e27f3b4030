"""Personal pronouns: whom `he`, `it` and `they` stand for, by agreement, grammar and nearness."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.catalog import cues
from kg.language.clauses import dependents
from kg.language.coref.gender import PRONOUNS
from kg.language.coref.grammar import is_barred, is_empty, is_shared_out, local_subjects
from kg.language.coref.scene import BODIES, SUBJECTS, THINGS, Candidate, Scene
from kg.model import Entity

NEUTRAL = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
EVERY = frozenset(PRONOUNS) | NEUTRAL | PLURAL
# How much weightier than the next one the meant one must be; the same subject is worth PARALLEL more.
MARGIN = 1.25
QUOTED = 1.6
PARALLEL = 20
# A singular body may be "they" (`the company ... they`), less likely than a plural; a thing has less of its own.
MANY = frozenset({"Organization", "Company", "Party", "ArmedGroup"})
LOOSE = 0.6
# A person whose gender is known to fit is likelier meant than one of whom it may.
KNOWN = 40
ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
LOCAL = 100
# As MARGIN, over things without a name, for `condemned it`, which may mean anything that was told.
UNNAMED = {"dobj": 2.2, "pobj": 1.6}


@dataclass(frozen=True)
class Pronouns:
    """Reads the pronouns of one article on its scene."""

    scene: Scene
    quoted: frozenset[int]

    def read(self, token: Token) -> tuple[Entity, ...]:
        """The entities that a pronoun stands for; empty where no one candidate stands out."""
        word, local = token.lower_, local_subjects(token)
        if is_empty(token) or is_shared_out(token) or any(t.tag_ in ("CD", "DT") for t in local.values()):
            return ()
        if word.endswith(("self", "selves")):
            return next((self._settled(c, word) for c in self.scene.candidates if c.i in local), ())
        fronted = () if token.i in self.quoted else self._ahead(token, local)
        if fronted:
            return fronted
        free = [c for c in self.scene.candidates if self._agrees(c, token) and not is_barred(token, c, local)]
        own = [c for c in free if c.i in local] if token.dep_ == "poss" else []
        told = self._beside(token, free) or (None if own else self._speaker(token, free))
        if told is not None:
            return self._settled(told, word)
        if token.dep_ == "poss" and any(t.tag_ == "PRP" and t.lower_ in EVERY for t in local.values()):
            return self._settled(own[0], word) if own else ()
        return self._heaviest(token, free, local)

    def _agrees(self, candidate: Candidate, token: Token) -> bool:
        word = token.lower_
        if candidate.adjective:
            return False
        if word in PLURAL:
            return candidate.plural or (candidate.type in MANY and token.i not in self.quoted)
        if candidate.plural:
            return word in NEUTRAL and candidate.type in BODIES - {"State"}
        if word in NEUTRAL:
            thing = candidate.type in THINGS and token.dep_ in SUBJECTS and token.head.lemma_ in _speaking()
            return candidate.kind != "person" and not thing
        return candidate.kind == "person" and candidate.gender in (None, PRONOUNS[word])

    def _heaviest(self, token: Token, free: Iterable[Candidate], local: Mapping[int, Token]) -> tuple[Entity, ...]:
        word = token.lower_
        weighed = sorted(
            ((self._weight(w, c, token, local), c) for w, c in self.scene.weighed(free)),
            key=lambda pair: (-pair[0], pair[1].key),
        )
        if not weighed:
            return ()
        best, chosen = weighed[0]
        rivals = [(w, c) for w, c in weighed[1:] if not _overlap(c, chosen)]
        strict = UNNAMED.get(token.dep_, 1) if word not in PRONOUNS else 1
        margin = QUOTED if token.i in self.quoted else MARGIN
        if any(w * (margin if c.entities else strict) > best for w, c in rivals):
            return ()
        return () if word in PLURAL and self._has_actor(chosen) else self._settled(chosen, word)

    def _has_actor(self, chosen: Candidate) -> bool:
        """Whether one of the same class acts on a group (`Kenya invited Ghana and Togo`): `they` may be all of them."""
        near = (c for c in self.scene.candidates if c.sentence == chosen.sentence and c.subject)
        return not chosen.subject and any(c.type == chosen.type and c.verb == chosen.verb for c in near if c.type)

    def _weight(self, weight: float, candidate: Candidate, token: Token, local: Mapping[int, Token]) -> float:
        word, back = token.lower_, 2 ** (self.scene.sentence - candidate.sentence)
        leading = token.dep_ in SUBJECTS or (token.dep_ == "poss" and token.head.dep_ in SUBJECTS)
        if leading and candidate.subject:
            weight += PARALLEL / back
        if word in PRONOUNS and candidate.entities and candidate.gender is not None:
            weight += KNOWN / back
        if candidate.i in local:
            weight += LOCAL
        loose = (word in PLURAL and not candidate.plural) or (
            word == "its" and candidate.type in THINGS and not candidate.subject
        )
        return weight * LOOSE if loose else weight

    def _settled(self, candidate: Candidate, word: str) -> tuple[Entity, ...]:
        """Whom a chosen candidate names: one body or thing for `it`, for `they` several of one class."""
        found = candidate.entities
        if word in NEUTRAL and not (len(found) == 1 and found[0].type in BODIES | THINGS):
            return ()
        if word in PLURAL and found and not candidate.type:
            return ()
        if word in PRONOUNS and len(found) == 1:
            self.scene.genders.learn(found[0], PRONOUNS[word])
        return found

    def _beside(self, token: Token, free: list[Candidate]) -> Candidate | None:
        """What the pronoun's own noun is coordinated to: `Russia and its neighbours`."""
        noun = token.head
        if token.dep_ != "poss" or noun.dep_ != "conj":
            return None
        return next((c for c in free if c.i == noun.head.i), None)

    def _speaker(self, token: Token, free: list[Candidate]) -> Candidate | None:
        """Who says the reported clause that the pronoun is in: `Ruto said he would go`; nobody where the gender of
        another near is known, but not the speaker's."""
        if token.i in self.quoted or token.dep_ not in ACTING:
            return None
        clause = token.head if token.dep_ != "poss" else token.head.head
        while clause.dep_ in ("xcomp", "aux", "conj", "advcl", "prep", "pobj", "dobj") and clause.head != clause:
            clause = clause.head
        if clause.dep_ != "ccomp" or clause.head.lemma_ not in cues.words("speech", "verbs"):
            return None
        said = {t.i for t in dependents(clause.head, "nsubj")}
        who = next((c for c in free if c.i in said), None)
        sure = who is None or who.kind != "person" or who.gender is not None
        known = any(c.gender is not None and c.entities and self.scene.sentence - c.sentence <= 1 for c in free)
        return who if sure or not known else None

    def _ahead(self, token: Token, local: Mapping[int, Token]) -> tuple[Entity, ...]:
        return (self._fronted(token) if not local else ()) or self._before_its_subject(token)

    def _fronted(self, token: Token) -> tuple[Entity, ...]:
        """The subject that follows a pronoun in a phrase put before it (`Under its president, Kenya joined`)."""
        word = token.lower_
        if word in PLURAL or token.dep_ in SUBJECTS:
            return ()
        behind = [c for c in token.sent.root.children if c.dep_ in SUBJECTS and c.left_edge.i > token.i]
        named = self.scene.linked.at(behind[0])[:1] if behind else ()
        fits = bool(named) and (named[0].type in BODIES if word in NEUTRAL else self._may_be(named[0], word))
        return named if fits else ()

    def _before_its_subject(self, token: Token) -> tuple[Entity, ...]:
        """`Before he left, Ruto met`: the subject behind, where nobody else stands before in these two sentences."""
        clause, root = token.head, token.sent.root
        if token.dep_ not in SUBJECTS or clause.dep_ != "advcl" or clause.head != root or token.lower_ in PLURAL:
            return ()
        behind = [c for c in root.children if c.dep_ in SUBJECTS and c.i > clause.i]
        named = self.scene.linked.at(behind[0])[:1] if behind else ()
        near = [c for c in self.scene.candidates if self.scene.sentence - c.sentence <= 1]
        others = [c for c in near if self._agrees(c, token) and c.entities and c.entities != named]
        fits = bool(named) and (
            named[0].type in BODIES if token.lower_ in NEUTRAL else self._may_be(named[0], token.lower_)
        )
        return named if fits and not others else ()

    def _may_be(self, person: Entity, word: str) -> bool:
        return person.type == "Person" and self.scene.genders(person) in (None, PRONOUNS[word])


@cache
def _speaking() -> frozenset[str]:
    """Verbs whose subject thinks or speaks."""
    return cues.words("speech", "verbs") | {"agree", "decide", "hope", "intend", "plan", "refuse", "see", "want"}


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether one is a part of the other (`Kenya` in `Kenya and Ghana`), so that they do not compete for a plural."""
    return one.plural != other.plural and {e.id for e in one.entities} <= {e.id for e in other.entities} != set()
