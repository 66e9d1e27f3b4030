import gzip
import io
import os
import re
import subprocess
import sys
from itertools import permutations

import pytest

from kg.errors import BadArticle
from kg.model import Article
from kg.read import READERS, read

READABLE = " ".join(sorted(READERS))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names, text="Norland met Sudmark."):
    for name in names:
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "w") as file:
            file.write(text)


def ids(*inputs):
    return [item.id if isinstance(item, Article) else str(item) for item in read(inputs)]


def test_files_come_in_the_order_given_and_folders_sorted(folder):
    put("z.txt", "in/b.md", "in/a.txt", "in/B.TXT", "in/b/c.txt", "in/a/d.txt", "in/a/e/f.txt")
    assert ids("z.txt", "in") == ["z", "B", "a", "b", "d", "f", "c"]
    assert ids("in/", "z.txt") == ["B", "a", "b", "d", "f", "c", "z"]


def test_hidden_files_and_what_lies_beside_articles_are_passed_over(folder):
    put(
        "in/a.txt",
        "in/.hidden.txt",
        "in/.git/b.txt",
        "in/page_files/x.css",
        "in/photo.JPG",
        "in/README.md",
        "in/LICENSE",
    )
    assert ids("in") == ["a"]
    assert ids("in/README.md") == ["README"]


def test_unknown_suffixes_of_a_folder_are_reported_once(folder):
    put("in/a.txt", "in/b.docx", "in/c/d.docx", "in/e.xyz", "in/f")
    assert ids("in") == ["a", f"in: passed over 2 .docx, 1 .xyz, 1 no suffix; kg reads {READABLE}"]


def test_globs(folder):
    put("in/b.txt", "in/a.txt", "in/sub/c.txt", "in/d.xyz", "in/x[1].txt")
    assert ids("in/?.txt") == ["a", "b"]
    assert ids("**/c.txt") == ["c"]
    assert ids("in/x[1].txt") == ["x[1]"]
    assert ids("s*", "in/s*") == ["s*: no such file or folder; check the path", "c"]


def test_a_file_named_twice_is_read_once(folder):
    put("a.txt", "in/b.txt")
    os.symlink("in/b.txt", "c.txt")
    assert ids("a.txt", "./a.txt", str(folder / "a.txt"), "in", "c.txt") == ["a", "b"]


def test_of_two_articles_of_one_id_the_newer_stands_and_the_other_is_named_with_the_cure(folder):
    put("one/index.txt", text="Norland met Sudmark.")
    put("two/index.txt", text="Norland met Ostland.")
    put("three/index.txt", text="Norland met Westmark.")
    cure = "rename the file, or give the row an `id` of its own"
    last = set()
    for order in permutations(["one", "two", "three"]):
        items = list(read(order))
        taken = [item for item in items if isinstance(item, Article)]
        last.add(taken[-1].text)
        faults = [str(item) for item in items if isinstance(item, BadArticle)]
        assert len(faults) == 2
        for fault in faults:
            assert re.fullmatch(rf"\w+/index.txt: id 'index' is taken by \w+/index.txt; {cure}", fault)
    assert len(last) == 1


def test_of_two_dated_articles_of_one_id_the_newer_stands_and_the_other_is_left_out(folder):
    put("old.jsonl", text='{"id": "d1", "text": "Norland.", "date": "2025-01-01"}\n')
    put("new.jsonl", text='{"id": "d1", "text": "Sudmark.", "date": "2025-01-02"}\n')
    said = "old.jsonl: d1: an older version of it than from new.jsonl; skipped"
    assert ids("old.jsonl", "new.jsonl") == ["d1", said, "d1"]
    assert ids("new.jsonl", "old.jsonl") == ["d1", said]
    assert [item.text for item in read(["old.jsonl", "new.jsonl"]) if isinstance(item, Article)][-1] == "Sudmark."


def test_the_same_article_in_two_files_is_read_once(folder):
    put("one/index.txt", "two/index.txt")
    assert ids("one", "two") == ["index", "two/index.txt: index: the same article as from one/index.txt; skipped"]


def test_of_two_rows_of_one_id_the_newer_stands(folder):
    rows = [f'{{"id": "d1", "text": "Norland {day}.", "date": "2025-01-0{day}"}}\n' for day in (2, 3, 1)]
    put("rows.jsonl", text="".join(rows))
    assert [item.text for item in read(["rows.jsonl"]) if isinstance(item, Article)] == ["Norland 2.", "Norland 3."]
    assert "line 3: id 'd1' again, after rows.jsonl, line 2" in ids("rows.jsonl")[-1]


def test_standard_input_is_a_text(monkeypatch):
    def stdin(raw):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return ids("-", "-")

    assert stdin(b"Norland met Sudmark.") == ["stdin"]
    assert stdin(b"") == ["standard input: empty; an article needs text"]
    assert "standard input: larger than" in stdin(b"x" * 5_000_000)[0]
    assert stdin(b'{"id": "a", "text": "Norland."}\n{"id": "b", "text": "Sudmark."}\n') == ["a", "b"]
    assert stdin(gzip.compress(b"id,text\na,Norland\n")) == ["a"]
    assert stdin(b'"id";"text"\nd;Norland\n') == ["d"]
    assert stdin(b" \x1f\x8b")[0].startswith("standard input: ")
    assert stdin(gzip.compress(gzip.compress(b"Norland")))[0].startswith("standard input: ")
    assert stdin(b"\x1f\x8bno gzip")[0].startswith("standard input: damaged gzip")
    assert stdin(b'[{"id": "c", "text": "Norland."}]') == ["c"]
    assert stdin(b"<!DOCTYPE html><html><body><h1>Talks</h1><p>Norland met Sudmark in the town hall.</p>") == ["stdin"]
    feed = b"<?xml version='1.0'?><rss><channel><item><title>Norland met</title><guid>x</guid></item></channel></rss>"
    assert stdin(feed) == ["stdin/x"]
    assert stdin(b"%PDF-1.4 cut") == [
        "standard input: damaged PDF (Stream has ended unexpectedly); print it to a new PDF"
    ]


