"""What the user names (files, folders, globs) to the files it means, in a stable order."""

import glob
import os
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TypeAlias

from kg.errors import BadArticle
from kg.read.build import shown
from kg.read.disk import Address, kind, unreadable

STDIN = Path("/dev/stdin")  # stands for what `-` names; readers take regular files only

Named: TypeAlias = Path | Address | BadArticle

# What lies beside articles in a folder and is passed over without a word: parts of saved pages, pictures, notices.
BESIDE_SUFFIXES = frozenset(
    {
        *(".css", ".js", ".map", ".ttf", ".woff", ".woff2"),
        *(".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp", ".mp3", ".mp4"),
    }
)
BESIDE_STEMS = frozenset({"AUTHORS", "COPYING", "LICENCE", "LICENSE", "NOTICE", "README", "SOURCES"})


def expand(name: str, suffixes: Collection[str]) -> Iterator[Named]:
    """The files or the address that an input means; of a folder, at any depth, those with one of the suffixes.

    Files stand before the folders beside them, both sorted by name; what is hidden is passed over. An input
    that means nothing is yielded as BadArticle, and so, once a folder, is what was passed over as unknown.
    """
    if name == "-":
        yield STDIN
    elif name and os.path.lexists(name):
        yield from _expanded(Path(name), suffixes)
    elif "://" in name:
        yield Address(name)
    else:
        found = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []
        for path in found:
            yield from _expanded(Path(path), suffixes)
        if not found:
            yield BadArticle(f"{shown(name) or '(empty name)'}: no such file or folder; check the path")


def _expanded(path: Path, suffixes: Collection[str]) -> Iterator[Named]:
    if os.path.isdir(path):
        yield from _of_folder(path, suffixes)
    else:
        yield path


def _of_folder(folder: Path, suffixes: Collection[str]) -> Iterator[Named]:
    unknown: Counter[str] = Counter()
    empty = True
    for found in _walk(folder):
        if isinstance(found, BadArticle) or _is_article(found, suffixes):
            empty = False
            yield found
        elif not _is_beside(found):
            unknown[kind(found) or "no suffix"] += 1
    readable = " ".join(sorted(suffixes))
    if unknown:
        kinds = ", ".join(f"{number} {shown(suffix)}" for suffix, number in sorted(unknown.items()))
        yield BadArticle(f"{shown(folder)}: passed over {kinds}; kg reads {readable}")
    elif empty:
        yield BadArticle(f"{shown(folder)}: no article in this folder; kg reads {readable}")


def _is_article(path: Path, suffixes: Collection[str]) -> bool:
    return kind(path) in suffixes and path.stem not in BESIDE_STEMS


def _is_beside(path: Path) -> bool:
    return path.suffix.lower() in BESIDE_SUFFIXES or path.stem in BESIDE_STEMS


def _walk(folder: Path) -> Iterator[Path | BadArticle]:
    """What is visible in the folder and those below it, without the folders themselves."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = [here / name for name in sorted(os.listdir(here)) if not name.startswith(".")]
        except OSError as error:
            yield unreadable(shown(here), error)
            continue
        folders = {entry: os.path.islink(entry) for entry in entries if os.path.isdir(entry)}
        yield from (entry for entry in entries if entry not in folders)
        yield from (_linked(entry) for entry, link in folders.items() if link)
        waiting += [entry for entry, link in reversed(folders.items()) if not link]


def _linked(folder: Path) -> BadArticle:
    return BadArticle(f"{shown(folder)}: a link to a folder is not followed; give the folder itself")
