import gzip
import io

import pytest

from kg.errors import BadArticle
from kg.read.packed import CHUNK, unpacked


def read(raw):
    return unpacked("a.gz", io.BytesIO(raw)).read()


@pytest.mark.parametrize("size", [0, 1, 100, CHUNK, 3 * CHUNK + 7])
def test_what_was_packed_comes_out(size):
    content = bytes(number * 7919 % 251 for number in range(size))
    assert read(gzip.compress(content)) == content


def test_members_one_after_the_other_and_padding_are_one_stream():
    members = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two")
    assert read(members) == b"one two"
    assert read(members + bytes(CHUNK * 2)) == b"one two"


def test_lines_are_read_without_holding_the_whole():
    stream = unpacked("a.gz", io.BytesIO(gzip.compress(b"first\nsecond\n" + b"x" * 1_000_000)))
    assert [stream.readline(), stream.readline()] == [b"first\n", b"second\n"]


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (gzip.compress(b"Norland met Sudmark." * 99)[:-9], "cut off"),
        (b"", "cut off"),
        (b"Norland", "damaged gzip"),
        (gzip.compress(b"one") + b"rest", "damaged gzip"),
        (gzip.compress(b"one")[:-8] + bytes(8), "damaged gzip"),
        (gzip.compress(bytes(60_000_000)), "a bomb"),
    ],
    ids=["cut", "empty", "text", "more behind", "wrong sum", "bomb"],
)
def test_what_is_damaged_or_a_bomb(raw, part):
    with pytest.raises(BadArticle, match=part):
        read(raw)
