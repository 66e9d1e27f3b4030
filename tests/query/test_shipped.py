"""The questions that ship: answers over the golden corpus, and the same questions over what is really extracted."""

import json
import re
from itertools import pairwise

import golden as corpus
import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import SKOS

from kg import pipeline, query
from kg.catalog import relations
from kg.files import data, shipped
from kg.model import Article, Claim, Entity
from kg.query.answers import shown
from kg.store import Store

ANSWERS = json.loads((corpus.FOLDER / "answers.json").read_text("utf8"))
QUESTIONS = query.load()
KG = Namespace("https://w3id.org/communique/ontology#")


def rows(found: query.Answer) -> list[tuple[str, ...]]:
    return [tuple(map(shown, row)) for row in found.rows]


def answer(store: Store, name: str, **given: str) -> list[tuple[str, ...]]:
    return rows(query.ask(store, query.named(name), given))


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_golden_answers(golden, name):
    found = query.ask(golden, QUESTIONS[name], corpus.ASKED.get(name))
    assert found.columns == QUESTIONS[name].columns
    assert [list(row) for row in rows(found)] == ANSWERS[name]
    assert found.rows


def test_golden_claims_are_as_the_ontology_wants_them():
    known = relations.load()
    for item in corpus.corpus():
        for claim in item.claims:
            assert claim.quote == item.article.text[claim.start : claim.end]
            assert known[claim.predicate].admits(claim.subject, claim.object), claim


def test_there_are_enough_questions_and_each_says_what_it_is():
    assert len(QUESTIONS) >= 24
    assert set(ANSWERS) == set(QUESTIONS)
    for question in QUESTIONS.values():
        assert question.question.endswith("?")
        assert question.group
        assert question.columns
        assert "ORDER BY" in question.text


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "store"
    with Store.open(folder, write=True) as store:
        list(pipeline.build([str(data("sample"))], store))
    with Store.open(folder) as store:
        yield store


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_questions_over_the_extracted_sample(extracted, name):
    """Whatever the extractor finds there, each question runs and gives its columns."""
    given = {"exclusives": {"outlet": "Meridian Wire"}}.get(name)
    found = query.ask(extracted, QUESTIONS[name], given)
    assert found.columns == QUESTIONS[name].columns
    if name in ("statistics", "entities", "outlets", "office_holders", "exclusives"):
        assert found.rows


@pytest.mark.parametrize("name", sorted(name for name, q in QUESTIONS.items() if "ORDER BY" in q.text))
def test_an_entity_given_is_part_of_the_open_answer(golden, name):
    """The two ends of the UNION agree with the open form: asked for one entity, no row is new."""
    open_ = [p.name for p in QUESTIONS[name].parameters if p.name == "entity" and p.default == "*"]
    if not open_ or name in ("partners", "experts"):
        pytest.skip("asks for one entity only, or turns its rows towards it")
    given = dict(corpus.ASKED.get(name, {}))
    every = set(answer(golden, name, **given))
    for entity in ("Russia", "European Union", "Arcadia", "Elena Moravec"):
        found = answer(golden, name, **given, entity=entity)
        # Who is asked for comes first in promises by others and in contradictions.
        assert len(found) == len(set(found))
        if name not in ("promises", "conflicts"):
            assert set(found) <= every


def test_partners_are_told_from_the_side_that_was_asked_for(golden):
    assert [row[:2] for row in answer(golden, "partners", entity="Russia")] == [("Russia", "Iran")]
    assert [row[:2] for row in answer(golden, "partners", entity="Iran")] == [
        ("Iran", "Azerbaijan"),
        ("Iran", "Russia"),
    ]


def test_office_holders_at_a_date(golden):
    def heads(at: str) -> set[str]:
        found = answer(golden, "office_holders", entity="Georgia", at=at)
        return {row[0] for row in found if row[1] == "head_of_state_of"}

    assert heads("2024-06") == {"Salome Zourabichvili"}
    assert heads("2025-02-01") == {"Mikheil Kavelashvili"}
    assert heads("*") == {"Salome Zourabichvili", "Mikheil Kavelashvili"}


