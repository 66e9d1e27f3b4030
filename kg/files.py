"""Where the package's own data lies, in a checkout and in an installed wheel alike."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
BESIDE = ("ontology", "queries")


def data(*parts: str) -> Path:
    """Path of a shipped data file, e.g. `data("lexicon")`."""
    return PACKAGE.joinpath("data", *parts)


@cache
def shipped(folder: str) -> Path:
    """The folder `ontology` or `queries`: inside an installed package, or beside it in a checkout."""
    inside = PACKAGE / folder
    return inside if inside.is_dir() else PACKAGE.parent / folder
