import json
from hashlib import sha256

from kg.files import data


def test_vendored_files_are_those_of_the_readme():
    said = (data("serve") / "README.md").read_text("utf8")
    for name in ("yasgui.min.js", "yasgui.min.css"):
        assert sha256((data("serve", "static", "vendor") / name).read_bytes()).hexdigest() in said


def test_colours_are_those_of_the_picture():
    look = json.loads((data("page") / "look.json").read_text("utf8"))
    style = (data("serve", "static") / "site.css").read_text("utf8")
    for name, kind in look["types"].items():
        assert f".type-{name} {{ fill: {kind['color']}; }}" in style
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    for name, family in look["families"].items():
        assert f"--{name}: {family['light']};" in light
        assert f"--{name}: {family['dark']};" in dark
    for status in look["statuses"]:
        assert f".status-{status}" in style or status == "weak"


def test_templates_hold_no_script_style_or_way_around_escaping():
    for file in sorted((data("serve") / "templates").glob("*.html")):
        text = file.read_text("utf8")
        assert "|safe" not in text.replace(" ", ""), file
        assert "autoescape" not in text, file
        assert "style=" not in text, file
        assert "<style" not in text, file
        assert "<script>" not in text, file
        assert " on" + "click" not in text, file
