"""The graph in the formats of RDF: sorted, and the same bytes for the same content."""

from collections.abc import Iterable

import pyoxigraph as ox

from kg import vocab
from kg.store import Store
from kg.store.cells import for_xml

_DEFAULT = ox.DefaultGraph()
_RDF = vocab.PREFIXES["rdf"]
_RDFS = vocab.PREFIXES["rdfs"]

# What is read first of a subject comes first; the other properties follow by their IRI.
_FIRST = (_RDF + "type", _RDFS + "label", _RDF + "subject", _RDF + "predicate", _RDF + "object")
_RANKS = {f"<{iri}>".encode(): f"!{rank}".encode() for rank, iri in enumerate(_FIRST)}


def turtle(store: Store) -> bytes:
    """All graphs as one, in Turtle."""
    triples = (quad.triple for quad in _grouped(store))
    return _tidy(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=vocab.PREFIXES))


def ntriples(store: Store) -> bytes:
    """All graphs as one, in sorted N-Triples."""
    triples = (quad.triple for quad in _parsed(_lines(store)))
    plain = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(plain.splitlines(keepends=True))))


def trig(store: Store) -> bytes:
    """The graph of each document for itself, in TriG; first the default graph."""
    return _tidy(ox.serialize(_by_graph(store), format=ox.RdfFormat.TRIG, prefixes=vocab.PREFIXES))


def nquads(store: Store) -> bytes:
    """The graph of each document for itself, in sorted N-Quads."""
    return b"".join(sorted(_lines(store)))


def jsonld(store: Store) -> bytes:
    """The graph of each document for itself, in expanded JSON-LD."""
    return (ox.serialize(_by_graph(store), format=ox.RdfFormat.JSON_LD) or b"") + b"\n"


def rdfxml(store: Store) -> bytes:
    """All graphs as one, in RDF/XML. Signs that XML cannot hold become U+FFFD."""
    triples = (_printable(quad.triple) for quad in _grouped(store))
    return (ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=vocab.PREFIXES) or b"") + b"\n"


def _lines(store: Store) -> list[bytes]:
    """One line of N-Quads a quad, in no order that could be relied on."""
    return (store.quads().dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _parsed(lines: Iterable[bytes]) -> Iterable[ox.Quad]:
    return ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS)


def _grouped(store: Store) -> Iterable[ox.Quad]:
    """Every quad, by subject; what is read first comes first."""
    return _parsed(sorted(_lines(store), key=_rank))


def _by_graph(store: Store) -> list[ox.Quad]:
    """Every quad, the default graph first, then by graph, then by subject."""
    return sorted(_grouped(store), key=lambda quad: "" if quad.graph_name == _DEFAULT else str(quad.graph_name))


def _rank(line: bytes) -> bytes:
    subject, predicate, rest = line.split(b" ", 2)
    return b" ".join((subject, _RANKS.get(predicate, predicate), rest))


def _tidy(text: bytes | None) -> bytes:
    """Turtle or TriG with the prefixes in order and a blank line after them."""
    lines = (text or b"").split(b"\n", len(vocab.PREFIXES))
    return b"\n".join([*sorted(lines[:-1]), b"", lines[-1]])


def _printable(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or (text := for_xml(value.value)) == value.value:
        return triple
    clean = ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, clean)
