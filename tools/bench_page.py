"""How fast the page opens and moves, and how large it is, beside plain pyvis output of the same graph.

    python tools/bench_page.py 500 5000 20000

For each number of entities a graph is made up (tools/big_graph.py), rendered by us and by plain pyvis, and opened in
headless Chromium, software rendering. Needs `playwright` and `chromium`; the network is off. First paint is the first
frame of the network's canvas with something on it; frames are counted while the view is dragged. Plain pyvis runs its
default physics; what has not stopped moving after the limit is said so. Run it on a quiet machine.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmark_page import machine, put
from big_graph import documents
from playwright.sync_api import Error, Page
from pyvis.network import Network
from screenshot import launched

from kg.catalog import gazetteer, relations
from kg.export.page.html import render
from kg.model import Article, Claim, Entity

CLAIMS_AN_ENTITY = 3
LIMIT_S = 60

# Counts frames, and says when the canvas first holds a drawn pixel.
WATCH = """() => {
  window.frames_seen = 0;
  const look = () => {
    window.frames_seen += 1;
    const canvas = document.querySelector("canvas");
    if (canvas && canvas.width && window.first_paint === undefined) {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 3; i < data.length; i += 64) if (data[i]) { window.first_paint = performance.now(); break; }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def made(entities: int) -> tuple[list[Claim], dict[str, Article]]:
    """Claims among so many entities, and their articles. Where the news names too few, readers criticize the rest."""
    claims: list[Claim] = []
    articles: dict[str, Article] = {}
    known: set[str] = set()
    for article, drafts in documents(CLAIMS_AN_ENTITY * entities):
        articles[article.id] = article
        for claim in drafts:
            ends = {claim.subject.id, claim.object.id}
            if len(known | ends) <= entities:
                known |= ends
                claims.append(claim)
    for number in range(entities - len(known)):
        reader = Entity(f"Reader_{number}", f"Reader {number}", ("Person",))
        claims.append(replace(claims[number], subject=reader, predicate="criticizes"))
    return claims, articles


def plain(claims: Iterable[Claim]) -> str:
    """What pyvis writes of the same graph, everything in the file, as its documentation shows it."""
    network = Network(height="860px", width="100%", directed=True, cdn_resources="in_line")
    seen: set[str] = set()
    for claim in claims:
        for end in (claim.subject, claim.object):
            if end.id not in seen:
                seen.add(end.id)
                network.add_node(end.id, label=end.label, title=end.type)
        network.add_edge(claim.subject.id, claim.object.id, title=claim.predicate)
    return str(network.generate_html())


def measured(tab: Page, file: Path) -> dict[str, Any]:
    """Seconds to the first paint, frames a second while dragging; None where the page did not get there."""
    tab.add_init_script(f"({WATCH})()")
    try:
        tab.goto(file.as_uri(), timeout=LIMIT_S * 1000, wait_until="domcontentloaded")
        painted = _when_painted(tab)
        return {"first paint, s": painted, "frames a second": _frames(tab) if painted else None}
    except Error as error:
        return {"first paint, s": None, "frames a second": None, "fault": error.message.splitlines()[0]}


def _when_painted(tab: Page) -> float | None:
    for _ in range(LIMIT_S * 10):
        tab.wait_for_timeout(100)
        time = tab.evaluate("window.first_paint")
        if time is not None:
            return round(time / 1000, 2)
    return None


def _frames(tab: Page) -> float:
    """Frames a second while the view is dragged for two seconds."""
    tab.mouse.move(700, 150)
    tab.mouse.down()
    before, start = tab.evaluate("[window.frames_seen, performance.now()]")
    for step in range(100):
        tab.mouse.move(700 + step % 50, 150 + step % 40)
        tab.wait_for_timeout(20)
    after, end = tab.evaluate("[window.frames_seen, performance.now()]")
    tab.mouse.up()
    return round(1000 * (after - before) / (end - start), 1)


def rows(sizes: Iterable[int], plain_up_to: int) -> Iterator[tuple[int, str, float, dict[str, Any]]]:
    """Entities, who wrote the page, its megabytes, what was measured."""
    known, names = relations.load(), gazetteer.load()
    with TemporaryDirectory() as folder, launched() as browser:
        for size in sizes:
            claims, articles = made(size)
            pages = {"kg render": render(claims, articles, known, gazetteer=names)}
            if size <= plain_up_to:
                pages["plain pyvis"] = plain(claims)
            for name, page in pages.items():
                file = Path(folder, "page.html")
                file.write_text(page, "utf8")
                context = browser.new_context(viewport={"width": 1400, "height": 860}, offline=True)
                yield size, name, file.stat().st_size / 1e6, measured(context.new_page(), file)
                context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entities", type=int, nargs="*", default=[500, 20_000])
    parser.add_argument("--plain-up-to", type=int, default=5_000, help="above, pyvis takes minutes to write a page")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    given = parser.parse_args()
    lines = ["| entities | page | MB | first paint, s | frames a second |", "|---:|---|---:|---:|---:|"]
    for size, name, megabytes, found in rows(given.entities, given.plain_up_to):
        cells = [found["first paint, s"], found["frames a second"]]
        told = [found.get("fault", "none") if cell is None else cell for cell in cells]
        lines.append(f"| {size:,} | {name} | {megabytes:.1f} | {told[0]} | {told[1]} |")
        print(lines[-1], flush=True)
    if given.write:
        put("page", "\n".join([*lines, "", f"Measured on {machine('pyvis')}, software rendering.", ""]))


if __name__ == "__main__":
    main()
