"""A report as one HTML file without scripts and without requests; texts of articles are escaped."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.files import data
from kg.report.content import Content
from kg.report.drawing import look

STYLES = ("page", "charts", "evidence", "print")
TEMPLATE = "page.html"


def html(content: Content, title: str | None = None) -> str:
    """The page of a report; the same content gives the same bytes. `title` takes the place of the report's own."""
    style = _style()
    digest = b64encode(sha256(style.encode("utf8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    # The files are ours and hold no `<`.
    shown = Markup(style)  # noqa: S704
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(report=content, title=title or content.title, style=shown, policy=policy)
    )


@cache
def _style() -> str:
    """The style sheets, and the colours that the interactive page has for families and classes."""
    sheets = "\n".join((data("report") / f"{name}.css").read_text("utf8") for name in STYLES)
    families = look()["families"].items()
    light = "".join(f"--{name}: {colours['light']}; " for name, colours in families)
    dark = "".join(f"--{name}: {colours['dark']}; " for name, colours in families)
    lines = [f":root {{ {light}}}", f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}"]
    for name, _ in families:
        lines.append(
            f".line.{name} {{ stroke: var(--{name}); }} .head.{name}, .swatch.{name} {{ fill: var(--{name}); }}"
        )
    lines += [f".sign.{name} {{ fill: {sign['color']}; }}" for name, sign in look()["types"].items()]
    return "\n".join((sheets, *lines))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(data("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
