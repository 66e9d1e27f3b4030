import io
import time

import pytest

from kg.cli import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_a_terminal_shows_what_is_done(terminal, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress.progress("reading") as tell:
        tell("3 [read]")
        for _ in range(500):
            if "3 [read]" in terminal.getvalue():
                break
            time.sleep(0.02)
    assert "3 [read]" in terminal.getvalue()


def test_what_is_done_at_once_shows_nothing(terminal):
    with progress.progress("reading") as tell:
        tell("3 read")
    assert terminal.getvalue() == ""


def test_nothing_is_shown_where_no_one_looks(terminal, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress.progress("reading", wanted=False) as tell:
        tell("3 read")
        time.sleep(0.05)
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress.progress("reading") as tell:
        tell("3 read")
        time.sleep(0.05)
    assert terminal.getvalue() == ""
