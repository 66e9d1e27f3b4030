import re
from pathlib import Path

import pytest

from kg.catalog import relations
from kg.errors import BadData

ROOT = Path(__file__).parents[2]
SPEC = ROOT.parent / "shared" / "spec"
ACTORS = {"State", "StateGroup", "Organization", "Company", "Party", "ArmedGroup", "Person"}

needs_spec = pytest.mark.skipif(not SPEC.is_dir(), reason="../shared/spec is not here")


def spec_relations():
    """The spec's inventory: one flow mapping a line, read without a YAML library."""
    lines = (SPEC / "relations.yaml").read_text(encoding="utf8").splitlines()
    rows = [re.fullmatch(r"(\w+):\s+\{(.*)\}", line) for line in lines if line and not line.startswith("#")]
    assert all(rows)
    return {row[1]: spec_fields(row[2]) for row in rows}


def spec_fields(text):
    found = re.findall(r'(\w+): ("[^"]*"|\[[^\]]*\]|[^,]+)(?:, |$)', text)
    assert ", ".join(f"{key}: {value}" for key, value in found) == text
    return {key: value.strip('"') for key, value in found}


def spread(text):
    names = set(re.findall(r"\w+", text))
    if names == {"any"}:
        return frozenset()
    return frozenset(names - {"Actor"} | (ACTORS if "Actor" in names else set()))


@needs_spec
def test_inventory_and_order_are_those_of_the_spec():
    assert list(relations.load()) == list(spec_relations())
    assert len(relations.load()) == 49


@needs_spec
def test_every_field_of_every_relation_is_that_of_the_spec():
    known = {"family", "domain", "range", "definition", "symmetric", "parent", "wikidata", "plover"}
    for name, fields in spec_relations().items():
        relation = relations.load()[name]
        assert fields.keys() <= known, name
        assert relation.name == name
        assert relation.family == fields["family"], name
        assert relation.definition == fields["definition"], name
        assert relation.domain == spread(fields["domain"]), name
        assert relation.range == spread(fields["range"]), name
        assert relation.symmetric == (fields.get("symmetric") == "yes"), name
        for field in ("parent", "wikidata", "plover"):
            assert getattr(relation, field) == fields.get(field), (name, field)


@needs_spec
def test_classes_are_those_of_the_spec():
    text = (SPEC / "entity_types.yaml").read_text(encoding="utf8")
    assert list(relations.classes()) == re.findall(r"^(\w+):", text, re.M)
    assert len(relations.classes()) == 13


def test_texts_of_every_relation():
    for name, relation in relations.load().items():
        assert relation.label
        assert relation.inverse_label
        assert relation.definition.endswith(".")
        assert not relation.symmetric or relation.inverse_label == relation.label, name
        assert "_" not in relation.label + relation.inverse_label


def test_every_example_is_a_sentence_and_the_relation_it_gives():
    for name, relation in relations.load().items():
        sentence, given = relation.example.split(" → ")
        assert sentence.endswith("."), name
        left, right = given.split(f" {name} ")
        assert left[:6] in sentence, name
        assert right[:6] in sentence, name  # "Ruritania" may stand as "Ruritanian"


def test_parents_hold_of_whatever_the_child_holds_of():
    loaded = relations.load()
    parents = {name: relation.parent for name, relation in loaded.items() if relation.parent}
    assert parents["allied_with"] == "partner_of"
    for child, parent in parents.items():
        assert loaded[child].domain <= loaded[parent].domain
        assert loaded[child].range <= loaded[parent].range


def test_what_is_loaded_is_cached_and_read_only():
    assert relations.load() is relations.load()
    with pytest.raises(TypeError):
        relations.load()["likes"] = None


HEAD = """
@prefix kg: <https://w3id.org/communique/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
kg:Actor a owl:Class ; rdfs:subClassOf kg:Entity .
kg:State a owl:Class ; rdfs:subClassOf kg:Actor .
kg:Person a owl:Class ; rdfs:subClassOf kg:Actor .
kg:Place a owl:Class ; rdfs:subClassOf kg:Entity .
kg:speaks a owl:ObjectProperty ; rdfs:domain kg:Claim .
"""
TEXTS = (
    'rdfs:label "likes"@en, "aime"@fr ; kg:inverse_label "is liked by"@en ; skos:definition "Likes."@en ; '
    'skos:example "A likes B. → A likes B"@en ; kg:family "contest"'
)
ENDS = "rdfs:domain kg:Actor ; rdfs:range [ owl:unionOf ( kg:State kg:Place ) ]"
GOOD = f"kg:likes a owl:ObjectProperty ; {ENDS} ; {TEXTS} ."


