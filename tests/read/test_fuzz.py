"""Any bytes at all: every reader gives articles and clear lines, and never anything else. The corpus is `files/`."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import BadArticle
from kg.model import Article
from kg.read import READERS
from kg.read.build import Source
from kg.read.disk import Address, Input
from kg.read.sniff import kind_of

FILES = Path(__file__).parent / "files"
SEEDS = sorted(path for path in FILES.rglob("*") if path.is_file() and path.stat().st_size < 20_000)
# A PDF takes a process of its own: fewer tries of it.
QUICK = sorted(suffix for suffix in READERS if suffix != ".pdf")


def tried(folder: Path, suffix: str, raw: bytes) -> None:
    """Reads the bytes as a file of this kind and looks at what comes."""
    path = folder / f"fuzz{suffix}"
    path.write_bytes(raw)
    reader = READERS[suffix.removesuffix(".gz") or ".txt"]
    for item in reader(Input(path, Source("fuzz", "fuzz"))):
        assert isinstance(item, Article | BadArticle | Address)
        if isinstance(item, Article):
            assert item.text.strip()
            assert "\0" not in item.text
            assert not re.search("[\x00-\x1f\u2028-\u202e\u2066-\u2069]", f"{item.id}{item.title}{item.source}")
            item.text.encode("utf8")
        if isinstance(item, BadArticle):
            assert str(item).startswith("fuzz")
            assert "\n" not in str(item)


def bent(raw: bytes, dice: random.Random) -> bytes:
    """The bytes with some changed, cut out, doubled or put in."""
    content = bytearray(raw)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(content) + 1)
        span = dice.choice((1, 2, 16, 200))
        part = bytes(content[at : at + span])
        content[at : at + span] = dice.choice(
            (b"", part * dice.choice((2, 50)), dice.randbytes(len(part)), b"\0", b'"', b"<", "\u202e".encode(), b"\xff")
        )
    return bytes(content)


@pytest.mark.long
@pytest.mark.parametrize("suffix", [*QUICK, ".jsonl.gz", ".csv.gz", ".warc.gz"])
def test_bent_files(tmp_path, suffix):
    own = [path for path in SEEDS if "".join(path.suffixes[-len(suffix.split(".")) + 1 :]) == suffix] or SEEDS
    dice = random.Random(suffix)
    for _ in range(400):
        tried(tmp_path, suffix, bent(dice.choice(own).read_bytes(), dice))


@pytest.mark.long
def test_bent_pdfs(tmp_path):
    own, dice = [path for path in SEEDS if path.suffix == ".pdf"], random.Random("pdf")
    for _ in range(40):
        tried(tmp_path, ".pdf", bent(dice.choice(own).read_bytes(), dice))


@pytest.mark.long
@pytest.mark.parametrize("suffix", QUICK)
@given(raw=st.binary(max_size=400))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(tmp_path, suffix, raw):
    tried(tmp_path, suffix, raw)


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".csv", ".html", ".json", ".jsonl", ".md", ".rss", ".txt"])
@given(text=st.text(st.sampled_from("aB \n\t\r\"'<>&;,|{}[]:/!-=0é\u202e\u2028\u0000#*`"), max_size=300))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_marks(tmp_path, suffix, text):
    tried(tmp_path, suffix, text.encode("utf8"))


@given(st.binary(max_size=100))
def test_what_begins_so_has_a_reader(start):
    assert kind_of(start) in READERS


LONG = {
    ".txt": b"x" * 10_000_000,
    ".md": b"[" * 400_000,
    ".html": b"<html><body><p>" + b"word " * 1_900_000,
    ".json": b'{"id": "a", "text": "' + b"x" * 10_000_000 + b'"}',
    ".jsonl": b'{"id": "a", "text": "' + b"x" * 10_000_000 + b'"}\n',
    ".csv": b"id,text\na," + b"x" * 10_000_000,
    ".rss": b"<rss><channel><item><title>x</title><description>" + b"&lt;a" * 2_000_000,
    ".xml": b"<rss>" + b"<a>" * 1_000_000,
    ".warc": b"WARC/1.0\r\n" + b"X: y\r\n" * 500_000,
}


@pytest.mark.long
@pytest.mark.parametrize("suffix", LONG)
def test_ten_megabytes_without_a_break(tmp_path, suffix):
    tried(tmp_path, suffix, LONG[suffix])
