import io
import sys
import time

from kg.cli import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def terminal(monkeypatch):
    """A terminal for standard error; made in the test, because pytest sets its own before each."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_a_terminal_shows_what_is_done(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    shown = terminal(monkeypatch)
    with progress.progress("reading") as tell:
        tell("3 [read]")
        for _ in range(500):
            if "3 [read]" in shown.getvalue():
                break
            time.sleep(0.02)
    assert "3 [read]" in shown.getvalue()


def test_what_is_done_at_once_shows_nothing(monkeypatch):
    shown = terminal(monkeypatch)
    with progress.progress("reading") as tell:
        tell("3 read")
    assert shown.getvalue() == ""


def test_nothing_is_shown_where_no_one_looks(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    shown = terminal(monkeypatch)
    with progress.progress("reading", wanted=False) as tell:
        tell("3 read")
        time.sleep(0.05)
    assert shown.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress.progress("reading") as tell:
        tell("3 read")
        time.sleep(0.05)
    assert sys.stderr.getvalue() == ""
