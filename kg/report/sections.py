"""What was told: statements, the time line, pairs, contradictions, what is still to come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.analysis import Table, Tie, dyad, pairs
from kg.analysis.corpus import quotes
from kg.analysis.networks import Pair
from kg.catalog import relations
from kg.explain import Evidence
from kg.model import Claim
from kg.report.basis import Basis, Cited, Fact, Row, counted, facts, label, spoken, status
from kg.report.charts import Chart, Column, columns, periods
from kg.store.conflicts import Conflict, Side

MOST_CLASHES = 24
MOST_DATED, MOST_PAIRS, MOST_AHEAD, MOST_TOLD, MOST_OF_A_PAIR = 28, 6, 24, 16, 5
KINDS = {1: "cooperation", -1: "contest", 0: "other"}

WHAT = {
    "polarity": "stated by one, denied by another",
    "place": "one event at two places",
    "date": "at two times what happens once",
    "object": "two, where there can be but one at a time",
    "office": "two who hold one office at the same time",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the brief, with its quotes and the section that says more."""

    text: str
    cited: Cited
    section: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact in words: subject, relation, object, and what must be said beside it."""

    subject: str
    relation: str
    object: str
    status: str
    kind: str
    date: str
    notes: tuple[str, ...]
    cited: Cited


@dataclass(frozen=True, slots=True)
class Facts:
    """Statements, and how many more there are."""

    rows: tuple[Statement, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Deeds by month as a chart, the best supported of them in order, and what the chart leaves out."""

    chart: Chart
    rows: tuple[Statement, ...]
    others: int
    undrawn: int


