"""A page as a picture, by the Chromium of the machine."""

import shutil

import pytest

from kg.errors import KgError
from kg.export.page import still
from kg.export.page.html import render
from kg.model import Article, Claim, Entity, Relation

RELATIONS = {"supports": Relation("supports", "supports", "cooperation", "", frozenset(), frozenset())}
QUOTE = "Avalon supports Thule."
ENDS = [Entity(name, name, ("State",), None, (name,)) for name in ("Avalon", "Thule")]
CLAIM = Claim("d", ENDS[0], "supports", ENDS[1], QUOTE, 0, len(QUOTE))


@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium on the path (Debian: apt-get install chromium)")
def test_the_picture_is_a_png_of_the_view():
    page = render([CLAIM], {"d": Article("d", QUOTE)}, RELATIONS, title="Isles")
    png = still.still(page)
    size = [int.from_bytes(png[start : start + 4]) for start in (16, 20)]
    assert png.startswith(b"\x89PNG")
    assert size == [still.WIDTH * still.SCALE, still.HEIGHT * still.SCALE]


def test_without_a_browser_the_way_out_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(KgError, match=r"needs Chromium on the path .*; or write a page, FILE\.html"):
        still.browser()


def test_a_browser_that_fails_is_told(monkeypatch, tmp_path):
    (tmp_path / "chromium").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KgError, match="no picture, exit code 3"):
        still.still("<p>")
