"""The figures of entities, each counted by hand on the articles of `conftest.py`."""

from dataclasses import replace

import pytest

from kg.evaluation import gold, predicted
from kg.evaluation.entities import _doubled
from kg.evaluation.report import Evaluation, evaluate
from kg.evaluation.scoring import Share, part_of
from kg.model import Entity


@pytest.fixture(scope="module")
def found(gold_file, claims_file) -> Evaluation:
    """The claims' entities, and `Reed`, which no claim uses, as if it were another man."""
    articles = gold.read(gold_file)
    said = predicted.read(claims_file, articles)["pact"]
    entities = (*said.entities, Entity("Reed", "Reed", ("Person",), mentions=("Reed",)))
    return evaluate(articles, {"pact": replace(said, entities=entities)})


def test_recall(found):
    # Ends of required claims: e1 to e6, and two of the other article. Nora Vale has the wrong type.
    assert found.entities.required == part_of(6, 8)
    assert found.entities.required_typed == part_of(5, 8)
    assert found.entities.every == part_of(7, 9)
    assert found.entities.every_typed == part_of(6, 9)


def test_precision(found):
    # The Monday Club is in no gold claim.
    assert found.entities.precision_in_claims == part_of(7, 8)
    assert found.entities.precision == part_of(8, 9)


def test_doubles(found):
    assert (found.entities.doubled, found.entities.surplus) == (Share(0.25, 2, 8), 1)


def test_linking(found):
    # The League has no QID; at the ends, Arvia counts four times.
    assert found.entities.linking == part_of(2, 3)
    assert found.entities.linking_of_ends == part_of(5, 6)


def test_errors(found):
    assert [(e.kind, e.document, e.name, e.told) for e in found.entity_errors] == [
        ("mistyped", "pact", "Nora Vale", "Person, not Organization"),
        ("doubled", "pact", "Tom Reed", "as Tom Reed"),
        ("doubled", "pact", "Reed", "as Tom Reed"),
        ("mislinked", "pact", "Coast League", "Q6, not None"),
        ("missed", "neighbours", "Corland", "State"),
        ("missed", "neighbours", "Duvria", "State"),
    ]


@pytest.mark.parametrize(
    ("hits", "number", "surplus"),
    [
        ([], 0, 0),
        ([{"a"}], 0, 0),
        ([{"a"}, {"a"}], 2, 1),
        ([{"a"}, {"a"}, {"a"}, {"b"}], 3, 2),
        # Either may be the one, and there are two.
        ([{"a", "b"}, {"a", "b"}], 0, 0),
        ([{"a", "b"}, {"a"}], 0, 0),
        # One is too many, and whoever it shares with.
        ([{"a", "b"}, {"a", "b"}, {"b"}], 2, 1),
    ],
)
def test_who_is_doubled(hits, number, surplus):
    assert (len(doubles(*hits)[0]), doubles(*hits)[1]) == (number, surplus)


def doubles(*hits: set[str]) -> tuple[tuple[object, ...], int]:
    return _doubled([(Entity(str(n), str(n), ("State",)), frozenset(ids)) for n, ids in enumerate(hits)])


def test_one_of_two_types_is_enough(gold_file):
    articles = gold.read(gold_file)
    corland = Entity("c", "Corland", ("Place", "State"), "Q8")
    found = evaluate(articles, {"neighbours": predicted.Prediction(entities=(corland,))}).entities
    assert (found.required, found.required_typed) == (part_of(1, 8), part_of(1, 8))
    assert found.precision_in_claims == part_of(0, 0) == Share(None, 0, 0)


def test_another_state_of_the_same_name_is_a_wrong_link(gold_file):
    articles = gold.read(gold_file)
    corland = Entity("c", "Corland", ("State",), "Q99")
    found = evaluate(articles, {"neighbours": predicted.Prediction(entities=(corland,))}).entities
    assert (found.required, found.linking) == (part_of(1, 8), part_of(0, 1))


def test_one_entity_of_several_claims_has_all_its_mentions():
    one = Entity("x", "X", ("State",), mentions=("X",))
    other = replace(one, mentions=("X", "Xland"))
    assert predicted.merged([one, other, one]) == (other,)
