"""Tables of analyses as text, CSV and JSON, with or without the quotes behind their rows."""

import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.analysis.tables import Cell, Table, counted
from kg.explain import Evidence
from kg.query import FORMATS, Answer, table
from kg.store.cells import for_terminal

# So wide that no cell is broken.
WIDE = 1_000

_DECIMAL = ox.NamedNode(vocab.PREFIXES["xsd"] + "decimal")

EVIDENCE = (
    *("row", "subject", "predicate", "object", "factuality", "ended", "time", "speaker", "quote"),
    *("document", "source", "date", "url", "start", "end", "confidence"),
)


def as_text(found: Table, width: int = WIDE, quotes: int = 0) -> str:
    """The table for people: title, rows, notes, then up to so many quotes for each row.

    Text that would steer a terminal is made harmless.
    """
    body = table(_answer(found), width) if found.rows else "no rows\n"
    lines = [for_terminal(found.title), "", body.rstrip("\n"), "", *(f"- {for_terminal(note)}" for note in found.notes)]
    if quotes:
        lines += [for_terminal(line) for number in range(len(found.rows)) for line in _quoted(found, number, quotes)]
    return "\n".join(lines) + "\n"


def as_csv(found: Table, quotes: bool = False) -> str:
    """The rows as CSV, or the quotes of all rows, each with the number of its row from 1.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    if not quotes:
        return FORMATS["csv"](_answer(found))
    rows = tuple(
        tuple(map(_term, (number, *evidence_record(evidence).values())))
        for number, row in enumerate(found.evidence, 1)
        for evidence in row
    )
    return FORMATS["csv"](Answer(EVIDENCE, rows))


def as_json(found: Table, quotes: bool = False) -> str:
    """Name, title, columns, rows (as objects) and notes as JSON; with quotes each row has them as `evidence`."""
    rows: list[dict[str, Any]] = [dict(record) for record in found.records()]
    if quotes:
        for row, evidence in zip(rows, found.evidence, strict=True):
            row["evidence"] = list(map(evidence_record, evidence))
    content = {"analysis": found.name, "title": found.title, "columns": found.columns, "rows": rows}
    return json.dumps(content | {"notes": found.notes}, ensure_ascii=False, indent=2) + "\n"


def evidence_record(evidence: Evidence) -> dict[str, Cell]:
    """A claim with its quote and where it is from, as the columns of `EVIDENCE` without the first."""
    claim, document = evidence.claim, evidence.document
    said = (claim.factuality, "yes" if claim.ended else "no", claim.time)
    speaker = claim.attributed_to.label if claim.attributed_to else None
    where = (document.id, document.source, document.date, document.url, claim.start, claim.end, claim.confidence)
    triple = (claim.subject.label, claim.predicate, claim.object.label)
    return dict(zip(EVIDENCE[1:], (*triple, *said, speaker, claim.quote, *where), strict=True))


def _answer(found: Table) -> Answer:
    return Answer(found.columns, tuple(tuple(map(_term, row)) for row in found.rows))


def _term(cell: Cell) -> ox.Literal | None:
    if cell is None:
        return None
    if isinstance(cell, float):
        # Never in the form 1E-4: people read it.
        return ox.Literal(f"{cell:.4f}".rstrip("0").rstrip("."), datatype=_DECIMAL)
    return ox.Literal(cell)


def _quoted(found: Table, number: int, most: int) -> Iterator[str]:
    evidence = found.evidence[number]
    named = ", ".join(str(cell) for cell in found.rows[number][:3] if cell is not None)
    yield ""
    yield f"{number + 1}. {named} ({counted(len(evidence), 'claim')})"
    for each in evidence[:most]:
        yield from _told(each)
    if len(evidence) > most:
        yield f"    … {len(evidence) - most} more"


def _told(evidence: Evidence) -> Iterator[str]:
    claim, document = evidence.claim, evidence.document
    said = f", according to {claim.attributed_to.label}" if claim.attributed_to else ""
    status = f"{claim.factuality}{', ended' if claim.ended else ''}{said}"
    yield f"    {claim.subject.label} {claim.predicate} {claim.object.label}  [{status}]"
    yield f"        “{' '.join(claim.quote.split())}”"
    yield f"        {', '.join(filter(None, (document.source, document.date, document.id)))}"
