"""Readers see what was finished, all of it and nothing else, while a writer is at work."""

import asyncio
import os
import signal
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kg.model import Article, Extraction, Run
from kg.serve.engine import Engine
from kg.serve.errors import Unavailable
from kg.serve.jobs import Job
from kg.serve.settings import Settings
from kg.serve.snapshots import Snapshots
from kg.store import Store

COUNT = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def put(folder: Path, run: Run, name: str) -> None:
    with Store.open(folder, write=True) as store:
        store.put(Article(name, "Nothing happened.", date="2025-01-01"), (), run)


def graphs(store: Store) -> int:
    (row,) = store.select(COUNT)
    return int(row["n"].value)


def test_a_reader_keeps_its_snapshot_and_the_next_has_the_new_one(folder: Path, run: Run):
    snapshots = Snapshots(folder)
    with snapshots.store() as before:
        known = graphs(before)
        put(folder, run, "new-1")
        with snapshots.store() as after:
            assert (graphs(after), len(after.documents())) == (known + 1, known + 1)
        assert (graphs(before), len(before.documents())) == (known, known)
    with snapshots.store() as again:
        assert graphs(again) == known + 1
    snapshots.close()


def test_many_threads_read_while_one_writes(folder: Path, run: Run):
    snapshots = Snapshots(folder)

    def agree() -> bool:
        with snapshots.store() as store:
            return graphs(store) == len(store.documents())

    with ThreadPoolExecutor(6) as pool:
        reads = [pool.submit(agree) for _ in range(60)]
        for number in range(3):
            put(folder, run, f"new-{number}")
        reads += [pool.submit(agree) for _ in range(20)]
        assert all(read.result() for read in reads)
    snapshots.close()
    # Nobody holds what is past: the writer can take it away.
    put(folder, run, "last")
    assert len([path for path in (folder / "graph").iterdir() if path.is_dir()]) == 1


def test_a_store_that_is_gone_is_told(tmp_path: Path):
    snapshots = Snapshots(tmp_path)
    with pytest.raises(Unavailable, match=r"^the store cannot be read now; try again later$"), snapshots.store():
        pass
    snapshots.close()


def played(settings: Settings, scene) -> Coroutine[Any, Any, list[int]]:
    """What a scene with an engine gives."""

    async def play() -> list[int]:
        engine = Engine(settings)
        await engine.start()
        try:
            return await scene(engine)
        finally:
            await engine.stop()

    return play()


async def known(engine: Engine) -> int:
    return int((await engine.run(Job(text=COUNT, forms=("csv",)))).body.split()[1])


def test_a_process_answers_from_what_was_finished_last(awaited, folder: Path, run: Run, world: tuple[Extraction, ...]):
    async def scene(engine: Engine) -> list[int]:
        before = await known(engine)
        await asyncio.to_thread(put, folder, run, "new-1")
        return [before, await known(engine)]

    settings = Settings(store=folder, jobs=2, timeout=100, patience=100)
    assert awaited(played(settings, scene)) == [len(world), len(world) + 1]


def test_processes_that_were_killed_are_replaced(awaited, folder: Path, world: tuple[Extraction, ...]):
    async def scene(engine: Engine) -> list[int]:
        before = await known(engine)
        maker = engine._nursery._process
        assert maker is not None
        os.kill(maker.pid, signal.SIGKILL)
        maker.wait()
        while any(worker.is_alive() for worker in engine._idle):
            await asyncio.sleep(0.05)
        return [before, await known(engine)]

    settings = Settings(store=folder, jobs=2, timeout=100, patience=100)
    assert awaited(played(settings, scene)) == [len(world)] * 2
