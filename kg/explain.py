"""Why an edge stands: the claims behind it, with their quotes and documents."""

from dataclasses import dataclass
from difflib import get_close_matches

from kg.catalog import relations
from kg.errors import NotFound
from kg.model import Claim
from kg.store import Document, Store


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with the document that it is from."""

    claim: Claim
    document: Document


def explain(store: Store, subject: str, predicate: str, object: str) -> tuple[Evidence, ...]:
    """The claims of a triple: those that hold first, then the surest, then by document.

    Ends may be labels, alternative labels, ids or QIDs; claims of a closer predicate (`head_of_state_of` for
    `leader_of`) count, as do both directions of a symmetric one. Raises NotFound, with near names, where an end or the
    predicate is not known or no claim is there.
    """
    one, other, wanted = store.find(subject), store.find(object), _closer(_known(predicate))
    documents = {document.id: document for document in store.documents()}
    found = [
        Evidence(claim, documents[claim.document])
        for name in wanted
        for ends in _directions(name, one, other)
        for claim in store.claims(subject=ends[0], predicate=name, object=ends[1])
    ]
    if not found:
        raise NotFound(f"no claim that {one} {predicate} {other}; {_instead(store, one, other)}")
    return tuple(sorted(found, key=_rank))


def _known(predicate: str) -> str:
    name = predicate.removeprefix("kg:").strip().replace(" ", "_")
    if name in relations.load():
        return name
    near = get_close_matches(name, relations.load(), 3, 0.5)
    raise NotFound(f"no predicate '{predicate}'; " + (f"near: {', '.join(near)}" if near else "see docs/ontology.md"))


def _closer(predicate: str) -> list[str]:
    """The predicate and all below it."""
    below = [name for name, relation in relations.load().items() if relation.parent == predicate]
    return [predicate, *(closer for name in below for closer in _closer(name))]


def _directions(predicate: str, one: str, other: str) -> list[tuple[str, str]]:
    both = [(one, other), (other, one)]
    return both if relations.load()[predicate].symmetric else both[:1]


def _instead(store: Store, one: str, other: str) -> str:
    """What the store holds of the two instead."""
    there = {claim.predicate for claim in store.claims(subject=one, object=other)}
    back = {claim.predicate for claim in store.claims(subject=other, object=one)}
    told = [*(f"{one} {p} {other}" for p in sorted(there)), *(f"{other} {p} {one}" for p in sorted(back))]
    return f"there is: {'; '.join(told)}" if told else "nothing links the two directly; try kg path"


def _rank(evidence: Evidence) -> tuple[bool, bool, float, str, int]:
    claim = evidence.claim
    return claim.factuality != "asserted", claim.ended, -claim.confidence, claim.document, claim.start
