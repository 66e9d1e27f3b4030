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


PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocab.PREFIXES.items())
DIGEST = "0123456789abcdef" * 4
GOOD = f"""
ent:Ruritania a kg:State ; rdfs:label "Ruritania"@en, "Ruritanie"@fr ; skos:altLabel "Kingdom of Ruritania"@en .
ent:Arcadia a kg:Place, kg:StateGroup ; rdfs:label "Arcadia"@en ; owl:sameAs wd:Q1 .
ent:Elena_Moravec a kg:Person ; rdfs:label "Elena Moravec"@en .
ent:Ruritania kg:partner_of ent:Arcadia .
ent:Arcadia kg:partner_of ent:Ruritania .
doc:one a schema:NewsArticle ; kg:sha256 "{DIGEST}" ; kg:language "en" ; kg:genre "news" ;
  schema:headline "Two partners" ; schema:datePublished "2025-05-02"^^xsd:date ; schema:publisher "The Example" .
claim:least a kg:Claim ; rdf:subject ent:Arcadia ; rdf:predicate kg:partner_of ; rdf:object ent:Ruritania ;
  kg:factuality kg:asserted ; kg:confidence 0.86 ; prov:wasDerivedFrom doc:one ; kg:quote "They are partners." ;
  kg:start 0 ; kg:end 18 ; kg:method "lexicon" .
claim:most a kg:Claim ; rdf:subject ent:Elena_Moravec ; rdf:predicate kg:visited ; rdf:object ent:Arcadia ;
  kg:factuality kg:denied ; kg:confidence 1.0 ; prov:wasDerivedFrom doc:one ; kg:quote "She was never there." ;
  kg:start 19 ; kg:end 39 ; kg:method "lexicon" ; kg:zone "quotation" ; kg:trigger "was there" ;
  kg:read_as "she = Elena Moravec", "there = Arcadia" ; kg:attributed_to ent:Ruritania ;
  kg:time "2025"^^xsd:gYear ; kg:valid_from "2025-01"^^xsd:gYearMonth ; kg:valid_to "2025-05-01"^^xsd:date ;
  kg:ended true ; kg:office "president" ; kg:place "Brindle" .
run:one a prov:Activity ; kg:version "0.1.0" ; kg:model "m 1" ; kg:fingerprint "{DIGEST}" ; kg:threshold 0.5 .
"""


def reported(text):
    data = Graph().parse(data=PREFIXES + text, format="turtle")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=graph("shapes.ttl"))
    assert conforms == (not list(report.subjects(RDF.type, SH.ValidationResult)))
    nodes = {str(node).rpartition("/")[2] for node in report.objects(None, SH.focusNode)}
    return nodes, " ".join(map(str, report.objects(None, SH.resultMessage)))


def test_a_sound_graph_conforms():
    assert reported(GOOD) == (set(), "")


