"""The checks of tools/ find what they are for, and the package that we build holds all it needs."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import check_docs
import check_licences
import check_sizes
import make_reference
import pyoxigraph
import pytest
import typer


def ask(name: str, store: str = "here", as_csv: bool = typer.Option(False, "--csv/--table", "-c")) -> None: ...


def load() -> None: ...


@pytest.fixture(scope="module")
def surface() -> check_docs.Surface:
    app = typer.Typer()
    app.command()(ask)
    app.command()(load)
    return check_docs.Surface(typer.main.get_command(app), frozenset({"test", "install"}))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "there.md").write_text("# There\n", "utf8")
    return tmp_path / "README.md"


def faults(page: Path, text: str, surface: check_docs.Surface) -> list[tuple[int, str]]:
    page.write_text(text, "utf8")
    return [(fault.line, fault.message) for fault in check_docs.check(page.parent, surface)]


def test_good_page_has_no_faults(page, surface):
    text = """# A
See [there](docs/there.md#part), [here](#a), [the web](https://example.org/x) and <img src="docs/there.md">.

```console
$ make install && make test VENV=x
$ kg ask partners --store=x -c | head -3
a - line of --output
$ .venv/bin/kg ask \\
    --table "two | words" --help
$ ls --no-such-option
```

```text
kg nonsense
```
"""
    assert faults(page, text, surface) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# A\n\n[gone](docs/gone.md)", 3, "link to docs/gone.md, which does not exist"),
        ("![gone](gone.png)", 1, "link to gone.png, which does not exist"),
        ('<p><img src="gone.png"></p>', 1, "link to gone.png, which does not exist"),
        ("| a |\n|---|\n| [gone](gone) |", 3, "link to gone, which does not exist"),
        ("```console\n$ kg aks x\n```", 1, "`kg aks x`: there is no command aks; there are ask, load"),
        ("```console\n$ kg load --csv\n```", 1, "`kg load --csv`: load has no option --csv"),
        ("```console\n$ true | kg ask -x\n```", 1, "`true | kg ask -x`: ask has no option -x"),
        ("```console\n$ make tset\n```", 1, "`make tset`: make has no target tset"),
        ("```console\nkg load\n```", 1, "console block without a command (a line that starts with `$ `)"),
    ],
)
def test_faults_of_a_page(page, surface, text, line, message):
    assert faults(page, text, surface) == [(line, message)]


def test_sizes(tmp_path):
    (tmp_path / "long.py").write_text("x = 1\n" * 301, "utf8")
    (tmp_path / "fits.py").write_text("x = 1\n" * 300, "utf8")
    body = '    """Doc.\n\n    More.\n    """\n' + "    x = 1\n" * 40
    (tmp_path / "functions.py").write_text(f"def fits():\n{body}\n\ndef long():\n{body}    x = 2\n", "utf8")
    assert check_sizes.check([tmp_path]) == [
        f"{tmp_path}/functions.py:48: long has 41 body lines, at most 40",
        f"{tmp_path}/long.py: 301 lines, at most 300: split it",
    ]


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("BSD-3-Clause AND Zlib", True),
        ("MIT AND GPL-2.0-only", False),
        ("LGPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_licences_that_we_may_build_on(expression, fine):
    assert check_licences.allowed(expression) is fine


def test_lock_names_only_what_this_platform_gets():
    lock = (
        'Zipp==4 \\\n    --hash=sha256:0\n    # via b\na_b==1 ; python_version < "3"\nc.d==2 ; python_version > "3"\n'
    )
    assert check_licences.locked(lock) == ["c-d", "zipp"]


def test_every_locked_package_has_a_hash_and_no_address(root):
    lock = (root / "requirements.lock").read_text("utf8")
    entries = lock.split("\n    # via")
    assert len(entries) > 50
    assert "://" not in lock
    assert all("--hash=sha256:" in entry for entry in entries[:-1])
    assert not [line for line in lock.splitlines() if line.startswith("-")]


def test_wheel_holds_code_data_ontology_and_licence(root, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True, timeout=120)
    [wheel] = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    package = [file for file in (root / "kg").rglob("*") if file.is_file() and file.suffix != ".pyc"]
    beside = [file for part in ("ontology", "queries") for file in (root / part).rglob("*") if file.is_file()]
    expected = {str(file.relative_to(root)) for file in package}
    expected |= {f"kg/{file.relative_to(root)}" for file in beside}
    assert expected <= held
    assert all(name.startswith("kg/") or ".dist-info/" in name for name in held)
    assert any(name.endswith("licenses/LICENSE") for name in held)


def fits(python: str) -> bool:
    return (
        shutil.which(python) is not None and subprocess.run([python, "--version"], capture_output=True).returncode == 0
    )


@pytest.mark.long
@pytest.mark.parametrize("python", ["python3.11", "python3.12", "python3.13"])
def test_fresh_checkout_installs_and_shows_its_demo(root, tmp_path, python):
    if not fits(python):
        pytest.skip(f"no {python} on the PATH")
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, tmp_path / name)
    command = ["make", "demo", f"PYTHON={python}"]
    made = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert "graph.html" in made.stdout
    graph = pyoxigraph.parse(path=tmp_path / "graph.ttl")
    assert sum(1 for _ in graph) > 1000
    assert (tmp_path / "graph.html").read_text("utf8").lower().startswith("<!doctype html>")


def test_the_list_of_commands_is_fresh(root):
    page = (root / "docs" / "commands.md").read_text("utf8")
    assert page == make_reference.page(), "tools/make_reference.py writes it anew"
