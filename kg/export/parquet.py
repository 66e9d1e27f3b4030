"""Claims as a table in Parquet: the columns of the CSV with their types, and texts as they are."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError
from kg.export.tables import COLUMNS, Row, rows
from kg.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

# How many rows are held at once, and make a row group.
GROUP = 20_000

# Columns that are no text, with the name of their type in Arrow.
TYPES = {"ended": "bool_", "edge": "bool_", "start": "int32", "end": "int32", "confidence": "float64"}
LISTS = frozenset({"read_as"})


def parquet(store: Store, stream: BinaryIO) -> None:
    """The claims with their articles, in the order of documents and their texts. What is not said is null.

    Raises KgError where pyarrow, which is not needed for anything else, is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise KgError("Parquet needs pyarrow, which is not installed: pip install 'communique[parquet]'") from error
    schema = pa.schema([pa.field(name, _type(name)) for name in COLUMNS])
    with ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in _groups(rows(store)):
            writer.write_table(pa.Table.from_pylist(group, schema))


def _type(name: str) -> "pa.DataType":
    import pyarrow as pa

    kind: pa.DataType = getattr(pa, TYPES.get(name, "string"))()
    return pa.list_(kind) if name in LISTS else kind


def _groups(every: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(every, GROUP)):
        yield group
