"""A browser for the tests of the page."""

import pytest


@pytest.fixture
def visit(chromium, tmp_path):
    """Opens a page in headless Chromium; leaving fails on any request, page error, dialog or refused script."""
    from screenshot import visited

    def visit(html, width=1200, view="", **options):
        file = tmp_path / "page.html"
        file.write_text(html, "utf8")
        return visited(chromium, file, width, 800, hash=view, **options)

    return visit
