from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg import graph, vocab
from kg.catalog import relations


def loaded(path: Path) -> ox.Store:
    quads = ox.Store()
    quads.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return quads


# As Oxigraph writes it, so that no validator sees another form of a number.
GOOD = sorted((quad.triple for quad in loaded(Path(__file__).with_name("good.ttl"))), key=str)

# What a value may turn into: terms of the graph itself, and some that belong nowhere.
TERMS = [
    *sorted({term for triple in GOOD for term in (triple.subject, triple.object)}, key=str),
    ox.Literal(""),
    ox.Literal("2025-02-30", datatype=ox.NamedNode(vocab.PREFIXES["xsd"] + "date")),
    ox.Literal("x", datatype=ox.NamedNode(vocab.PREFIXES["xsd"] + "integer")),
    ox.Literal("Arcadie", language="fr"),
    ox.Literal(0),
    ox.Literal(0.5),
    ox.NamedNode(vocab.ENT + "Zubrowka"),
]
PREDICATES = [*sorted({triple.predicate for triple in GOOD}, key=str), graph.kg("visited"), graph.kg("borders")]

# The referee has the ontology among its data: a term of ours in another place would have a label there alone.
FOR_TERMS = {graph.TYPE, graph.PREDICATE, graph.kg("factuality")}

changes = st.tuples(
    st.sampled_from(["drop", "change", "add"]),
    st.sampled_from(GOOD),
    st.sampled_from(PREDICATES),
    st.sampled_from(TERMS),
)


def changed(steps) -> str:
    triples = set(GOOD)
    for what, triple, predicate, term in steps:
        if what != "add":
            triples.discard(triple)
        name = predicate if what == "add" else triple.predicate
        ours = isinstance(term, ox.NamedNode) and term.value.startswith(vocab.KG)
        if what != "drop" and (name in FOR_TERMS or not ours):
            triples.add(ox.Triple(triple.subject, name, term))
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES).decode()


@pytest.mark.long
@settings(max_examples=60, phases=[Phase.generate])
@given(st.lists(changes, min_size=1, max_size=4))
def test_both_say_the_same_of_any_change(fast, referee, steps):
    assert fast(changed(steps)) == referee(changed(steps))


def test_the_shapes_name_every_relation(root):
    shapes = loaded(root / "ontology" / "shapes.ttl")
    aim = ox.NamedNode("http://www.w3.org/ns/shacl#targetSubjectsOf")
    named = {quad.object for quad in shapes.quads_for_pattern(graph.kg("EdgeShape"), aim, None)}
    assert named == {graph.kg(name) for name in relations.load()}
