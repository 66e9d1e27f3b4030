"""Measure what `kg build` needs for thousands of articles: time, and the memory of all its processes together.

usage: bench_build.py ARTICLES.jsonl... [--articles 2000] [--jobs 2] [--write]
Where the files hold fewer articles than are wanted, more are put together from their paragraphs, each from several
articles, by chance with a fixed seed. Memory is what the processes hold, pages that they share divided among them
(PSS), looked at twice a second. `--write` puts the table into docs/benchmarks.md.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import psutil
from benchmark_page import machine, put

SEED = 20_261_122
EVERY = 0.5
# The table says how much was held by then, in so many steps: it should not grow.
STEPS = 8


def articles(files: list[Path], number: int) -> Iterator[dict[str, str]]:
    """So many articles: those of the files, then others of their paragraphs."""
    read = [json.loads(line) for file in files for line in file.read_text("utf8").splitlines()]
    yield from ({"id": str(row["id"]), "title": row.get("title") or "", "text": row["text"]} for row in read[:number])
    chance, paragraphs = random.Random(SEED), [row["text"].split("\n") for row in read]
    for count in range(number - len(read)):
        like = chance.choice(paragraphs)
        mixed = [chance.choice(others) for others in chance.choices(paragraphs, k=len(like))]
        yield {"id": f"mixed-{count}", "title": "", "text": "\n".join(mixed)}


def held(process: psutil.Process) -> float:
    """Megabytes that a process and all it started hold now."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.Error):
            total += one.memory_full_info().pss
    return total / 1e6


def watched(words: list[str]) -> tuple[float, list[float], str]:
    """Seconds that a command takes, the megabytes that it held all the while, and the last lines that it printed."""
    begun, seen = time.monotonic(), list[float]()
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as command:
        process = psutil.Process(command.pid)
        while command.poll() is None:
            with suppress(psutil.Error):
                seen.append(held(process))
            time.sleep(EVERY)
        said = command.stdout.read() if command.stdout else ""
    if command.returncode:
        raise SystemExit(f"bench_build: kg build ended with {command.returncode}: {said}")
    return time.monotonic() - begun, seen, said


def steps(seen: list[float]) -> list[float]:
    """The most that was held in each part of the time."""
    size = -(-len(seen) // STEPS)
    return [max(seen[start : start + size]) for start in range(0, len(seen), size)]


def measured(files: list[Path], number: int, jobs: int) -> str:
    """The table."""
    with tempfile.TemporaryDirectory() as place:
        file, store = Path(place) / "articles.jsonl", Path(place) / "store"
        rows = list(islice(articles(files, number), number))
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
        program = str(Path(sys.executable).parent / "kg")
        seconds, seen, said = watched([program, "build", str(file), "--store", str(store), "--jobs", str(jobs)])
    words = sum(len(row["text"].split()) for row in rows)
    print(said, end="")
    return "\n".join(
        [
            "| articles | words | jobs | minutes | words a second | peak memory | memory in each eighth of the time |",
            "|---:|---:|---:|---:|---:|---:|---|",
            f"| {len(rows):,} | {words:,} | {jobs} | {seconds / 60:.1f} | {words / seconds:,.0f} | {max(seen):,.0f} MB "
            f"| {', '.join(f'{step:,.0f}' for step in steps(seen))} |",
        ]
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time and memory of a large build.")
    parser.add_argument("files", nargs="+", type=Path, help="articles as JSON Lines with id and text")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    table = measured(options.files, options.articles, options.jobs)
    print(table)
    if options.write:
        put("build", f"{table}\n\nMeasured on {machine('spacy', 'pyoxigraph')}.\n")


if __name__ == "__main__":
    main()
