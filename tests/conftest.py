from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# No clock decides whether a test passes, and every run tries the same examples.
settings.register_profile("repo", deadline=None, derandomize=True)
settings.load_profile("repo")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository that holds specification and gold articles; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared here: specification and gold articles lie beside the repository")
    return SHARED
