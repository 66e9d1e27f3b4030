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

ASCII_SHARE = 0.9
MAX_MESS = 0.05
MIN_COHERENCE = 0.1
SAMPLE_BYTES = 200_000

# In a wrong encoding a sign stands inside a word (Wa³êsa) or a capital among small letters (ministerÕs).
_GARBLED = re.compile(r"[^\W\d_][¡-¶¸-¿×÷ÿ][^\W\d_]|[a-z][À-ÖØ-ÞŠŒŽŸ][a-z]")
_WELL_FORMED = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(where: str, raw: bytes, declared: str | None = None) -> str:
    """The text of `raw` without byte order mark and with `\\n` as the only line break.

    `declared` is the encoding that the document names for itself; it counts where the bytes are not UTF-8.
    Raises BadArticle, `where` naming the input, for bytes that are no text or whose encoding is in doubt.
    """
    text = _marked(where, raw)
    if text is None:
        text = _unmarked(where, raw, declared)
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
    text = _declared(raw, declared) or _western(raw) or _guessed(raw)
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


def _western(raw: bytes) -> str | None:
    """The text as Windows-1252, what unmarked English comes in, if it is mostly ASCII and no word is garbled."""
    text = _strictly(raw, "cp1252")
    if text is None or _GARBLED.search(text):
        return None
    return text if sum(byte < 128 for byte in raw) >= ASCII_SHARE * len(raw) else None


def _guessed(raw: bytes) -> str | None:
    """The text where charset-normalizer finds a clean encoding, no garbled word and a known language."""
    from charset_normalizer import from_bytes  # here, so that the command starts quickly

    found = from_bytes(raw[:SAMPLE_BYTES], cp_isolation=list(ENCODINGS))
    clean = (match.encoding for match in found if match.chaos <= MAX_MESS and match.coherence >= MIN_COHERENCE)
    texts = (text for encoding in clean if (text := _strictly(raw, encoding)))
    return next((text for text in texts if not _GARBLED.search(text)), None)


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
