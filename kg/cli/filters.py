"""What of a store a picture shows: claims chosen by entity, predicate, date and confidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import share
from kg.errors import NotFound
from kg.model import Claim

if TYPE_CHECKING:
    from kg.store import Store

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _date(text: str | None) -> str | None:
    if text is None or _DATE.fullmatch(text):
        return text
    raise typer.BadParameter(f"'{text}' is no date; give YYYY, YYYY-MM or YYYY-MM-DD")


Entities = Annotated[
    list[str] | None,
    typer.Option("--entity", metavar="NAME", help="Only this entity and its neighbours; may be given several times."),
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
Confidence = Annotated[
    float, typer.Option("--min-confidence", parser=share, metavar="0..1", help="Only claims that are at least so sure.")
]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are wanted. A date is that of the claim or else of its article; empty fields allow all."""

    entities: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0

    def of(self, store: "Store") -> list[Claim]:
        """The wanted claims of a store. Raises NotFound for unknown names, or where filters leave no claim."""
        every, published = list(store.claims()), {document.id: document.date for document in store.documents()}
        found = self._near(store, [claim for claim in every if self._admits(claim, published[claim.document])])
        if every and not found:
            raise NotFound("no claim is left by these filters; widen them")
        return found

    def _near(self, store: "Store", claims: list[Claim]) -> list[Claim]:
        """The claims among the wanted entities and those that a claim links to them."""
        if not self.entities:
            return claims
        centre = {store.find(name) for name in self.entities}
        ends = [{claim.subject.id, claim.object.id} for claim in claims]
        around = set[str]().union(*(pair for pair in ends if pair & centre))
        return [claim for claim, pair in zip(claims, ends, strict=True) if pair <= around]

    def _admits(self, claim: Claim, published: str | None) -> bool:
        if self.predicates and claim.predicate not in self.predicates:
            return False
        return claim.confidence >= self.confidence and self._in_time(claim.time or published)

    def _in_time(self, date: str | None) -> bool:
        """Whether the date may lie between the bounds: each is compared as far as both are exact."""
        if not (self.since or self.until):
            return True
        return date is not None and _not_before(date, self.since or "") and _not_before(self.until or date, date)


def _not_before(date: str, other: str) -> bool:
    length = min(len(date), len(other))
    return date[:length] >= other[:length]


def predicates(names: Iterable[str] | None) -> tuple[str, ...]:
    """The predicates as the ontology names them. Raises NotFound with near names."""
    from kg.store.names import relation

    return tuple(map(relation, names or ()))
