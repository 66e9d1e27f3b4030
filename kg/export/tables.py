"""Claims as a table, one a row."""

import codecs
import csv
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.graph import QUALIFIERS
from kg.records import Record
from kg.store import Document, Store
from kg.store.cells import for_spreadsheet

Row = dict[str, Any]

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


def csv_table(store: Store, stream: BinaryIO) -> None:
    """The claims with their articles as CSV in UTF-8, under COLUMNS, in the order of documents and their texts.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    writer = csv.writer(codecs.getwriter("utf8")(stream), lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(store):
        cells = row | {"read_as": "; ".join(row["read_as"])}
        writer.writerow(for_spreadsheet(cells.get(column)) for column in COLUMNS)


def rows(store: Store) -> Iterator[Row]:
    """The cells of each claim that are not empty, by column; `read_as` is a list."""
    documents = {document.id: document for document in store.documents()}
    return (dict(_cells(record, documents[record["document"]])) for record in store.records())


def _cells(record: Record, document: Document) -> Iterator[tuple[str, Any]]:
    yield "document", record["document"]
    yield from ((name, getattr(document, name)) for name in DOCUMENT)
    for role in ENTITIES:
        entity = record[role] or {}
        yield from ((f"{role}_{name}", entity.get(name)) for name in ENTITY)
    yield from ((name, record[name]) for name in (*CLAIM, *EVIDENCE, "read_as"))
    yield from ((QUALIFIERS[key], value) for key, value in record["qualifiers"].items())
