"""`python -m kg.training ARTICLES.jsonl... --out DIR`: train the recogniser and write its weights."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from kg.catalog import relations
from kg.evaluation.gold import read
from kg.training.articles import Labelled, labelled, split
from kg.training.export import export
from kg.training.figures import Figures, figures
from kg.training.network import Settings, fit
from kg.training.samples import samples

THRESHOLD = 0.5
EPOCHS = 5


def main(
    articles: Annotated[list[Path], typer.Argument(help="Annotated articles; thirty of each file are held back.")],
    out: Annotated[Path, typer.Option(help="The folder for the weights.")] = Path("kg/data/models"),
    epochs: Annotated[int, typer.Option(help="How often every article is seen.")] = EPOCHS,
    seed: Annotated[int, typer.Option(help="Settles the order of learning.")] = 0,
) -> None:
    """Train the recogniser; prints what it finds right on the articles held back, after each epoch."""
    classes = relations.classes()
    learned, held = _articles(articles, classes)
    windows = [sample for article in learned for sample in samples(article)]
    began = time.monotonic()
    for epoch, loss, network in fit(windows, 2 * len(classes) + 1, Settings(epochs=epochs, seed=seed)):
        found = figures(network, held)
        typer.echo(f"epoch {epoch + 1}: loss {loss:.3f}, {_told(found)}, {time.monotonic() - began:.0f} s")
    export(network, classes, THRESHOLD, out)
    (out / "recogniser.json").write_text(json.dumps(_facts(learned, held, found, epochs, seed), indent=1) + "\n")


def _articles(paths: list[Path], classes: tuple[str, ...]) -> tuple[list[Labelled], list[Labelled]]:
    parts = [split(read(path)) for path in sorted(paths)]
    learned, held = ([labelled(a, classes) for part in parts for a in part[side]] for side in (0, 1))
    return learned, held


def _told(found: Figures) -> str:
    return f"held back P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"


def _facts(
    learned: list[Labelled], held: list[Labelled], found: Figures, epochs: int, seed: int
) -> dict[str, str | int | float]:
    return {
        "articles": len(learned),
        "held_back": len(held),
        "epochs": epochs,
        "seed": seed,
        "held_back_precision": round(found.precision, 4),
        "held_back_recall": round(found.recall, 4),
        "held_back_f1": round(found.f1, 4),
    }


if __name__ == "__main__":
    typer.run(main)
