"""What stands behind an edge: the claims that tell of it, the surest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from kg.catalog import relations
from kg.errors import NotFound
from kg.explain import instead
from kg.graph import closure
from kg.model import Entity
from kg.records import Record
from kg.serve.pages.entity import named
from kg.serve.pages.evidence import Articles, Shown, independent, surest
from kg.store import Store
from kg.store.names import relation

# The most claims between two entities that are read, in each direction.
MOST = 2_500


@dataclass(frozen=True, slots=True)
class Behind:
    """The claims that one entity stands in a relation to another, or in one that implies it; also what makes no edge.

    `origins`: on how many independent origins they rest. `cut`: more is said of the two than can be read at once.
    """

    one: Entity
    predicate: str
    other: Entity
    evidence: tuple[Shown, ...]
    origins: int
    cut: bool

    @property
    def documents(self) -> int:
        """From how many documents the claims are."""
        return len({one.claim.document for one in self.evidence})

    @property
    def edge(self) -> bool:
        """Whether they make an edge of the graph."""
        return any(one.edge for one in self.evidence)


def behind(store: Store, copies: Mapping[str, str], subject: str, predicate: str, object: str) -> Behind:
    """What stands behind an edge between two ids, as `kg.explain` tells it; `copies` are those of the store.

    Raises NotFound, with what there is, where there is no such entity, relation or claim.
    """
    one, other, wanted = named(store, subject), named(store, object), relation(predicate)
    ways = [list(islice(store.records(None, *way), MOST + 1)) for way in _ways(subject, object)]
    between = [record for way in ways for record in way[:MOST]]
    found = [record for record in between if (subject, wanted, object) in _edges(record)]
    if not found:
        hint = instead({record["predicate"] for record in between})
        raise NotFound(f"no claim that {subject} {wanted} {object}; {hint}")
    evidence = tuple(sorted(Articles(store).shown(found), key=surest))
    cut = any(len(way) > MOST for way in ways)
    return Behind(one, wanted, other, evidence, independent(evidence, copies), cut)


def _ways(one: str, other: str) -> list[tuple[str, None, str]]:
    """Both directions, as what is symmetric is stored in one of them."""
    return [(one, None, other), (other, None, one)] if one != other else [(one, None, other)]


def _edges(record: Record) -> frozenset[tuple[str, str, str]]:
    """What follows from a claim."""
    return closure((record["subject"]["id"], record["predicate"], record["object"]["id"]), relations.load())
