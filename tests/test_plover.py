"""The concept schemes of PLOVER and CAMEO, and the mapping of every relation."""

import re
from functools import cache
from pathlib import Path

from rdflib import RDF, SKOS, Graph, Namespace

from kg import vocab
from kg.catalog import relations

FOLDER = Path(__file__).parents[1] / "ontology"
KG = Namespace(vocab.KG)
PLOVER, CAMEO = (Namespace(f"{vocab.BASE}{name}#") for name in ("plover", "cameo"))


@cache
def graph(name):
    return Graph().parse(FOLDER / name, format="turtle")


def test_every_relation_says_what_it_is_in_plover_and_cameo():
    plover, cameo = graph("plover.ttl"), graph("cameo.ttl")
    for name, relation in relations.load().items():
        types, none = (list(plover.objects(KG[name], key)) for key in (KG.plover_type, KG.no_plover_type))
        assert len(types) + len(none) == 1, name
        assert [str(plover.value(kind, SKOS.notation)) for kind in types] == ([relation.plover] if types else []), name
        assert all(plover.value(mode, SKOS.broader) in types for mode in plover.objects(KG[name], KG.plover_mode)), name
        roots = list(cameo.objects(KG[name], KG.cameo_root))
        assert len(roots) == len(types), name
        assert set(types) <= {other for root in roots for other in cameo.objects(root)}, name
    assert dict(plover.subject_objects(KG.plover_context)) == {
        KG.planned: PLOVER["context-future"],
        KG.possible: PLOVER["context-hypothetical"],
        KG.denied: PLOVER["context-negation"],
    }


def test_concept_schemes():
    both = graph("plover.ttl") + graph("cameo.ttl")
    tops = {
        scheme: set(both.objects(scheme, SKOS.hasTopConcept)) for scheme in both.subjects(RDF.type, SKOS.ConceptScheme)
    }
    sizes = {PLOVER.events: 16, PLOVER.contexts: 37 + 4, PLOVER.quads: 4, CAMEO.roots: 20}
    assert {scheme: len(found) for scheme, found in tops.items()} == sizes
    for concept in both.subjects(RDF.type, SKOS.Concept):
        (scheme,) = both.objects(concept, SKOS.inScheme)
        assert (concept in tops[scheme]) == ((concept, SKOS.topConceptOf, scheme) in both), concept
        assert (concept in tops[scheme]) != (both.value(concept, SKOS.broader) in tops[scheme]), concept
        for key in (SKOS.prefLabel, SKOS.definition):
            assert [text.language for text in both.objects(concept, key)] == ["en"], concept
        notation = both.value(concept, SKOS.notation)
        assert list(both.subjects(SKOS.notation, notation)) == [concept], concept
        assert concept.endswith(str(notation)) or scheme == PLOVER.quads, concept
    quads = {event: both.value(event, KG.quad_class) for event in tops[PLOVER.events]}
    assert set(quads.values()) == tops[PLOVER.quads]
    assert {str(both.value(quad, SKOS.notation)) for quad in tops[PLOVER.quads]} == set("1234")
    assert {str(both.value(root, SKOS.notation)) for root in tops[CAMEO.roots]} == {f"{n:02}" for n in range(1, 21)}


def test_the_query_at_the_head_of_the_page_counts_a_pair():
    data = f"""
    @prefix kg: <{KG}> . @prefix rdf: <{RDF}> . @prefix ent: <{vocab.ENT}> .
    [] rdf:subject ent:A ; rdf:predicate kg:met_with ; rdf:object ent:B .
    [] rdf:subject ent:A ; rdf:predicate kg:attacks ; rdf:object ent:B .
    [] rdf:subject ent:A ; rdf:predicate kg:borders ; rdf:object ent:B .
    """
    asked = """
    PREFIX kg: <https://w3id.org/communique/ontology#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT ?quad WHERE { ?claim rdf:predicate ?relation . ?relation kg:plover_type/kg:quad_class/skos:notation ?quad }
    ORDER BY ?quad
    """
    found = (graph("plover.ttl") + Graph().parse(data=data, format="turtle")).query(asked)
    assert [str(row.quad) for row in found] == ["1", "4"]


def test_the_shipped_query_counts_by_the_quad_classes_of_the_mapping():
    plover = graph("plover.ttl")
    quads = {
        relation.removeprefix(vocab.KG): str(plover.value(plover.value(kind, KG.quad_class), SKOS.notation))
        for relation, kind in plover.subject_objects(KG.plover_type)
    }
    text = (FOLDER.parent / "queries" / "balance.rq").read_text("utf8")
    counted = re.findall(r"\(kg:(\w+) ([1-4])\)", text)
    assert len(counted) > 20
    assert set(counted) <= set(quads.items())
