import pytest

from kg.errors import KgError, NotFound
from kg.model import Article, Claim, Entity
from kg.store import Store, names


@pytest.mark.parametrize(
    "name",
    [
        "Elena Moravec",
        " elena  moravec ",
        "ELENA_MORAVEC",
        "Elena_Moravec",
        "ent:Elena_Moravec",
        "https://w3id.org/communique/entity/Elena_Moravec",
        "<https://w3id.org/communique/entity/Elena_Moravec>",
    ],
)
def test_one_entity_by_many_names(store, name):
    assert store.find(name) == "Elena_Moravec"


def test_what_the_gazetteer_knows_goes_by_its_other_names_and_its_qid(run):
    text = "China and Kenya are partners."
    china, kenya = (Entity(name, name, ("State",)) for name in ("China", "Kenya"))
    with Store.memory() as store:
        store.put(Article("d", text), [Claim("d", china, "partner_of", kenya, text, 0, len(text))], run)
        for name in ("People's Republic of China", "Q148", "wd:Q148"):
            assert store.find(name) == "China"
        with pytest.raises(NotFound):
            store.find("Q1")


def test_names_that_only_the_gazetteer_has(run):
    text = "China and Kenya are partners."
    china, kenya = (Entity(name, name, ("State",)) for name in ("China", "Kenya"))
    with Store.memory() as store:
        store.put(Article("d", text), [Claim("d", china, "partner_of", kenya, text, 0, len(text))], run)
        assert {store.find(name) for name in ("Beijing", "Chinese", "chinese")} == {"China"}
        with pytest.raises(NotFound):
            store.find("Norwegian")
        # The city comes first where the store has it.
        city = Entity("Beijing", "Beijing", ("Place",))
        store.put(Article("e", text), [Claim("e", kenya, "located_in", city, text, 0, len(text))], run)
        assert store.find("Beijing") == "Beijing"
        assert store.find("Chinese") == "China"


def test_a_name_of_several_asks_for_the_id(run):
    text = "Georgia and Georgia are partners."
    pair = (Entity("Georgia_A", "Georgia X", ("State",)), Entity("Georgia_B", "Georgia X", ("Place", "StateGroup")))
    with Store.memory() as store:
        store.put(Article("d", text), [Claim("d", pair[0], "partner_of", pair[1], text, 0, len(text))], run)
        with pytest.raises(
            KgError, match="'Georgia X' names several entities; give one of the ids Georgia_A, Georgia_B"
        ):
            store.find("Georgia X")
        assert store.find("Georgia_B") == "Georgia_B"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Elena Morawec", "near: Elena_Moravec"),
        ("Zubrovka", "near: Zubrowka"),
        ("qqqqqq", "`kg query entities` shows what there is"),
        ("", "`kg query entities` shows what there is"),
        ("> } DELETE", "no entity"),
    ],
)
def test_a_name_of_none_suggests_near_ones(store, name, message):
    with pytest.raises(NotFound, match=message):
        store.find(name)


def test_relations_and_classes():
    assert {names.relation(name) for name in ("partner_of", "kg:partner_of", "Partner of")} == {"partner_of"}
    assert {names.entity_class(name) for name in ("StateGroup", "kg:StateGroup", "stategroup")} == {"StateGroup"}
    with pytest.raises(NotFound, match="no relation 'parner_of' in the ontology; there is partner_of"):
        names.relation("parner_of")
    with pytest.raises(NotFound, match="no class 'Stat' in the ontology; there is State"):
        names.entity_class("Stat")
