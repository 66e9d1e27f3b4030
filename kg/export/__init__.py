"""The graph for other programs: RDF, networks, tables, events; each format is one function and one row of EXPORTERS."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import BinaryIO, cast

from kg.errors import KgError
from kg.export import events, jsonld, nanopubs, networks, parquet, rdf, tables
from kg.store import Store

Exporter = Callable[[Store, BinaryIO], None]

# Every function writes the same bytes for the same content, whatever order it came in.
EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        ".csv": tables.csv_table,
        ".gexf": networks.gexf,
        ".graphml": networks.graphml,
        ".jsonld": jsonld.jsonld,
        ".nanopub.trig": nanopubs.nanopublications,
        ".nq": rdf.nquads,
        ".nt": rdf.ntriples,
        ".parquet": parquet.parquet,
        ".plover.jsonl": events.plover_lines,
        ".rdf": rdf.rdfxml,
        ".trig": rdf.trig,
        ".ttl": rdf.turtle,
    }
)

# The same with claims as reifiers, which only RDF 1.2 can write.
RDF12: Mapping[str, Exporter] = MappingProxyType(
    {
        ".nq": partial(rdf.nquads, rdf12=True),
        ".nt": partial(rdf.ntriples, rdf12=True),
        ".trig": partial(rdf.trig, rdf12=True),
        ".ttl": partial(rdf.turtle, rdf12=True),
    }
)


def export(store: Store, path: Path, rdf12: bool = False) -> None:
    """Writes the graph in the format of the file's suffix; the file is there whole or not at all.

    Raises KgError for an unknown suffix, one that RDF 1.2 does not have, a library that is not installed, or where the
    file cannot be written.
    """
    exporters = RDF12 if rdf12 else EXPORTERS
    exporter = exporters.get(_suffix(path))
    if exporter is None:
        what = "RDF 1.2 in" if rdf12 else "export to"
        raise KgError(f"{path}: no {what} '{_suffix(path)}'; there are {', '.join(exporters)}")
    with _placed(path) as stream:
        exporter(store, stream)


def content(store: Store, suffix: str) -> bytes:
    """What an export to a file with this suffix holds. Raises KgError as `export` does."""
    stream = BytesIO()
    EXPORTERS[suffix](store, stream)
    return stream.getvalue()


def write(path: Path, content: bytes) -> None:
    """Puts a file into place at once, so that nobody meets half of it. Raises KgError where that fails."""
    with _placed(path) as stream:
        stream.write(content)


@contextmanager
def _placed(path: Path) -> Iterator[BinaryIO]:
    """A stream into a file that takes its place on success only. Raises KgError where it cannot be written."""
    try:
        with NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False) as draft:
            try:
                yield cast(BinaryIO, draft)
                draft.flush()
                os.chmod(draft.name, _mode(path))
                os.replace(draft.name, path)
            except BaseException:
                os.unlink(draft.name)
                raise
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from error


def _suffix(path: Path) -> str:
    """The longest ending that is a format, else the last."""
    double = "".join(path.suffixes[-2:]).lower()
    return double if double in EXPORTERS else path.suffix.lower()


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those that the user gives new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
