"""The options of reading, at the commands that make claims."""

from pathlib import Path

from typer.testing import CliRunner

from kg.cli import app

RUN = CliRunner()
FRENCH = "Le président a visité le Kenya lundi et a rencontré William Ruto à Nairobi pour parler du commerce.\n"
ROWS = "key,body,day\nx1,Kenya joined BRICS on Monday.,2025-05-05\n"
COLUMNS = ["--column", "id=key", "--column", "text=body", "--column", "date=day"]


def test_columns_by_other_names(tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text(ROWS, encoding="utf8")
    done = RUN.invoke(app, ["build", str(table), "--store", str(tmp_path / "s"), *COLUMNS])
    assert (done.exit_code, done.stdout.split(",")[0]) == (0, "1 read")


def test_another_language_is_left_out_unless_wanted(tmp_path: Path) -> None:
    text = tmp_path / "f.txt"
    text.write_text(FRENCH, encoding="utf8")
    told = RUN.invoke(app, ["extract", str(text)])
    assert told.stdout == ""
    assert "--any-language" in told.stderr
    assert RUN.invoke(app, ["extract", str(text), "--any-language"]).exit_code == 0
