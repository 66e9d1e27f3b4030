"""A page as a picture, by a Chromium that the machine has. The browser runs with an empty profile and no network."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import KgError

# Names of the same browser on different systems.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")

WIDTH, HEIGHT, SCALE = 1600, 1000, 2
SECONDS = 120

FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    # No name resolves: a second wall beside the page's own policy.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--virtual-time-budget=4000",
)


def browser() -> str:
    """The path of the browser. Raises KgError where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise KgError("a picture needs Chromium on the path (Debian: apt install chromium); or write a page, FILE.html")
    return found


def still(page: str) -> bytes:
    """The page without its controls, with a key, as PNG. Raises KgError where there is no browser, or it fails."""
    with TemporaryDirectory(prefix="kg-still-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page, "utf8")
        # Root may not use the sandbox; everybody else does.
        sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        command = [
            *(browser(), *FLAGS, *sandbox),
            f"--user-data-dir={folder}/profile",
            f"--window-size={WIDTH},{HEIGHT}",
            f"--force-device-scale-factor={SCALE}",
            f"--screenshot={target}",
            f"{source.as_uri()}?still",
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - no shell
        except subprocess.TimeoutExpired as error:
            raise KgError(f"the browser gave no picture in {SECONDS} seconds; write a page, FILE.html") from error
        if not target.is_file():
            raise KgError(f"the browser gave no picture, exit code {done.returncode}; write a page, FILE.html")
        return target.read_bytes()
