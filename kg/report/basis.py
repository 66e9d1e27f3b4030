"""What a report is made from: the claims of a scope, what is told by them, and the quotes that it points to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kg.analysis import Corpus, Table, Tie, brokers
from kg.catalog import relations
from kg.explain import Evidence
from kg.graph import claim_iri
from kg.model import EDGE_ZONES, Claim
from kg.store import Document
from kg.store.origins import origins

# A row of an analysis, by its columns.
Row = Mapping[str, Any]

# Quotes that a statement points to; what more there is it counts.
MOST_CITED = 3

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Cited:
    """The numbers of the quotes behind a statement, and how many more claims say so."""

    numbers: tuple[int, ...] = ()
    more: int = 0


class Citations:
    """The quotes of a report, numbered in the order in which statements first point to them."""

    def __init__(self) -> None:
        """None yet."""
        self._numbers: dict[str, int] = {}
        self._found: list[Evidence] = []

    def of(self, found: Iterable[Evidence], most: int = MOST_CITED) -> Cited:
        """The best of these quotes, given the best first: of as many articles as can be."""
        every = list(found)
        shown = sorted(_spread(every)[:most], key=lambda one: one[1])
        numbers = tuple(self._number(evidence) for evidence, _ in shown)
        return Cited(tuple(dict.fromkeys(numbers)), len(every) - len(shown))

    @property
    def all(self) -> tuple[tuple[int, Evidence], ...]:
        """Every quote with its number."""
        return tuple(enumerate(self._found, 1))

    def _number(self, evidence: Evidence) -> int:
        key = claim_iri(evidence.claim).value
        if key not in self._numbers:
            self._found.append(evidence)
            self._numbers[key] = len(self._found)
        return self._numbers[key]


def _spread(every: list[Evidence]) -> list[tuple[Evidence, int]]:
    """The quotes with their ranks: the first of each article, then the second of each..."""
    seen: dict[str, int] = {}
    turns = []
    for rank, evidence in enumerate(every):
        turn = seen[evidence.document.id] = seen.get(evidence.document.id, -1) + 1
        turns.append((turn, rank, evidence))
    return [(evidence, rank) for _, rank, evidence in sorted(turns, key=lambda one: one[:2])]


@dataclass(frozen=True, slots=True)
class Fact:
    """What several claims say alike: the same two ends, relation and status. `ties` are in the order of the store."""

    ties: tuple[Tie, ...]

    @property
    def claim(self) -> Claim:
        """The surest of the claims."""
        return min((tie.claim for tie in self.ties), key=lambda one: (-one.confidence, one.document, one.start))

    @property
    def origins(self) -> int:
        """On how many independent origins it rests."""
        return origins(tie.report for tie in self.ties)

    @property
    def documents(self) -> int:
        """How many articles tell it."""
        return len({tie.claim.document for tie in self.ties})

    @property
    def date(self) -> str:
        """When it happened as the surest claim that says so has it, else when it was first told; "" where unknown."""
        said = sorted((-tie.claim.confidence, tie.claim.time) for tie in self.ties if tie.claim.time)
        return said[0][1] if said else min((tie.told for tie in self.ties if tie.told), default="")

    @property
    def is_dated(self) -> bool:
        """Whether an article says when, and not only the date of an article is known."""
        return any(tie.claim.time for tie in self.ties)

    @property
    def sign(self) -> int:
        """1 cooperation, -1 contest, 0 neither."""
        return self.ties[0].sign

    @property
    def rank(self) -> tuple[int, int, float, str, str, str]:
        """What is told by most comes first."""
        one = self.claim
        return (-self.origins, -len(self.ties), -one.confidence, one.subject.id, one.predicate, one.object.id)


def facts(ties: Iterable[Tie]) -> list[Fact]:
    """The ties put together to facts, what is told by most first."""
    found: dict[tuple[str, ...], list[Tie]] = {}
    for tie in ties:
        claim = tie.claim
        key = (claim.subject.id, claim.predicate, claim.object.id, claim.factuality, "ended" if claim.ended else "")
        found.setdefault(key, []).append(tie)
    return sorted((Fact(tuple(group)) for group in found.values()), key=lambda fact: fact.rank)


@dataclass(frozen=True)
class Basis:
    """The ground of a report.

    `corpus` has the ties that it is about, `near` those and what holds between their ends; `documents` are all of the
    store, `focus` the id of the entity that the report is about (None: everything).
    """

    corpus: Corpus
    near: Corpus
    documents: tuple[Document, ...]
    focus: str | None
    threshold: float
    cited: Citations = field(default_factory=Citations)

    @cached_property
    def brokers(self) -> Table:
        """Who stands between others, in the network of cooperation and contest."""
        return brokers(self.near, ties="all")

    @property
    def used(self) -> tuple[Document, ...]:
        """The documents that the claims are from."""
        kept = {tie.claim.document for tie in self.corpus.ties}
        return tuple(document for document in self.documents if document.id in kept)


def status(claim: Claim) -> str:
    """What must be said beside a claim that is not simply so; "" where nothing must."""
    said = "" if claim.factuality == "asserted" else str(claim.factuality)
    return "ended" if claim.ended and not said else said


def hindrance(claim: Claim, threshold: float) -> str:
    """Why a claim makes no edge; "" where it does."""
    if status(claim):
        return status(claim)
    if claim.zone not in EDGE_ZONES:
        return "told in a teaser or beside the story"
    return "" if claim.confidence >= threshold else f"less sure than {threshold:g}"


def label(predicate: str) -> str:
    """The words of a relation."""
    return relations.load()[predicate].label


def spoken(date: str | None) -> str:
    """A date as one reads it.

    >>> spoken("2025-08-06"), spoken("2025-08"), spoken("2025"), spoken(None)
    ('6 August 2025', 'August 2025', '2025', 'no date')
    """
    if not date:
        return "no date"
    year, *rest = date.split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    words += [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*words, year])


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "claim"), counted(2, "claim"), counted(0, "entity", "entities")
    ('1 claim', '2 claims', '0 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Words in a row as one writes them.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    every = list(words)
    return " and ".join(filter(None, (", ".join(every[:-1]), *every[-1:])))
