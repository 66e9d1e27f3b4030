"""Writes docs/commands.md: every command of `kg` with its arguments and options, as the program itself knows them.

usage: .venv/bin/python tools/make_reference.py
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from kg.cli import app

# What typer makes of our functions; the classes of its own click.
Command = Any
Parameter = Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """# Commands
Made by `tools/make_reference.py` from the program itself; a test holds it fresh. `kg` is `.venv/bin/kg`. Whatever is no
result goes to standard error. Exit codes: 0 all well; 1 a mistake of the user or a fault of the input, told in one
line; 2 a command line that `kg` does not know; 3 something was left out (each is named) and the rest was done; 130
stopped.
"""


def page() -> str:
    """The whole page."""
    root = typer.main.get_command(app)
    return HEAD + "".join(section for words, command in commands(root, ()) for section in described(words, command))


def commands(command: Command, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Every command that does something, with the words that call it."""
    if not hasattr(command, "commands"):
        yield words, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*words, name))


def described(words: tuple[str, ...], command: Command) -> Iterator[str]:
    """The section of a command."""
    context = command.make_context(" ".join(("kg", *words)), [], resilient_parsing=True)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"\n## kg {' '.join(words)}\n`kg {' '.join(words)} {usage}`\n\n{_text(command.help)}\n"
    rows = [row for parameter in command.get_params(context) if (row := _row(parameter, context))]
    if rows:
        yield "\n| option | what it does |\n|---|---|\n" + "".join(f"| {name} | {text} |\n" for name, text in rows)


def _row(parameter: Parameter, context: typer.Context) -> tuple[str, str] | None:
    record = parameter.get_help_record(context)
    if record is None or "--help" in parameter.opts:
        return None
    name, text = record
    # An argument comes with its type behind it, which says nothing to a reader.
    return f"`{_cell(re.sub(r' <.*>$', '', name))}`", _cell(text)


def _text(help: str | None) -> str:
    """The help of a command: one paragraph a line, examples as they stand."""
    paragraphs = (help or "").replace("\b", "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf8")
