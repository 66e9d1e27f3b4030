import pytest

from kg.analysis import dyad
from kg.errors import KgError, NotFound


def test_the_score_of_known_deeds(made, told):
    corpus = made(
        told("a", "A sanctions B", time="2025-02-03"),
        told("a", "B criticizes A", time="2025-02"),
        told("b", "A visited B"),
        told("c", "B partner_of A"),
        dates={"a": "2025-02-04", "b": "2025-03-10", "c": "2025-03-31"},
    )
    february, march = dyad(corpus, "A", "B").records()
    assert (february["month"], february["score"], february["mean"]) == ("2025-02", -7 - 2, -4.5)
    assert (february["verbal_conflict"], february["material_conflict"]) == (1, 1)
    assert (march["month"], march["score"], march["mean"]) == ("2025-03", 2 + 6, 4.0)
    assert (march["verbal_cooperation"], march["material_cooperation"]) == (1, 1)
    assert march["what"] == "partner_of; visited"


def test_a_deed_counts_once_however_many_tell_of_it_and_each_way_is_another(made):
    corpus = made("A sanctions B", "A sanctions B", "A sanctions B", "B sanctions A", "A met_with B", "B met_with A")
    (row,) = dyad(corpus, "A", "B").records()
    assert (row["deeds"], row["score"], row["articles"], row["origins"]) == (3, -7 - 7 + 1, 6, 6)
    assert row["what"] == "met_with; sanctions (2)"


def test_officers_count_as_their_state_and_bounds_as_what_articles_carry(made):
    corpus = made("P1 head_of_state_of A", "P1 met_with B", "A attacks B", dates={"d0002": "2025-06-01"})
    first, second = dyad(corpus, "P1", "B").records()
    assert (first["score"], second["score"]) == (1, -10)
    assert (second["low"], second["high"]) == (-10, 0)
    assert (first["low"], first["high"]) == (0, 1)


def test_what_is_no_deed_is_said_beneath(made, told):
    corpus = made("A rivals B", "A met_with B", told("x", "A allied_with B", time="1951"))
    table = dyad(corpus, "A", "B")
    assert [row["what"] for row in table.records()] == ["met_with"]
    assert "standing beside these: rivals" in table.notes
    assert "left out: 1 claim without a month" in table.notes
    assert table.records()[0]["low"] is None


def test_what_did_not_happen_is_no_deed(made, told):
    corpus = made(told("x", "A attacks B", factuality="denied"), told("y", "A attacks B", factuality="planned"))
    assert dyad(corpus, "A", "B").rows == ()


def test_two_are_needed(made):
    corpus = made("P1 head_of_state_of A", "P1 met_with B")
    with pytest.raises(KgError, match="'P1' and 'A' are the same actor, A; give two"):
        dyad(corpus, "P1", "A")
    with pytest.raises(NotFound, match="no entity 'Nobody'"):
        dyad(corpus, "A", "Nobody")
