"""Does more data pay? The linear model learned from parts of the training articles, measured on what it has not seen.

usage: .venv/bin/python tools/learning_curve.py ../shared

Strict F1 over triples at the best threshold, on the sixty training articles held back and on the dev gold. Needs the
`train` extra; takes about ten minutes on two cores.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from kg.catalog import relations
from kg.evaluation.gold import read
from kg.evaluation.truth import Truth
from kg.training.articles import split
from kg.training.linear import Weights, fit
from kg.training.relations import Example, Source, source

PARTS = (48, 96, 192, 385, 770)
Triple = tuple[str, int, str]


def main(shared: Path) -> None:
    """Prints a table in Markdown."""
    parts = [split(read(path)) for path in sorted((shared / "train").glob("*.jsonl"))]
    with ProcessPoolExecutor(2) as pool:
        learned = [list(pool.map(source, part[0], chunksize=4)) for part in parts]
        held = list(pool.map(source, [a for part in parts for a in part[1]], chunksize=4))
        dev = list(pool.map(source, read(shared / "gold" / "dev.jsonl"), chunksize=4))
    print("| articles | held back F1 | dev F1 |\n|---|---|---|")
    whole = sum(map(len, learned))
    for count in PARTS:
        some = [s for part in learned for s in part[: round(len(part) * count / whole)]]
        model = fit([e for s in some for e in s.examples])
        print(f"| {len(some)} | {_best_f1(held, *model):.3f} | {_best_f1(dev, *model):.3f} |", flush=True)


def _best_f1(sources: Sequence[Source], weights: Weights, bias: Weights) -> float:
    """The best F1 that any threshold gives."""
    required = sum(len(s.gold.required) for s in sources)
    found = sorted((t for s in sources for t in _judged(s, weights, bias)), reverse=True)
    right, best = 0, 0.0
    for said, (_, is_right) in enumerate(found, start=1):
        right += is_right
        best = max(best, 2 * right / (said + required))
    return best


def _judged(article: Source, weights: Weights, bias: Weights) -> Iterator[tuple[float, bool]]:
    """Each triple's best score and whether it is right; those that only one annotator gave are left out."""
    names = tuple(relations.load())
    best: dict[Triple, float] = {}
    for example in article.examples:
        scores = weights[example.buckets].sum(axis=0) + bias
        for n in example.allowed:
            key = _key(example, n)
            best[key] = max(best.get(key, -np.inf), float(scores[n]))
    truth, known = Truth(article.gold), article.entities
    for (one, n, other), score in best.items():
        right = truth.of(known[one], names[n], known[other]) if one in known and other in known else False
        if right is not None:
            yield score, right


def _key(example: Example, n: int) -> Triple:
    one, other = (ids[0] for ids in example.ids)
    symmetric = tuple(relations.load().values())[n].symmetric
    one, other = sorted((one, other)) if symmetric else (one, other)
    return one, n, other


if __name__ == "__main__":
    main(Path(sys.argv[1]))
