"""The quotes that a report points to, each as it stands in its article, with all that is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.explain import Evidence
from kg.export.page.evidence import marked
from kg.report.basis import Basis, label, spoken, status


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with its number: in pieces (role `s`, `o` or none, text), what it is taken to say, where it stands."""

    number: int
    pieces: tuple[tuple[str, str], ...]
    says: tuple[str, str, str]
    status: str
    notes: tuple[str, ...]
    title: str
    where: tuple[str, ...]
    url: str | None


def quotes(basis: Basis) -> tuple[Quote, ...]:
    """Every quote that was pointed to, in the order of the numbers."""
    return tuple(_quote(number, evidence) for number, evidence in basis.cited.all)


def _quote(number: int, evidence: Evidence) -> Quote:
    claim, document = evidence.claim, evidence.document
    where = (document.source or "", spoken(document.date), document.id, f"characters {claim.start}–{claim.end}")
    return Quote(
        number,
        tuple((role, text) for role, text in marked(claim)),
        (claim.subject.label, label(claim.predicate), claim.object.label),
        status(claim),
        tuple(_notes(evidence)),
        document.title or document.id,
        tuple(filter(None, where)),
        _address(document.url),
    )


def _notes(evidence: Evidence) -> Iterator[str]:
    claim = evidence.claim
    if claim.attributed_to:
        yield f"according to {claim.attributed_to.label}"
    if claim.cited_from:
        yield f"cited from {claim.cited_from.label}"
    for words, date in (("", claim.time), ("from ", claim.valid_from), ("until ", claim.valid_to)):
        if date:
            yield f"{words}{spoken(date)}"
    yield from (f"{key.replace('_', ' ')}: {value}" for key, value in claim.qualifiers)
    yield from claim.read_as
    if claim.zone != "body":
        yield claim.zone
    yield f"confidence {claim.confidence:.2f}"


def _address(url: str | None) -> str | None:
    """The address of an article where a browser may follow it."""
    return url if url and url.startswith(("https://", "http://")) else None
