"""Everything that can go wrong for a user, as a tree of errors.

    KgError          its message is one line for the user; exit code 1
    ├── BadArticle   this input cannot be read: skip it, say so, count it
    ├── BadData      a shipped or given data file is wrong: stop, name the file and all its faults
    ├── NotFound     what was asked for does not exist; the message lists what there is
    └── Refused      a request that safety forbids

A message says where, what, and what would be right. Only the command line catches these.
"""


class KgError(Exception):
    """A failure whose message is meant for the user."""


class BadArticle(KgError):
    """One input cannot be read as an article; the others go on."""


class BadData(KgError):
    """A data file is wrong; nothing can go on."""


class NotFound(KgError):
    """The thing that was named does not exist."""


class Refused(KgError):
    """Safety forbids what was asked."""
