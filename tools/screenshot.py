"""Pictures of a rendered page in headless Chromium (Debian's), with the network watched: any request is an error.

    python tools/screenshot.py graph.html docs/network.png --dark --hash "node=China"

Needs `playwright` (Python) and `chromium` on the path; the package itself needs neither.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def opened(file: Path, width: int, height: int, dark: bool = False, scale: float = 1, hash: str = "") -> Iterator[Page]:
    """The page in a fresh profile; leaving raises AssertionError if it asked for anything or logged an error."""
    address = file.resolve().as_uri()
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            profile,
            executable_path=shutil.which("chromium"),
            headless=True,
            args=list(FLAGS),
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        faults: list[str] = []
        page.on("request", lambda request: _unless_own(request.url, address, faults))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.goto(address + ("#" + hash if hash else ""))
        yield page
        context.close()
    assert not faults, faults


def _unless_own(url: str, address: str, faults: list[str]) -> None:
    if url.partition("#")[0] != address and not url.startswith(("data:", "blob:")):
        faults.append(f"request: {url}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("png", type=Path)
    parser.add_argument("--width", type=int, default=1400)
    parser.add_argument("--height", type=int, default=860)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument(
        "--hash", default="", help='the view, as the page writes it: "node=China&statuses=stated,planned"'
    )
    given = parser.parse_args()
    with opened(given.page, given.width, given.height, given.dark, given.scale, given.hash) as page:
        page.wait_for_timeout(400)
        page.screenshot(path=given.png)
    print(given.png, file=sys.stderr)


if __name__ == "__main__":
    main()
