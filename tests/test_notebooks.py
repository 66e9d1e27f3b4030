"""Every notebook runs, and what it shows is what it shows today; the examples in docs/python.md as well.

They share one store of the sample articles, as they do where a reader runs them one after another in one folder; each
builds it where it is not there. Here they share a kernel too, emptied before each, for loading the models takes long.
After a change that alters what they show: `python tests/test_notebooks.py` writes the new outputs into them, each from
a kernel and a folder of its own.
"""

import ast
import doctest
import os
import re
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import kg
import kg.component
from kg.files import data

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
STORE = "sample-store"
SECONDS = 600
EMPTY = "%reset -f"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder in which the notebooks run."""
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="module")
def fresh(place):
    """What each notebook shows now, one after another."""
    every = nbformat.v4.new_notebook()
    books = {path: read(path) for path in NOTEBOOKS}
    for book in books.values():
        every.cells += [nbformat.v4.new_code_cell(EMPTY), *book.cells]
    # An error is an output that no notebook has.
    client(every, place, allow_errors=True).execute()
    return {path: outputs(book) for path, book in books.items()}


def client(book: nbformat.NotebookNode, folder: Path, **more: bool) -> NotebookClient:
    """Runs a notebook in that folder, in a kernel of its own."""
    place = {"metadata": {"path": str(folder)}}
    return NotebookClient(book, timeout=SECONDS, record_timing=False, resources=place, **more)


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def outputs(book: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    """The words that each code cell prints and gives back, under its source."""
    cells = (cell for cell in book.cells if cell.cell_type == "code")
    return [(cell.source, " ".join(map(text, cell.outputs)).split()) for cell in cells]


def text(output: nbformat.NotebookNode) -> str:
    """What an output says: of a figure what is drawn, of an error its message."""
    if output.output_type == "stream":
        return output.text
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    return output.data.get("image/svg+xml") or output.data["text/plain"]


def code(path: Path) -> ast.Module:
    return ast.parse("\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code"))


def test_there_are_four_notebooks():
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_shows_today(path, fresh):
    assert fresh[path] == outputs(read(path)), "run: python tests/test_notebooks.py"


def test_notebooks_leave_only_their_store(fresh, place):
    assert [entry.name for entry in place.iterdir()] == [STORE]


def test_the_examples_of_the_docs_are_what_happens(fresh, place, monkeypatch):
    monkeypatch.chdir(place)
    failed, tried = doctest.testfile(str(FOLDER.parent / "docs" / "python.md"), module_relative=False)
    assert tried > 15
    assert not failed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_us_and_defines_nothing(path):
    nodes = list(ast.walk(code(path)))
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)]
    assert any(isinstance(node, ast.Import) and node.names[0].name == "kg" for node in nodes)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_was_run_from_top_to_bottom_without_a_warning(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.get("name") == "stderr"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_tells_nothing_of_the_machine_it_ran_on(path):
    content = path.read_text("utf8")
    assert not [word for word in (str(FOLDER.parent), tempfile.gettempdir() + os.sep, "iopub") if word in content]


@pytest.mark.parametrize("page", ["README.md", "docs/analysis.md"])
def test_the_examples_of_a_page_run(page, place, fresh, root):
    blocks = re.findall(r"^```python\n(.*?)^```", (root / page).read_text("utf8"), re.DOTALL | re.MULTILINE)
    assert blocks
    for block in blocks:
        assert '"my-store"' in block
        exec(compile(block.replace('"my-store"', repr(str(place / STORE))), page, "exec"), {})


def write(path: Path, folder: Path) -> None:
    """Puts fresh outputs into a notebook."""
    book = read(path)
    client(book, folder).execute()
    # The kernel writes its versions here.
    book.metadata["language_info"] = {"name": "python"}
    nbformat.write(book, path)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        kg.build(data("sample"), Path(folder) / STORE).close()
        for notebook in NOTEBOOKS:
            write(notebook, Path(folder))
