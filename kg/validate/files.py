"""Files of RDF, read to be checked."""

from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

from kg import graph, vocab
from kg.errors import KgError

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}

NANOPUBLICATION = ox.NamedNode("http://www.nanopub.org/nschema#Nanopublication")
REIFIES = ox.NamedNode(vocab.PREFIXES["rdf"] + "reifies")
ENDS = (graph.SUBJECT, graph.PREDICATE, graph.OBJECT)


def read(path: Path) -> ox.Store:
    """The statements of a file, in memory; what a claim reifies (RDF 1.2) as its subject, predicate and object.

    Raises KgError where there is no such file, or it cannot be read or holds something else than a graph of ours.
    """
    quads = _loaded(path, _format(path))
    if any(quads.quads_for_pattern(None, graph.TYPE, NANOPUBLICATION)):
        raise KgError(f"{path}: nanopublications stand for themselves, not for a graph; check the store they are from")
    for quad in list(quads.quads_for_pattern(None, REIFIES, None)):
        if isinstance(quad.object, ox.Triple):
            quads.remove(quad)
            quads.extend(ox.Quad(quad.subject, *pair, quad.graph_name) for pair in zip(ENDS, quad.object, strict=True))
    return quads


def copied(quads: ox.Store) -> ox.Store:
    """The same statements in memory: whoever reads all of them several times is done in half the time."""
    copy = ox.Store()
    with TemporaryFile() as file:
        quads.dump(file, format=ox.RdfFormat.N_QUADS)
        file.seek(0)
        copy.bulk_load(file, format=ox.RdfFormat.N_QUADS)
    return copy


def _format(path: Path) -> ox.RdfFormat:
    if path.is_dir():
        raise KgError(f"{path}: a folder, not a file; to check a store say --store {path}")
    if not path.exists():
        raise KgError(f"{path}: no such file")
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise KgError(f"{path}: '{path.suffix}' is no format of RDF; give {', '.join(FORMATS)}")
    return known


def _loaded(path: Path, known: ox.RdfFormat) -> ox.Store:
    quads = ox.Store()
    try:
        quads.bulk_load(path=str(path), format=known)
    except SyntaxError as error:
        raise KgError(f"{path}: {error.msg}") from error
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error.strerror or error}") from error
    return quads
