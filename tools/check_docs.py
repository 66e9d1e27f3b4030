"""Check README.md and docs/*.md: relative links lead to files, console blocks name real commands and options.

usage: check_docs.py [FOLDER]
Prints one line a fault and exits 1 if there are any. In a console block, lines after `$ ` are commands.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typer
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
REMOTE = re.compile(r"[a-z][a-z+.-]*:|#", re.IGNORECASE)
HTML_LINK = re.compile(r"""(?:src|href)=["']([^"']+)""")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
SEPARATORS = {"|", "||", "&&", ";", "&"}
HELP = {"--help", "-h"}


class Fault(NamedTuple):
    """Where a page is wrong, and how."""

    page: Path
    line: int
    message: str


class Surface(NamedTuple):
    """What a reader may type: the `kg` command tree (click's objects) and the targets of make."""

    kg: Any
    targets: frozenset[str]

    def fault(self, words: list[str]) -> str | None:
        """What is wrong with one command, or None; commands that are not ours pass."""
        program = Path(words[0]).name
        if program == "kg":
            return _kg_fault(self.kg, words[1:])
        unknown = [word for word in words[1:] if word not in self.targets and not _is_setting(word)]
        return f"make has no target {unknown[0]}" if program == "make" and unknown else None


def surface(root: Path) -> Surface:
    """The command tree of `kg.cli` and the targets of the Makefile in `root`."""
    from kg import cli

    makefile = (root / "Makefile").read_text(encoding="utf8")
    app = getattr(cli, "app", None)
    return Surface(app and typer.main.get_command(app), frozenset(TARGET.findall(makefile)))


def check(root: Path, known: Surface) -> list[Fault]:
    """All faults of README.md and docs/*.md under `root`, in order of page and line."""
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    return [fault for page in pages if page.exists() for fault in _page_faults(page, known)]


def _page_faults(page: Path, known: Surface) -> Iterator[Fault]:
    for token in MarkdownIt().enable("table").parse(page.read_text(encoding="utf8")):
        line = token.map[0] + 1 if token.map else 0
        for link in _links(token):
            if not REMOTE.match(link) and not (page.parent / link.partition("#")[0]).exists():
                yield Fault(page, line, f"link to {link}, which does not exist")
        if token.type == "fence" and token.info.strip() == "console":
            yield from (Fault(page, line, message) for message in _block_faults(token.content, known))


def _links(token: Token) -> Iterator[str]:
    for part in [token, *(token.children or [])]:
        yield from (str(part.attrs[key]) for key in ("href", "src") if key in part.attrs)
        if part.type in ("html_block", "html_inline"):
            yield from HTML_LINK.findall(part.content)


def _block_faults(block: str, known: Surface) -> Iterator[str]:
    lines = block.replace("\\\n", " ").splitlines()
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    if not commands:
        yield "console block without a command (a line that starts with `$ `)"
    for command in commands:
        faults = (known.fault(words) for words in _simple_commands(command))
        yield from (f"`{command}`: {fault}" for fault in faults if fault)


def _simple_commands(line: str) -> list[list[str]]:
    """The parts of a shell line between pipes and separators, as words."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;")
    lexer.whitespace_split = True
    commands: list[list[str]] = [[]]
    for word in lexer:
        if word in SEPARATORS:
            commands.append([])
        else:
            commands[-1].append(word)
    return [words for words in commands if words]


def _kg_fault(command: Any, words: list[str]) -> str | None:
    if command is None:
        return "kg.cli has no `app` (a typer.Typer) to check it against"
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return f"there is no command {words[0]}; there are {', '.join(sorted(command.commands))}"
        command, words = command.commands[words[0]], words[1:]
    options = HELP.union(*((*option.opts, *option.secondary_opts) for option in command.params))
    unknown = [word for word in words if _is_option(word) and word.partition("=")[0] not in options]
    return f"{command.name} has no option {unknown[0]}" if unknown else None


def _is_option(word: str) -> bool:
    return word.startswith("-") and word.strip("-") != ""


def _is_setting(word: str) -> bool:
    return "=" in word or word.startswith("-")


def main(root: Path = ROOT) -> int:
    """Print the faults; 1 if there are any."""
    faults = check(root, surface(root))
    for fault in faults:
        print(f"{fault.page.relative_to(root)}:{fault.line}: {fault.message}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
