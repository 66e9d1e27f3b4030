"""What two actors do to each other, month by month.

Deeds are relations for which PLOVER (Open Event Data Alliance) has an event type; they are counted by its quad classes
and scored on our own scale in the manner of Goldstein (`kg.analysis.scale`). A deed counts once a month, however many
articles tell of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.analysis.chance import SAMPLES, drawn_note, draws, interval, sample_note
from kg.analysis.corpus import Corpus, Tie, quotes
from kg.analysis.scale import QUADS
from kg.analysis.tables import Months, Row, Table, counted, rounded
from kg.errors import KgError
from kg.store.origins import origins

MONTH = len("2025-01")

COLUMNS = (
    *("month", "deeds", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"),
    *("score", "low", "high", "mean", "articles", "origins", "what"),
)

Deed = tuple[str, str, str]


def dyad(corpus: Corpus, one: str, other: str) -> Table:
    """A row for each month in which one did something to the other, either way.

    `score` is the sum over the month's deeds, -10 to 10 each, `mean` their mean; low and high bound the score over
    draws of the articles that tell of the two. Whoever acts for one of them counts as it. Raises NotFound for an
    unknown entity, KgError where both are the same.
    """
    ends = corpus.actor(one), corpus.actor(other)
    if ends[0] == ends[1]:
        raise KgError(f"'{one}' and '{other}' are the same actor, {ends[0]}; give two")
    between = [tie for tie in corpus.edges if tie.ends == tuple(sorted(ends))]
    deeds = [tie for tie in between if tie.score is not None]
    months: dict[str, list[Tie]] = {}
    for tie in deeds:
        if len(tie.date) >= MONTH:
            months.setdefault(tie.date[:MONTH], []).append(tie)
    ordered = sorted(months)
    bounds = _bounds([months[month] for month in ordered])
    rows = rounded(_row(month, months[month], *bound) for month, bound in zip(ordered, bounds, strict=True))
    evidence = tuple(quotes(months[month]) for month in ordered)
    title = f"What {corpus.label(ends[0])} and {corpus.label(ends[1])} do to each other"
    notes = tuple(_notes(between, deeds, months.values()))
    return Table("dyad", title, COLUMNS, rows, evidence, notes, _months(rows))


def score(ties: Iterable[Tie]) -> int:
    """The sum of the scores of the different deeds among ties."""
    return sum(_deeds(ties).values())


def _deeds(ties: Iterable[Tie]) -> dict[Deed, int]:
    """Each deed once, with its score."""
    return {(tie.source, tie.predicate, tie.target): tie.score or 0 for tie in ties}


def _row(month: str, ties: list[Tie], low: float | None, high: float | None) -> Row:
    deeds = _deeds(ties)
    quads = Counter(quad for _, quad in {((tie.source, tie.predicate, tie.target), tie.quad) for tie in ties})
    names = Counter(predicate for _, predicate, _ in deeds)
    what = "; ".join(name if names[name] == 1 else f"{name} ({names[name]})" for name in sorted(names))
    total = score(ties)
    articles = len({tie.claim.document for tie in ties})
    counts = (len(deeds), *(quads[quad] for quad in QUADS))
    return (month, *counts, total, low, high, total / len(deeds), articles, origins(t.report for t in ties), what)


def _bounds(months: list[list[Tie]]) -> list[tuple[float | None, float | None]]:
    """The bounds of each month's score over draws of all articles of the series; none where there is but one."""
    documents = sorted({tie.claim.document for ties in months for tie in ties})
    if len(documents) == 1:
        return [(None, None)] * len(months)
    place = {name: number for number, name in enumerate(documents)}
    drawn = [counts > 0 for counts in draws(len(documents), SAMPLES)]
    return [
        interval([score(tie for tie in ties if there[place[tie.claim.document]]) for there in drawn]) for ties in months
    ]


def _notes(between: list[Tie], deeds: list[Tie], shown: Iterable[list[Tie]]) -> Iterator[str]:
    kept = [tie for ties in shown for tie in ties]
    yield "score: -10 (use of force) to 10 for each deed, our own scale; quad classes of PLOVER"
    if len(kept) < len(deeds):
        yield f"left out: {counted(len(deeds) - len(kept), 'claim')} without a month"
    standing = sorted({tie.predicate for tie in between if tie.score is None and tie.sign})
    if standing:
        yield f"standing beside these: {', '.join(standing)}"
    articles = len({tie.claim.document for tie in kept})
    if articles > 1:
        yield drawn_note(SAMPLES)
    yield from sample_note(articles)


def _months(rows: tuple[Row, ...]) -> Months:
    shown = [dict(zip(COLUMNS, row, strict=True)) for row in rows]

    def counts(name: str) -> tuple[str, tuple[int, ...]]:
        return name.replace("_", " "), tuple(int(row[name] or 0) for row in shown)

    def values(name: str) -> tuple[float, ...]:
        return tuple(float(row[name] or 0) for row in shown)

    above = (counts("verbal_cooperation"), counts("material_cooperation"))
    below = (counts("verbal_conflict"), counts("material_conflict"))
    months = tuple(str(row["month"]) for row in shown)
    bounded = bool(shown) and shown[0]["low"] is not None
    bounds = (values("low"), values("high")) if bounded else ((), ())
    return Months(months, above, below, values("score"), *bounds)
