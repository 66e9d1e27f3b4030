"""Kill writers with signal 9 at random moments and look at what they leave. A program of its own, for it forks.

usage: kills.py FOLDER TRIES SEED
Each try: a child builds a store of made-up articles, or removes and replaces some of a full one, and is killed after a
random part of the time that this takes. What it leaves must open, be sound, and hold all that was acknowledged; after
the same work once more it must be what it would have been. Prints a line a try; exits 1 at the first fault.
"""

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import big_graph
import pyoxigraph as ox

import kg.store.opening
import kg.store.store
from kg.store import Store

CLAIMS = 160
MADE = list(big_graph.documents(CLAIMS))
NAMES = [article.id for article, _ in MADE]
AGAIN = replace(big_graph.RUN, version="again")

Work = Callable[[Path, int], None]


def build(folder: Path, told: int) -> None:
    """Puts all articles in."""
    with Store.open(folder, write=True) as store:
        for article, claims in MADE:
            store.put(article, claims, big_graph.RUN)
            os.write(told, f"{article.id}\n".encode())


def change(folder: Path, told: int) -> None:
    """Takes every other article out and has the rest from another run."""
    with Store.open(folder, write=True) as store:
        held = {document.id for document in store.documents()}
        store.remove(*(name for name in NAMES[::2] if name in held))
        for article, claims in MADE[1::2]:
            store.put(article, claims[::2], AGAIN)
            os.write(told, f"{article.id}\n".encode())


def look(folder: Path, told: int) -> None:
    """Tells a hash of all that a store holds, and which documents; fails where it is not sound."""
    with Store.open(folder) as store:
        faults = list(store.audit())
        assert not faults, faults[:3]
        lines = (store.quads().dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines()
        articles = [store.article(document.id) for document in store.documents()]
        held = sha256(repr((sorted(lines), articles)).encode()).hexdigest()
        os.write(told, "\n".join([held, *(document.id for document in store.documents())]).encode())


def begun(work: Work, folder: Path, told: int) -> int:
    """A child that does the work. Its parent opens no store itself: what forks must have no threads."""
    child = os.fork()
    if child:
        return child
    try:
        work(folder, told)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def seen(folder: Path) -> list[str]:
    """What `look` tells, and the documents."""
    record = folder.with_suffix(".seen")
    with record.open("wb") as told:
        _, status = os.waitpid(begun(look, folder, told.fileno()), 0)
    assert status == 0, f"cannot be opened, or is not sound: {folder}"
    return record.read_text().split()


def timed(work: Work, folder: Path) -> float:
    """Seconds that the work takes undisturbed."""
    start = time.perf_counter()
    with Path(os.devnull).open("wb") as nowhere:
        _, status = os.waitpid(begun(work, folder, nowhere.fileno()), 0)
    assert status == 0, status
    return time.perf_counter() - start


def tried(work: Work, folder: Path, after: float, wanted: object) -> str:
    """Kills the work after so many seconds, checks what it left, does it again, and checks that."""
    record = folder.with_suffix(".told")
    with record.open("wb") as told:
        child = begun(work, folder, told.fileno())
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    acknowledged = record.read_text().split()
    ledger = folder / "documents.sqlite"
    if acknowledged or (ledger.exists() and ledger.stat().st_size):
        lost = set(acknowledged) - set(seen(folder)[1:])
        assert not lost, f"acknowledged, but lost: {sorted(lost)}"
    timed(work, folder)
    assert seen(folder) == wanted, "not what it would have been"
    return f"{work.__name__} after {after:.3f} s, {'killed' if status else 'done'}, {len(acknowledged)} acknowledged"


def main(folder: Path, tries: int, seed: int) -> None:
    """All tries."""
    kg.store.store.BATCH, kg.store.opening.OFTEN = 4, 3
    dice = random.Random(seed)
    whole, changed = folder / "whole", folder / "changed"
    times = {build: timed(build, whole)}
    shutil.copytree(whole, changed)
    times[change] = timed(change, changed)
    wanted = {build: seen(whole), change: seen(changed)}
    for number in range(tries):
        work = (build, change)[number % 2]
        place = folder / f"try-{number}"
        if work is change:
            shutil.copytree(whole, place)
        print(number, tried(work, place, dice.random() * times[work], wanted[work]), flush=True)
        shutil.rmtree(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