@pytest.mark.parametrize(
    ("old", "new", "node", "message"),
    [
        ("rdf:subject ent:Arcadia ; ", "", "least", "rdf:subject"),
        ("rdf:object ent:Ruritania", "rdf:object ent:Ruritania, ent:Arcadia", "least", "rdf:object"),
        ("rdf:object ent:Ruritania", 'rdf:object "Ruritania"', "least", "rdf:object"),
        ("rdf:predicate kg:partner_of ; ", "", "least", "rdf:predicate"),
        ("rdf:predicate kg:partner_of", "rdf:predicate rdfs:seeAlso", "least", "rdf:predicate"),
        ("kg:factuality kg:asserted ;", "", "least", "kg:factuality"),
        ("kg:factuality kg:asserted", "kg:factuality kg:rumoured", "least", "kg:factuality"),
        ("kg:factuality kg:asserted", "kg:factuality kg:asserted, kg:denied", "least", "kg:factuality"),
        ("kg:confidence 0.86 ;", "", "least", "kg:confidence"),
        ("kg:confidence 0.86", "kg:confidence 1.2", "least", "kg:confidence"),
        ("kg:confidence 0.86", "kg:confidence -0.1", "least", "kg:confidence"),
        ("kg:confidence 0.86", 'kg:confidence "0.86"', "least", "kg:confidence"),
        ('doc:one ; kg:quote "They', 'doc:one, doc:two ; kg:quote "They', "least", "exactly one described document"),
        ('prov:wasDerivedFrom doc:one ; kg:quote "They', 'kg:quote "They', "least", "exactly one described document"),
        ('doc:one ; kg:quote "They', 'doc:none ; kg:quote "They', "least", "exactly one described document"),
        ('"They are partners."', '""', "least", "kg:quote"),
        ("kg:start 0 ;", "", "least", "exactly one kg:start"),
        ("kg:start 0", "kg:start -1", "least", "exactly one kg:start"),
        ("kg:start 0", "kg:start 0.5", "least", "exactly one kg:start"),
        ("kg:start 0", "kg:start 18", "least", "kg:start is less than kg:end"),
        ("kg:end 18 ;", "", "least", "kg:end"),
        ('kg:method "lexicon" .', 'kg:zone "body" .', "least", "kg:method"),
        ('kg:zone "quotation"', 'kg:zone "margin"', "most", "kg:zone"),
        ("ent:Ruritania ;\n  kg:time", "ent:Ruritania, ent:Arcadia ;\n  kg:time", "most", "at most one speaker"),
        ("kg:attributed_to ent:Ruritania", 'kg:attributed_to "a minister"', "most", "at most one speaker"),
        ('"2025"^^xsd:gYear', '"2025"', "most", "kg:time"),
        ('"2025-01"^^xsd:gYearMonth', '"2025-13"^^xsd:gYearMonth', "most", "kg:valid_from"),
        ('"2025-05-01"^^xsd:date', '"2025-05-32"^^xsd:date', "most", "kg:valid_to"),
        ("kg:ended true", 'kg:ended "yes"', "most", "kg:ended"),
        ('rdfs:label "Ruritania"@en', 'rdfs:label "Ruritania"@en, "R."@en', "Ruritania", "exactly one a language"),
        ('rdfs:label "Ruritania"@en, "Ruritanie"@fr', 'rdfs:comment ""', "Ruritania", "rdfs:label"),
        ('"Arcadia"@en', '"Arcadia"', "Arcadia", "with a language"),
        ("kg:Place, kg:StateGroup", "kg:Claimant", "Arcadia", "at least one class"),
        ("ent:Elena_Moravec a kg:Person ;", "ent:Elena_Moravec", "Elena_Moravec", "at least one class"),
        ("a kg:State ;", "a kg:State, kg:Place ;", "Ruritania", "no other class"),
        (f'kg:sha256 "{DIGEST}" ;', "", "one", "kg:sha256"),
        (f'kg:sha256 "{DIGEST}"', f'kg:sha256 "{DIGEST[:-1]}"', "one", "kg:sha256"),
        ('kg:language "en"', 'kg:language "in English"', "one", "kg:language"),
        ('kg:genre "news" ;', "", "one", "kg:genre"),
        ('"Two partners"', '"Two partners", "Three"', "one", "schema:headline"),
        ('"Two partners"', '"Two partners" ; schema:articleBody "They are partners."', "one", "stays out"),
        ("kg:threshold 0.5", "kg:threshold 5.0", "one", "kg:threshold"),
        ('kg:version "0.1.0" ;', "", "one", "kg:version"),
    ],
)
def test_a_broken_graph_is_reported(old, new, node, message):
    assert GOOD.count(old) == 1
    nodes, messages = reported(GOOD.replace(old, new))
    assert node in nodes
    assert message in messages


def test_the_shapes_are_sound_shacl():
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graph("shapes.ttl"), meta_shacl=True)
    assert conforms, text
