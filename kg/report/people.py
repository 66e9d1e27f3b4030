"""Who matters and who speaks: actors with their ties, brokers, voices."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.analysis import Table, Tie, speakers
from kg.analysis.chance import sample_note
from kg.analysis.corpus import ACTORS, quotes
from kg.report.basis import Basis, Cited, Row, counted, listed
from kg.report.charts import Chart, balance
from kg.report.drawing import look
from kg.report.sections import Line

MOST_ACTORS = 14
MOST_VOICES = 12


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor: how many others it has ties with, which, a bar of the signed ones, and its betweenness if known."""

    label: str
    type: str
    neighbours: int
    mostly: str
    plus: int
    minus: int
    bar: Chart
    betweenness: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors with most ties, and what must be said beneath."""

    rows: tuple[Actor, ...]
    others: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is quoted, for whom it speaks, how often about whom."""

    label: str
    party: str
    claims: int
    own: int
    rival: int
    third: int
    about: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Voices:
    """The speakers with most claims, and what must be said beneath."""

    rows: tuple[Voice, ...]
    others: int
    notes: tuple[str, ...]


def actors(basis: Basis) -> Actors:
    """The actors of the corpus by the number of others that they have ties with."""
    found = _ranked(basis)
    shown = found[:MOST_ACTORS]
    by_label = {str(row["actor"]): row for row in basis.brokers.records()}
    signed = {id: Counter(tie.sign for tie in ties) for id, ties in shown}
    widest = max((max(counts[1], counts[-1]) for counts in signed.values()), default=1)
    rows = tuple(_actor(id, ties, signed[id], widest, by_label, basis) for id, ties in shown)
    return Actors(rows, len(found) - len(shown), tuple(sample_note(len(basis.corpus.documents))))


def _ranked(basis: Basis) -> list[tuple[str, list[Tie]]]:
    """Actors with what they do at each other, those with most neighbours first; offices and places are no deeds."""
    found: dict[str, list[Tie]] = {}
    for tie in basis.corpus.edges:
        for end in tie.ends:
            if tie.sign and basis.corpus.is_a(end, ACTORS):
                found.setdefault(end, []).append(tie)
    return sorted(found.items(), key=lambda item: (-len(_others(*item)), -len(item[1]), item[0]))


def _others(id: str, ties: list[Tie]) -> Counter[str]:
    return Counter(end for tie in ties for end in tie.ends if end != id)


def _actor(
    id: str, ties: list[Tie], signs: Counter[int], widest: int, middle: Mapping[str, Row], basis: Basis
) -> Actor:
    others, row = _others(id, ties), middle.get(basis.corpus.label(id))
    between = f"{row['betweenness']:.2f}" if row else "–"
    if row and row["low"] is not None:
        between += f" ({row['low']:.2f} to {row['high']:.2f})"
    return Actor(
        basis.corpus.label(id),
        str(look()["types"].get(basis.corpus.type(id), look()["other"]).get("label", "")),
        len(others),
        listed(basis.corpus.label(other) for other in _most(others, 3)),
        signs[1],
        signs[-1],
        balance(signs[1], signs[-1], widest),
        between,
        basis.cited.of(quotes(ties)),
    )


def _most(others: Counter[str], number: int) -> list[str]:
    return sorted(others, key=lambda other: (-others[other], other))[:number]


def most_connected(basis: Basis) -> Iterator[Line]:
    """Who has most ties; of a focus, with whom it has them."""
    found = _ranked(basis)
    if basis.focus is not None:
        found = [item for item in found if item[0] == basis.focus] or found
    if found:
        id, ties = found[0]
        others = _others(id, ties)
        most = listed(f"{basis.corpus.label(other)} ({others[other]})" for other in _most(others, 3))
        has = "has the most ties:" if basis.focus is None else "has ties"
        text = f"{basis.corpus.label(id)} {has} with {counted(len(others), 'other')}, above all {most}."
        yield Line(text, basis.cited.of(quotes(ties)), "actors")


def first_broker(basis: Basis) -> Iterator[Line]:
    """Who stands between others most often."""
    found = basis.brokers
    if found.rows:
        row = found.records()[0]
        text = f"{row['actor']} stands between others most often: betweenness {row['betweenness']:.2f}"
        if row["in_first_5"] is not None:
            text += f", among the first five in {row['in_first_5']:.0%} of repeated draws of the articles"
        yield Line(f"{text}.", basis.cited.of(found.evidence[0]), "actors")


def voices(basis: Basis) -> Voices:
    """Who is quoted, from the analysis of speakers."""
    found: Table = speakers(basis.corpus)
    rows = tuple(_voice(row, cited) for row, cited in _cited(found, basis))
    return Voices(rows, len(found.rows) - len(rows), found.notes)


def _cited(found: Table, basis: Basis) -> Iterator[tuple[Row, Cited]]:
    for row, evidence in list(zip(found.records(), found.evidence, strict=True))[:MOST_VOICES]:
        yield row, basis.cited.of(evidence)


def _voice(row: Row, cited: Cited) -> Voice:
    return Voice(
        row["speaker"],
        row["speaks_for"] or "",
        row["claims"],
        row["self"],
        row["rival"],
        row["third"],
        row["most_about"] or "",
        cited,
    )
