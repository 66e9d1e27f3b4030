"""The claims of a store as ties between actors: what every analysis begins with."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from kg.analysis import scale
from kg.analysis.parties import Parties
from kg.catalog import gazetteer, relations
from kg.errors import KgError
from kg.explain import Evidence
from kg.model import Article, Claim, Entity
from kg.read.dates import not_before
from kg.records import claim_from
from kg.store import Document, Store
from kg.store.origins import Report, outlet, wording

# Classes that act in the world, not what is acted on.
ACTORS = frozenset({"State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup", "Person"})

_UNKNOWN = scale.Weight(0, None, None)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims count, and how much.

    since, until: YYYY[-MM[-DD]], the date of the claim or else of its article, both ends included; compared as far as
        both are exact.
    confidence: only claims at least so sure.
    half_life: days in which evidence loses half its weight, 0: never.
    people: persons stand for themselves, even where they act for a state or body.
    """

    since: str | None = None
    until: str | None = None
    confidence: float = 0.0
    half_life: int = 365
    people: bool = False

    def admits(self, date: str, confidence: float) -> bool:
        """Whether a claim of this date ("": none) and confidence counts."""
        if confidence < self.confidence:
            return False
        if not (self.since or self.until):
            return True
        return bool(date) and not_before(date, self.since or "") and not_before(self.until or date, date)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Tie:
    """A claim as a tie between two actors, `source` and `target`: the parties that its ends act for, else the ends.

    sign: 1 cooperation, -1 contest, 0 neither. score: -10 to 10 for deeds, else None. quad: PLOVER's quad class or
    None. date: of the claim, else of its article, else "". told: the other way round. edge: it alone makes an edge.
    """

    source: str
    target: str
    predicate: str
    sign: int
    score: int | None
    quad: int | None
    date: str
    told: str
    edge: bool
    report: Report
    evidence: Evidence

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.evidence.claim

    @property
    def ends(self) -> tuple[str, str]:
        """Both actors, sorted."""
        return (self.source, self.target) if self.source <= self.target else (self.target, self.source)


@dataclass(frozen=True)
class Corpus:
    """All ties of a scope, in the order of the store (document, place in its text), with what they tell of.

    `entities` are the ends, speakers and parties by id, as most claims describe them.
    """

    ties: tuple[Tie, ...]
    entities: Mapping[str, Entity]
    parties: Parties
    scope: Scope
    find: Callable[[str], str]

    @cached_property
    def edges(self) -> tuple[Tie, ...]:
        """The ties that hold: asserted, not ended, and between two different actors."""
        return tuple(tie for tie in self.ties if tie.edge and tie.source != tie.target)

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that the ties are from, sorted."""
        return tuple(sorted({tie.claim.document for tie in self.ties}))

    @cached_property
    def latest(self) -> str:
        """When the youngest article was published, else the last date of any tie; "" where nothing is dated."""
        published = (tie.evidence.document.date or "" for tie in self.ties)
        return max(published, default="") or max((tie.date for tie in self.ties), default="")

    def label(self, entity: str) -> str:
        """The label of an entity."""
        found = self.entities.get(entity)
        return found.label if found else entity.replace("_", " ")

    def is_a(self, entity: str, classes: Iterable[str]) -> bool:
        """Whether an entity is of one of these classes."""
        found = self.entities.get(entity)
        return found is not None and not frozenset(classes).isdisjoint(found.types)

    def type(self, entity: str) -> str:
        """The main class of an entity, "" where it is not known."""
        return self.entities[entity].type if entity in self.entities else ""

    def actor(self, name: str) -> str:
        """The id of the actor that a label, alternative label, id or QID means: of a person with a party, the party.

        Raises NotFound where there is no such entity.
        """
        found = self.find(name)
        return found if self.scope.people else self.parties.of(found, self.latest)

    def about(self, entity: str) -> tuple[Tie, ...]:
        """The ties with an entity at one end, itself or by who acts for it."""
        return tuple(tie for tie in self.ties if entity in (tie.source, tie.target, *_ends(tie.claim)))


def read(store: Store, scope: Scope = EVERYTHING) -> Corpus:
    """The corpus of a store. Raises KgError where `since` lies after `until`, and for a number out of its range."""
    if scope.since and scope.until and not not_before(scope.until, scope.since):
        raise KgError(f"since {scope.since} is after until {scope.until}; change one of them")
    if scope.half_life < 0:
        raise KgError(f"a half-life of {scope.half_life} days; must be 0 (never) or more")
    if not 0 <= scope.confidence <= 1:
        raise KgError(f"a confidence of {scope.confidence}; must be from 0 to 1")
    documents = {document.id: document for document in store.documents()}
    every = [_evidence(record, documents) for record in store.records()]
    parties = Parties.of_claims(each.claim for each in every if each.edge)
    copies = store.copies()
    seen = tuple(tie for each in every if (tie := _tie(each, parties, scope, copies)) is not None)
    return Corpus(seen, _entities(seen), parties, scope, store.find)


def quotes(ties: Iterable[Tie]) -> tuple[Evidence, ...]:
    """The claims of ties, each once: what makes an edge first, then the surest, the earliest."""
    found = {id(tie.evidence): tie.evidence for tie in ties}
    return tuple(sorted(found.values(), key=_rank))


def _rank(evidence: Evidence) -> tuple[bool, float, str, str, int, str, str, str]:
    claim, document = evidence.claim, evidence.document
    triple = (claim.subject.id, claim.predicate, claim.object.id)
    return (not evidence.edge, -claim.confidence, document.date or "9999", document.id, claim.start, *triple)


def _evidence(record: dict[str, object], documents: Mapping[str, Document]) -> Evidence:
    claim = claim_from(record)
    return Evidence(claim, documents[claim.document], bool(record["edge"]))


def _tie(evidence: Evidence, parties: Parties, scope: Scope, copies: Mapping[str, str]) -> Tie | None:
    """The tie of a claim, None where the scope leaves it out."""
    claim, published = evidence.claim, evidence.document.date or ""
    date = claim.time or published
    if not scope.admits(date, claim.confidence):
        return None
    one, other = claim.subject.id, claim.object.id
    if not scope.people and relations.load()[claim.predicate].family != "office":
        one, other = parties.of(one, date), parties.of(other, date)
    weight = scale.load().get(claim.predicate, _UNKNOWN)
    article = Article(claim.document, "", source=evidence.document.source)
    report = Report(claim.document, outlet(article, claim), wording(claim), copies.get(claim.document))
    told = published or date
    return Tie(
        one, other, claim.predicate, weight.sign, weight.score, weight.quad, date, told, evidence.edge, report, evidence
    )


def _ends(claim: Claim) -> tuple[str, str]:
    return claim.subject.id, claim.object.id


def _entities(ties: Sequence[Tie]) -> Mapping[str, Entity]:
    counts = Counter((one.id, one.label, one.types) for tie in ties for one in _mentioned(tie.claim))
    # The most frequent first, of as frequent ones the first by the alphabet; it stays.
    found: dict[str, Entity] = {}
    for (id, label, types), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        found.setdefault(id, Entity(id, label, types))
    # Parties that only their officers stand for.
    known = (gazetteer.load().entry(id) for tie in ties for id in tie.ends if id not in found)
    found |= {entry.id: Entity(entry.id, entry.label, entry.types, entry.qid) for entry in known if entry}
    return MappingProxyType(dict(sorted(found.items())))


def _mentioned(claim: Claim) -> Iterator[Entity]:
    yield claim.subject
    yield claim.object
    yield from filter(None, (claim.attributed_to, claim.cited_from))
