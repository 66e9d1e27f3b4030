"""What the benchmarks share: the place of a table in docs/benchmarks.md, and what it was measured on."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def put(section: str, text: str, page: Path = PAGE) -> None:
    """Writes the text between the markers of a section of the page; raises ValueError where it has none."""
    between = re.compile(rf"(?<=<!-- bench {section} -->\n).*?(?=<!-- end bench {section} -->)", re.DOTALL)
    changed, found = between.subn(lambda _: text, page.read_text("utf8"))
    if found != 1:
        raise ValueError(f"{page}: has no one place for {section}; it needs <!-- bench {section} --> and its end")
    page.write_text(changed, "utf8")


def machine(*packages: str) -> str:
    """What the figures were measured on."""
    parts = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)]
    return f"{platform.machine()}, {os.cpu_count()} cores, {', '.join(parts)}"
