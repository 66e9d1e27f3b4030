"""Text from articles on its way to other programs: what each of them must not be given."""

import re
from typing import TypeVar

_Value = TypeVar("_Value")

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# What XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What moves the cursor, changes colours or turns the direction of writing on a terminal.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


def for_spreadsheet(value: _Value) -> _Value | str:
    """A text that would be run as a formula has an apostrophe before it; all else is left as it is.

    >>> for_spreadsheet("=1+1"), for_spreadsheet(-1)
    ("'=1+1", -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def for_xml(text: str) -> str:
    """The text with U+FFFD for signs that XML 1.0 cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def for_terminal(text: str) -> str:
    """The text on one line, without signs that steer a terminal.

    >>> for_terminal("one\\ntwo\\x1b[31m")
    'one two [31m'
    """
    return _CONTROL.sub(" ", text)
