"""Several processes at work: order, memory, deaths, interruption. What they do here is told by a module of the test."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import BadArticle, BadData
from kg.language import workers
from kg.model import Article, Extraction

ODD = """
import os, sys, time
from kg.errors import BadArticle, BadData
from kg.model import Extraction

def odd(article):
    if article.text == "dies":
        os._exit(9)
    if article.text == "waits":
        time.sleep(60)
    if article.text == "no data":
        raise BadData("lexicon.toml: gone")
    if article.text == "bad":
        return BadArticle(f"{article.id}: bad")
    # The later ones are the quicker.
    time.sleep(0.05 if article.id < "05" else 0)
    return Extraction(article)
"""


@pytest.fixture
def odd(tmp_path, monkeypatch):
    (tmp_path / "odd_work.py").write_text(ODD)
    monkeypatch.syspath_prepend(tmp_path)
    import odd_work

    yield odd_work.odd
    del sys.modules["odd_work"]


def items(*texts):
    return [(Article(f"{number:02}", text), number) for number, text in enumerate(texts)]


def told(found):
    return [(str(one) if isinstance(one, BadArticle) else one.article.id, mark) for one, mark in found]


def test_any_number_of_jobs_gives_the_same_in_the_same_order(odd):
    every = items(*["good"] * 9, "bad", "good")
    every.insert(3, (BadArticle("x.txt: empty"), "mark"))
    one = told(workers.extracted(every, 1, odd))
    assert told(workers.extracted(every, 3, odd)) == one
    assert one[3] == ("x.txt: empty", "mark")
    assert one[10] == ("09: bad", 9)


def test_an_article_that_ends_its_process_is_named_and_the_rest_goes_on(odd):
    found = told(workers.extracted(items("good", "good", "dies", "good", "dies", *["good"] * 3), 2, odd))
    cause = "ended the process that read it (out of memory?); left out"
    assert found[2] == (f"02: {cause}", 2)
    assert found[4] == (f"04: {cause}", 4)
    assert [name for name, _ in found if ":" not in name] == ["00", "01", "03", "05", "06", "07"]


def test_what_is_no_fault_of_an_article_stops_all(odd):
    with pytest.raises(BadData, match="lexicon"):
        list(workers.extracted(items("good", "no data", *["good"] * 9), 2, odd))


def test_no_more_is_read_than_fits_ahead(odd, monkeypatch):
    monkeypatch.setattr(workers, "AHEAD", 2)
    read = []

    def counted():
        for item in items(*["good"] * 30):
            read.append(item)
            yield item

    for number, _ in enumerate(workers.extracted(counted(), 2, odd), start=1):
        assert len(read) - number <= 2 * 2
    assert len(read) == 30


def test_a_fault_of_the_program_costs_one_article(monkeypatch):
    class Faulty:
        def extract(self, article):
            if article.id == "01":
                raise IndexError(7)
            return ()

    monkeypatch.setattr(workers, "extractor", Faulty)
    found = [one for one, _ in workers.extracted(items("a", "b", "c"), 1)]
    assert [isinstance(one, Extraction) for one in found] == [True, False, True]
    assert "01: a fault of the extraction (IndexError in test_workers.py, line " in str(found[1])
    assert "left out, please report it" in str(found[1])


SCRIPT = """
import os, sys
from kg.model import Article
from kg.language import workers

def main():
    import odd_work
    every = [(Article("00", "good"), 0), *((Article(f"{n:02}", "waits"), n) for n in range(1, 6))]
    for found, _ in workers.extracted(every, 2, odd_work.odd):
        print("ready", flush=True)

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_and_no_worker_complains(odd, tmp_path, how):
    script = begun(SCRIPT, tmp_path)
    children = [int(line) for line in Path(f"/proc/{script.pid}/task/{script.pid}/children").read_text().split()]
    assert len(children) >= 2
    if how == signal.SIGINT:
        # As a terminal does: to all processes at once. Whoever waits 60 seconds is still asleep then.
        os.killpg(script.pid, how)
        time.sleep(0.5)
        for child in children:
            kill(child)
    else:
        script.kill()
    _, faults = script.communicate(timeout=60)
    assert faults.count("Traceback") == (how == signal.SIGINT)
    for _ in range(300):
        if not any(map(lives, children)):
            break
        time.sleep(0.1)
    assert not any(map(lives, children))


STARTING = """
import time
from kg.model import Article
from kg.language import workers

if __name__ == "__main__":
    import odd_work
    list(workers.extracted([(Article(f"{n:02}", "waits"), n) for n in range(2)], 2, odd_work.odd))
else:
    # A worker that is not yet at work.
    print("ready", flush=True)
    time.sleep(1)
"""


def test_no_worker_complains_of_an_interrupt_while_it_starts(odd, tmp_path):
    script = begun(STARTING, tmp_path)
    os.killpg(script.pid, signal.SIGINT)
    _, faults = script.communicate(timeout=60)
    assert faults.count("Traceback") == 1


def begun(script, folder):
    """A script that has said that it is ready, in a group of processes of its own."""
    (folder / "main.py").write_text(script)
    path = os.pathsep.join([str(folder), str(Path(__file__).resolve().parents[2])])
    process = subprocess.Popen(
        [sys.executable, str(folder / "main.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process):
    if lives(process):
        os.kill(process, signal.SIGKILL)


def lives(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
