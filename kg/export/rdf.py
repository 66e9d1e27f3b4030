"""The graph in the formats of RDF: sorted, and the same bytes for the same content.

Nothing here holds the whole graph, nor all statements of it; see kg/export/order.py.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from kg import vocab
from kg.export import statements
from kg.export.forms import NQUADS, NTRIPLES, PREFIXES, RDFXML, TRIG, TURTLE
from kg.export.statements import graph_of, subject_of
from kg.store import Store
from kg.store.cells import for_xml

# How many lines are written together, or a few more, so that what is said of one subject stays together.
BLOCK = 10_000

_RDF = vocab.PREFIXES["rdf"]
_RDFS = vocab.PREFIXES["rdfs"]

# What is read first of a subject comes first; the other properties follow by their IRI.
_FIRST = (_RDF + "type", _RDFS + "label", _RDF + "reifies", _RDF + "subject", _RDF + "predicate", _RDF + "object")
_RANKS = {f"<{iri}>".encode(): f"!{rank}".encode() for rank, iri in enumerate(_FIRST)}
_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items())).encode() + b"\n"


def turtle(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """All graphs as one, in Turtle."""
    stream.write(_HEAD)
    for block in blocks(statements.triples(store, TURTLE, rdf12, _rank), subject_of):
        triples = (quad.triple for quad in parsed(block))
        stream.write(_body(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)))


def ntriples(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """All graphs as one, in sorted N-Triples."""
    stream.writelines(statements.triples(store, NTRIPLES, rdf12))


def nquads(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """The graph of each document for itself, in sorted N-Quads."""
    stream.writelines(statements.quads(store, NQUADS, rdf12))


def trig(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """The graph of each document for itself, in TriG; first the default graph."""
    stream.write(_HEAD)
    lines = statements.quads(store, TRIG, rdf12, by_graph)
    for block in blocks(lines, lambda line: graph_of(line) or subject_of(line)):
        stream.write(_body(ox.serialize(parsed(block), format=ox.RdfFormat.TRIG, prefixes=PREFIXES)))


def rdfxml(store: Store, stream: BinaryIO) -> None:
    """All graphs as one, in RDF/XML. Signs that XML cannot hold become U+FFFD, all line ends line feeds."""
    found = blocks(statements.triples(store, RDFXML, key=_rank), subject_of)
    triples = (_printable(quad.triple) for block in found for quad in parsed(block))
    ox.serialize(triples, stream, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
    stream.write(b"\n")


def blocks(lines: Iterable[bytes], together: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """The lines in pieces of some size; those that have the same word of `together` stay together."""
    held: list[bytes] = []
    for _, group in groupby(lines, together):
        held += group
        if len(held) >= BLOCK:
            yield b"".join(held)
            held = []
    yield b"".join(held)


def parsed(lines: bytes) -> Iterable[ox.Quad]:
    """The statements of lines of N-Triples or N-Quads."""
    return ox.parse(lines, format=ox.RdfFormat.N_QUADS)


def by_graph(line: bytes) -> bytes:
    """What sorts lines by graph (the default graph first), then by subject; what is read first comes first."""
    return graph_of(line)[:-1] + b" " + _rank(line)


def _body(text: bytes | None) -> bytes:
    """Turtle or TriG without its prefixes."""
    return (text or b"").split(b"\n", len(PREFIXES))[-1]


def _rank(line: bytes) -> bytes:
    subject, predicate, rest = line.split(b" ", 2)
    # Without the bracket at its end, so that what begins with another comes after it.
    return b" ".join((subject[:-1], _RANKS.get(predicate, predicate), rest))


def _printable(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or (text := _xml(value.value)) == value.value:
        return triple
    clean = ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, clean)


def _xml(text: str) -> str:
    """The text as any reader of XML has it in the end."""
    return for_xml(text).replace("\r\n", "\n").replace("\r", "\n")
