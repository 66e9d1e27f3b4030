"""Options of every command that reads articles, and `inspect`, which shows what was read."""

import io
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import SOME_FAILED, complain, whole
from kg.cli.output import Output, outlet
from kg.errors import BadArticle, KgError
from kg.model import Article

if TYPE_CHECKING:
    from rich.text import Text

    from kg.inspect import Inspection, Sentence
    from kg.read.options import Options

AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Read articles in other languages than English too; expect little.")
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="HOST", help="Fetch from this host though its address is not public."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="FIELD=NAME", help="What a corpus calls id, text, title, date, source, author or url."
    ),
]
One = Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, an address, or - for standard input.")]
Id = Annotated[str | None, typer.Option("--id", metavar="ID", help="The article of a corpus to show.")]
Most = Annotated[int, typer.Option("--limit", parser=whole(1), metavar="N", help="The most articles to show.")]
Page = Annotated[bool, typer.Option("--html", help="Write a page, not lines.")]

WIDE = 10_000
COLOURS = {
    "title": "bold blue",
    "lead": "cyan",
    "body": "green",
    "quotation": "magenta",
    "teaser": "yellow",
    "furniture": "bright_black",
}


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command()(inspect)


def reading(
    any_language: bool = False, allow_host: list[str] | None = None, column: list[str] | None = None
) -> "Options":
    """The options of reading. Raises KgError for a column that is no field of an article."""
    from kg.read.options import COLUMNS, Fetching, Options

    named: dict[str, str] = {}
    for given in column or ():
        field, sign, name = given.partition("=")
        if field not in COLUMNS or not sign or not name:
            raise KgError(f"--column {given}: must be FIELD=NAME, FIELD one of {', '.join(COLUMNS)}")
        named[field] = name
    hosts = frozenset(host.lower() for host in allow_host or ())
    return Options(any_language, named, Fetching(allowed=hosts))


def inspect(
    article: One,
    *,
    html: Page = False,
    output: Output = None,
    id: Id = None,
    limit: Most = 1,
    any_language: AnyLanguage = False,
    allow_host: AllowHost = None,
    column: Columns = None,
) -> None:
    """Show what was read in an article: zones, entities, claims, and where a claim may be missing.

    Example: kg inspect article.html --html -o article-inspected.html
    """
    from kg.inspect import html as page
    from kg.inspect import inspect as inspected
    from kg.language.extractor import Extractor

    faults: list[str] = []
    chosen = list(_chosen(article, id, limit, reading(any_language, allow_host, column), faults))
    for fault in faults:
        complain(fault)
    if not chosen:
        if not faults:
            raise KgError(f"{article}: no article with the id '{id}' in it; kg inspect {article} shows the first")
        raise typer.Exit(SOME_FAILED)
    if html and len(chosen) > 1:
        raise KgError("a page shows one article; leave --limit out, or choose one with --id")
    extractor = Extractor()
    with outlet(output) as stream:
        for one in chosen:
            found = inspected(one, extractor)
            stream.write((page(found) if html else lines(found, output is None)).encode("utf8", "replace"))
    if faults:
        raise typer.Exit(SOME_FAILED)


def _chosen(name: str, id: str | None, limit: int, options: "Options", faults: list[str]) -> Iterator[Article]:
    """The articles to show; faults on the way to them are put into the list."""
    from kg.read import read

    left = limit
    for item in read([name], options):
        if isinstance(item, BadArticle):
            faults.append(str(item))
        elif id is None or item.id == id:
            yield item
            left -= 1
        if not left:
            return


def lines(found: "Inspection", coloured: bool = True) -> str:
    """The inspection as lines for people; in colours if wanted and standard output is a terminal."""
    from rich.console import Console
    from rich.text import Text

    from kg.inspect import told
    from kg.store.cells import for_terminal

    stream = io.StringIO()
    terminal = coloured and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else WIDE
    console = Console(
        file=stream, force_terminal=terminal, no_color=not terminal, width=width, markup=False, highlight=False
    )
    for line in _head(found):
        console.print(Text(line, "bold"), soft_wrap=True)
    for sentence in found.sentences:
        console.print(_coloured(found, sentence), soft_wrap=True)
        for claim in sentence.claims:
            style = "" if claim.is_edge(found.threshold) else "dim"
            console.print(Text(f"    → {for_terminal(told(claim, found.threshold))}", style), soft_wrap=True)
        if sentence.cues:
            words = for_terminal(", ".join(sentence.cues))
            console.print(Text(f"    ? may be missing: {words}", "bold red"), soft_wrap=True)
    return stream.getvalue()


def _head(found: "Inspection") -> Iterator[str]:
    from kg.store.cells import for_terminal

    article = found.article
    known = (article.title, article.date, article.source, article.author, article.url, article.language, article.genre)
    yield for_terminal(f"{article.id}: " + " | ".join(part for part in known if part))
    claims = sum(len(sentence.claims) for sentence in found.sentences)
    yield f"{len(found.sentences)} sentences, {claims} claims, {len(found.missing)} that may miss one"
    yield ""


def _coloured(found: "Inspection", sentence: "Sentence") -> "Text":
    """A sentence behind its zone, what it names underlined; on paper, between brackets."""
    from rich.text import Text

    from kg.inspect import pieces
    from kg.store.cells import for_terminal

    colour = COLOURS[sentence.zone]
    line = Text(f"{sentence.zone:>9}  ", style=colour)
    for piece in pieces(found.article, sentence):
        words = for_terminal(piece.text)
        line.append(f"[{words}]" if piece.named else words, f"{colour} underline" if piece.named else colour)
    return line
