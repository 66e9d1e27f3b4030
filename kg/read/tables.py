"""Corpora as tables: CSV (also with tabs or semicolons) and Parquet, a row an article, read a row at a time."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import BadArticle
from kg.read.build import ARTICLE_CHARS, shown
from kg.read.decode import decode, mark
from kg.read.disk import Found, Input, Item, reader
from kg.read.options import Options
from kg.read.rows import distinct, tried

HEAD_BYTES = 1_000_000
CELL_CHARS = 8 * ARTICLE_CHARS
MARKS = ",;\t|"
GROUP_BYTES = 1_000_000_000
BATCH_ROWS = 32
MOST_COLUMNS = 1_000


@reader
def read_csv(file: Input, options: Options) -> Iterator[Found]:
    """The rows of a table whose first line names the columns."""
    encoding, separator = _form(file)
    with file.open() as stream:
        text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        yield from distinct(file.where, _rows(file, text, separator, options))


def _form(file: Input) -> tuple[str, str]:
    """Encoding and separator, from the first bytes. Raises BadArticle where they are no text."""
    with file.open() as stream:
        head = stream.read(HEAD_BYTES)
    encoding = mark(head) or "utf-8"
    if encoding.startswith("utf-8") and not _is_utf8(head):
        if decode(file.where, head) != head.decode("cp1252", "replace").replace("\r\n", "\n").replace("\r", "\n"):
            raise BadArticle(f"{file.where}: not UTF-8; save the table as UTF-8")
        encoding = "cp1252"
    elif not mark(head):
        decode(file.where, head[: head.rfind(b"\n") + 1] or head)
    first = head.decode(encoding, "replace").partition("\n")[0]
    return encoding, max(MARKS, key=lambda sign: (first.count(sign), -MARKS.index(sign)))


def _is_utf8(head: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a letter that their end may cut."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(head) == HEAD_BYTES and error.start > HEAD_BYTES - 4
    return True


def _rows(file: Input, text: io.TextIOWrapper, separator: str, options: Options) -> Iterator[tuple[str, Item]]:
    csv.field_size_limit(CELL_CHARS)
    table = csv.reader(_lines(file, text), delimiter=separator, strict=True)
    try:
        names = next(table, [])
    except csv.Error as error:
        raise BadArticle(f"{file.where}: first line: {error}; it must name the columns") from error
    for number in _counting():
        place = f"row {number}"
        try:
            cells = next(table, None)
        except csv.Error as error:
            fault = BadArticle(f"{file.at(place).where}: {error}; mend its quotation marks")
            if "field larger" in str(error):
                raise fault from error
            yield place, fault
            continue
        if cells is None:
            return
        if cells:
            yield place, _of_cells(file, place, names, cells, options)


def _counting() -> Iterator[int]:
    number = 1
    while True:
        yield number
        number += 1


def _lines(file: Input, text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of the table, none longer than a cell may be. Raises BadArticle at one that is."""
    number = 0
    while line := text.readline(CELL_CHARS + 1):
        number += 1
        if len(line) > CELL_CHARS:
            raise BadArticle(f"{file.where}, line {number}: longer than {CELL_CHARS:,} characters; the rest is left")
        yield line


def _of_cells(file: Input, place: str, names: list[str], cells: list[str], options: Options) -> Item:
    where = file.at(place).where
    if len(cells) != len(names):
        counts = f"{len(cells)} cells under {len(names)} columns"
        return BadArticle(f"{where}: {counts}; put quotation marks around a cell that holds a separator")
    if any("\udc80" <= sign <= "\udcff" for cell in cells for sign in cell):
        return BadArticle(f"{where}: broken UTF-8; save the table as UTF-8 again")
    row = {name.strip(): cell for name, cell in zip(names, cells, strict=True) if cell.strip()}
    return tried(file, place, row, options)


@reader
def read_parquet(file: Input, options: Options) -> Iterator[Found]:
    """The rows of a Parquet file; only the columns that are needed are read."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        fault = "Parquet needs pyarrow, which is not installed: pip install 'communique[parquet]'"
        raise BadArticle(f"{file.where}: {fault}") from error
    try:
        with file.open() as stream, ParquetFile(_plain(file, stream), **_bounds()) as table:
            yield from distinct(file.where, _of_batches(file, table, options))
    except (pa.ArrowException, OSError, ValueError) as error:
        cause = " ".join(str(error).split())[:120]
        raise BadArticle(f"{file.where}: damaged Parquet ({shown(cause)}); write the file again") from error


def _plain(file: Input, stream: BinaryIO) -> BinaryIO:
    if not stream.seekable():
        raise BadArticle(f"{file.where}: Parquet within gzip; unpack it first, Parquet packs itself")
    return stream


def _bounds() -> dict[str, int]:
    """Limits on what the file's own directory may take."""
    return {"thrift_string_size_limit": 10_000_000, "thrift_container_size_limit": 1_000_000}


def _of_batches(file: Input, table: Any, options: Options) -> Iterator[tuple[str, Item]]:
    names = table.schema_arrow.names
    if len(names) > MOST_COLUMNS:
        raise BadArticle(f"{file.where}: {len(names):,} columns; a corpus has a few")
    about = table.metadata
    for group in range(about.num_row_groups):
        if (size := about.row_group(group).total_byte_size) > GROUP_BYTES:
            raise BadArticle(
                f"{file.where}: a row group of {size:,} bytes; at most {GROUP_BYTES:,}: write smaller ones"
            )
    number = 0
    for batch in table.iter_batches(batch_size=BATCH_ROWS):
        for row in batch.to_pylist():
            number += 1
            place = f"row {number}"
            yield place, tried(file, place, {key: _simple(value) for key, value in row.items()}, options)


def _simple(value: object) -> object:
    """A cell as JSON would have it: dates as text."""
    stamp = getattr(value, "isoformat", None)
    return stamp() if callable(stamp) else value
