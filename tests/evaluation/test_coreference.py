"""Claims whose evidence does not name an end, counted by hand on the articles of `conftest.py`."""

from dataclasses import replace

import pytest

from kg.evaluation import gold, predicted
from kg.evaluation.coreference import Coreference, names
from kg.evaluation.report import evaluate
from kg.evaluation.scoring import part_of
from kg.language.extractor import Extractor
from kg.model import Article, Entity, Mention

CHINA = Entity("e1", "China", ("State",), mentions=("China", "Chinese", "the People’s Republic"))


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("China agreed.", True),
        ("The China-led bank agreed.", True),
        ("China’s envoy agreed.", True),
        ("Two Chinese envoys agreed.", True),
        ("People's\n Republic day.", True),
        ("It agreed.", False),
        ("The chinaware broke.", False),
        ("Indochina agreed.", False),
        ("The china broke.", False),
        ("", False),
    ],
)
def test_what_names_an_entity(sentence, named):
    assert names(sentence, CHINA) is named


@pytest.fixture
def articles(gold_file):
    return gold.read(gold_file)


def figures(articles, prediction):
    return evaluate(articles, {"pact": prediction})


def test_a_claim_whose_pronoun_was_read(articles, claims_file):
    # "Its president, Nora Vale": the claim is missed. "He may visit": found, for the claim says who he is.
    found = figures(articles, predicted.read(claims_file, articles)["pact"])
    assert found.coreference == Coreference(
        needed=part_of(2, 8),
        read=part_of(1, 2),
        found=part_of(1, 2),
        found_read=1,
        unresolved=part_of(1, 2),
        lost_read=part_of(0, 2),
    )
    [lost] = found.lost
    assert (lost.document, lost.subject, lost.predicate, lost.object) == (
        "pact",
        "Nora Vale",
        "head_of_state_of",
        "Arvia",
    )
    assert (lost.unnamed, lost.read) == (("Arvia",), False)


def test_an_end_that_was_read_and_the_claim_lost_all_the_same(articles):
    text = articles[0].article.text
    arvia = Entity("Arvia", "Arvia", ("State",), "Q1", ("Arvia",))
    its = Mention(text.index("Its"), text.index("Its") + 3, "Its", "Arvia", "coreference")
    found = figures(articles, predicted.Prediction((), (arvia,), (its,)))
    assert (found.coreference.read, found.coreference.lost_read) == (part_of(1, 2), part_of(1, 2))
    assert found.coreference.unresolved == part_of(1, 2)
    assert [(lost.predicate, lost.read) for lost in found.lost] == [("head_of_state_of", True), ("visited", False)]


@pytest.mark.parametrize(("place", "label"), [("Its", "Belmar"), ("He", "Arvia")])
def test_another_reading_or_another_sentence_is_none(articles, place, label):
    start = articles[0].article.text.index(place)
    entity = Entity(label, label, ("State",), None, (label,))
    word = Mention(start, start + len(place), place, label, "coreference")
    found = figures(articles, predicted.Prediction((), (entity,), (word,)))
    assert found.coreference.read == part_of(0, 2)


def test_a_claim_read_as_several(claim_rows, articles, write):
    claim_rows[5]["read_as"] = ["Both = Nora Vale and Tom Reed"]
    [row] = predicted.read(write("claims.jsonl", claim_rows[5:6]), articles).values()
    assert [(m.entity, m.text) for m in row.readings] == [("Tom_Reed", "Both = Nora Vale and Tom Reed")]


def test_what_the_extractor_sees():
    article = Article("a", "Xi Jinping met William Ruto in Beijing. He praised Kenya.")
    prediction = predicted.predict(article, Extractor())
    assert {"Xi_Jinping", "William_Ruto", "Kenya", "Beijing"} <= {e.id for e in prediction.entities}
    [he] = prediction.readings
    assert article.text[he.start : he.end] == he.text == "He"
    assert he.entity == "Xi_Jinping"
    assert any(c.predicate == "met_with" and not c.read_as for c in prediction.claims)
    assert predicted.predict(article, Extractor(), coreference=False) == replace(prediction, readings=())
