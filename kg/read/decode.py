"""Bytes to text: what the bytes say of their encoding first, a guess only where it is well founded."""

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

from kg.errors import BadArticle

MARKS: Mapping[bytes, str] = MappingProxyType(
    {
        codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
        codecs.BOM_UTF32_BE: "utf-32",
        codecs.BOM_UTF16_LE: "utf-16",
        codecs.BOM_UTF16_BE: "utf-16",
        codecs.BOM_UTF8: "utf-8-sig",
    }
)

# Encodings that documents come in (those of the WHATWG list that Python knows, and Mac Roman). Their cousins
# differ in a letter or two, so that a guess among all of them would name a wrong one.
ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_15", "koi8_r", "koi8_u", "mac_roman"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
# Labels that mean another encoding on the web.
MEANT: Mapping[str, str] = MappingProxyType(
    {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
)

MAX_MESS = 0.05
MIN_COHERENCE = 0.1
SAMPLE_BYTES = 200_000

_WELL_FORMED = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")


def decode(where: str, raw: bytes, declared: str | None = None) -> str:
    """The text of `raw` without byte order mark and with `\\n` as the only line break.

    `declared` is the encoding that the document names for itself; it counts where the bytes are not UTF-8.
    Raises BadArticle, `where` naming the input, for bytes that are no text or whose encoding is in doubt.
    """
    text = _marked(where, raw) or _unmarked(where, raw, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def mark(raw: bytes) -> str | None:
    """The encoding that a byte order mark at the start states."""
    return next((name for sign, name in MARKS.items() if raw.startswith(sign)), None)


def _marked(where: str, raw: bytes) -> str | None:
    encoding = mark(raw)
    try:
        return raw.decode(encoding) if encoding else None
    except UnicodeDecodeError as error:
        raise BadArticle(_broken(where, str(encoding).upper(), error.start)) from error


def _unmarked(where: str, raw: bytes, declared: str | None) -> str:
    if b"\0" in raw:
        raise BadArticle(f"{where}: binary data (it holds NUL bytes), not text; give the article's plain text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(_WELL_FORMED.findall(raw)) >= _errors(raw):
            raise BadArticle(_broken(where, "UTF-8", error.start)) from error
    text = _declared(raw, declared) or _guessed(raw)
    if text is None:
        raise BadArticle(f"{where}: not UTF-8, and no other encoding fits with certainty; save the file as UTF-8")
    return text


def _broken(where: str, encoding: str, position: int) -> str:
    return f"{where}: broken {encoding} at byte {position:,}; save the file as UTF-8 again"


def _errors(raw: bytes) -> int:
    """How many bytes (or runs of bytes) are not UTF-8."""
    return raw.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")


def _declared(raw: bytes, name: str | None) -> str | None:
    try:
        known = codecs.lookup(name or "").name
        encoding = MEANT.get(known, known)
        return raw.decode(encoding) if encoding.replace("-", "_") in ENCODINGS else None
    except (LookupError, ValueError):
        return None


def _guessed(raw: bytes) -> str | None:
    """The text where charset-normalizer finds a clean encoding and a language, or where Windows-1252 reads the same."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:SAMPLE_BYTES], cp_isolation=list(ENCODINGS)).best()
    if best is None or best.chaos > MAX_MESS:
        return None
    text, western = _strictly(raw, best.encoding), _strictly(raw, "cp1252")
    return text if best.coherence >= MIN_COHERENCE or text == western else None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
