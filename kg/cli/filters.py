"""What of a store a picture shows: claims chosen by entity, predicate, date and confidence."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import share, whole
from kg.errors import NotFound
from kg.model import Claim

if TYPE_CHECKING:
    from kg.store import Store

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _date(text: str | None) -> str | None:
    if text is None or _DATE.fullmatch(text):
        return text
    raise typer.BadParameter(f"'{text}' is no date; give YYYY, YYYY-MM or YYYY-MM-DD")


Focus = Annotated[
    list[str] | None,
    typer.Option(
        "--focus", "--entity", metavar="NAME", help="Only what is near this entity; may be given several times."
    ),
]
Depth = Annotated[
    int, typer.Option("--depth", parser=whole(1), metavar="N", help="How many steps from the focus count as near.")
]
Families = Annotated[
    list[str] | None,
    typer.Option("--family", metavar="NAME", help="Only relations of this family; may be given several times."),
]
Predicates = Annotated[
    list[str] | None,
    typer.Option("--predicate", metavar="NAME", help="Only this predicate; may be given several times."),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", callback=_date, help="Only what happened, or was told, since.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", callback=_date, help="Only what happened, or was told, until.")
]
Evidence = Annotated[
    int, typer.Option("--min-evidence", parser=whole(1), metavar="N", help="Only relations with so many claims.")
]
Confidence = Annotated[
    float, typer.Option("--min-confidence", parser=share, metavar="0..1", help="Only claims that are at least so sure.")
]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are wanted; empty fields allow all.

    `families` are the predicates of families. A date is that of the claim or else of its article.
    """

    focus: tuple[str, ...] = ()
    depth: int = 2
    predicates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0
    evidence: int = 1

    def of(self, store: "Store") -> list[Claim]:
        """The wanted claims of a store. Raises NotFound for unknown names, or where filters leave no claim."""
        every, published = list(store.claims()), {document.id: document.date for document in store.documents()}
        admitted = [claim for claim in every if self._admits(claim, published[claim.document])]
        found = self._near(store, self._backed(admitted))
        if every and not found:
            raise NotFound("no claim is left by these filters; widen them")
        return found

    def _backed(self, claims: list[Claim]) -> list[Claim]:
        """The claims of relations between two entities that so many claims tell of."""
        counts = Counter(map(_edge, claims))
        return [claim for claim in claims if counts[_edge(claim)] >= self.evidence]

    def _near(self, store: "Store", claims: list[Claim]) -> list[Claim]:
        """The claims among those that so many claims in a row link to the wanted entities."""
        if not self.focus:
            return claims
        near = {store.find(name) for name in self.focus}
        ends = [{claim.subject.id, claim.object.id} for claim in claims]
        for _ in range(self.depth):
            near = near.union(*(pair for pair in ends if pair & near))
        return [claim for claim, pair in zip(claims, ends, strict=True) if pair <= near]

    def _admits(self, claim: Claim, published: str | None) -> bool:
        if any(wanted and claim.predicate not in wanted for wanted in (self.predicates, self.families)):
            return False
        return claim.confidence >= self.confidence and self._in_time(claim.time or published)

    def _in_time(self, date: str | None) -> bool:
        """Whether the date may lie between the bounds: each is compared as far as both are exact."""
        if not (self.since or self.until):
            return True
        return date is not None and _not_before(date, self.since or "") and _not_before(self.until or date, date)


def _edge(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.id, claim.predicate, claim.object.id


def _not_before(date: str, other: str) -> bool:
    length = min(len(date), len(other))
    return date[:length] >= other[:length]


def predicates(names: Iterable[str] | None) -> tuple[str, ...]:
    """The predicates as the ontology names them. Raises NotFound with near names."""
    from kg.store.names import relation

    return tuple(map(relation, names or ()))


def families(names: Iterable[str] | None) -> tuple[str, ...]:
    """The predicates of these families. Raises NotFound with the families that there are."""
    from kg.catalog import relations

    known = relations.load().values()
    there = sorted({relation.family for relation in known})
    for name in names or ():
        if name not in there:
            raise NotFound(f"no family '{name}' of relations; there is {', '.join(there)}")
    return tuple(relation.name for relation in known if relation.family in set(names or ()))