def read(folder, text):
    path = folder / "kg.ttl"
    path.write_text(HEAD + text, encoding="utf8")
    return relations.read(path)


def test_a_small_ontology(tmp_path):
    classes, found = read(tmp_path, GOOD)
    assert classes == ("State", "Person", "Place")
    assert list(found) == ["likes"]
    assert found["likes"].label == "likes"
    assert found["likes"].domain == {"State", "Person"}
    assert found["likes"].range == {"State", "Place"}
    assert found["likes"].wikidata is None


def test_what_is_abstract_or_of_others_is_no_relation(tmp_path):
    top = "kg:meets a owl:ObjectProperty ; rdfs:domain kg:Entity ; kg:abstract true ."
    below = GOOD[:-1] + "; rdfs:subPropertyOf kg:meets, <https://schema.org/knows> ."
    _, found = read(tmp_path, f"{top}\n{below}\n<https://schema.org/knows> a owl:ObjectProperty .")
    assert list(found) == ["likes"]
    assert found["likes"].parent is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD.replace("kg:likes a", "kg:Likes a"), "lower-case words"),
        (GOOD.replace('"likes"@en', '"mag"@de'), "0 values of rdfs:label"),
        (GOOD.replace('"likes"@en', '"likes"@en, "is fond of"@en'), "2 values of rdfs:label"),
        (GOOD.replace('"Likes."@en', '" "@en'), "skos:definition"),
        (GOOD.replace(ENDS, ENDS.replace("kg:Actor", "kg:Actr")), "kg:Actr is no subclass of kg:Entity"),
        (GOOD.replace("( kg:State kg:Place )", "( kg:State kg:Palce )"), "kg:Palce is no subclass of kg:Entity"),
        (GOOD.replace("( kg:State kg:Place )", "( )"), "values of rdfs:range"),
        (GOOD.replace("rdfs:domain kg:Actor ;", ""), "0 values of rdfs:domain"),
        (GOOD.replace("rdfs:domain kg:Actor", "rdfs:domain kg:Actor, kg:Place"), "2 values of rdfs:domain"),
        (GOOD.replace("a owl:ObjectProperty", "a owl:ObjectProperty, owl:SymmetricProperty"), "must be the same"),
        (GOOD[:-1] + "; kg:wikidata_property <http://www.wikidata.org/entity/P31> .", "no Wikidata property"),
        (GOOD[:-1] + "; kg:wikidata_property wdt:P31 ; kg:wikidata_inverse wdt:P6 .", "more than one Wikidata"),
        (GOOD[:-1] + '; kg:plover_event "AID", "YIELD" .', "more than one kg:plover_event"),
        (GOOD[:-1] + "; rdfs:subPropertyOf kg:loves .", "parent kg:loves is no relation"),
        (GOOD[:-1] + "; rdfs:subPropertyOf kg:likes .", "its own ancestor"),
        (GOOD[:-1] + "; rdfs:subPropertyOf kg:a, kg:b .", "more than one rdfs:subPropertyOf"),
        (
            GOOD[:-1]
            + "; rdfs:subPropertyOf kg:loves .\n"
            + GOOD.replace("kg:likes", "kg:loves").replace("kg:Actor", "kg:State"),
            "rdfs:domain reaches beyond",
        ),
        ("", "no relation"),
        ("kg:likes a owl:", "not Turtle"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path, text, fault):
    with pytest.raises(BadData, match=re.escape(fault)) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "kg.ttl"))


def test_all_faults_come_in_one_error(tmp_path):
    text = GOOD.replace("kg:Actor", "kg:Actr").replace('kg:family "contest"', 'kg:family "a", "b"')
    other = GOOD.replace("kg:likes", "kg:loves").replace('"Likes."', '""')
    with pytest.raises(BadData) as caught:
        read(tmp_path, text + other)
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert ["kg:likes" in line for line in lines] == [True, True, False]
    assert "kg:loves" in lines[2]


def test_a_missing_file_and_one_without_classes(tmp_path):
    with pytest.raises(BadData, match="cannot be read"):
        relations.read(tmp_path / "none.ttl")
    (tmp_path / "empty.ttl").write_text("")
    with pytest.raises(BadData, match="no class of entity"):
        relations.read(tmp_path / "empty.ttl")
