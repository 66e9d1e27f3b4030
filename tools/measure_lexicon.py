"""Measures every wording of the lexicon on annotated articles: how often it fired, how often it was right.

usage: .venv/bin/python tools/measure_lexicon.py ../shared/train/silver.jsonl ../shared/train/written.jsonl

Writes kg/data/lexicon/precision.tsv, one of the things that the confidence of a claim comes from: how many triples each
wording gave (counted once an article), and how many of these the annotator has. Takes about four minutes on two cores;
then weigh the parts anew (`python -m kg.training mix`).
"""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from kg.evaluation.gold import GoldArticle, read
from kg.evaluation.truth import Truth
from kg.files import data
from kg.language.extractor import considered
from kg.language.learned.options import Sources

RULES = Sources(model=False)


def main(paths: list[str]) -> None:
    """Measures over the articles of the files and writes the table."""
    articles = [article for path in paths for article in read(Path(path))]
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with ProcessPoolExecutor(2) as pool:
        for found in pool.map(judged, articles, chunksize=8):
            for wording, hit in found:
                said[wording] += 1
                right[wording] += hit
    lines = [f"{wording}\t{said[wording]}\t{right[wording]}" for wording in sorted(said)]
    target = data("lexicon") / "precision.tsv"
    target.write_text("\n".join(["wording\tsaid\tright", *lines]) + "\n", encoding="utf8")
    print(f"{sum(right.values())} of {sum(said.values())} right; wrote {target}")


def judged(gold: GoldArticle) -> list[tuple[str, bool]]:
    """For each triple that a wording gives of an article, whether an annotator has it too."""
    truth = Truth(gold)
    found: dict[tuple[str, tuple[str, str, str]], bool] = {}
    for candidate in (option.candidate for option in considered(gold.article, RULES)):
        if candidate.wording is not None:
            right = truth.of(candidate.subject, candidate.relation, candidate.object)
            found[candidate.wording.id, candidate.key] = right is not False
    return [(wording, hit) for (wording, _), hit in found.items()]


if __name__ == "__main__":
    main(sys.argv[1:])
