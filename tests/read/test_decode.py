import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadArticle
from kg.read.decode import decode

ENGLISH = "The minister said “we will not leave” – and Türkiye’s envoy agreed. São Paulo’s mayor stayed away.\n" * 3
RUSSIAN = "Президент Норландии встретилась с главой правительства Судмарка во вторник в столице.\n" * 3
POLISH = "Prezydent Norlandii przyjechała do stolicy, żeby omówić współpracę gospodarczą i łączność.\n" * 3
GREEK = "Η πρόεδρος της Νορλανδίας συναντήθηκε με τον πρωθυπουργό της γειτονικής χώρας στην πρωτεύουσα.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_english_is_read_in_every_usual_encoding(encoding):
    assert decode("a.txt", ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (POLISH, "cp1250"), (GREEK, "iso8859_7")]
)
def test_a_clean_guess_is_taken(text, encoding):
    assert decode("a.txt", text.encode(encoding)) == text


def test_big_and_little_endian_marks():
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decode("a.txt", mark + "Norland".encode(encoding)) == "Norland"


def test_a_declared_encoding_counts_where_the_bytes_are_not_utf8():
    assert decode("a.html", "Ørland–Sør".encode("cp1252"), "iso-8859-1") == "Ørland–Sør"
    assert decode("a.html", "Ørland–Sør".encode(), "iso-8859-1") == "Ørland–Sør"


@pytest.mark.parametrize("name", ["rot13", "zip", "idna", "no such", "\0", "utf-7"])
def test_a_declared_encoding_that_is_none_is_passed_over(name):
    assert decode("a.html", ENGLISH.encode("cp1252"), name) == ENGLISH


def test_a_file_of_a_mark_alone_holds_nothing():
    assert decode("a.txt", b"\xef\xbb\xbf") == decode("a.txt", b"\xff\xfe") == ""


def test_an_accent_before_a_curly_apostrophe_is_not_taken_for_utf8():
    assert decode("a.txt", "The café’s owner met the envoy".encode("cp1252")) == "The café’s owner met the envoy"


def test_line_ends_become_one():
    assert decode("a.txt", b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"GIF89a\0\0\1\2", "binary"),
        (ENGLISH.encode()[:-40] + b"\xe2\x28 broken", "broken UTF-8 at byte"),
        (b"\xff\xfeN\0o\0r", "broken UTF-16"),
        (bytes(range(128, 256)) * 20, "no other encoding fits"),
        (POLISH.encode("iso8859_2"), "no other encoding fits"),
    ],
)
def test_what_cannot_be_read_names_the_input_and_the_fault(raw, word):
    with pytest.raises(BadArticle, match=word) as caught:
        decode("a.txt", raw)
    assert str(caught.value).startswith("a.txt: ")


@given(st.text())
def test_utf8_comes_out_as_it_went_in(text):
    plain = text.replace("\0", "").replace("\r", "").removeprefix("\ufeff")
    assert decode("a.txt", plain.encode()) == plain


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_bad_article(raw):
    try:
        text = decode("a.txt", raw)
    except BadArticle as bad:
        text = str(bad)
    assert "\r" not in text
