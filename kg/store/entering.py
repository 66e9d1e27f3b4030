"""How what waits comes into the ledger, and from there into the graph: within the one transaction of a flush."""

from collections.abc import Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from kg.store import curated, entries, incoming
from kg.store.curation import Rules
from kg.store.incoming import Entry
from kg.store.index import Change, Index, packed
from kg.store.ledger import Ledger
from kg.store.opening import Parts

# Of documents that were put in since the last flush: what they are, and the quads of their graphs.
Ready = Mapping[str, tuple[Entry, list[ox.Quad]]]


def enter(parts: Parts, rules: Rules, ready: Ready, *, anew: bool) -> None:
    """All that waits into the ledger, and from there into the next graph, which is made `anew` or grows from the last.

    What is `ready` need not be read and worked out again.
    """
    known = _entered(parts.ledger, rules, ready)
    if anew:
        entries.derive(parts.ledger)
    changes = _changes(parts.ledger, parts.base(anew=anew), known)
    # Worked out before the graph is opened: as long as it is open to write, Oxigraph tidies up behind our backs.
    first = next(changes)
    with parts.next(anew=anew) as index:
        for change in chain([first], changes):
            index.write(change)


def _entered(ledger: Ledger, rules: Rules, ready: Ready) -> Mapping[str, list[ox.Quad]]:
    """All that waits into the ledger; returns the quads of the documents of which they are known."""
    known: dict[str, list[ox.Quad]] = {}
    curated.replay(ledger, rules)
    for document, waiting in incoming.waiting(ledger, ready):
        entries.erase(ledger, document)
        if waiting is not None:
            claims = rules.apply(waiting.claims)
            entries.write(ledger, waiting, claims)
            if document in ready and claims == waiting.claims:
                known[document] = ready[document][1]
    incoming.clear(ledger)
    return known


def _changes(ledger: Ledger, base: Index, ready: Mapping[str, list[ox.Quad]]) -> Iterator[Change]:
    """What makes the graph that was follow the ledger, in parts that fit into memory; at least one."""
    while True:
        marks = entries.touched(ledger)
        change = base.change(ledger, marks, ready)
        entries.keep(ledger, {document: packed(quads) for document, quads in change.documents.items()})
        yield change
        entries.done(ledger, marks)
        if not any(marks.values()):
            return
