"""What an RDF export holds: the graph of a store and its description, subject by subject, as lines of N-Triples.

What is said of a subject in one graph is a piece of text with its lines sorted. The lines are Oxigraph's own, which has
each statement in one canonical form. Those of documents come from where the store keeps them written: to look up every
term of a large graph on disk takes ten times as long.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from tempfile import TemporaryFile

import pyoxigraph as ox

from kg import graph, vocab
from kg.export.describe import Tally, description
from kg.export.forms import Form
from kg.export.order import ordered
from kg.store import Store

Key = Callable[[bytes], bytes]

# How many lines of the default graph are read together.
BATCH = 50_000

# A line, and those after it that begin with the same subject.
_OF_A_SUBJECT = re.compile(rb"([^ ]+ )[^\n]*\n(?:\1[^\n]*\n)*+")

_REIFIES = f"<{vocab.PREFIXES['rdf']}reifies>".encode()
_ENDS = tuple(str(node).encode() for node in (graph.SUBJECT, graph.PREDICATE, graph.OBJECT))


def subject_of(line: bytes) -> bytes:
    """The subject at the beginning of a line, or of several."""
    return line.partition(b" ")[0]


def by_subject(
    store: Store, form: Form, rdf12: bool = False, *, named: bool = False, key: Key = subject_of
) -> Iterator[bytes]:
    """All that is said of each subject, whatever the graph, once; subjects are sorted by the key.

    `named`: as lines of N-Quads.
    """
    groups = _merged(ordered(_groups(store, form, rdf12, named), key))
    return map(reified, groups) if rdf12 else groups


def by_graph(store: Store, form: Form, rdf12: bool = False) -> Iterator[tuple[bytes, Iterator[bytes]]]:
    """The name of each graph, the default graph without one first, and what it says of each of its subjects."""
    tally = Tally()
    for _, text in _graphs(store):
        tally.count(text)
    default = chain.from_iterable(map(subjects, chain(_default(store), [_described(tally, form, rdf12)])))
    yield b"", _merged(ordered(default, subject_of))
    for name, text in _documents(store):
        groups = subjects(text)
        yield name, map(reified, groups) if rdf12 else groups


def in_graph(text: bytes, name: bytes) -> bytes:
    """Lines of N-Triples as lines of N-Quads in this graph (empty: the default graph).

    >>> in_graph(b'<s> <p> <o> .\\n<s> <p> "a ." .\\n', b"<g>")
    b'<s> <p> <o> <g> .\\n<s> <p> "a ." <g> .\\n'
    """
    return text.replace(b" .\n", b" %b .\n" % name) if name else text


def subjects(text: bytes) -> Iterator[bytes]:
    """Sorted lines, subject by subject."""
    return (found.group() for found in _OF_A_SUBJECT.finditer(text))


def reified(text: bytes) -> bytes:
    """What is said of a subject in RDF 1.2: a claim reifies its triple, in place of naming its three ends.

    These stand next to each other when lines are sorted; what comes for them takes their place.
    """
    return b"".join(_reified(text.splitlines(keepends=True)))


def _reified(lines: Iterable[bytes]) -> Iterator[bytes]:
    for ends, group in groupby(lines, _names_an_end):
        if not ends:
            yield from group
            continue
        subject, said = b"", {}
        for line in group:
            subject, predicate, rest = line.split(b" ", 2)
            said[predicate] = rest
        one, name, other = (said[end].partition(b" ")[0] for end in _ENDS)
        after = said[_ENDS[0]].partition(b" ")[2]
        yield b"%b %b <<( %b %b %b )>> %b" % (subject, _REIFIES, one, name, other, after)


def _names_an_end(line: bytes) -> bool:
    return line.split(b" ", 2)[1] in _ENDS


def _groups(store: Store, form: Form, rdf12: bool, named: bool) -> Iterator[bytes]:
    """What each graph says of each subject, in no order; at last the description of all."""
    tally = Tally()
    for name, text in _graphs(store):
        tally.count(text)
        yield from subjects(in_graph(text, name) if named else text)
    yield from subjects(_described(tally, form, rdf12))


def _merged(groups: Iterable[bytes]) -> Iterator[bytes]:
    """What several graphs say of a subject as one, each line once."""
    for _, same in groupby(groups, subject_of):
        first, *more = same
        yield b"".join(sorted(set(b"".join((first, *more)).splitlines(keepends=True)))) if more else first


def _graphs(store: Store) -> Iterator[tuple[bytes, bytes]]:
    """The name of each graph and its sorted lines; the default graph has no name and comes in parts."""
    yield from ((b"", text) for text in _default(store))
    yield from _documents(store)


def _documents(store: Store) -> Iterator[tuple[bytes, bytes]]:
    return ((str(graph.document_iri(document)).encode(), text) for document, text in store.written())


def _default(store: Store) -> Iterator[bytes]:
    """The lines of the default graph in sorted parts."""
    with TemporaryFile() as file:
        store.quads().dump(file, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        file.seek(0)
        while batch := list(islice(file, BATCH)):
            yield b"".join(sorted(batch))


def _described(tally: Tally, form: Form, rdf12: bool) -> bytes:
    if rdf12:
        tally.replace(_ENDS, _REIFIES)
    text = ox.serialize(description(tally, form), format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(text.splitlines(keepends=True)))
