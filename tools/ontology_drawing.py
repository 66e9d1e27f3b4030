"""The picture of the ontology: classes of entity, how a claim stands between two of them, relations by family."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

Families = Mapping[str, Sequence[str]]

WIDTH, MARGIN, GAP, LINE = 1000, 16, 12, 17
BACK, INK, FRAME = "#ffffff", "#1f2933", "#7b8794"
ACTOR, THING, CLAIM, PAPER = "#e3ecf7", "#e8f3e6", "#fdf0d5", "#f1f2f4"
STYLE = (
    f"text{{font:13px sans-serif;fill:{INK}}} .b{{font-weight:bold}} .s{{font-size:11px}} .c{{text-anchor:middle}} "
    f"rect{{stroke:{FRAME}}} .x{{stroke:{INK};stroke-width:2.5}} path{{stroke:{INK};fill:none;marker-end:url(#a)}}"
)
ARROW = '<marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'

# The claim in the middle and what it points to: place and size, fill, title, lines below it.
CLAIM_BOXES = (
    (16, 0, 190, 62, ACTOR, "subject", ("an entity: ent:Arcadia",)),
    (794, 0, 190, 62, ACTOR, "object", ("an entity: ent:Ruritania",)),
    (335, 92, 330, 128, CLAIM, "kg:Claim", ("rdf:predicate · kg:factuality · kg:ended", "kg:quote · kg:start · kg:end",
     "kg:time · kg:valid_from · kg:valid_to", "kg:place · kg:amount · kg:sector …", "kg:confidence · kg:method")),
    (16, 158, 190, 62, ACTOR, "speaker", ("an entity: who says so",)),
    (794, 110, 190, 110, PAPER, "schema:NewsArticle", ("schema:headline", "schema:datePublished", "schema:publisher",
     "kg:sha256 · kg:language")),
    (794, 262, 190, 62, PAPER, "prov:Activity", ("kg:version · kg:threshold",)),
)  # fmt: skip
CLAIM_ARROWS = (
    ("M206 24 H790", 500, 18, "kg:partner_of: the edge, one plain triple, where a claim bears it out"),
    ("M335 112 L210 58", 262, 106, "rdf:subject"),
    ("M665 112 L790 58", 738, 106, "rdf:object"),
    ("M335 189 H210", 272, 183, "kg:attributed_to"),
    ("M665 165 H790", 728, 159, "wasDerivedFrom"),
    ("M889 262 V224", 855, 248, "prov:used"),
)


def draw(actors: Sequence[str], things: Sequence[str], exclusive: set[str], families: Families) -> str:
    """An SVG image: classes at the top (heavily framed: what excludes all others), a claim, relations by family."""
    parts = [*_classes(actors, things, exclusive)]
    parts += _shifted(_claim(), 178)
    parts += _shifted(_families(families), 540)
    height = 540 + 60 + LINE * max(map(len, families.values()))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
    back = f'<rect width="{WIDTH}" height="{height}" fill="{BACK}" stroke="none"/>'
    marker = f'<defs>{ARROW}<path d="M0 0 L8 4 L0 8" style="fill:{INK};marker-end:none"/></marker></defs>'
    return "\n".join([head, f"<style>{STYLE}</style>", marker, back, *parts, "</svg>"]) + "\n"


def _classes(actors: Sequence[str], things: Sequence[str], exclusive: set[str]) -> Iterable[str]:
    yield _text(MARGIN, 24, "kg:Entity: what relations hold between (heavy frame: bears no other class)", "b")
    yield from _row("kg:Actor", actors, exclusive, 36, ACTOR)
    yield from _row("other", things, exclusive, 100, THING)


def _row(title: str, names: Sequence[str], exclusive: set[str], y: int, fill: str) -> Iterable[str]:
    yield _text(MARGIN, y + 30, title)
    left = MARGIN + 80
    width = (WIDTH - left - MARGIN + GAP) // len(names) - GAP
    for i, name in enumerate(names):
        x = left + i * (width + GAP)
        yield _box(x, y, width, 48, fill, "x" if name in exclusive else "")
        yield _text(x + width // 2, y + 29, name, "c")


def _claim() -> Iterable[str]:
    for x, y, width, height, fill, title, lines in CLAIM_BOXES:
        yield _box(x, y, width, height, fill)
        yield _text(x + width // 2, y + 22, title, "b c")
        yield from (_text(x + width // 2, y + 44 + LINE * i, line, "s c") for i, line in enumerate(lines))
    for path, x, y, label in CLAIM_ARROWS:
        yield f'<path d="{path}"/>'
        yield _text(x, y, label, "s c")


def _families(families: Families) -> Iterable[str]:
    yield _text(MARGIN, -8, "Relations by family (↔ holds both ways); kg:interacts_with stands above all", "b")
    width = (WIDTH - 2 * MARGIN + GAP) // len(families) - GAP
    height = 34 + LINE * max(map(len, families.values()))
    for i, (family, names) in enumerate(families.items()):
        x = MARGIN + i * (width + GAP)
        yield _box(x, 6, width, height, PAPER)
        yield _text(x + width // 2, 26, f"{family}: {len(names)}", "b c")
        yield from (_text(x + 8, 46 + LINE * row, name, "s") for row, name in enumerate(names))


def _shifted(parts: Iterable[str], down: int) -> Iterable[str]:
    return [f'<g transform="translate(0 {down})">', *parts, "</g>"]


def _box(x: int, y: int, width: int, height: int, fill: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="5" fill="{fill}"{named}/>'


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{named}>{escape(words)}</text>'
