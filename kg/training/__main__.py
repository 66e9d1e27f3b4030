"""`python -m kg.training STEP ARTICLES.jsonl...`: train the models that the package ships, step by step.

`recogniser`: the encoder finds mentions. `relations`: the same encoder, with a second head, judges pairs of them, and a
linear model does so too. `mix`: how far to trust each.
"""

import json
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated

import torch
import typer

from kg.evaluation.gold import GoldArticle, read
from kg.training import joint, linear, mixing, samples
from kg.training.articles import classes, split
from kg.training.export import export, export_linear, export_relations
from kg.training.figures import Figures, figures
from kg.training.network import Settings, Tagger, fit
from kg.training.relations import Source, source

THRESHOLD = 0.5
FIRST_EPOCHS, EPOCHS = 5, 7
STATE = "recogniser.pt"

Articles = Annotated[list[Path], typer.Argument(help="Annotated articles; thirty of each file are held back.")]
Out = Annotated[Path, typer.Option(help="The folder for the weights.")]
Scratch = Annotated[Path, typer.Option(help="Where the network is kept between the steps.")]
Epochs = Annotated[int, typer.Option(help="How often every article is seen.")]
Seed = Annotated[int, typer.Option(help="Settles the order of learning.")]
app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def recogniser(
    articles: Articles,
    out: Out = Path("kg/data/models"),
    scratch: Scratch = Path("build"),
    epochs: Epochs = FIRST_EPOCHS,
    seed: Seed = 0,
) -> None:
    """Train the recogniser; prints what it finds right on the articles held back, after each epoch."""
    with ProcessPoolExecutor() as pool:
        sides = [list(pool.map(samples.of, side, chunksize=4)) for side in _articles(articles)]
    learned, held = ([window for article in side for window in article] for side in sides)
    began = time.monotonic()
    for epoch, loss, network in fit(learned, 2 * len(classes()) + 1, Settings(epochs=epochs, seed=seed)):
        found = figures(network, held)
        typer.echo(f"epoch {epoch + 1}: loss {loss:.3f}, {_told(found)}, {time.monotonic() - began:.0f} s")
    export(network, classes(), THRESHOLD, out)
    scratch.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), scratch / STATE)
    facts = _facts(len(sides[0]), len(sides[1]), found, epochs, seed)
    (out / "recogniser.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf8")


@app.command()
def relations(
    articles: Articles,
    out: Out = Path("kg/data/models"),
    scratch: Scratch = Path("build"),
    epochs: Epochs = EPOCHS,
    seed: Seed = 0,
) -> None:
    """Train both relation models on the mentions that the shipped recogniser finds, and the encoder with them."""
    learned = _sources(_articles(articles)[0])
    weights, bias = linear.fit([e for s in learned for e in s.examples])
    export_linear(weights, bias, out)
    tagger = Tagger(2 * len(classes()) + 1)
    tagger.load_state_dict(torch.load(scratch / STATE, weights_only=True))
    windows = [window for article in learned for window in article.windows]
    began = time.monotonic()
    network = joint.Joint(tagger)
    for epoch, loss in joint.fit(windows, network, Settings(epochs=epochs, seed=seed)):
        typer.echo(f"epoch {epoch + 1}: loss {loss:.3f}, {time.monotonic() - began:.0f} s")
    export(network.tagger, classes(), THRESHOLD, out)
    export_relations(network.head, out)


@app.command()
def mix(articles: Articles, out: Out = Path("kg/data/models")) -> None:
    """Weigh the lexicon and both models by the articles held back."""
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(mixing.cases, _articles(articles)[1], chunksize=4))
    weights = mixing.fit(found)
    (out / "mix.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf8")
    right = [case.right for some in found for case in some]
    typer.echo(f"{len(right)} triples considered, {sum(right)} right")


def _sources(articles: Iterable[GoldArticle]) -> list[Source]:
    with ProcessPoolExecutor() as pool:
        return list(pool.map(source, articles, chunksize=4))


def _articles(paths: list[Path]) -> tuple[list[GoldArticle], list[GoldArticle]]:
    """Those to learn from, and those held back."""
    parts = [split(read(path)) for path in sorted(paths)]
    learned, held = ([a for part in parts for a in part[side]] for side in (0, 1))
    return learned, held


def _told(found: Figures) -> str:
    return f"held back P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"


def _facts(learned: int, held: int, found: Figures, epochs: int, seed: int) -> dict[str, str | int | float]:
    return {
        "articles": learned,
        "held_back": held,
        "epochs": epochs,
        "seed": seed,
        "held_back_precision": round(found.precision, 4),
        "held_back_recall": round(found.recall, 4),
        "held_back_f1": round(found.f1, 4),
    }


if __name__ == "__main__":
    app()
