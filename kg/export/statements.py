"""What an RDF export holds, as lines of N-Quads: the graph of a store and its description.

The lines are Oxigraph's own, which has each statement in one canonical form.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from tempfile import TemporaryFile

import pyoxigraph as ox

from kg import graph, vocab
from kg.export.describe import Tally, description
from kg.export.forms import Form
from kg.export.order import BATCH, ordered
from kg.store import Store

Key = Callable[[bytes], bytes]

_REIFIES = f"<{vocab.PREFIXES['rdf']}reifies>".encode()
_ENDS = tuple(str(node).encode() for node in (graph.SUBJECT, graph.PREDICATE, graph.OBJECT))


def quads(store: Store, form: Form, rdf12: bool = False, key: Key | None = None) -> Iterator[bytes]:
    """Every statement with its graph, sorted by the key (none: as it is)."""
    return _reified(ordered(_batches(store, form, rdf12), key), rdf12)


def triples(store: Store, form: Form, rdf12: bool = False, key: Key | None = None) -> Iterator[bytes]:
    """The same without graphs, hence lines of N-Triples."""
    batches = ([without_graph(line) for line in batch] for batch in _batches(store, form, rdf12))
    return _reified(ordered(batches, key), rdf12)


def _batches(store: Store, form: Form, rdf12: bool) -> Iterator[list[bytes]]:
    """Every statement, in no order; at last the description of all, which is in the default graph."""
    tally = Tally()
    with TemporaryFile() as file:
        store.quads().dump(file, format=ox.RdfFormat.N_QUADS)
        file.seek(0)
        while batch := list(islice(file, BATCH)):
            tally.count(batch)
            yield batch
    if rdf12:
        tally.replace(_ENDS, _REIFIES)
    described = ox.serialize(description(tally, form), format=ox.RdfFormat.N_TRIPLES) or b""
    yield described.splitlines(keepends=True)


def _reified(lines: Iterator[bytes], rdf12: bool) -> Iterator[bytes]:
    return reified(lines) if rdf12 else lines


def reified(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in RDF 1.2: a claim reifies its triple, in place of naming subject, predicate and object.

    These must stand next to each other, and do by every order of ours. It takes their place in it.
    """
    for (subject, ends), group in groupby(lines, _claimed):
        if not ends:
            yield from group
            continue
        said = {predicate: rest for _, predicate, rest in (line.split(b" ", 2) for line in group)}
        one, name, other = (said[end].partition(b" ")[0] for end in _ENDS)
        after = said[_ENDS[0]].partition(b" ")[2]
        yield b"%b %b <<( %b %b %b )>> %b" % (subject, _REIFIES, one, name, other, after)


def _claimed(line: bytes) -> tuple[bytes, bool]:
    subject, predicate, _ = line.split(b" ", 2)
    return subject, predicate in _ENDS


def subject_of(line: bytes) -> bytes:
    """The subject at the beginning of a line."""
    return line.partition(b" ")[0]


def graph_of(line: bytes) -> bytes:
    """The graph at the end of a line of N-Quads; empty where it is the default graph.

    >>> graph_of(b'<s> <p> "a <b>"@en <g> .\\n'), graph_of(b'<s> <p> "a <b>"^^<o> .\\n'), graph_of(b"<s> <p> <o> .\\n")
    (b'<g>', b'', b'')
    """
    triple, _, last = line[:-3].rpartition(b" ")
    named = last.startswith(b"<") and b'"' not in last and triple.count(b" ") > 1
    return last if named else b""


def without_graph(line: bytes) -> bytes:
    """A line of N-Quads as one of N-Triples.

    >>> without_graph(b"<s> <p> <o> <g> .\\n")
    b'<s> <p> <o> .\\n'
    """
    name = graph_of(line)
    return line[: -len(name) - 3] + b".\n" if name else line
