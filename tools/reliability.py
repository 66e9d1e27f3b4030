"""Does a confidence mean what it says? Claims by confidence, and the share of them that the annotator has.

usage: .venv/bin/python tools/reliability.py GOLD.jsonl...

Prints a table in Markdown, over all articles of the files pooled. What only one of two annotators gave is left out.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

from kg.catalog import relations
from kg.evaluation.gold import GoldArticle, read
from kg.evaluation.matching import judge
from kg.evaluation.predicted import predict
from kg.language.extractor import Extractor

BOUNDS = (0.25, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 1.01)


def main(paths: list[str]) -> None:
    """Prints the table."""
    articles = [article for path in paths for article in read(Path(path))]
    with ProcessPoolExecutor(2) as pool:
        found = [pair for some in pool.map(judged, articles, chunksize=2) for pair in some]
    print("| confidence | claims | mean confidence | right |\n|---|---|---|---|")
    for least, below in pairwise(BOUNDS):
        some = [(sure, right) for sure, right in found if least <= sure < below]
        if some:
            mean, share = (sum(column) / len(some) for column in zip(*some, strict=True))
            print(f"| {least:.2f} to {min(below, 1.0):.2f} | {len(some)} | {mean:.2f} | {share:.2f} |")


def judged(gold: GoldArticle) -> list[tuple[float, bool]]:
    """The confidence of each claim of an article, and whether it is right."""
    return list(_judged(gold))


def _judged(gold: GoldArticle) -> Iterator[tuple[float, bool]]:
    result = judge(gold, predict(gold.article, Extractor()).claims, relations.load())
    for n, triple in enumerate(result.triples):
        if n not in result.excused:
            yield triple.said.confidence, n in result.matched


if __name__ == "__main__":
    main(sys.argv[1:])
