import re
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import make_ontology_docs
import owlrl
import pyoxigraph
import pyshacl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kg import vocab
from kg.catalog import relations

FOLDER = Path(__file__).parents[1] / "ontology"
KG = Namespace(vocab.KG)
SH = Namespace("http://www.w3.org/ns/shacl#")
NAMES = ("kg.ttl", "plover.ttl", "cameo.ttl")
BY_SA = "creativecommons.org/licenses/by-sa/4.0/"
LICENCES = {"kg.ttl": "www.apache.org/licenses/LICENSE-2.0", "plover.ttl": BY_SA, "cameo.ttl": BY_SA}
NEAR = (SKOS.closeMatch, SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.exactMatch)
FIRM = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentProperty, KG.wikidata_property, KG.wikidata_inverse)
# Where terms that ours are aligned with may come from, and what their local names look like.
ELSEWHERE = {
    "http://www.wikidata.org/entity/": r"Q[1-9]\d*",
    "http://www.wikidata.org/prop/direct/": r"P[1-9]\d*",
    **dict.fromkeys(("https://schema.org/", str(DCTERMS), str(SKOS), str(RDF)), "[A-Za-z0-9]+"),
    **{f"http://www.w3.org/ns/{name}#": "[A-Za-z0-9]+" for name in ("org", "prov", "oa")},
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "[A-Za-z0-9]+",
    "http://xmlns.com/foaf/0.1/": "[A-Za-z0-9]+",
    "http://www.opengis.net/ont/geosparql#": "[A-Za-z0-9]+",
}
EXCLUSIVE = {"State", "Person", "Agreement", "Event"}


@cache
def graph(name):
    return Graph().parse(FOLDER / name, format="turtle")


def local(terms):
    return {str(term).removeprefix(vocab.KG) for term in terms}


def members(node, key):
    return local(Collection(graph("kg.ttl"), graph("kg.ttl").value(node, key)))


@pytest.mark.parametrize("name", NAMES)
def test_header(name):
    ontology = graph(name).value(predicate=RDF.type, object=OWL.Ontology)
    assert str(ontology) == vocab.BASE + name.removesuffix(".ttl").replace("kg", "ontology")
    version = graph(name).value(ontology, OWL.versionInfo)
    assert graph(name).value(ontology, OWL.versionIRI) == ontology + "/" + version
    assert graph(name).value(ontology, DCTERMS.title).language == "en"
    assert str(graph(name).value(ontology, DCTERMS.creator)) == "the Communique authors"
    assert set(graph(name).objects(None, DCTERMS.license)) == {URIRef("https://" + LICENCES[name])}
    if LICENCES[name] == BY_SA:
        assert "copyright 2021 by the Open Event Data Alliance" in graph(name).value(ontology, DCTERMS.rights)
        assert "SPDX-License-Identifier: CC-BY-SA-4.0" in (FOLDER / name).read_text("utf8")


@pytest.mark.parametrize("name", NAMES)
def test_both_parsers_read_the_same(name):
    lines = graph(name).serialize(format="nt").encode()
    one = pyoxigraph.Dataset(pyoxigraph.parse(path=FOLDER / name, format=pyoxigraph.RdfFormat.TURTLE))
    other = pyoxigraph.Dataset(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))
    for dataset in (one, other):
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(one) == set(other)
    assert len(one) == len(graph(name)) > 100


def test_every_term_of_ours_has_one_english_label_definition_and_example():
    terms = {node for node in graph("kg.ttl").subjects() if node.startswith(vocab.KG)}
    assert len(terms) > 49 + 13
    for term in terms:
        for key in (RDFS.label, SKOS.definition, SKOS.example):
            assert [text.language for text in graph("kg.ttl").objects(term, key)] == ["en"], term


def test_every_term_that_is_used_is_declared():
    declared = set(graph("kg.ttl").subjects(RDF.type))
    for name in (*NAMES, "shapes.ttl"):
        terms = {term for triple in graph(name) for term in triple if isinstance(term, URIRef)}
        used = {term for term in terms if term.startswith(vocab.BASE) and "#" in term}
        declared |= set(graph(name).subjects(RDF.type))
        assert used <= declared, name


def test_actor_is_the_union_of_the_classes_below_it():
    union = graph("kg.ttl").value(KG.Actor, OWL.equivalentClass)
    assert members(union, OWL.unionOf) == local(graph("kg.ttl").subjects(RDFS.subClassOf, KG.Actor))


def test_state_person_agreement_and_event_exclude_all_others():
    node = graph("kg.ttl").value(predicate=RDF.type, object=OWL.AllDisjointClasses)
    listed = list(Collection(graph("kg.ttl"), graph("kg.ttl").value(node, OWL.members)))
    (rest,) = (member for member in listed if isinstance(member, BNode))
    assert local(listed) - {str(rest)} == EXCLUSIVE
    assert members(rest, OWL.unionOf) == set(relations.classes()) - EXCLUSIVE


