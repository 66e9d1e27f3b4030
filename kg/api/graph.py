"""A store to ask from Python."""

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self

import networkx as nx
from rdflib import Dataset

from kg import analysis
from kg import query as questions
from kg.api.frames import frame, of_evidence, of_rows, value
from kg.api.network import chosen, near, network
from kg.errors import KgError, NotFound
from kg.explain import explain as evidence_of
from kg.export import export as write_export
from kg.export.tables import rows
from kg.query import Question
from kg.query.values import term
from kg.store import Store, names

if TYPE_CHECKING:
    import pandas as pd

Names = str | Iterable[str]

ANALYSES: Mapping[str, Callable[..., analysis.Table]] = MappingProxyType(
    {
        "balance": analysis.balance,
        "blocs": analysis.blocs,
        "brokers": analysis.brokers,
        "changes": analysis.changes,
        "dyad": analysis.dyad,
        "hedging": analysis.hedging,
        "initiatives": analysis.initiatives,
        "path": analysis.chain,
        "speakers": analysis.speakers,
        "timeline": analysis.timeline,
        "triads": analysis.triads,
    }
)

# The options that are dates.
DATES = ("since", "until", "split")


class Graph:
    """A store to ask. Get one by `kg.open` or `kg.build`; close it, or use it as a context manager."""

    def __init__(self, store: Store) -> None:
        """The graph of an open store."""
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        held = self.store.stats()
        return f"<Graph: {held.documents} articles, {held.claims} claims, {held.entities} entities, {held.edges} edges>"

    def close(self) -> None:
        """Gives the store back; nothing can be asked afterwards."""
        self.store.close()

    def query(self, what: str, /, **values: object) -> "pd.DataFrame":
        """The rows of a question: one that ships (`Graph.questions`), a file `*.rq`, or SPARQL with our prefixes.

        A value sets the parameter of that name, `"*"` leaves it open where the question allows it. Numbers and truths
        come as Python's, dates as text (they may be a year or a month), IRIs as prefixed names. Raises NotFound for an
        unknown question, parameter or entity, KgError for wrong SPARQL, Refused for SERVICE and updates.

        >>> graph.query("partners", entity="Arcadia")[["partner", "claims"]].to_dict("records")
        [{'partner': 'Ruritania', 'claims': 2}]
        >>> graph.query("SELECT ?who WHERE { ?who kg:visited ent:Zubrowka }")["who"].tolist()
        ['ent:Elena_Moravec']
        """
        found = questions.ask(self.store, _question(what), {name: str(value) for name, value in values.items()})
        return frame(found.columns, (map(value, row) for row in found.rows))

    @staticmethod
    def questions() -> "pd.DataFrame":
        """The questions that ship, by group and name: what each asks, and what may be set.

        >>> graph.questions().set_index("name").loc["partners", "parameters"]
        'entity=* min=0.5'
        """
        every = sorted(questions.load().values(), key=lambda question: (question.group, question.name))
        columns = ("group", "name", "question", "parameters")
        return frame(columns, ((q.group, q.name, q.question, _settings(q)) for q in every))

    def claims(
        self,
        *,
        document: str | None = None,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
    ) -> "pd.DataFrame":
        """The claims, one a row, with their articles: the columns of `kg export -o claims.csv`, by article and place.

        Raises NotFound, with near names, for an entity, relation or article that is not there.

        >>> graph.claims(subject="Lutz Steel")[["object_label", "factuality", "sector"]].values.tolist()
        [['Port of Sanna', 'planned', 'ports'], ['Zubrowka', 'asserted', 'rails']]
        """
        ids = {"subject_id": subject, "object_id": object}
        wanted = {column: self.store.find(name) for column, name in ids.items() if name is not None}
        if document is not None:
            wanted["document"] = self._document(document)
        wanted |= {"predicate": names.relation(predicate)} if predicate is not None else {}
        return of_rows(row for row in rows(self.store) if all(row.get(key) == value for key, value in wanted.items()))

    def documents(self) -> "pd.DataFrame":
        """The articles: id, title, date, source, address, language, genre, and the number of their claims.

        >>> graph.documents()[["id", "source", "claims"]].head(2).values.tolist()
        [['courier/2025 03', 'Arcadian Courier', 7], ['gazette-1', 'Ruritania Gazette', 9]]
        """
        columns = ("id", "title", "date", "source", "url", "language", "genre", "claims")
        return frame(columns, ((getattr(one, name) for name in columns) for one in self.store.documents()))

    def entities(self) -> "pd.DataFrame":
        """Everything that a claim mentions: id, label, main class, QID.

        >>> graph.entities().set_index("id").loc["Amber_Corridor"].tolist()
        ['Amber Corridor', 'Initiative', None]
        """
        columns = ("id", "label", "type", "qid")
        return frame(columns, ((one.id, one.label, one.type, one.qid) for one in self.store.entities()))

    def explain(self, subject: str, predicate: str, object: str) -> "pd.DataFrame":
        """The claims behind an edge, the best first; also those that make none (`edge` is false). See `kg explain`.

        Raises NotFound, with near names or with what there is, where nothing of the kind is claimed.

        >>> graph.explain("Arcadia", "partner of", "Ruritania")[["factuality", "edge", "sentence"]].values.tolist()[2]
        ['denied', False, 'Arcadia is no partner of Ruritania, said Mira Holt of the Alpine Institute.']
        """
        return of_evidence(evidence_of(self.store, subject, predicate, object))

    def export(self, path: str | Path, rdf12: bool = False) -> None:
        """Writes the graph in the format of the file's ending, as `kg export` does. Raises KgError where that fails."""
        write_export(self.store, Path(path), rdf12)

    def dataset(self) -> Dataset:
        """The graph through the interface of rdflib, read-only; its queries see all graphs as one.

        >>> len(graph.dataset().query("SELECT * { ?claim a kg:Claim }"))
        25
        """
        return self.store.dataset()

    def network(
        self,
        *,
        focus: Names = (),
        depth: int = 1,
        predicate: Names = (),
        family: Names = (),
        since: str | None = None,
        until: str | None = None,
        confidence: float = 0.0,
        actors: bool = False,
    ) -> nx.MultiDiGraph:
        """The edges as a network: ids as nodes, a link for each subject, predicate and object, its key the predicate.

        focus, depth: only what so many links connect to these entities.
        since, until: YYYY[-MM[-DD]], the date of a claim or else of its article, both ends included.
        confidence: only claims at least so sure.
        actors: who holds an office counts as the state or body for which it is held.

        A node has `label type qid`; a link `label family sign` (1 cooperation, -1 contest, 0 neither), `symmetric`,
        `weight` (the number of independent origins), `claims documents confidence` (the best) `first last` (dates) and
        `quote` (the best). Raises NotFound for an unknown entity, relation or family, KgError for what is no date.

        >>> net = graph.network(family="contest")
        >>> [(one, kind, other) for one, other, kind in net.edges(keys=True)]
        [('Arcadia', 'imposes_tariffs_on', 'Zubrowka'), ('Arcadia', 'opposes', 'Zubrowka')]
        >>> net.edges["Arcadia", "Zubrowka", "opposes"]["quote"]
        'Zubrowka wants to join the Northern Pact, but Arcadia opposes its bid.'
        """
        if depth < 0:
            raise KgError(f"depth {depth}: must be 0 or more")
        scope = analysis.Scope(self._date(since), self._date(until), confidence, people=not actors)
        corpus = analysis.read(self.store, scope)
        qids = {entity.id: entity.qid for entity in self.store.entities()}
        every = network(corpus, qids, chosen(_several(predicate), _several(family)))
        centres = [corpus.actor(name) for name in _several(focus)]
        return near(every, centres, depth) if centres else every

    def analyze(self, name: str, /, *about: str, evidence: int | None = None, **options: Any) -> "pd.DataFrame":
        """The table of an analysis (ANALYSES), as `kg analyze` prints it; `.attrs` has its `title` and `notes`.

        `about` are the entities it is asked of (two for "path" and "dyad"), `options` those of the analysis and of
        `kg.analysis.Scope` (`since until confidence half_life people`); "changes" has a `since` of its own. With
        `evidence=N` it is the quotes behind row N, from 1. Raises NotFound for an unknown analysis, entity or class,
        KgError for an option without sense.

        >>> graph.analyze("path", "Lutz Steel", "Amber Corridor")["predicate"].tolist()
        ['invests_in', 'imposes_tariffs_on', 'initiated_by']
        >>> graph.analyze("path", "Lutz Steel", "Amber Corridor", evidence=2)["sentence"].tolist()
        ['Arcadia raised duties on Zubrowkan steel by 20 per cent on Monday.']
        """
        found = self._answer(name, about, options)
        if evidence is None:
            shown = frame(found.columns, found.rows)
        elif 0 < evidence <= len(found.rows):
            shown = of_evidence(found.evidence[evidence - 1])
        else:
            raise NotFound(f"{name} has no row {evidence}; it has {len(found.rows)}, counted from 1")
        shown.attrs = {"title": found.title, "notes": list(found.notes)}
        return shown

    def figure(self, name: str, /, *about: str, **options: Any) -> str:
        """The picture of an analysis as SVG; in a notebook, `IPython.display.SVG(graph.figure("blocs"))` shows it.

        Takes what `analyze` takes. Raises KgError where matplotlib is not installed, or where there is nothing to draw.

        >>> graph.figure("timeline", "Arcadia")[:5]
        '<?xml'
        """
        return analysis.svg(self._answer(name, about, options)).decode("utf8")

    def _answer(self, name: str, about: tuple[str, ...], options: dict[str, Any]) -> analysis.Table:
        if name not in ANALYSES:
            raise NotFound(f"no analysis '{name}'; there is {', '.join(sorted(ANALYSES))}")
        ask = ANALYSES[name]
        own = [key for key in inspect.signature(ask).parameters if key != "corpus"]
        shared = [field.name for field in dataclasses.fields(analysis.Scope) if field.name not in own]
        scope = {key: self._option(key, options[key]) for key in shared if key in options}
        try:
            bound = inspect.signature(ask).bind(None, *about, **{k: options[k] for k in options if k not in shared})
        except TypeError as error:
            raise KgError(f"{name}: {error}; it takes {', '.join(own + shared)}") from error
        values = {key: self._option(key, bound.arguments[key]) for key in own if key in bound.arguments}
        return ask(analysis.read(self.store, analysis.Scope(**scope)), **values)

    def _document(self, id: str) -> str:
        """The id, where there is such an article. Raises NotFound with near ids."""
        held = [document.id for document in self.store.documents()]
        if id not in held:
            raise NotFound(f"no article '{id}'; {names.nearest(id, held, '`documents()` has them all')}")
        return id

    def _option(self, name: str, value: Any) -> Any:
        """The value of an option as the analyses take it. Raises KgError for what is no date, NotFound for no class."""
        if name in DATES:
            return self._date(value)
        return tuple(map(names.entity_class, _several(value))) if name == "among" else value

    def _date(self, text: object) -> str | None:
        return None if text is None else term(self.store, "date", str(text)).value


def _several(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _question(what: str) -> Question:
    """A name and a path are one word; SPARQL is not."""
    is_sparql = len(what.split()) > 1 and not what.rstrip().endswith(".rq")
    return questions.parsed("query", what) if is_sparql else questions.named(what)


def _settings(question: Question) -> str:
    return " ".join(f"{p.name}={p.default or '...'}" for p in question.parameters)
