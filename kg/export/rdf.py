"""The graph in the formats of RDF: sorted, and the same bytes for the same content.

Nothing here holds the whole graph, nor all statements of it; see kg/export/order.py.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyoxigraph as ox

from kg import vocab
from kg.export import statements
from kg.export.forms import NQUADS, NTRIPLES, PREFIXES, RDFXML, TRIG, TURTLE
from kg.export.order import batches
from kg.export.statements import in_graph, subject_of
from kg.store import Store
from kg.store.cells import for_xml

# How many bytes are written together, or a few more, so that what is said of one subject stays together.
BLOCK = 2_000_000

_RDF = vocab.PREFIXES["rdf"]
_RDFS = vocab.PREFIXES["rdfs"]

# What is read first of a subject comes first; the other properties follow by their IRI.
_FIRST = (_RDF + "type", _RDFS + "label", _RDF + "reifies", _RDF + "subject", _RDF + "predicate", _RDF + "object")
_RANKS = {f"<{iri}>".encode(): rank for rank, iri in enumerate(_FIRST)}
_RDF_OR_RDFS = f"<{_RDF}".encode(), f"<{_RDFS}".encode()
_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items())).encode() + b"\n"


def turtle(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """All graphs as one, in Turtle."""
    stream.write(_HEAD)
    # In the default graph TriG is Turtle; it takes statements as the parser gives them.
    stream.writelines(_serialised(map(ranked, statements.by_subject(store, TURTLE, rdf12, key=_before_the_bracket))))


def ntriples(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """All graphs as one, in sorted N-Triples."""
    stream.writelines(statements.by_subject(store, NTRIPLES, rdf12))


def nquads(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """The graph of each document for itself, in sorted N-Quads."""
    stream.writelines(statements.by_subject(store, NQUADS, rdf12, named=True))


def trig(store: Store, stream: BinaryIO, rdf12: bool = False) -> None:
    """The graph of each document for itself, in TriG; first the default graph."""
    stream.write(_HEAD)
    stream.writelines(_serialised(_units(store, rdf12)))


def rdfxml(store: Store, stream: BinaryIO) -> None:
    """All graphs as one, in RDF/XML. Signs that XML cannot hold become U+FFFD, all line ends line feeds."""
    found = map(ranked, statements.by_subject(store, RDFXML, key=_before_the_bracket))
    triples = (_printable(quad.triple) for held in batches(found, BLOCK) for quad in parsed(b"".join(held)))
    ox.serialize(triples, stream, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
    stream.write(b"\n")


def parsed(lines: bytes) -> Iterable[ox.Quad]:
    """The statements of lines of N-Triples or N-Quads."""
    return ox.parse(lines, format=ox.RdfFormat.N_QUADS)


def ranked(text: bytes) -> bytes:
    """What is said of a subject, in sorted lines, with what is read first at first."""
    start = text.index(b" ") + 1
    head, tail = list[tuple[int, bytes]](), list[bytes]()
    for line in text.splitlines(keepends=True):
        # Few properties are of RDF itself, and this is asked of every statement.
        if line.startswith(_RDF_OR_RDFS, start) and (name := line[start : line.index(b" ", start)]) in _RANKS:
            head.append((_RANKS[name], line))
        else:
            tail.append(line)
    return b"".join((*(line for _, line in sorted(head)), *tail))


def _units(store: Store, rdf12: bool) -> Iterator[bytes]:
    """What must stand together: of the default graph what is said of a subject, of others the whole."""
    for name, groups in statements.by_graph(store, TRIG, rdf12):
        if name:
            yield in_graph(b"".join(map(ranked, groups)), name)
        else:
            yield from map(ranked, groups)


def _serialised(units: Iterable[bytes]) -> Iterator[bytes]:
    for held in batches(units, BLOCK):
        yield _body(ox.serialize(parsed(b"".join(held)), format=ox.RdfFormat.TRIG, prefixes=PREFIXES))


def _body(text: bytes | None) -> bytes:
    """Turtle or TriG without its prefixes."""
    return (text or b"").split(b"\n", len(PREFIXES))[-1]


def _before_the_bracket(text: bytes) -> bytes:
    """The subject without the bracket at its end, so that what begins with another comes after it."""
    return subject_of(text)[:-1]


def _printable(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or (text := _xml(value.value)) == value.value:
        return triple
    clean = ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, clean)


def _xml(text: str) -> str:
    """The text as any reader of XML has it in the end."""
    return for_xml(text).replace("\r\n", "\n").replace("\r", "\n")
