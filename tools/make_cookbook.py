"""Writes docs/query-cookbook.md: every question that ships with its answer over the golden corpus (tools/golden.py).

usage: .venv/bin/python tools/make_cookbook.py  (a test checks that the page is fresh)
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from shlex import quote

import golden

from kg import query
from kg.query.answers import shown
from kg.store import Store

PAGE = Path(__file__).resolve().parent.parent / "docs" / "query-cookbook.md"
ROWS, WIDTH = 6, 90

HEAD = """# Query cookbook

Each question below ships with the program: `kg query --list` shows them all, `kg query NAME` asks one. The answers here
are real. They come from the sample articles in `kg/data/sample` and four small articles of our own, with claims that
people read out of them (`tests/query/golden`), so that they stay the same when the extractor learns; your store will
answer what is in your articles.

- Entities go by label, alias, id or QID: `--set entity=Azerbaijan`, `--set entity=Q227`. A wrong name is answered with
  near ones.
- `*` leaves a setting open: the question is then asked of the whole graph.
- `min` is the least confidence of a claim; 0.5 is also what makes an edge.
- Answers are tables; `--format csv` and `--format json` give them to other programs. Columns without any value are left
  out below.
- Chains with the path itself come from `kg path`, what stands behind an edge from `kg explain`.
- To change a question, copy its file from `queries/` and ask `kg query FILE.rq`.

"""

FEDERATED = """## With Wikidata

Well-known entities carry their Wikidata QID (`owl:sameAs`), so an engine that allows federation can join the graph
with what Wikidata knows. `kg` itself refuses `SERVICE`: queries stay within the store. Load `graph.ttl` (`kg export`)
into an engine of your own for this one, which is shown and not run here:

```sparql
PREFIX kg: <https://w3id.org/communique/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>

# Which states seek to join what, and how many people live there?
SELECT ?state ?body ?population ?quote
WHERE {
  ?claim rdf:predicate kg:seeks_membership_of ; rdf:subject ?who ; rdf:object ?in ; kg:quote ?quote .
  ?who a kg:State ; rdfs:label ?state ; owl:sameAs ?item .
  ?in rdfs:label ?body .
  SERVICE <https://query.wikidata.org/sparql> { ?item wdt:P1082 ?population }
}
ORDER BY DESC(?population)
```
"""


def page() -> str:
    """The whole page."""
    ordered = sorted(query.load().values(), key=lambda question: (question.group, question.name))
    with golden.store() as store:
        parts = [line for group, members in groupby(ordered, key=_group) for line in _chapter(store, group, members)]
    return HEAD + "\n".join(parts) + "\n" + FEDERATED


def _group(question: query.Question) -> str:
    return question.group


def _chapter(store: Store, group: str, members: Iterator[query.Question]) -> Iterator[str]:
    yield f"## {group.capitalize()}\n"
    for question in members:
        given = golden.ASKED.get(question.name, {})
        yield f"### {question.question}\n\n```console"
        yield " ".join(["$ kg query", question.name, *(f"--set {quote(f'{k}={v}')}" for k, v in given.items())])
        yield "```\n"
        yield from _table(query.ask(store, question, given))
        yield ""


def _table(found: query.Answer) -> Iterator[str]:
    """The first rows as a table in Markdown, without columns that are empty in all of them."""
    rows = [[_cell(shown(term)) for term in row] for row in found.rows[:ROWS]]
    kept = [number for number in range(len(found.columns)) if any(row[number] for row in rows)]
    yield f"| {' | '.join(found.columns[number] for number in kept)} |"
    yield "|" + "---|" * len(kept)
    yield from (f"| {' | '.join(row[number] for number in kept)} |" for row in rows)
    if len(found.rows) > ROWS:
        yield f"\n… and {len(found.rows) - ROWS} more."


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    cut = plain if len(plain) <= WIDTH else plain[:WIDTH].rsplit(" ", 1)[0] + " …"
    for sign in "\\|<*_`[":
        cut = cut.replace(sign, "\\" + sign)
    return cut


if __name__ == "__main__":
    PAGE.write_text(page(), "utf8")
