"""What rows of the ledger hold as JSON or packed, read with care: SQLite does not see when bytes of a row go wrong."""

import json
import zlib
from collections.abc import Iterator
from typing import Any

from kg.catalog import relations
from kg.model import Claim
from kg.records import Record, claim_from
from kg.store.faults import BadRow

_FAULTS = (ValueError, KeyError, TypeError, AttributeError, AssertionError)


def loaded(text: str) -> Any:
    """What JSON says. Raises BadRow for what is none."""
    try:
        return json.loads(text)
    except (ValueError, TypeError) as error:
        raise BadRow(f"no JSON in a row of the ledger: {error}") from error


def record_of(text: str) -> Record:
    """The record of a claim. Raises BadRow for what is none."""
    record: Record = loaded(text)
    _checked(record)
    return record


def claim_of(text: str) -> Claim:
    """The claim of a record in JSON. Raises BadRow for what is none."""
    return _checked(loaded(text))


def claims_of(records: Any) -> Iterator[Claim]:
    """The claims of records. Raises BadRow for what is none."""
    if not isinstance(records, list):
        raise BadRow("no list of claims in a row of the ledger")
    return map(_checked, records)


def unpacked(triples: bytes) -> bytes:
    """What `kg.store.index.packed` packed, as sorted N-Triples. Raises BadRow for what is none."""
    try:
        return zlib.decompress(triples)
    except zlib.error as error:
        raise BadRow(f"no graph in a row of the ledger: {error}") from error


def _checked(record: Record) -> Claim:
    try:
        claim = claim_from(record)
        relations.load()[claim.predicate]
    except _FAULTS as error:
        raise BadRow(f"no claim in a row of the ledger: {error!r:.80}") from error
    return claim
