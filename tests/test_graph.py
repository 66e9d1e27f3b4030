from dataclasses import replace
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import graph, vocab
from kg.catalog import relations
from kg.catalog.gazetteer import Entry, Gazetteer, Name
from kg.errors import BadData
from kg.model import Article, Claim, Entity, Run

XI = Entity("Xi_Jinping", "Xi Jinping", ("Person",), mentions=("Xi",))
CHINA = Entity("China", "China", ("State",), "Q148")
KENYA = Entity("Kenya", "Kenya", ("State",))
CLAIM = Claim("d1", CHINA, "partner_of", KENYA, "China and Kenya are partners.", 10, 39, confidence=0.86)
EMPTY = Gazetteer({}, {}, ())


def turtle(triples: list[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=vocab.PREFIXES) or b"").decode().split(".\n")[-2]


def values(triples: list[ox.Triple], name: str) -> list[str]:
    return [triple.object.value for triple in triples if triple.predicate == graph.kg(name)]


def test_a_claim_as_specified():
    full = replace(
        CLAIM,
        attributed_to=XI,
        cited_from=KENYA,
        factuality="planned",
        ended=True,
        time="2025-04",
        valid_from="2024",
        valid_to="2025-04-30",
        qualifiers=(("event", "summit"), ("sector", "energy")),
        zone="quotation",
        trigger="are partners",
        read_as=("they = Kenya", "he = Xi Jinping"),
        method="lexicon:partner_of",
    )
    assert turtle(graph.claim_triples(full)).split(" ;\n\t") == [
        "claim:ac087f0a396033cc5cb3 a kg:Claim",
        "rdf:subject ent:China",
        "rdf:predicate kg:partner_of",
        "rdf:object ent:Kenya",
        "prov:wasDerivedFrom doc:d1",
        "kg:factuality kg:planned",
        "kg:confidence 0.86",
        'kg:quote "China and Kenya are partners."',
        "kg:start 10",
        "kg:end 39",
        'kg:zone "quotation"',
        'kg:method "lexicon:partner_of"',
        "kg:attributed_to ent:Xi_Jinping",
        "kg:cited_from ent:Kenya",
        'kg:time "2025-04"^^xsd:gYearMonth',
        'kg:valid_from "2024"^^xsd:gYear',
        'kg:valid_to "2025-04-30"^^xsd:date',
        "kg:ended true",
        'kg:trigger "are partners"',
        'kg:read_as "he = Xi Jinping" , "they = Kenya"',
        'kg:at_event "summit"',
        'kg:sector "energy" ',
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"document": "d2"},
        {"start": 11},
        {"end": 40},
        {"subject": KENYA},
        {"predicate": "allied_with"},
        {"object": CHINA},
        {"factuality": "denied"},
        {"attributed_to": XI},
    ],
)
def test_what_makes_another_claim(change):
    assert graph.claim_iri(replace(CLAIM, **change)) != graph.claim_iri(CLAIM)


def test_what_leaves_a_claim_the_same():
    changed = replace(CLAIM, confidence=0.1, method="x", zone="teaser", quote="x", time="2025", ended=True)
    assert graph.claim_iri(changed) == graph.claim_iri(CLAIM)


@pytest.mark.parametrize("bad", ["2025-13", "2025-02-30", "0000", "May", "2025-4", "20250401", "٢٠٢٥"])
def test_a_time_that_is_none(bad):
    with pytest.raises(BadData, match=f"d1: time '{bad}' must be YYYY, YYYY-MM or YYYY-MM-DD"):
        graph.claim_triples(replace(CLAIM, time=bad))


def test_a_qualifier_that_the_ontology_does_not_have():
    with pytest.raises(BadData, match="qualifier 'colour' must be one of amount, at_event, commodity"):
        graph.claim_triples(replace(CLAIM, qualifiers=(("colour", "red"),)))


def test_a_document_without_its_text():
    article = Article(
        "d1", "The text.", "A title", "2025-04-22", "Courier", "https://c.example/a?b=1#c", "en-GB", "analysis"
    )
    triples = graph.document_triples(article)
    assert turtle(triples).split(" ;\n\t") == [
        "doc:d1 a schema:NewsArticle",
        f'kg:sha256 "{article.sha256}"',
        'kg:language "en-GB"',
        'kg:genre "analysis"',
        'schema:headline "A title"',
        'schema:publisher "Courier"',
        'schema:datePublished "2025-04-22"^^xsd:date',
        "schema:url <https://c.example/a?b=1#c> ",
    ]
    assert len(graph.document_triples(Article("d1", "The text."))) == 4


def test_each_author_of_a_document_is_a_literal():
    triples = graph.document_triples(Article("d1", "The text.", author='Ida Moll; Otto "O" Weit'))
    authors = {triple.object.value for triple in triples if triple.predicate.value.endswith("/author")}
    assert authors == {"Ida Moll", 'Otto "O" Weit'}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://c.example/<script>", "not an address", "https://[bad"])
