"""Whatever a user gives: one clear line each, the rest goes on, the right exit code, nothing written amiss."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from kg.read import READERS
from kg.store import Store

KG = [sys.executable, "-c", "from kg.cli import main; main()"]
READABLE = " ".join(sorted(READERS))


def good_row(id):
    return json.dumps({"id": id, "text": "Xi Jinping visited Vietnam on Monday."}).encode()


BAD_FILES = [
    ("empty.txt", b"", "empty; an article needs text"),
    ("blank.md", b"\n \n", "no text in it; an article needs some"),
    ("binary.txt", b"\x7fELF\x02\x00\x00\x00" * 50, "binary data"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary data"),
    ("encoding.txt", "Премьер Украины".encode("cp1251")[:7] + b"\xff\xfe\x81", "save the file as UTF-8"),
    ("cut.txt", "Støre møtte Støre på Løkka".encode()[:-5] + b"\xc3", "broken UTF-8"),
    ("bare.html", b"<html><head><script>x()</script></head><body><p></p></body></html>", "no "),
    ("article.docx", b"text", f"kg has no reader for .docx; it reads {READABLE}"),
    ("broken.json", b'{"id": "x", "text": ', "not JSON"),
    ("rows.json", b'{"id": "x"}', "no `text`"),
    ("line.txt", b"word " * 1_000_001, "larger than"),
    ("line.jsonl", b'{"id": "x", "text": "' + b"word " * 1_700_000 + b'"}', "line 1"),
]
QUICK = [pytest.param(*case, id=case[0]) for case in BAD_FILES]
LONG = [
    pytest.param(f"line{suffix}", b"word " * 10_000_000, "", marks=pytest.mark.long, id=f"50 MB in line{suffix}")
    for suffix in (".txt", ".md", ".html", ".json", ".jsonl")
]


@pytest.mark.parametrize(("name", "content", "message"), QUICK + LONG)
def test_a_bad_file_is_one_line_and_the_rest_goes_on(kg, articles, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    done = kg("extract", tmp_path / name, articles / "hanoi.txt")
    assert done.code == 3
    [line] = done.err.splitlines()
    assert line.startswith(f"kg: {tmp_path / name}")
    assert message in line
    assert done.raw == kg("extract", articles / "hanoi.txt").raw


def test_build_takes_the_good_of_a_bad_folder(kg, articles, tmp_path):
    folder = shutil.copytree(articles, tmp_path / "in")
    for name, content, _ in BAD_FILES[:-2]:
        (folder / name).write_bytes(content)
    done = kg("build", folder, tmp_path / "nowhere.txt", "--store", tmp_path / "s")
    assert done.code == 3
    assert done.out.startswith(f"2 read, 0 skipped (unchanged), {len(BAD_FILES) - 1} failed, ")
    lines = done.err.splitlines()
    assert len(lines) == len(BAD_FILES) - 1
    assert lines[-1] == f"kg: {tmp_path}/nowhere.txt: no such file or folder; check the path"
    with Store.open(tmp_path / "s") as graph:
        assert [document.id for document in graph.documents()] == ["hanoi", "oslo"]


def test_what_cannot_be_read_leaves_no_new_store(kg, store, tmp_path):
    done = kg("build", tmp_path / "nosuch.txt", "--store", tmp_path / "s")
    assert (done.code, done.out) == (3, "0 read, 0 skipped (unchanged), 1 failed, 0 claims\n")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "s").mkdir()
    assert kg("build", tmp_path / "nosuch.txt", "--store", tmp_path / "s").code == 3
    assert (tmp_path / "s").is_dir()


def test_the_suffix_of_claims_says_their_format(complaint, kg, articles, tmp_path):
    target = tmp_path / "claims.nt"
    done = kg("extract", articles / "hanoi.txt", "-o", target)
    assert (done.code, done.err) == (0, f"wrote {target}\n")
    assert target.read_bytes().startswith(b"<https://")
    complaint(kg("extract", "x.txt", "-o", "g.png"), 1, "g.png: no format has '.png'; there are .jsonl, .ttl, ")
    complaint(kg("extract", "x.txt", "-o", "g.ttl", "--format", "nt"), 1, "g.ttl: '.ttl' means ttl, not nt")


def test_a_broken_line_of_jsonl_spoils_no_other(kg, tmp_path):
    rows = [good_row("a"), b"{broken", b'{"id": "b"}', b'{"id": "c", "text": "\\ud800 x"}', good_row("d")]
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(rows))
    done = kg("extract", tmp_path / "rows.jsonl")
    assert done.code == 3
    assert [line.split(": ")[1].rsplit(", ")[1] for line in done.err.splitlines()] == ["line 2", "line 3", "line 4"]
    assert sorted({json.loads(line)["document"] for line in done.out.splitlines()}) == ["a", "d"]


def test_a_result_that_is_there_outlives_a_failure(complaint, kg, tmp_path):
    target = tmp_path / "claims.jsonl"
    target.write_text("old")
    done = kg("extract", tmp_path / "nowhere.txt", "-o", target)
    complaint(done, 3, "nowhere.txt: no such file or folder")
    assert target.read_text() == "old"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("explain", "Chnia", "visited", "Vietnam"), ("no entity 'Chnia'; near: ", "China")),
        (("explain", "China", "visitd", "Vietnam"), ("no relation 'visitd' in the ontology; there is visited",)),
        (("explain", "China", "visited", "India"), ("no claim that China visited India",)),
        (("path", "Norwey", "China"), ("no entity 'Norwey'; near: Norway",)),
        (("path", "India", "Norway"), ("no chain of edges leads from India to Norway",)),
        (("query", "partnrs"), ("no query 'partnrs' and no such file; there is partners",)),
        (("query", "nowhere.rq"), ("no query 'nowhere.rq' and no such file; there is ",)),
        (("query", "partners", "--set", "entity=Norwey"), ("no entity 'Norwey'; near: Norway",)),
        (("query", "partners", "--set", "contry=Norway"), ("partners has no parameter 'contry'; it has entity",)),
        (("query", "timeline", "--set", "entity=Norway", "--set", "since=May"), ("'May' is no date; must be YYYY",)),
        (("query", "-e", "ASK {}", "--set", "x=1"), ("the query has no parameter $x; it has none",)),
        (("query", "-e", "SELECT ?x WHERE { ?x ?y }"), ("SPARQL, line 1, column 26: ",)),
        (("query", "-e", "SELECT ?x WHERE { ?x nope:y ?z }"), ("prefix 'nope:' is not declared; known without",)),
        (("query", "-e", "ASK {}", "--format", "ttl"), ("only CONSTRUCT and DESCRIBE give a graph",)),
        (("query", "-e", "ASK { SERVICE <http://localhost/> {} }"), ("SERVICE is refused: queries stay within",)),
        (("query", "-e", "DELETE WHERE { ?s ?p ?o }"), ("DELETE is refused: the graph follows from the articles",)),
        (("query", "-e", "ASK { { SELECT * WHERE { SERVICE ?s {} } } }", "-o", "g.csv"), ("SERVICE is refused",)),
        (("query", "-e", ""), ("SPARQL",)),
        (("remove", "hanoi", "osl"), ("no document 'osl'", "near: oslo")),
        (("render", "-o", "g.html", "--entity", "Norwey"), ("no entity 'Norwey'; near: Norway",)),
        (("render", "-o", "g.html", "--predicate", "visits"), ("no relation 'visits' in the ontology; there is ",)),
        (("render", "-o", "g.html", "--since", "2031"), ("no claim is left by these filters",)),
        (("export", "-o", "g.xyz"), ("g.xyz: no export to '.xyz'; there are .csv, ",)),
        (("validate", "nowhere.ttl"), ("nowhere.ttl: no such file",)),
        (("validate", "nowhere.xyz"), ("nowhere.xyz: no such file",)),
        (("render", "-o", "g.pdf"), ("g.pdf: a page or picture; its name must end in .html, .htm or .png",)),
        (("render", "-o", "g.html", "--family", "war"), ("no family 'war' of relations; there is contest, ",)),
        (("render", "-o", "g.html", "--min-evidence", "9"), ("no claim is left by these filters",)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_names_that_nothing_bears(complaint, kg, store, tmp_path, monkeypatch, words, parts):
    monkeypatch.chdir(tmp_path)
    complaint(kg(*words, "--store", store), 1, *parts)
    assert list(tmp_path.iterdir()) == []
    assert kg("list", "--store", store).out.count("\n") == 4


def test_broken_rdf_is_named_with_its_fault(complaint, kg, tmp_path):
    (tmp_path / "bad.ttl").write_text("this is no Turtle")
    complaint(kg("validate", tmp_path / "bad.ttl"), 1, "bad.ttl: ", "line 1")


@pytest.mark.parametrize(
    "words",
    [
        ("extract", "x.txt", "--format", "docx"),
        ("extract", "x.txt", "--jobs", "0"),
        ("extract", "x.txt", "--jobs", "many"),
        ("render", "-o", "g.html", "--max-nodes", "1"),
        ("render", "-o", "g.html", "--depth", "0"),
        ("render", "-o", "g.html", "--min-confidence", "high"),
        ("extract",),
        ("build", "x.txt", "--nope"),
        ("render", "-o", "g.html", "--since", "May"),
        ("render", "-o", "g.html", "--threshold", "2"),
        ("export",),
        ("query",),
        ("query", "partners", "-e", "ASK {}"),
        ("query", "partners", "--set", "entity"),
        ("query", "partners", "--set", "=China"),
        ("query", "partners", "--format", "xml"),
        ("nope",),
        (),
    ],
    ids=" ".join,
)
def test_wrong_usage(kg, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    done = kg(*words)
    assert done.code == 2
    assert "Usage: kg" in done.err
    assert "Input should" not in done.err
    assert "Value error" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_query_file_that_is_no_text(complaint, kg, store, tmp_path):
    (tmp_path / "q.rq").write_bytes(b"ASK { \xff }")
    complaint(kg("query", tmp_path / "q.rq", "--store", store), 1, "q.rq: not UTF-8 at byte 6")
    (tmp_path / "q.rq").write_text("# param who = China\nASK {}")
    complaint(kg("query", tmp_path / "q.rq", "--store", store), 1, "'# param who = China' must be '# param NAME")


WRITING = [
    ("extract", "hanoi.txt"),
    ("query", "-e", "ASK {}", "--store", "store"),
    ("export", "--store", "store"),
    ("render", "--store", "store"),
]


@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere/g.ttl", "nowhere/g.ttl: cannot be written, there is no folder nowhere; make it first"),
        ("folder.ttl", "folder.ttl: a folder; give the name of a file in it"),
    ],
)
def test_output_that_cannot_be_written(complaint, kg, store, articles, tmp_path, monkeypatch, words, target, message):
    monkeypatch.chdir(tmp_path)
    os.symlink(store, "store")
    os.symlink(articles / "hanoi.txt", "hanoi.txt")
    (tmp_path / "folder.ttl").mkdir()
    before = sorted(tmp_path.rglob("*"))
    complaint(kg(*words, "-o", target), 1, message)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_and_no_device_is_replaced(complaint, kg, store, articles):
    complaint(kg("extract", articles, "-o", "/dev/full"), 1, "no space left on device")
    complaint(kg("render", "--store", store, "-o", "/dev/null"), 1, "/dev/null: a device or pipe; give the name")
    assert not os.path.isfile("/dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*KG, "list", "--store", store], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "kg: output: no space left on device\n")


def test_a_reader_that_goes_away_is_no_fault_to_speak_of(store):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run([*KG, "list", "--store", store], stdout=gone, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "")


def test_the_installed_command_fails_with_one_line(tmp_path):
    done = subprocess.run([*KG, "list"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kg: communique-store: no store here")
    assert done.stderr.count("\n") == 1


def test_a_name_that_is_no_text_is_shown_all_the_same(store, tmp_path):
    done = subprocess.run([*KG, "list", "--store", os.fsencode(tmp_path) + b"/\xff"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "no store here" in done.stderr
    assert "Traceback" not in done.stderr
