"""All that a report says, as values: a template only sets it out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.analysis import Corpus, Scope, read
from kg.errors import NotFound
from kg.model import Run
from kg.report import coverage, people, sections
from kg.report.basis import Basis, Cited, counted, spoken
from kg.report.drawing import Drawing, drawing
from kg.report.quotes import Quote, quotes
from kg.store import Store
from kg.store.conflicts import Conflict


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the head, what it counts, and what must be said of it."""

    number: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class Content:
    """A report: what stands on the page, from the top."""

    title: str
    about: str
    figures: tuple[Figure, ...]
    brief: tuple[sections.Line, ...]
    drawing: Drawing
    actors: people.Actors
    timeline: sections.Timeline
    pairs: tuple[sections.PairCard, ...]
    conflicts: sections.Clashes
    ahead: sections.Facts
    told: sections.Facts
    voices: people.Voices
    coverage: coverage.Coverage
    quotes: tuple[Quote, ...]
    runs: tuple[Run, ...]


def content(store: Store, focus: str | None = None, scope: Scope = Scope()) -> Content:  # noqa: B008 - frozen
    """What a report of a store says; with a focus, of that entity and who acts for it.

    Raises NotFound for an unknown entity, or where no claim is left to tell of.
    """
    whole = read(store, scope)
    basis = _basis(store, whole, store.find(focus) if focus else None)
    if not basis.corpus.ties:
        raise NotFound(
            "no claim to report; " + ("widen the filters" if store.stats().claims else "build a store first")
        )
    clashes = list(store.conflicts(basis.focus))
    # In the order of the page, for quotes are numbered as they are first pointed to.
    brief = tuple(_brief(basis, clashes))
    parts = (
        drawing(basis),
        people.actors(basis),
        sections.timeline(basis),
        sections.pair_cards(basis),
        sections.clashes(clashes, basis),
        sections.ahead(basis),
        sections.told(basis),
        people.voices(basis),
        coverage.coverage(basis, whole, store),
    )
    return Content(_title(basis), _about(basis), _figures(basis), brief, *parts, quotes(basis), store.runs())


def _basis(store: Store, whole: Corpus, focus: str | None) -> Basis:
    threshold = min(run.threshold for run in store.runs()) if store.runs() else 0.5
    documents = store.documents()
    if focus is None:
        return Basis(whole, whole, documents, None, threshold)
    about = whole.about(focus)
    ends = {end for tie in about for end in (tie.claim.subject.id, tie.claim.object.id)}
    near = tuple(tie for tie in whole.ties if {tie.claim.subject.id, tie.claim.object.id} <= ends)
    return Basis(replace(whole, ties=about), replace(whole, ties=near), documents, focus, threshold)


def _title(basis: Basis) -> str:
    number = counted(len(basis.used), "article")
    if basis.focus is None:
        return f"What {number} say" if len(basis.used) > 1 else "What one article says"
    return f"{basis.corpus.label(basis.focus)} in {number}"


def _about(basis: Basis) -> str:
    dates = sorted(document.date for document in basis.used if document.date)
    if not dates:
        return "Articles without a date"
    when = spoken(dates[0]) if dates[0] == dates[-1] else f"{spoken(dates[0])} to {spoken(dates[-1])}"
    return f"Published {when}"


def _figures(basis: Basis) -> tuple[Figure, ...]:
    ties, used = basis.corpus.ties, basis.used
    outlets = {document.source for document in used if document.source}
    unnamed = sum(document.source is None for document in used)
    edges = {(tie.claim.subject.id, tie.predicate, tie.claim.object.id) for tie in ties if tie.edge}
    ends = {end for tie in ties for end in (tie.claim.subject.id, tie.claim.object.id)}
    holding = sum(tie.edge for tie in ties)
    return (
        Figure(f"{len(used):,}", "articles", f"of {len(basis.documents):,} in the store"),
        Figure(f"{len(outlets):,}", "outlets", f"{counted(unnamed, 'article')} name none" if unnamed else "all named"),
        Figure(f"{len(ties):,}", "claims", f"{holding:,} hold as told, the rest with a reserve"),
        Figure(f"{len(edges):,}", "relations", "stated by at least one claim"),
        Figure(f"{len(ends):,}", "entities", "states, people, bodies, places"),
    )


def _brief(basis: Basis, clashes: list[Conflict]) -> Iterator[sections.Line]:
    """What a hurried reader should know, each with its quotes."""
    yield from people.most_connected(basis)
    yield from sections.strongest(basis)
    if basis.focus is None:
        yield from people.first_broker(basis)
    yield from sections.still_open(basis)
    number = counted(len(clashes), "contradiction") if clashes else "No contradiction"
    yield sections.Line(f"{number} between claims found.", Cited(), "conflicts")
