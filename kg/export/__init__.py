"""The graph for other programs: RDF, networks, tables; each format is one function and one row of EXPORTERS."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType

from kg.errors import KgError
from kg.export import networks, rdf, tables
from kg.store import Store

Exporter = Callable[[Store], bytes]

# Every function returns the same bytes for the same content, whatever order it came in.
EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        ".csv": tables.csv_table,
        ".gexf": networks.gexf,
        ".graphml": networks.graphml,
        ".jsonld": rdf.jsonld,
        ".nq": rdf.nquads,
        ".nt": rdf.ntriples,
        ".rdf": rdf.rdfxml,
        ".trig": rdf.trig,
        ".ttl": rdf.turtle,
    }
)


def export(store: Store, path: Path) -> None:
    """Writes the graph in the format of the file's suffix; the file is there whole or not at all.

    Raises KgError for an unknown suffix or where the file cannot be written.
    """
    exporter = EXPORTERS.get(path.suffix.lower())
    if exporter is None:
        raise KgError(f"{path}: no export to '{path.suffix}'; there are {', '.join(EXPORTERS)}")
    write(path, exporter(store))


def write(path: Path, content: bytes) -> None:
    """Puts a file into place at once, so that nobody meets half of it. Raises KgError where that fails."""
    try:
        with NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False) as draft:
            try:
                draft.write(content)
                draft.flush()
                os.chmod(draft.name, _mode(path))
                os.replace(draft.name, path)
            except BaseException:
                os.unlink(draft.name)
                raise
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from error


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those that the user gives new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