def test_firms_of_a_sector_and_of_a_country(golden):
    assert {row[1] for row in answer(golden, "firms", sector="RAIL")} == {"Lobito Atlantic Railway"}
    assert {row[1] for row in answer(golden, "firms", entity="Russia")} == {"BrahMos Aerospace", "Gazprom"}


def test_a_date_narrows_what_is_new(golden):
    everything = answer(golden, "new_since", since="2000")
    assert {row[0] for row in answer(golden, "new_since", since="2025-10")} == {"2025-10-08"}
    assert all(here[0] <= there[0] for here, there in pairwise(everything))
    # Two later articles repeat this: it is new once.
    members = ("Arcadia", "member_of", "Northern Pact")
    assert [row[1:4] for row in answer(golden, "new_since", since="2025-06-15")].count(members) == 0
    assert [row[1:4] for row in everything].count(members) == 3


def test_one_origin_however_many_repeat_it(golden):
    found = {row[:3]: row[3:] for row in answer(golden, "single_origin", entity="Arcadia")}
    assert found["Arcadia", "member_of", "Northern Pact"] == ("Harbour Gazette", "3", "3")
    # Two outlets say this of themselves.
    assert ("Amber Road Initiative", "initiated_by", "Arcadia") not in found


def test_a_measure_that_was_lifted_is_not_in_force(golden):
    every = {row[:3] for row in answer(golden, "tariffs_and_sanctions", entity="Arcadia")}
    assert every == {("Arcadia", "tariffs", "Zubrowka")}
    assert answer(golden, "sanctions_in_force", entity="Arcadia") == []


def test_a_visit_that_was_reported_is_no_longer_planned(store):
    # The same person's visit was announced in March and reported in April.
    assert {row[:2] for row in answer(store, "planned_visits")} == {("Tomas Brandt", "Ruritania")}


def test_what_is_below_the_least_confidence_is_left_out(store):
    assert answer(store, "meetings", entity="Otto Kranz") == []
    assert len(answer(store, "meetings", entity="Otto Kranz", min="0.3")) == 1


def test_a_teaser_makes_no_partner(store):
    assert [row[:4] for row in answer(store, "partners", entity="Arcadia")] == [("Arcadia", "Ruritania", "2", "2")]


def test_memberships_are_of_states_in_bodies(run):
    text = "Arcadia left. Holt joined. Troops went home."
    state, person, body = (
        Entity(name, name, (kind,)) for name, kind in (("Arcadia", "State"), ("Holt", "Person"), ("Pact", "StateGroup"))
    )
    place = Entity("Sanna", "Sanna", ("Place",))
    made = [
        Claim("d", state, "member_of", body, text, 0, len(text), ended=True),
        Claim("d", person, "member_of", body, text, 0, len(text)),
        Claim("d", state, "withdrew_from", place, text, 0, len(text)),
        Claim("d", state, "seeks_membership_of", body, text, 0, len(text), confidence=0.2),
    ]
    with Store.memory() as store:
        store.put(Article("d", text), made, run)
        found = rows(query.ask(store, query.named("memberships")))
    assert found == [("Arcadia", "Pact", "member", "asserted", "true", "", "d")]


def test_the_evidence_question_knows_the_ontology():
    text = query.named("evidence").text
    known = relations.load().values()
    assert {relation.name for relation in known if relation.symmetric} == set(
        text.partition("?said IN (")[2].partition(")")[0].replace("kg:", "").replace(",", " ").split()
    )
    pairs = {(relation.name, relation.parent) for relation in known if relation.parent}
    assert all(f"kg:{name}" in text and f"kg:{parent}" in text for name, parent in pairs)
    assert text.count("IF(") == len({parent for _, parent in pairs})


def test_the_balance_knows_the_quad_classes():
    graph = Graph().parse(shipped("ontology") / "plover.ttl")
    numbers = {
        relation.fragment: int(notation)
        for relation, _, event in graph.triples((None, KG.plover_type, None))
        for quad in graph.objects(event, KG.quad_class)
        for notation in graph.objects(quad, SKOS.notation)
    }
    given = query.named("balance").text.partition("VALUES (?relation ?quad) {")[2].partition("}")[0]
    said = {name: int(number) for name, number in re.findall(r"\(kg:(\w+) (\d)\)", given)}
    # Who signs a treaty does so with no one actor.
    assert said == {name: number for name, number in numbers.items() if name != "signed"}
