import pytest
from typer.testing import CliRunner

from kg import cli
from kg.errors import KgError, NotFound


def kg(*words):
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def test_the_command_writes_a_page(folder, tmp_path):
    page = tmp_path / "report.html"
    done = kg("report", "--store", folder, "-o", page, "--focus", "Arcadia", "--title", "A <briefing>")
    assert done.exit_code == 0
    assert "<h1>A &lt;briefing&gt;</h1>" in page.read_text("utf8")
    again = tmp_path / "again.html"
    kg("report", "--store", folder, "-o", again, "--focus", "Arcadia", "--title", "A <briefing>")
    assert again.read_bytes() == page.read_bytes()


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        (("-o", "report.pdf"), KgError, "must end in .html"),
        (("-o", "nowhere/report.html"), KgError, "no folder"),
        (("-o", "report.html", "--focus", "Arcadja"), NotFound, "near: Arcadia"),
        (("-o", "report.html", "--since", "2030"), NotFound, "widen the filters"),
        (("-o", "report.html", "--since", "2025", "--until", "2024"), KgError, "is after"),
    ],
)
def test_what_cannot_be_written_is_said(folder, tmp_path, monkeypatch, words, error, message):
    monkeypatch.chdir(tmp_path)
    done = kg("report", "--store", folder, *words)
    assert isinstance(done.exception, error)
    assert message in str(done.exception)
    assert [path.name for path in tmp_path.glob("*.*")] == []
