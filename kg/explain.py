"""What stands behind an edge: the claims with their quotes, sources, dates and speakers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.catalog import relations
from kg.errors import NotFound
from kg.model import Claim
from kg.records import claim_from
from kg.store import Document, Store, names
from kg.store.origins import Report, outlet, wording
from kg.store.origins import origins as independent


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with the document it is from; `edge` says whether it alone makes the edge."""

    claim: Claim
    document: Document
    edge: bool


def explain(store: Store, subject: str, predicate: str, object: str) -> tuple[Evidence, ...]:
    """The claims that two entities stand in a relation, or in one that implies it; also those that make no edge.

    Entities are given by label, id or QID. What makes the edge comes first, then the surest, the earliest. Raises
    NotFound, with near names or with what there is, where there is no such entity, relation or claim.
    """
    one, other = store.find(subject), store.find(object)
    wanted = names.relation(predicate)
    documents = {document.id: document for document in store.documents()}
    found = [
        Evidence(claim_from(record), documents[record["document"]], record["edge"])
        for triple in _implying(one, wanted, other)
        for record in store.records(None, *triple)
    ]
    if not found:
        raise NotFound(f"no claim that {one} {wanted} {other}; {_between(store, one, other)}")
    return tuple(sorted(found, key=_rank))


def origins(store: Store, evidence: Iterable[Evidence]) -> int:
    """On how many independent origins these claims rest: see `kg.store.origins`."""
    copies = store.copies()
    reports = []
    for one in evidence:
        article = store.article(one.document.id)
        if article is not None:
            told = (outlet(article, one.claim), wording(one.claim), copies[article.id])
            reports.append(Report(article.id, *told))
    return independent(reports)


def _implying(one: str, wanted: str, other: str) -> list[tuple[str, str, str]]:
    """The triples whose claims stand behind the relation: of itself and all below, as they are stored."""
    known = relations.load()
    below = {wanted}
    while more := {name for name, relation in known.items() if relation.parent in below} - below:
        below |= more
    # Claims of a symmetric relation are stored in one direction; a symmetric relation above is implied by both.
    both = {name for name in below if known[name].symmetric or known[wanted].symmetric}
    triples = [(one, name, other) for name in sorted(below)]
    return triples + [(other, name, one) for name in sorted(both) if one != other]


def _between(store: Store, one: str, other: str) -> str:
    pairs = ((one, other), (other, one))
    return instead({claim.predicate for pair in pairs for claim in store.claims(subject=pair[0], object=pair[1])})


def instead(there: Collection[str]) -> str:
    """What to tell where two entities do not stand in a relation: these are those in which they do."""
    return f"between the two there is {', '.join(sorted(there))}" if there else "nothing is claimed between the two"


def _rank(evidence: Evidence) -> tuple[bool, float, str, str, int, str]:
    claim, document = evidence.claim, evidence.document
    return (not evidence.edge, -claim.confidence, document.date or "9999", document.id, claim.start, repr(claim))
