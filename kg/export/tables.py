"""Claims as a table, one a row."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from kg.graph import QUALIFIERS
from kg.records import Record
from kg.store import Document, Store
from kg.store.cells import for_spreadsheet

ENTITIES = ("subject", "object", "attributed_to", "cited_from")
ENTITY = ("id", "label", "type", "qid")
DOCUMENT = ("title", "date", "source", "url")
CLAIM = ("predicate", "factuality", "ended", "time", "valid_from", "valid_to")
EVIDENCE = ("sentence", "start", "end", "zone", "edge", "confidence", "method", "trigger")
KINDS = tuple(sorted(set(QUALIFIERS.values())))

COLUMNS = (
    "document",
    *DOCUMENT,
    *(f"{role}_{name}" for role in ENTITIES for name in ENTITY),
    *CLAIM,
    *KINDS,
    *EVIDENCE,
    "read_as",
)


def csv_table(store: Store) -> bytes:
    """The claims with their articles as CSV in UTF-8, under COLUMNS, in the order of documents and their texts.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    documents = {document.id: document for document in store.documents()}
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in store.records():
        row = dict(_cells(record, documents[record["document"]]))
        writer.writerow(for_spreadsheet(row.get(column)) for column in COLUMNS)
    return buffer.getvalue().encode("utf8")


def _cells(record: Record, document: Document) -> Iterator[tuple[str, Any]]:
    """The cells that are not empty, with their columns."""
    yield "document", record["document"]
    yield from ((name, getattr(document, name)) for name in DOCUMENT)
    for role in ENTITIES:
        entity = record[role] or {}
        yield from ((f"{role}_{name}", entity.get(name)) for name in ENTITY)
    yield from ((name, record[name]) for name in (*CLAIM, *EVIDENCE))
    yield from ((QUALIFIERS[key], value) for key, value in record["qualifiers"].items())
    yield "read_as", "; ".join(record["read_as"])
