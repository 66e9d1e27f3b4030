"""Every notebook runs, and what it shows is what it shows today.

After a change that alters what a notebook shows: `python tests/test_notebooks.py` writes the new outputs into it.
"""

import ast
import os
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 300


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def executed(path: Path, folder: Path) -> nbformat.NotebookNode:
    """The notebook with fresh outputs, run in a folder of its own."""
    book = read(path)
    client = NotebookClient(book, timeout=SECONDS, record_timing=False, resources={"metadata": {"path": str(folder)}})
    client.execute()
    # The kernel writes its versions here.
    book.metadata["language_info"] = {"name": "python"}
    return book


def outputs(book: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    """The words that each code cell prints and gives back, under its source."""
    cells = (cell for cell in book.cells if cell.cell_type == "code")
    return [(cell.source, " ".join(map(text, cell.outputs)).split()) for cell in cells]


def text(output: nbformat.NotebookNode) -> str:
    return output.text if output.output_type == "stream" else output.data["text/plain"]


def code(path: Path) -> ast.Module:
    return ast.parse("\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code"))


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_shows_today(path, tmp_path):
    assert outputs(executed(path, tmp_path)) == outputs(read(path)), "run: python tests/test_notebooks.py"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_us_and_defines_nothing(path):
    nodes = list(ast.walk(code(path)))
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)]
    assert any(isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg") for node in nodes)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_tells_nothing_of_the_machine_it_ran_on(path):
    content = path.read_text("utf8")
    assert not [word for word in (str(FOLDER.parent), tempfile.gettempdir() + os.sep, "iopub") if word in content]


if __name__ == "__main__":
    for notebook in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            nbformat.write(executed(notebook, Path(folder)), notebook)
