"""The commands themselves, with real extraction in two processes, killed at any moment. Run by `make check-long`."""

import random
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "kg" / "data" / "sample"
PROGRAM = Path(sys.executable).with_name("kg")
TRIES = 8
PATIENCE = 120.0

pytestmark = pytest.mark.long


def run(*words, code=0):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


def content(folder, file):
    run("validate", "--store", folder)
    run("export", "--store", folder, "-o", file)
    return file.read_bytes()


def killed(words, after):
    """Runs a command and kills it; true where it was not done yet. What it has started must end too."""
    with subprocess.Popen([PROGRAM, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        process = psutil.Process(command.pid)
        time.sleep(after)
        below = process.children(recursive=True) if command.poll() is None else []
        command.kill()
    psutil.wait_procs(below, timeout=PATIENCE)
    assert not [one for one in below if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    return command.returncode != 0


def test_a_killed_build_is_finished_by_the_next(tmp_path):
    begun = time.monotonic()
    build = ["build", SAMPLE, "--jobs", 2, "--store"]
    run(*build, tmp_path / "whole")
    lasts = time.monotonic() - begun
    wanted = content(tmp_path / "whole", tmp_path / "whole.nq")
    chance, kills = random.Random(7), 0
    for number in range(TRIES):
        folder = tmp_path / f"s{number}"
        kills += killed([*build, folder], chance.uniform(0, lasts))
        if folder.exists() and any(folder.iterdir()):
            run("validate", "--store", folder)
        run(*build, folder)
        assert content(folder, tmp_path / "again.nq") == wanted
    assert kills


def test_a_killed_removal_is_finished_by_the_next(tmp_path):
    run("build", SAMPLE, "--store", tmp_path / "whole")
    documents = [line.split()[0] for line in run("list", "--store", tmp_path / "whole").stdout.splitlines()[2:]][::2]
    assert documents
    run(*copied(tmp_path, "less"), *documents)
    wanted = content(tmp_path / "less", tmp_path / "less.nq")
    whole = content(tmp_path / "whole", tmp_path / "whole.nq")
    chance = random.Random(11)
    for number in range(TRIES):
        words = [*copied(tmp_path, f"s{number}"), *documents]
        killed(words, chance.uniform(0, 1.5))
        found = content(tmp_path / f"s{number}", tmp_path / "found.nq")
        # All or none of it; and what is not done yet can be done.
        assert found in (whole, wanted)
        if found == whole:
            run(*words)
        assert content(tmp_path / f"s{number}", tmp_path / "found.nq") == wanted


def copied(place, name):
    """The words that remove from a copy of the whole store."""
    folder = place / name
    subprocess.run(["cp", "-r", place / "whole", folder], check=True)
    return ["remove", "--store", folder]
