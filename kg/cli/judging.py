"""Commands with which people judge what was extracted: conflicts, review."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, idle_decisions, one_of, opened, say, share, show

if TYPE_CHECKING:
    from kg.model import Claim
    from kg.store import Store
    from kg.store.conflicts import Conflict, Side

KINDS = ("polarity", "place", "date", "object", "office")

Name = Annotated[
    str | None, typer.Option("--entity", metavar="NAME", help="Only of this entity: a label, alternative label or id.")
]
OfKind = Annotated[
    str | None,
    typer.Option("--kind", parser=one_of(KINDS), metavar="|".join(KINDS), help="Only conflicts of this kind."),
]
Least = Annotated[
    float, typer.Option("--min-confidence", parser=share, metavar="0..1", help="Only claims that are at least so sure.")
]
Below = Annotated[
    float, typer.Option("--below", parser=share, metavar="0..1", help="Show claims that are less sure than this.")
]
From = Annotated[
    float, typer.Option("--least", parser=share, metavar="0..1", help="Pass over claims that are less sure than this.")
]

ANSWERS = {"a": "accept", "r": "reject", "s": "skip", "q": "quit"}


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(conflicts)
    app.command()(review)


def conflicts(
    store: StoreFolder = DEFAULT_STORE, entity: Name = None, kind: OfKind = None, min_confidence: Least = 0.5
) -> None:
    """Show claims that cannot all be true: denied by another, another place or date, two in one office.

    Each side stands with the number of its claims, of their articles, and of independent origins: copies of one text,
    and outlets that cite the same one, count once. As a table for programs: kg query conflicts --format csv.

    Example: kg conflicts --entity China --kind polarity --store my-store
    """
    number = 0
    with opened(store) as graph:
        wanted = graph.find(entity) if entity else None
        for conflict in graph.conflicts(wanted, min_confidence):
            if kind is None or conflict.kind == kind:
                number += 1
                show(_told(conflict, graph))
    say(f"{number or 'no'} {'conflict' if number == 1 else 'conflicts'}")


def _told(conflict: "Conflict", graph: "Store") -> Iterator[str]:
    triple = (conflict.subject or "?", conflict.predicate, conflict.object or "?")
    yield f"{conflict.kind}: {' '.join(triple)}"
    yield from _side(conflict.one, graph)
    yield from _side(conflict.other, graph)
    yield ""


def _side(side: "Side", graph: "Store") -> Iterator[str]:
    numbers = ((side.claims, "claim"), (side.documents, "article"), (side.origins, "origin"))
    counted = ", ".join(f"{number} {what}{'' if number == 1 else 's'}" for number, what in numbers)
    yield f"    {side.value} ({counted})"
    yield from _quoted(side.claim, graph, " " * 8)


def _quoted(claim: "Claim", graph: "Store", indent: str) -> Iterator[str]:
    article = graph.article(claim.document)
    published = (article.source, article.date) if article else ()
    where = ", ".join(filter(None, (*published, claim.document)))
    yield f"{indent}“{' '.join(claim.quote.split())}”"
    yield f"{indent}{where}, confidence {claim.confidence:g}"


def review(store: StoreFolder = DEFAULT_STORE, below: Below = 0.6, least: From = 0.0) -> None:
    """Judge unsure claims one by one; what you decide is written to curation.toml in the store and replayed ever after.

    Answer a (accept: it says so), r (reject: it does not), s (skip) or q (quit). The file may also be edited by hand:
    it merges and splits entities and gives them other names too.

    Example: kg review --below 0.5 --store my-store
    """
    from kg.store import curation

    decided = {"accept": 0, "reject": 0}
    with opened(store) as graph:
        path = store / curation.NAME
        curation.read(path)
        for claim in graph.unsure(below, least):
            show(_question(claim, graph))
            answer = _answer()
            if answer == "quit":
                break
            if answer in decided:
                _append(path, curation.decision(answer, claim))
                decided[answer] += 1
    # Replays the file, whoever has changed it.
    with opened(store, write=True) as graph:
        idle = graph.idle()
    idle_decisions(store, idle)
    say(f"{decided['accept']} accepted, {decided['reject']} rejected; {path} is replayed in every build")


def _question(claim: "Claim", graph: "Store") -> Iterator[str]:
    said = f", according to {claim.attributed_to.label}" if claim.attributed_to else ""
    over = ", ended" if claim.ended else ""
    yield f"{claim.subject.label} {claim.predicate} {claim.object.label}  [{claim.factuality}{over}{said}]"
    yield from _quoted(claim, graph, " " * 4)
    yield from (f"    read: {reading}" for reading in claim.read_as)


def _answer() -> str:
    """What to do; nothing more to read means to quit."""
    while True:
        try:
            text = input("accept, reject, skip or quit [a/r/s/q]? ").strip().lower()
        except EOFError:
            # Ends the line of the question.
            print()
            return "quit"
        if not sys.stdin.isatty():
            # Nobody's key has ended the line of the question.
            show([text])
        if found := ANSWERS.get(text[:1]):
            return found


def _append(path: Path, text: str) -> None:
    """Adds to the file, and has it outlive whatever comes."""
    with path.open("a", encoding="utf8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