def above(term, key):
    return set(graph("kg.ttl").transitive_objects(term, key))


def test_no_class_is_below_two_that_exclude_each_other():
    node = graph("kg.ttl").value(predicate=RDF.type, object=OWL.AllDisjointClasses)
    listed = Collection(graph("kg.ttl"), graph("kg.ttl").value(node, OWL.members))
    sets = [members(one, OWL.unionOf) if isinstance(one, BNode) else local([one]) for one in listed]
    pairs = {frozenset(pair) for a, b in combinations(sets, 2) for pair in ((x, y) for x in a for y in b)}
    pairs |= {frozenset(local(pair)) for pair in graph("kg.ttl").subject_objects(OWL.disjointWith)}
    assert frozenset({"State", "Place"}) in pairs
    assert frozenset({"StateGroup", "Place"}) not in pairs
    for term in graph("kg.ttl").subjects(RDF.type, OWL.Class):
        assert not any(pair <= local(above(term, RDFS.subClassOf)) for pair in pairs), term


def test_every_relation_is_below_the_top_which_is_none_itself():
    for name in relations.load():
        assert KG.interacts_with in above(KG[name], RDFS.subPropertyOf), name
    assert "interacts_with" not in relations.load()
    assert set(graph("kg.ttl").subjects(KG.abstract, Literal(True))) == {KG.Entity, KG.Actor, KG.interacts_with}


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")  # a reasoner makes literals the subjects of triples
def test_what_a_reasoner_concludes():
    data = """@prefix kg: <https://w3id.org/communique/ontology#> .
        kg:A a kg:State ; kg:allied_with kg:B . kg:B a kg:State . kg:C a kg:Place, kg:StateGroup ; kg:capital_of kg:A .
        kg:P a kg:Person ; kg:head_of kg:C . kg:Wrong a kg:State, kg:Person ."""
    known = graph("kg.ttl") + Graph().parse(data=data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(known)
    for triple in [
        (KG.B, KG.interacts_with, KG.A),
        (KG.B, KG.partner_of, KG.A),
        (KG.A, KG.interacts_with, KG.C),
        (KG.C, URIRef("http://www.wikidata.org/prop/direct/P1376"), KG.A),
        (KG.P, URIRef("https://schema.org/affiliation"), KG.C),
        (KG.P, RDF.type, URIRef("http://xmlns.com/foaf/0.1/Agent")),
    ]:
        assert triple in known, triple
    faults = {str(text) for kind, text in known.predicate_objects() if kind.endswith("agent-ont#error")}
    assert faults
    assert all("#Wrong" in fault for fault in faults), faults


def aligned(keys):
    """What the three files say of terms of ours and of others with these properties."""
    pairs = {pair for name in NAMES for key in keys for pair in graph(name).subject_objects(key)}
    return {(one, other) for one, other in pairs if not other.startswith(vocab.BASE)}


def test_alignments_are_terms_of_known_vocabularies_and_stated_once():
    assert not aligned(NEAR) & aligned(FIRM)
    for one, other in aligned(NEAR) | aligned(FIRM):
        base = next((iri for iri in ELSEWHERE if other.startswith(iri)), "")
        assert base, (one, other)
        assert re.fullmatch(ELSEWHERE[base], other.removeprefix(base)), (one, other)
    equal = set(graph("kg.ttl").subject_objects(OWL.equivalentProperty))
    assert equal == {(KG.capital_of, URIRef("http://www.wikidata.org/prop/direct/P1376"))}


def test_the_page_is_fresh():
    for path, text in make_ontology_docs.pages().items():
        assert path.read_text("utf8") == text, f"{path.name} is stale: run tools/make_ontology_docs.py"
        if path.suffix == ".svg":
            ElementTree.fromstring(text)
        else:
            assert "@@" not in text
            assert all(f"`kg:{name}`" in text for name in local(graph("kg.ttl").subjects(SKOS.definition)))


def test_the_shapes_name_every_class_and_factuality():
    shapes = graph("shapes.ttl")
    lists = [local(Collection(shapes, head)) for head in shapes.objects(None, SH["in"])]
    assert lists.count(set(relations.classes())) == 2
    assert members(graph("kg.ttl").value(KG.Factuality, OWL.equivalentClass), OWL.oneOf) in lists
    assert local(shapes.objects(KG.EntityShape, SH.targetClass)) == set(relations.classes())
    assert local(shapes.objects(KG.ExclusiveShape, SH.targetClass)) == EXCLUSIVE


def test_every_predicate_fits_the_pattern_of_the_shapes():
    pattern = graph("shapes.ttl").value(next(graph("shapes.ttl").subjects(SH.path, RDF.predicate)), SH.pattern)
    assert all(re.search(pattern, KG[name]) for name in relations.load())
    assert not re.search(pattern, vocab.BASE + "ontology/" + "met_with")


def test_the_shapes_are_sound_shacl():
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graph("shapes.ttl"), meta_shacl=True)
    assert conforms, text