LOOP = "too many levels of symbolic links"
CHECK = "check that it is there and that you may read it"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope.txt", "nope.txt: no such file or folder; check the path"),
        ("", "(empty name): no such file or folder; check the path"),
        ("a\0b\n.txt", "a\\x00b\\n.txt: no such file or folder; check the path"),
        ("ftp://e.org/", "ftp://e.org/: not an address of a page; it must begin with http:// or https:// and a host"),
        ("a.xyz", f"a.xyz: kg has no reader for .xyz; it reads {READABLE}"),
        ("empty.txt", "empty.txt: empty; an article needs text"),
        ("blank.txt", "blank.txt: no text in it; an article needs some"),
        ("binary.txt", "binary.txt: binary data, not text; give the article's plain text"),
        ("dangling.txt", "dangling.txt: a link to a file that is not there; give the file itself"),
        ("loop.txt", f"loop.txt: cannot be read ({LOOP}); {CHECK}"),
        ("pipe.txt", "pipe.txt: a pipe, not a file; save its content as a file, or pipe it to `-`"),
        ("/dev/zero", "/dev/zero: a device, not a file; save its content as a file, or pipe it to `-`"),
        ("void", f"void: no article in this folder; kg reads {READABLE}"),
    ],
)
def test_a_bad_input_is_one_line_and_the_rest_goes_on(folder, name, message):
    put("a.xyz", "good.txt")
    put("empty.txt", text="")
    put("blank.txt", text=" \n\t\n")
    put("binary.txt", text="\x01\x02\x03Norland")
    os.symlink("nowhere", "dangling.txt")
    os.symlink("loop.txt", "loop.txt")
    os.mkfifo("pipe.txt")
    os.mkdir("void")
    assert ids(name, "good.txt") == [message, "good"]


def test_a_folder_with_faults_is_read_to_the_end(folder):
    put("in/a.txt", "in/sub/z.txt")
    put("in/b.txt", text="")
    os.symlink("nowhere", "in/c.txt")
    os.symlink("..", "in/up")
    os.mkfifo("in/d.md")
    items = list(read(["in"]))
    assert [item.id for item in items if isinstance(item, Article)] == ["a", "z"]
    assert [str(item).split(":")[0] for item in items if isinstance(item, BadArticle)] == [
        "in/b.txt",
        "in/c.txt",
        "in/d.md",
        "in/up",
    ]


@pytest.fixture
def powerless():
    """Without the rights of root, for which no file is closed."""
    if os.geteuid():
        yield
        return
    try:
        os.seteuid(65534)
    except PermissionError:
        pytest.skip("root here, and not free to become another user")
    yield
    os.seteuid(0)


def test_files_and_folders_that_may_not_be_read(tmp_path_factory, folder, request):
    put("in/a.txt", "in/shut/b.txt", "in/closed.txt")
    for name, mode in (("in/closed.txt", 0), ("in/shut", 0), ("in", 0o755), (".", 0o755)):
        os.chmod(name, mode)
    request.getfixturevalue("powerless")
    if not os.access("in", os.R_OK, effective_ids=True):
        pytest.skip("the test folder is closed to other users")
    cause = f"cannot be read (permission denied); {CHECK}"
    assert ids("in") == ["a", f"in/closed.txt: {cause}", f"in/shut: {cause}"]


def test_two_runs_are_the_same_whatever_the_order_on_disk(folder):
    names = [f"in/{number * 7919 % 101:03}.txt" for number in range(60)]
    put(*names)
    first = list(read(["in"]))
    for name in names:
        os.remove(name)
    put(*reversed(names))
    assert first == list(read(["in"]))
    assert [item.id for item in first] == sorted(name[3:6] for name in names)


def test_the_reader_starts_without_the_large_libraries():
    large = {
        "trafilatura",
        "charset_normalizer",
        "markdown_it",
        "lxml",
        "pypdf",
        "warcio",
        "pyarrow",
        "protego",
        "py3langid",
    }
    code = f"import sys, kg.read; print(sorted({large} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_versions_of_a_page_are_known_by_its_address_whatever_the_files_are_called(folder):
    make = '<html><head><link rel="canonical" href="{}"><meta name="date" content="{}"></head><body><p>{}</p></body>'
    text = "The governments of Norland and Sudmark agreed to build a railway, and they said {}."
    home = "https://www.example.org"
    rows = {
        "a": (f"{home}/railway", "2024-03-05", "so"),
        "b": ("http://example.org/railway/?utm_source=feed", "2024-03-06", "more"),
        "c": (f"{home}/railway#top", "2024-03-04", "less"),
        "d": (f"{home}/railway", "2024-03-07", "so"),
        "e": (f"{home}/", "2024-03-05", "that"),
        "f": (f"{home}/", "2024-03-05", "this"),
    }
    for name, (url, date, word) in rows.items():
        put(f"{name}.html", text=make.format(url, date, text.format(word)))
    found = list(read(["."]))
    assert [item.id for item in found if isinstance(item, Article)] == ["a", "b", "e", "f"]
    assert [str(item) for item in found if isinstance(item, BadArticle)] == [
        "c.html: c: an older version of the page from b.html; skipped",
        "d.html: d: the same page as from b.html; skipped",
    ]