def test_an_address_that_no_tool_should_follow_is_text(url):
    triples = graph.document_triples(Article("d1", "The text.", url=url))
    assert triples[-1].object == ox.Literal(url)


def test_a_date_that_is_none_is_text():
    triples = graph.document_triples(Article("d1", "The text.", date="Tuesday"))
    assert triples[-1].object == ox.Literal("Tuesday")


def test_what_the_gazetteer_knows_is_described_by_it_alone():
    texts = {"China": "label", "PRC": "acronym", "Chinese": "adjective", "Beijing": "capital", "Mainland": "alias"}
    names = {text: (Name(text, "China", kind),) for text, kind in texts.items()}
    known = Gazetteer({"China": Entry("China", "China", ("State",), "Q148")}, names, ())
    odd = Entity("China", "china (odd)", ("Place",), "Q1")
    assert turtle(graph.entity_triples(odd, known, ["Cathay"])).split(" ;\n\t") == [
        "ent:China a kg:State",
        'rdfs:label "China"@en',
        'skos:altLabel "Mainland"@en , "PRC"@en',
        "owl:sameAs wd:Q148 ",
    ]


def test_any_other_entity_is_as_the_claims_say_and_the_same_as_nothing():
    europe = Entity("Europa", "Europa", ("Place", "StateGroup"), "Q46")
    assert turtle(graph.entity_triples(europe, EMPTY, ["Old World", "Europa"])).split(" ;\n\t") == [
        "ent:Europa a kg:Place , kg:StateGroup",
        'rdfs:label "Europa"@en',
        'skos:altLabel "Old World"@en ',
    ]


def test_edges_of_a_symmetric_relation_and_of_those_above():
    claim = replace(CLAIM, predicate="allied_with")
    assert [str(triple) for triple in graph.edge_triples(claim, relations.load())] == [
        f"<{vocab.ENT}{one}> <{vocab.KG}{name}> <{vocab.ENT}{other}>"
        for one, name, other in [
            ("China", "allied_with", "Kenya"),
            ("China", "partner_of", "Kenya"),
            ("Kenya", "allied_with", "China"),
            ("Kenya", "partner_of", "China"),
        ]
    ]


def test_edges_go_up_more_than_one_step():
    known = relations.load()
    steps = {"a": "b", "b": "c", "c": None}
    tower = {name: replace(known["visited"], name=name, parent=parent) for name, parent in steps.items()}
    assert graph.edges(replace(CLAIM, predicate="a"), tower) == {("China", name, "Kenya") for name in "abc"}


def test_symmetric_claims_have_one_direction():
    known = relations.load()
    turned = replace(CLAIM, subject=KENYA, object=CHINA)
    assert graph.canonical(turned, known) == graph.canonical(CLAIM, known) == CLAIM
    one_way = replace(turned, predicate="criticizes")
    assert graph.canonical(one_way, known) == one_way


def test_a_run_without_a_clock():
    run = Run("0.1.0", "en_core_web_md 3.7.1", "f00d", 0.5)
    assert turtle(graph.run_triples(run)).split(" ;\n\t") == [
        "run:9b488eadc61af9b9c14b a prov:Activity",
        'kg:version "0.1.0"',
        'kg:model "en_core_web_md 3.7.1"',
        'kg:fingerprint "f00d"',
        "kg:threshold 0.5 ",
    ]
    assert graph.run_iri(replace(run, threshold=0.6)) != graph.run_iri(run)


@pytest.mark.parametrize(
    ("id", "local"),
    [
        ("seed-000", "seed-000"),
        ("Côte_d_Ivoire", "Côte_d_Ivoire"),
        ("a b/c?d#e%f", "a%20b%2Fc%3Fd%23e%25f"),
        ("..", "%2E%2E"),
        ('"><script>', "%22%3E%3Cscript%3E"),
        ("日本", "日本"),
    ],
)
def test_ids_in_iris(id, local):
    assert graph.document_iri(id).value == vocab.DOC + local
    assert graph.entity_iri(id).value == vocab.ENT + local


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_id_has_an_iri_of_its_own_that_tells_it(id):
    iri = graph.document_iri(id)
    assert unquote(iri.value.removeprefix(vocab.DOC)) == id
    assert ox.Store().query(f"ASK {{ VALUES ?x {{ {iri} }} }}")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_out_of_turtle(text):
    claim = replace(CLAIM, trigger=text, qualifiers=(("place", text),), read_as=(text,))
    triples = graph.claim_triples(claim)
    content = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=vocab.PREFIXES) or b""
    assert {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)} == set(triples)
    assert values(triples, "place") == [text]


def test_at_most_16_triples_a_claim(world):
    sizes = [len(graph.claim_triples(claim)) for item in world for claim in item.claims]
    assert sum(sizes) / len(sizes) <= 16
