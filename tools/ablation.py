"""What each part of the extractor is worth: rules, models, coreference and the trained recogniser left out in turn.

usage: .venv/bin/python tools/ablation.py ../shared

For each combination the weights of the mix are fitted anew on the sixty training articles held back, and what is then
more likely than the extractor's least chance is measured on them and on the dev gold, triple by triple (without the
one-to-one matching of the scorer, so that figures differ a little from `kg evaluate`). Needs the `train` extra; takes
about five minutes on two cores.
"""

import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from math import log
from pathlib import Path
from unittest.mock import patch

from kg.evaluation.gold import GoldArticle, read
from kg.language import recognise
from kg.language.extractor import LEAST
from kg.language.learned.options import Sources
from kg.language.learned.weigh import dot
from kg.training.articles import split
from kg.training.mixing import Case, Weights, cases, fit, judged

ROWS = {
    "rules and models": Sources(),
    "rules only": Sources(model=False),
    "models only": Sources(rules=False),
    "without coreference": Sources(coreference=False),
}


def main(shared: Path) -> None:
    """Prints a table in Markdown."""
    held = [a for path in sorted((shared / "train").glob("*.jsonl")) for a in split(read(path))[1]]
    dev = list(read(shared / "gold" / "dev.jsonl"))
    print("| | held back P R F1 | dev P R F1 |\n|---|---|---|")
    with ProcessPoolExecutor(2) as pool:
        for name, sources in ROWS.items():
            _row(
                name,
                *(list(pool.map(partial(cases, sources=sources), side, chunksize=2)) for side in (held, dev)),
                held,
                dev,
            )
    with patch.object(recognise, "guesses", lambda doc: ()), ProcessPoolExecutor(2) as pool:
        found = (list(pool.map(cases, side, chunksize=2)) for side in (held, dev))
        _row("without the trained recogniser", *found, held, dev)


def _row(
    name: str,
    on_held: list[list[Case]],
    on_dev: list[list[Case]],
    held: Iterable[GoldArticle],
    dev: Iterable[GoldArticle],
) -> None:
    weights = fit(on_held)
    print(f"| {name} | {_figures(on_held, held, weights)} | {_figures(on_dev, dev, weights)} |", flush=True)


def _figures(found: list[list[Case]], gold: Iterable[GoldArticle], weights: dict[str, Weights]) -> str:
    judgements = (pair for some in found for pair in judged(some, weights["sentence"]))
    said = [case for inputs, case in judgements if dot(inputs, weights["article"]) >= log(LEAST / (1 - LEAST))]
    right, required = sum(case.right for case in said), sum(len(a.required) for a in gold)
    f1 = 2 * right / max(len(said) + required, 1)
    return f"{right / max(len(said), 1):.3f} {right / required:.3f} {f1:.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