@dataclass(frozen=True, slots=True)
class PairCard:
    """What two actors do to each other: a chart by month, the sum of the scores, the best supported statements."""

    one: str
    other: str
    summary: str
    chart: Chart
    rows: tuple[Statement, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sides that cannot both be right."""

    what: str
    about: str
    sides: tuple[tuple[str, str, Cited], ...]


@dataclass(frozen=True, slots=True)
class Clashes:
    """Contradictions, and how many more there are."""

    rows: tuple[Clash, ...]
    others: int


def statement(fact: Fact, basis: Basis) -> Statement:
    """A fact in words, with its quotes."""
    claim = fact.claim
    speakers = sorted({tie.claim.attributed_to.label for tie in fact.ties if tie.claim.attributed_to})
    notes = [f"according to {', '.join(speakers[:3])}"] if speakers else []
    notes += [f"{key.replace('_', ' ')}: {value}" for key, value in claim.qualifiers]
    notes += [f"{counted(fact.origins, 'independent origin')}"] if fact.origins > 1 else []
    cited = basis.cited.of(quotes(fact.ties))
    ends = (claim.subject.label, label(claim.predicate), claim.object.label)
    return Statement(*ends, status(claim), KINDS[fact.sign], _when(fact), tuple(notes), cited)


def _when(fact: Fact) -> str:
    return spoken(fact.date) if fact.is_dated or not fact.date else f"told {spoken(fact.date)}"


def _facts(found: list[Fact], most: int, basis: Basis) -> Facts:
    shown = sorted(found[:most], key=lambda fact: (fact.date, fact.rank))
    return Facts(tuple(statement(fact, basis) for fact in shown), len(found) - len(shown))


def ahead(basis: Basis) -> Facts:
    """What is announced, possible or denied."""
    return _facts(facts(_open(basis)), MOST_AHEAD, basis)


def _open(basis: Basis) -> Iterator[Tie]:
    return (tie for tie in basis.corpus.ties if tie.claim.factuality != "asserted")


def told(basis: Basis) -> Facts:
    """What most independent origins tell, at least two articles each; who holds which office comes last."""
    every = [fact for fact in facts(tie for tie in basis.corpus.ties if tie.edge) if fact.documents > 1]
    every.sort(key=lambda fact: relations.load()[fact.claim.predicate].family == "office")
    shown = tuple(statement(fact, basis) for fact in every[:MOST_TOLD])
    return Facts(shown, len(every) - len(shown))


def timeline(basis: Basis) -> Timeline:
    """Deeds that are dated, between the years around what was published."""
    deeds = [fact for fact in facts(tie for tie in basis.corpus.edges if tie.score is not None) if fact.date]
    told = sorted(document.date for document in basis.used if document.date)
    drawn = [fact for fact in deeds if len(fact.date) > len("2025") and _around(fact.date, told)]
    months = periods(fact.date for fact in drawn)
    chart = columns(
        [_column(month, drawn) for month in months], 1080, 190, "Deeds by month: cooperation up, contest down"
    )
    shown = _facts(drawn, MOST_DATED, basis)
    return Timeline(chart, shown.rows, shown.others, len(deeds) - len(drawn))


def _around(date: str, told: list[str]) -> bool:
    """Whether a date lies in the years of publication, one before to one after."""
    return not told or int(told[0][:4]) - 1 <= int(date[:4]) <= int(told[-1][:4]) + 1


def _column(period: str, drawn: Iterable[Fact]) -> Column:
    here = [fact.sign for fact in drawn if fact.date.startswith(period)]
    above = (("cooperation", here.count(1)), ("other", here.count(0)))
    return Column(period, above, (("contest", here.count(-1)),))


def pair_cards(basis: Basis) -> tuple[PairCard, ...]:
    """The pairs of actors with most signed ties; of a focus, its own."""
    found = [pair for pair in pairs(basis.corpus) if basis.focus in (None, pair.one, pair.other)]
    found.sort(key=lambda pair: (-len(pair.ties), pair.one, pair.other))
    return tuple(_card(pair, basis) for pair in found[:MOST_PAIRS])


def _card(pair: Pair, basis: Basis) -> PairCard:
    series = dyad(basis.corpus, pair.one, pair.other)
    every = facts(pair.ties)
    shown = tuple(statement(fact, basis) for fact in every[:MOST_OF_A_PAIR])
    names = (basis.corpus.label(pair.one), basis.corpus.label(pair.other))
    return PairCard(*names, _summary(pair, series), _series(series), shown, len(every) - len(shown))


def _summary(pair: Pair, series: Table) -> str:
    plus, minus = len(pair.of(1)), len(pair.of(-1))
    articles = len({tie.claim.document for tie in pair.ties})
    scored: list[Row] = [*series.records()]
    score = sum(row["score"] for row in scored)
    claims = f"{counted(plus, 'claim')} of cooperation, {minus} of contest, in {counted(articles, 'article')}"
    return f"{claims}; score of all dated deeds {score:+d}" if series.rows else claims


def _series(series: Table) -> Chart:
    rows = {str(row["month"]): row for row in series.records()}
    return columns([_quads(month, rows.get(month, {})) for month in periods(rows)], 500, 120, series.title)


def _quads(month: str, row: Row) -> Column:
    def count(name: str) -> tuple[str, int]:
        return name.replace("_", " "), row.get(name) or 0

    return Column(
        month,
        (count("material_cooperation"), count("verbal_cooperation")),
        (count("material_conflict"), count("verbal_conflict")),
    )


def strongest(basis: Basis) -> Iterator[Line]:
    """The closest pair and the one most at odds."""
    found = [pair for pair in pairs(basis.corpus) if basis.focus in (None, pair.one, pair.other)]
    for sign, words in ((1, "cooperate most"), (-1, "are most at odds")):
        best = [pair for pair in found if pair.of(sign)]
        best.sort(
            key=lambda pair: (-(pair.plus if sign > 0 else pair.minus), -len(pair.of(sign)), pair.one, pair.other)
        )
        if best:
            pair = best[0]
            ends = f"{basis.corpus.label(pair.one)} and {basis.corpus.label(pair.other)}"
            number = counted(len(pair.of(sign)), "claim")
            yield Line(f"{ends} {words}: {number}.", basis.cited.of(quotes(pair.of(sign))), "pairs")


def still_open(basis: Basis) -> Iterator[Line]:
    """How much is announced, possible or denied."""
    numbers = [
        (what, [tie for tie in basis.corpus.ties if tie.claim.factuality == what])
        for what in ("planned", "possible", "denied")
    ]
    told = ", ".join(f"{len(ties)} {what}" for what, ties in numbers if ties)
    if told:
        cited = basis.cited.of(quotes(tie for _, ties in numbers for tie in ties))
        yield Line(f"Not (yet) so: of the claims, {told}.", cited, "ahead")


def clashes(found: list[Conflict], basis: Basis) -> Clashes:
    """The contradictions whose weaker side rests on most independent origins."""
    ranked = sorted(found, key=lambda one: -min(one.one.origins, one.other.origins))
    return Clashes(tuple(_clash(one, basis) for one in ranked[:MOST_CLASHES]), max(len(found) - MOST_CLASHES, 0))


def _clash(conflict: Conflict, basis: Basis) -> Clash:
    names = [basis.corpus.label(id) if id else "" for id in (conflict.subject, conflict.object)]
    about = " ".join(filter(None, (names[0] or "…", label(conflict.predicate), names[1] or "…")))
    return Clash(WHAT[conflict.kind], about, tuple(_side(side, basis) for side in (conflict.one, conflict.other)))


def _side(side: Side, basis: Basis) -> tuple[str, str, Cited]:
    documents = {document.id: document for document in basis.documents}
    claim: Claim = side.claim
    evidence = Evidence(claim, documents[claim.document], claim.is_edge(basis.threshold))
    support = ", ".join((counted(side.claims, "claim"), counted(side.origins, "independent origin")))
    return basis.corpus.label(side.value), support, basis.cited.of([evidence])
