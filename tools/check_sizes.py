"""Check that Python files and functions stay small. Length is the first sign of a piece that does too much.

usage: check_sizes.py PATH...
Prints one line a fault and exits 1 if there are any. There is no list of exceptions.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

FILE_LINES = 300
BODY_LINES = 40


def check(paths: Iterable[Path]) -> list[str]:
    """One line for each file over 300 lines and each function over 40 body lines under `paths`."""
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))]
    return [fault for file in files for fault in _faults(file)]


def _faults(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf8")
    lines = len(text.splitlines())
    if lines > FILE_LINES:
        yield f"{file}: {lines} lines, at most {FILE_LINES}: split it"
    for node in ast.walk(ast.parse(text, str(file))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > BODY_LINES:
            yield f"{file}:{node.lineno}: {node.name} has {body_lines(node)} body lines, at most {BODY_LINES}"


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def main(paths: list[str]) -> int:
    """Print the faults; 1 if there are any."""
    faults = check(map(Path, paths))
    print(*faults, sep="\n", end="\n" if faults else "")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["kg"]))
