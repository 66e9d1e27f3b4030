"""One query on one store: what a process that runs queries does, without the process."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg import query
from kg.errors import KgError, NotFound
from kg.serve import results
from kg.serve.errors import NotAcceptable
from kg.serve.forms import ALL, GRAPHS, ROWS
from kg.serve.jobs import Job, Reply
from kg.serve.snapshots import readable
from kg.store import Store, sparql

_ROWS = frozenset(form.name for form in ROWS)
_GRAPHS = frozenset(form.name for form in GRAPHS)


def answer(store: Store, job: Job, most: int, size: int) -> Reply:
    """The answer to a job, with at most so many rows and bytes.

    Raises KgError for what is no SPARQL or fails as it runs, Refused for SERVICE and updates, NotFound for what does
    not exist, NotAcceptable where none of the forms fits, Unavailable where the store cannot be read.
    """
    try:
        with readable():
            return _answer(store, job, most, size)
    except (ValueError, RuntimeError) as error:
        raise KgError(f"SPARQL: {' '.join(str(error).split())}") from error


def _answer(store: Store, job: Job, most: int, size: int) -> Reply:
    if job.graph is not None:
        return _graph(_whole(store, job.graph), job, most, size)
    if job.question is not None:
        return _told(_asked(store, job.question, job.values), job, most, size)
    graphs = None
    if job.default_graphs is not None or job.named_graphs is not None:
        graphs = sparql.Graphs(job.default_graphs or (), job.named_graphs or ())
    found = sparql.run(store.quads(), job.text or "", graphs)
    if isinstance(found, ox.QueryTriples):
        return _graph(found, job, most, size)
    if isinstance(found, ox.QueryBoolean):
        return _truth(bool(found), job)
    return _rows([variable.value for variable in found.variables], found, job, most, size)


def _asked(store: Store, name: str, values: Mapping[str, str]) -> query.Answer:
    known = query.load()
    if name not in known:
        raise NotFound(f"no query '{name}'; there is {', '.join(known)}")
    return query.ask(store, known[name], values)


def _told(found: query.Answer, job: Job, most: int, size: int) -> Reply:
    if found.truth:
        return _truth(found.rows == ((ox.Literal(True),),), job)
    if found.graph:
        return _graph((ox.Triple(*row) for row in found.rows), job, most, size)  # type: ignore[arg-type]
    return _rows(found.columns, found.rows, job, most, size)


def _whole(store: Store, graph: str) -> Iterator[ox.Triple]:
    """A graph; the default one is that of entities and edges. Raises NotFound for one that is not there."""
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    quads = store.quads()
    if isinstance(name, ox.NamedNode) and not quads.contains_named_graph(name):
        raise NotFound(f"no graph <{graph}> here: each document has one, named by its IRI")
    return (quad.triple for quad in quads.quads_for_pattern(None, None, None, name))


def _graph(triples: Iterable[ox.Triple], job: Job, most: int, size: int) -> Reply:
    form = _form(job, _GRAPHS, "a graph")
    return Reply(form, *results.graph(triples, form, most, size))


def _truth(found: bool, job: Job) -> Reply:
    form = _form(job, _ROWS, "true or false")
    return Reply(form, 1, False, results.truth(found, form))


def _rows(columns: Sequence[str], found: Iterable[results.Row], job: Job, most: int, size: int) -> Reply:
    form = _form(job, _ROWS, "a table")
    return Reply(form, *results.rows(columns, found, form, most, size))


def _form(job: Job, fitting: frozenset[str], what: str) -> str:
    form = next((form for form in job.forms if form in fitting), None)
    if form is None:
        offered = ", ".join(ALL[name].media for name in ALL if name in fitting)
        raise NotAcceptable(f"the answer is {what}, which comes as {offered}")
    return form
