"""Pictures of a rendered page in headless Chromium (Debian's), with the network watched: any request is an error.

    python tools/screenshot.py graph.html docs/network.png --dark --hash "node=China"

Needs `playwright` (Python) and `chromium` on the path; the package itself needs neither.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium with an empty profile of its own."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def visited(browser: Browser, file: Path, width: int, height: int, **more: Any) -> Iterator[Page]:
    """The page in a window of that size; leaving raises AssertionError if it asked for anything or logged an error.

    `more`: `hash` is the view in the address, the rest are playwright's options of a context.
    """
    address, view = file.resolve().as_uri(), more.pop("hash", "")
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    page = context.new_page()
    # Long, as the machine may be busy: a test that fails shall fail for a fault of the page.
    page.set_default_timeout(60_000)
    faults: list[str] = []
    page.on("request", lambda request: _unless_own(request.url, address, faults))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.goto(address + ("#" + view if view else ""))
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
    look = {"color_scheme": "dark" if given.dark else "light", "device_scale_factor": given.scale, "hash": given.hash}
    with launched() as browser, visited(browser, given.page, given.width, given.height, **look) as page:
        page.wait_for_timeout(400)
        page.screenshot(path=given.png)
    print(given.png, file=sys.stderr)


if __name__ == "__main__":
    main()
