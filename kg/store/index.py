"""The graph of a store, in Oxigraph: brought into line with the ledger, from which all of it follows.

One named graph a document holds its claims, its description and the run that read it; the default graph holds
entities, edges and runs.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg import graph
from kg.catalog import gazetteer, relations
from kg.model import Article, Claim, Entity, Run
from kg.store.incoming import run_key
from kg.store.ledger import Ledger

# More quads than these are loaded in bulk, which writes files of its own.
BULK = 5_000

# How hard zlib tries: with more it takes four times as long for a sixth less.
PACKING = 1

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Marks = Mapping[str, list[str]]
Ready = Mapping[str, list[ox.Quad]]

_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to a graph: named graphs and single quads that go, and what comes, of documents and else."""

    graphs: list[ox.NamedNode]
    gone: list[ox.Quad]
    documents: dict[str, list[ox.Quad]]
    added: list[ox.Quad]

    def turn(self, there: set[ox.Quad], wanted: set[ox.Quad]) -> None:
        """What stands there becomes what is wanted."""
        self.gone.extend(there - wanted)
        self.added.extend(wanted - there)


class Index:
    """The quads of one store. `quads` is the Oxigraph store itself."""

    def __init__(self, path: Path | None, *, write: bool) -> None:
        """Opens the folder; None: in memory. Raises OSError where that fails."""
        if path is None:
            self.quads = ox.Store()
        else:
            self.quads = ox.Store(str(path)) if write else ox.Store.read_only(str(path))

    def close(self) -> None:
        """Lets go of the folder."""
        del self.quads

    def members(self, name: str) -> int:
        """How many entities are of this class."""
        return sum(1 for _ in self.quads.quads_for_pattern(None, graph.TYPE, graph.kg(name), _DEFAULT))

    def change(self, ledger: Ledger, marks: Marks, ready: Ready) -> Change:
        """What brings all that the marks name to what the ledger says; nothing is written.

        `ready` holds what is known already of the graphs of documents.
        """
        change = Change([], [], {}, [])
        self._documents(change, ledger, marks["document"], ready)
        self._entities(change, ledger, marks["entity"])
        self._edges(change, ledger, marks["edge"])
        self._runs(change, ledger, marks["run"])
        return change

    def write(self, change: Change) -> None:
        """Writes a change; doing it twice does no harm."""
        for name in change.graphs:
            self.quads.remove_graph(name)
        for quad in change.gone:
            self.quads.remove(quad)
        added = [quad for quads in (*change.documents.values(), change.added) for quad in quads]
        if len(added) > BULK:
            self.quads.bulk_extend(added)
        else:
            self.quads.extend(added)

    def tidy(self) -> None:
        """Has the graph lie in as few files as it can."""
        self.quads.optimize()

    def flush(self) -> None:
        """Has all that was written stand on disk."""
        self.quads.flush()

    def _documents(self, change: Change, ledger: Ledger, documents: Iterable[str], ready: Ready) -> None:
        """Out with the graphs of the documents that changed, in with what shall stand there."""
        for document in documents:
            name = graph.document_iri(document)
            if self.quads.contains_named_graph(name):
                change.graphs.append(name)
            if wanted := ready[document] if document in ready else document_quads(ledger, document):
                change.documents[document] = wanted

    def _entities(self, change: Change, ledger: Ledger, entities: Iterable[str]) -> None:
        for entity in entities:
            node = graph.entity_iri(entity)
            there = {quad for about in graph.DESCRIPTION for quad in self._default(node, about)}
            change.turn(there, set(entity_quads(ledger, entity)))

    def _edges(self, change: Change, ledger: Ledger, keys: Iterable[str]) -> None:
        for key in keys:
            edge = _edge(key)
            triple = graph.edge_triple(edge)
            there = set(self._default(triple.subject, triple.predicate, triple.object))
            change.turn(there, {_quad(triple)} if ledger.supported(edge) else set())

    def _runs(self, change: Change, ledger: Ledger, keys: Iterable[str]) -> None:
        runs = {run_key(run): run for run in ledger.runs()}
        for key in keys:
            wanted = {_quad(triple) for triple in graph.run_triples(runs[key])} if key in runs else set()
            change.turn(set(self._default(ox.NamedNode(key))), wanted)

    def _default(
        self,
        subject: ox.NamedNode | ox.BlankNode | ox.Triple,
        predicate: ox.NamedNode | None = None,
        other: Node | None = None,
    ) -> Iterator[ox.Quad]:
        return self.quads.quads_for_pattern(subject, predicate, other, _DEFAULT)


def document_quads(ledger: Ledger, document: str) -> list[ox.Quad]:
    """What the graph of a document holds; nothing where the ledger does not have it."""
    article, run = ledger.article(document), ledger.run(document)
    if article is None or run is None:
        return []
    return quads_of(article, ledger.claims(document), run)


def quads_of(article: Article, claims: Iterable[Claim], run: Run) -> list[ox.Quad]:
    """What the graph of a document holds: the article, the run that read it, its claims."""
    triples = [*graph.document_triples(article), graph.use_triple(run, article.id)]
    triples += [triple for claim in claims for triple in graph.claim_triples(claim)]
    name = graph.document_iri(article.id)
    return [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]


def packed(quads: Iterable[ox.Quad]) -> bytes:
    """The triples of quads as the ledger keeps them."""
    return zlib.compress(b"".join(lines(quads)), PACKING)


def lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """The triples of quads as lines of N-Triples, sorted, each once."""
    text = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    return sorted(set(text.splitlines(keepends=True)))


def described(ledger: Ledger, key: str) -> Entity | None:
    """An entity as the graph describes it; None where no document mentions it."""
    found, entry = ledger.description(key), gazetteer.load().entry(key)
    if found is None or entry is None:
        return found[0] if found else None
    return Entity(key, entry.label, entry.types, entry.qid)


def entity_quads(ledger: Ledger, key: str) -> list[ox.Quad]:
    """What describes an entity; nothing where no document mentions it."""
    found = ledger.description(key)
    if found is None:
        return []
    triples = graph.entity_triples(found[0], gazetteer.load(), found[1])
    label = next(triple.object for triple in triples if triple.predicate == graph.LABEL)
    given = (ox.Literal(name, language="en") for name in ledger.aliases(key))
    triples += [ox.Triple(graph.entity_iri(key), graph.ALT_LABEL, name) for name in given if name != label]
    return list(dict.fromkeys(map(_quad, triples)))


def default_quads(ledger: Ledger) -> Iterator[ox.Quad]:
    """All that the default graph holds."""
    for key in ledger.entities():
        yield from entity_quads(ledger, key)
    yield from (_quad(graph.edge_triple(edge)) for edge in ledger.edges())
    yield from (_quad(triple) for run in ledger.runs() for triple in graph.run_triples(run))


@cache
def stamp() -> str:
    """A hash of what depends on more than articles and claims: layout of the triples, gazetteer, ontology, sketches."""
    # With it comes numpy, which readers need not wait for.
    from kg.read import copies

    known = gazetteer.load()
    names = [(key, [name.text for name in known.names_of(key) if name.kind in graph.NAMING]) for key in known.entries]
    above = [(relation.name, relation.symmetric, relation.parent) for relation in relations.load().values()]
    return sha256(
        repr((graph.LAYOUT, copies.MADE, sorted(known.entries.items()), sorted(names), sorted(above))).encode()
    ).hexdigest()


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)


def _edge(key: str) -> graph.Edge:
    subject, predicate, other = json.loads(key)
    return subject, predicate, other
