"""Whether a store is sound: what must agree is worked out anew and compared."""

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kg import graph
from kg.catalog import relations
from kg.model import Article, Claim, Finding, Run
from kg.store.entries import entity_rows
from kg.store.faults import BadRow
from kg.store.index import default_quads, lines, quads_of
from kg.store.ledger import Ledger
from kg.store.rows import claim_of, unpacked

TABLES = ("claims", "entities", "edges")

# So many quads of the default graph are written at once.
AT_ONCE = 50_000

# Of the lines of a graph their number, and the sum of their hashes.
Sum = tuple[int, int]

_DEFAULT = ox.DefaultGraph()


def audit(ledger: Ledger, quads: ox.Store) -> Iterator[Finding]:
    """What is wrong in a store: quotes, claims, support of edges and entities, and the graph against the ledger."""
    yield from _orphans(ledger)
    for document in ledger.documents():
        try:
            yield from list(_document(ledger, document.id))
        except BadRow as error:
            yield _error(document.id, f"{error}; take the article out (kg remove) and build it again")
    yield from _graphs(ledger, quads)
    known = {graph.document_iri(document.id) for document in ledger.documents()}
    for name in sorted(set(quads.named_graphs()) - known, key=str):
        yield _error(str(name), "a graph of no document in the store")


def _document(ledger: Ledger, id: str) -> Iterator[Finding]:
    article, run = ledger.article(id), ledger.run(id)
    if article is None or run is None:
        yield _error(id, "no run says what made its claims")
        return
    claims = list(ledger.claims(id))
    yield from _claims(ledger, article, run)
    yield from _support(ledger, id, claims, run)
    yield from _difference(f"graph of {id}", lines(quads_of(article, claims, run)), _kept(ledger, id))


def _orphans(ledger: Ledger) -> Iterator[Finding]:
    for table in TABLES:
        sql = f"SELECT DISTINCT document FROM {table} WHERE document NOT IN (SELECT id FROM documents) ORDER BY 1"  # noqa: S608
        for (document,) in ledger.rows(sql):
            yield _error(document, f"{table} of a document that is not in the store")


def _claims(ledger: Ledger, article: Article, run: Run) -> Iterator[Finding]:
    rows = ledger.rows("SELECT key, edge, record FROM claims WHERE document = ? ORDER BY start, key", [article.id])
    for key, edge, record in rows:
        claim = claim_of(record)
        place = f"{article.id}, claim {key.rpartition('/')[2]}"
        if not 0 <= claim.start < claim.end or article.text[claim.start : claim.end] != claim.quote:
            yield _error(place, f"the quote is not the text from {claim.start} to {claim.end}")
        if graph.claim_iri(claim).value != key:
            yield _error(place, "its IRI is not the hash of what it says")
        if not relations.load()[claim.predicate].admits(claim.subject, claim.object):
            yield _error(place, f"{claim.subject.id} and {claim.object.id} are no ends that {claim.predicate} admits")
        if claim.subject.id == claim.object.id:
            yield _error(place, f"relates {claim.subject.id} to itself")
        if claim.is_edge(run.threshold) != bool(edge):
            yield _error(place, f"wrongly marked as {'an edge' if edge else 'no edge'}")


def _support(ledger: Ledger, document: str, claims: list[Claim], run: Run) -> Iterator[Finding]:
    """Every edge and entity of a document follows from its claims, and every one that follows is there."""
    known = relations.load()
    edges = {edge for claim in claims if claim.is_edge(run.threshold) for edge in graph.edges(claim, known)}
    there = set(ledger.rows("SELECT subject, predicate, object FROM edges WHERE document = ?", [document]))
    for edge in sorted(edges ^ there):
        yield _error(document, f"edge {' '.join(edge)} {'is missing' if edge in edges else 'has no claim'}")
    columns = "entity, document, label, types"
    rows = set(ledger.rows(f"SELECT {columns} FROM entities WHERE document = ?", [document]))  # noqa: S608
    for row in sorted(rows ^ set(entity_rows(claims))):
        yield _error(document, f"entity {row[0]} {'has no claim' if row in rows else 'is missing'}")


def _graphs(ledger: Ledger, quads: ox.Store) -> Iterator[Finding]:
    """The graph against the ledger: all at once by sums over its lines, and triple by triple where these differ."""
    named, default = Tally(), Tally(named=False)
    quads.dump(named, ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]  # all it needs is to write
    for document, triples in ledger.graphs():
        name = graph.document_iri(document)
        try:
            wanted = unpacked(triples).splitlines(keepends=True)
        except BadRow:
            # As was said of its document.
            continue
        if named.of(str(name)) != summed(wanted):
            yield from _difference(f"graph of {document}", wanted, _dumped(quads, name))
    quads.dump(default, ox.RdfFormat.N_TRIPLES, from_graph=_DEFAULT)  # type: ignore[arg-type]
    if default.of("") != summed(_default_lines(ledger)):
        yield from _difference("default graph", _default_lines(ledger), _dumped(quads, _DEFAULT))


def _default_lines(ledger: Ledger) -> Iterator[bytes]:
    wanted = default_quads(ledger)
    while part := list(islice(wanted, AT_ONCE)):
        yield from lines(part)


def summed(triples: Iterable[bytes]) -> Sum:
    """The number of lines of N-Triples and the sum of their hashes."""
    number = total = 0
    for triple in triples:
        number, total = number + 1, total + hash(triple.removesuffix(b" .\n"))
    return number, total


class Tally:
    """A stream that takes N-Quads and sums up the lines of each graph; or N-Triples, then of one without a name."""

    def __init__(self, *, named: bool = True) -> None:
        self._named, self._rest = named, b""
        self._sums: dict[bytes, Sum] = {}

    def of(self, name: str) -> Sum:
        """What was summed up of a graph."""
        return self._sums.get(name.encode(), (0, 0))

    def write(self, data: bytes) -> int:
        """Takes so many bytes."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        for line in whole:
            triple, name = line.removesuffix(b" ."), b""
            if self._named:
                triple, _, name = triple.rpartition(b" ")
            number, total = self._sums.get(name, (0, 0))
            self._sums[name] = number + 1, total + hash(triple)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def _kept(ledger: Ledger, document: str) -> list[bytes]:
    """What the ledger keeps of the graph of a document, a line a triple."""
    packed = ledger.packed(document)
    return unpacked(packed).splitlines(keepends=True) if packed else []


def _dumped(quads: ox.Store, name: ox.NamedNode | ox.DefaultGraph) -> list[bytes]:
    return (quads.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b"").splitlines(keepends=True)


def _difference(place: str, wanted: Iterable[bytes], there: Iterable[bytes]) -> Iterator[Finding]:
    one, other = set(wanted), set(there)
    for said, found in (("missing", one - other), ("too many", other - one)):
        if found:
            first = min(found).decode("utf8").removesuffix(" .\n")
            yield _error(place, f"{len(found)} triples {said}, first {first}")


def _error(place: str, message: str) -> Finding:
    return Finding("error", place, message)
