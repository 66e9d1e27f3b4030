"""A writer that is killed at any moment loses nothing that it said was safe, and leaves nothing half done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
@pytest.mark.parametrize(
    ("tries", "seed"), [(4, 1), pytest.param(50, 2, marks=pytest.mark.long)], ids=["a handful", "fifty"]
)
def test_kill_points(tmp_path, tries, seed):
    words = [sys.executable, str(Path(__file__).with_name("kills.py")), str(tmp_path), str(tries), str(seed)]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tools")])
    done = subprocess.run(words, env={**os.environ, "PYTHONPATH": paths}, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("acknowledged") == tries
    assert "killed" in done.stdout
