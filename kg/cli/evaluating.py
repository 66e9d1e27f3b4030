"""The command that measures: evaluate. It loads spaCy only where it has to extract."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from kg.cli.common import whole
from kg.cli.output import Output, form, format_option, outlet
from kg.cli.progress import Tell, progress

if TYPE_CHECKING:
    from kg.evaluation.gold import GoldArticle
    from kg.evaluation.predicted import Prediction
    from kg.evaluation.report import Evaluation, Wanted

Form = Literal["text", "json"]

FORMS: tuple[Form, ...] = get_args(Form)
SUFFIXES: Mapping[str, Form] = MappingProxyType({".json": "json", ".txt": "text"})

Gold = Annotated[
    Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated articles, one a line: id, text, entities, claims.")
]
Claims = Annotated[
    Path | None,
    typer.Option(
        "--claims", metavar="FILE.jsonl", help="Score these claims, as kg extract writes them; extract nothing."
    ),
]
PerPredicate = Annotated[
    bool, typer.Option("--per-predicate", help="Show the figures of each predicate; JSON has them.")
]
Errors = Annotated[
    int, typer.Option("--errors", parser=whole(0), metavar="N", help="List the first N spurious and missed claims.")
]
Coreference = Annotated[
    bool,
    typer.Option("--coreference", help="Count the claims whose evidence does not name an end; --errors lists them."),
]
Format = Annotated[
    Form | None, format_option(FORMS, "How to write the figures, else as the suffix of FILE says, else text.")
]


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command()(evaluate)


def evaluate(
    gold: Gold,
    claims: Claims = None,
    per_predicate: PerPredicate = False,
    errors: Errors = 0,
    coreference: Coreference = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """Measure the extraction on annotated articles: claims, entities, linking.

    Example: kg evaluate gold.jsonl --coreference --errors 20
    """
    from kg.evaluation.report import Wanted

    chosen, wanted = form(output, format, SUFFIXES, "text"), Wanted(per_predicate, coreference, errors)
    with outlet(output) as stream:
        with progress("reading") as tell:
            found = _evaluation(gold, claims, coreference, tell)
        stream.write(_written(found, wanted, chosen).encode("utf8"))


def _evaluation(gold: Path, claims: Path | None, coreference: bool, tell: Tell) -> "Evaluation":
    from kg.evaluation import gold as annotated
    from kg.evaluation import predicted
    from kg.evaluation.report import evaluate as figures_of

    articles = annotated.read(gold)
    found = predicted.read(claims, articles) if claims else dict(_extracted(articles, coreference, tell))
    return figures_of(articles, found)


def _extracted(articles: "Sequence[GoldArticle]", coreference: bool, tell: Tell) -> "Iterator[tuple[str, Prediction]]":
    from kg.evaluation.predicted import predict
    from kg.language.extractor import Extractor

    extractor = Extractor()
    for number, item in enumerate(articles, start=1):
        yield item.article.id, predict(item.article, extractor, coreference)
        tell(f"{number} of {len(articles)} articles")


def _written(found: "Evaluation", wanted: "Wanted", format: Form) -> str:
    from kg.evaluation.report import as_json, as_text
    from kg.store.cells import for_terminal

    if format == "json":
        return as_json(found, wanted)
    return "".join(f"{for_terminal(line)}\n" for line in as_text(found, wanted))
