"""Measure, in one run, our extraction against the bare spaCy pipeline and our Turtle writer against rdflib's.

usage: bench.py [--words N] [--copies N] [--rounds N] [--write]
Both sides of a comparison take turns on the same input, and the best of the rounds counts: what disturbs a run only
makes it slower. The articles are those of kg/data/sample. `--write` puts the table into docs/benchmarks.md.
"""

import argparse
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from time import perf_counter

import rdflib
import spacy
from benchmark_page import machine, put
from rich.console import Console
from rich.table import Table

from kg.export import export
from kg.files import data
from kg.language.annotate import MODEL
from kg.language.extractor import Extractor, understood
from kg.model import Article
from kg.read import read
from kg.store import Store

PACKAGES = ("spacy", "rdflib")

Row = tuple[str, str, str, str]


def sample() -> list[Article]:
    """The shipped sample articles."""
    return [item for item in read([str(data("sample"))]) if isinstance(item, Article)]


def repeated(articles: list[Article], words: int) -> list[Article]:
    """The articles over and over, each under an id of its own, until they hold so many words."""
    chosen: list[Article] = []
    for article in cycle(articles):
        if count(chosen) >= words:
            return chosen
        chosen.append(replace(article, id=f"{article.id}-{len(chosen)}"))
    return chosen


def count(articles: list[Article]) -> int:
    """Words between white space."""
    return sum(len(article.text.split()) for article in articles)


def best(rounds: int, *sides: Callable[[], object]) -> list[float]:
    """The least seconds that each side took; the sides take turns."""
    times = [[_seconds(side) for side in sides] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def _seconds(side: Callable[[], object]) -> float:
    start = perf_counter()
    side()
    return perf_counter() - start


def extraction(words: int, rounds: int) -> list[Row]:
    """Rows for the bare pipeline and for the whole extraction, one process, article by article."""
    articles = repeated(sample(), words)
    warnings.filterwarnings("ignore", message=r"\[W095\]")  # as in kg/language/annotate.py
    total, nlp, extractor = count(articles), spacy.load(MODEL), Extractor()
    extractor.extract(articles[0])  # loads model and catalog

    def bare() -> None:
        for article in articles:
            nlp(article.text)

    def entities() -> None:
        for article in articles:
            understood(article)

    def ours() -> None:
        for article in articles:
            extractor.extract(article)

    plain, named, whole = best(rounds, bare, entities, ours)
    return [
        (f"spaCy {MODEL}, {total:,} words", f"{plain:.2f} s", f"{total / plain:,.0f} words/s", "1.00"),
        (
            "annotate, link, coreference, same words",
            f"{named:.2f} s",
            f"{total / named:,.0f} words/s",
            f"{plain / named:.2f}",
        ),
        ("extraction, same words", f"{whole:.2f} s", f"{total / whole:,.0f} words/s", f"{plain / whole:.2f}"),
    ]


def turtles(copies: int, rounds: int) -> list[Row]:
    """Rows for rdflib's Turtle writer from memory and for ours from the store, the same triples."""
    extractor = Extractor()
    with Store.memory() as store, tempfile.TemporaryDirectory() as folder:
        for article in sample():
            claims = extractor.extract(article)
            for number in range(copies):
                name = f"{article.id}-{number}"
                copied = [replace(claim, document=name) for claim in claims]
                store.put(replace(article, id=name), copied, extractor.run)
        store.flush()
        turtle = Path(folder) / "graph.ttl"
        export(store, turtle)
        graph = rdflib.Graph().parse(turtle, format="turtle")
        theirs, ours = best(
            rounds,
            lambda: graph.serialize(Path(folder) / "rdflib.ttl", format="turtle"),
            lambda: export(store, turtle),
        )
    triples = len(graph)
    return [
        (f"rdflib Turtle, {triples:,} triples", f"{theirs:.2f} s", f"{triples / theirs:,.0f} triples/s", "1.00"),
        ("our Turtle, same triples", f"{ours:.2f} s", f"{triples / ours:,.0f} triples/s", f"{theirs / ours:.2f}"),
    ]


def write(rows: list[Row]) -> None:
    """Put the table between the markers of the page."""
    lines = [
        "| what | time | rate | times the first |",
        "|---|---:|---:|---:|",
        *(f"| {' | '.join(r)} |" for r in rows),
    ]
    put("extraction", "\n".join([*lines, "", f"Measured on {machine(*PACKAGES)}.", ""]))


def show(rows: list[Row]) -> None:
    """Print the table."""
    table = Table("what", "time", "rate", "times the first", title=machine(*PACKAGES))
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Extraction against bare spaCy, Turtle against rdflib.")
    parser.add_argument("--words", type=int, default=8000, help="how much text to extract from")
    parser.add_argument("--copies", type=int, default=60, help="how often each article stands in the exported store")
    parser.add_argument("--rounds", type=int, default=3, help="how often to measure; the best counts")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    rows = extraction(options.words, options.rounds) + turtles(options.copies, options.rounds)
    show(rows)
    if options.write:
        write(rows)


if __name__ == "__main__":
    main()
