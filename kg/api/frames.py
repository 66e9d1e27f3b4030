"""Answers and claims as tables of pandas, which is loaded only here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.explain import Evidence
from kg.export.tables import COLUMNS
from kg.graph import QUALIFIERS, short
from kg.model import Claim
from kg.records import claim_record
from kg.store.sparql import Term
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import pandas as pd

_XSD = PREFIXES["xsd"]
_PYTHON: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        **dict.fromkeys((_XSD + "integer", _XSD + "int", _XSD + "long"), int),
        **dict.fromkeys((_XSD + "decimal", _XSD + "double", _XSD + "float"), float),
        _XSD + "boolean": lambda text: text in ("true", "1"),
    }
)

# Of the claims of a text, which belong to no publication.
OF_A_CLAIM = tuple(name for name in COLUMNS if name not in ("title", "date", "source", "url"))
OF_EVIDENCE = ("subject", "predicate", "object", "factuality", "ended", "edge", "speaker", "time", "sentence")
ENDS = {"subject": "subject_label", "object": "object_label", "speaker": "attributed_to_label"}


def frame(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> "pd.DataFrame":
    """A table of pandas. Raises KgError where it is not installed."""
    try:
        import pandas as pd
    except ImportError as error:
        raise KgError("tables need pandas, which is not installed: pip install pandas") from error
    return pd.DataFrame([tuple(row) for row in rows], columns=list(columns))


def value(term: Term | None) -> object:
    """A term as Python has it: a number, a truth, else text; an IRI as prefixed name.

    >>> value(ox.Literal(3)), value(ox.Literal(True)), value(ox.NamedNode("https://w3id.org/communique/entity/China"))
    (3, True, 'ent:China')
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    if isinstance(term, ox.Literal):
        return _PYTHON.get(term.datatype.value, str)(term.value)
    return str(term)


def of_rows(rows: Iterable[Mapping[str, object]], columns: Sequence[str] = COLUMNS) -> "pd.DataFrame":
    """A table of rows that lack what is not said."""
    return frame(columns, ([row.get(name) for name in columns] for row in rows))


def of_claims(claims: Iterable[Claim], threshold: float) -> "pd.DataFrame":
    """A table of claims without their articles."""
    return of_rows(map(dict, (_cells(claim, threshold) for claim in claims)), OF_A_CLAIM)


def of_evidence(found: Iterable[Evidence]) -> "pd.DataFrame":
    """A table of quotes with what is known of their articles."""
    about = ("document", "title", "date", "source", "url", "start", "end", "confidence")
    columns = (*OF_EVIDENCE, *about)
    return of_rows((_told(evidence) for evidence in found), columns)


def _told(evidence: Evidence) -> Mapping[str, object]:
    claim, document = evidence.claim, evidence.document
    speaker = claim.attributed_to.label if claim.attributed_to else None
    said = {"subject": claim.subject.label, "object": claim.object.label, "speaker": speaker, "sentence": claim.quote}
    plain = ("predicate", "factuality", "ended", "time", "document", "start", "end", "confidence")
    told = {name: getattr(document, name) for name in ("title", "date", "source", "url")}
    return said | {name: getattr(claim, name) for name in plain} | told | {"edge": evidence.edge}


def _cells(claim: Claim, threshold: float) -> Iterator[tuple[str, Any]]:
    record = claim_record(claim, threshold)
    for role in ("subject", "object", "attributed_to", "cited_from"):
        entity = record.pop(role) or {}
        yield from ((f"{role}_{name}", entity.get(name)) for name in ("id", "label", "type", "qid"))
    yield from ((QUALIFIERS[key], text) for key, text in record.pop("qualifiers").items())
    yield from record.items()
