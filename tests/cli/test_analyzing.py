"""kg analyze, on made-up claims."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WORDS = {
    "brokers": (),
    "blocs": (),
    "balance": (),
    "hedging": (),
    "path": ("Ruritania", "Zubrowka"),
    "dyad": ("Ruritania", "Arcadia"),
    "timeline": ("Arcadia",),
    "changes": ("--since", "2025-03-05"),
    "initiatives": (),
    "speakers": (),
}


@pytest.mark.parametrize("question", WORDS)
def test_every_question_prints_a_table_and_draws_a_figure(kg, folder, tmp_path, question):
    figure = tmp_path / "figure.svg"
    done = kg("analyze", question, *WORDS[question], "--store", folder, "--plot", figure, "--evidence")
    assert done.code == 0, done.err
    assert done.err == f"wrote {figure}\n"
    assert "\n- " in done.out
    assert b"<svg" in figure.read_bytes()


def test_forms(kg, folder, tmp_path):
    done = kg("analyze", "timeline", "Arcadia", "--store", folder, "--format", "csv", "--top", 2)
    assert done.out.splitlines()[0].startswith("date,dated_by,subject")
    assert len(done.out.splitlines()) == 3
    assert "rows are shown" not in done.out
    found = json.loads(kg("analyze", "speakers", "--store", folder, "--format", "json", "--evidence").out)
    assert found["rows"][0]["evidence"][0]["quote"]
    target = tmp_path / "answer.json"
    assert kg("analyze", "blocs", "--store", folder, "-o", target).err == f"wrote {target}\n"
    assert json.loads(target.read_text("utf8"))["analysis"] == "blocs"


def test_one_row_with_all_its_quotes(kg, folder):
    done = kg("analyze", "timeline", "Arcadia", "--store", folder, "--row", 1)
    assert done.out.count("\n1. ") == 1
    assert "“" in done.out


def test_choices(kg, folder):
    assert "Ruritania" not in kg("analyze", "timeline", "Arcadia", "--store", folder, "--since", "2099").out
    people = kg("analyze", "brokers", "--store", folder, "--people", "--format", "csv").out
    assert people != kg("analyze", "brokers", "--store", folder, "--format", "csv").out
    assert kg("analyze", "balance", "--triads", "--store", folder).out.startswith("Balance: signed triads")


def test_what_is_wrong_is_said(kg, folder, complaint, tmp_path):
    complaint(kg("analyze", "timeline", "Nowhere", "--store", folder), 1, "no entity 'Nowhere'")
    complaint(kg("analyze", "brokers", "--among", "Sate", "--store", folder), 1, "no class 'Sate'", "State")
    complaint(kg("analyze", "speakers", "--row", 99, "--store", folder), 1, "no row 99; there")
    complaint(kg("analyze", "blocs", "--plot", tmp_path / "x.pdf", "--store", folder), 1, ".svg or .png")
    complaint(kg("analyze", "blocs", "--since", "2025", "--until", "2024", "--store", folder), 1, "2025 is after until")
    assert kg("analyze", "changes", "--store", folder).code == 2
    assert kg("analyze", "changes", "--since", "soon", "--store", folder).code == 2


def test_no_order_of_hashes_comes_into_answers_or_figures(folder, root: Path):
    script = """
import sys
from kg import analysis
from kg.store import Store

with Store.open(sys.argv[1]) as store:
    corpus = analysis.read(store)
    asked = (analysis.balance, analysis.hedging, analysis.initiatives, analysis.speakers, analysis.blocs)
    for table in (analysis.changes(corpus, "2025-03-05"), *(ask(corpus) for ask in asked)):
        sys.stdout.buffer.write(analysis.as_json(table, True).encode())
    sys.stdout.buffer.write(analysis.svg(table))
"""
    found = [
        subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            capture_output=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            timeout=300,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert found[0].endswith(b"</svg>\n")
