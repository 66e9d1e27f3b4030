"""Time lines, changes, initiatives, speakers: what is told, and by whom."""

import pytest

from kg.analysis import changes, initiatives, speakers, timeline
from kg.errors import NotFound


def test_a_time_line_has_what_is_told_of_an_entity_and_its_officers_by_date(made, told):
    corpus = made(
        told("a", "A sanctions B", time="2025-03"),
        told("b", "A sanctions B", time="2025-03", attributed_to="P1"),
        told("a", "P2 head_of_state_of A"),
        told("c", "P2 met_with C", factuality="planned", time="2026"),
        told("c", "B met_with C"),
        told("u", "A borders C"),
        dates={"a": "2025-04-01", "c": "2025-05-01", "u": None},
    )
    table = timeline(corpus, "A")
    rows = [(row["date"], row["dated_by"], row["predicate"], row["status"]) for row in table.records()]
    assert rows == [
        ("2025-03", "text", "sanctions", "asserted"),
        ("2025-04-01", "article", "head_of_state_of", "asserted"),
        ("2026", "text", "met_with", "planned"),
    ]
    first = table.records()[0]
    assert (first["speakers"], first["articles"], first["origins"], len(table.evidence[0])) == ("P1", 2, 2, 2)
    assert table.notes == ("4 claims of 3 articles", "left out: 1 claim that neither text nor article dates")
    with pytest.raises(NotFound, match="no entity 'Nobody'"):
        timeline(corpus, "Nobody")


@pytest.fixture
def turns(made, told):
    """Old and new articles with a change of each kind."""
    old = ("A partner_of B", "A supports C", "D borders E", "A met_with C")
    new = ("A sanctions B", "A sanctions B", "A met_with C", "F trades_with G", "F borders G")
    claims = [told(f"old{n}", triple) for n, triple in enumerate(old)]
    claims += [told(f"new{n}", triple) for n, triple in enumerate(new)]
    claims += [
        told("old8", "A visited E", factuality="planned"),
        told("new8", "A visited E"),
        told("new9", "A supports C", ended=True),
        told("old9", "C supports D"),
        told("new9", "C supports D", factuality="denied"),
        told("undated", "H met_with J"),
        told("new9", "E threatens D", factuality="possible"),
    ]
    names = {claim.document for claim in claims}
    dates = {name: "2024-12-31" if name.startswith("old") else "2025-06-15" for name in names}
    return made(*claims, dates=dates | {"undated": None})


def test_changes_of_each_kind(turns):
    table = changes(turns, "2025")
    found = [(row["change"], row["subject"], row["predicate"], row["object"]) for row in table.records()]
    assert found == [
        ("turned", "A", None, "B"),
        ("carried out", "A", "visited", "E"),
        ("ended", "A", "supports", "C"),
        ("denied", "C", "supports", "D"),
        ("new", "A", "sanctions", "B"),
        ("new", "F", "trades_with", "G"),
        ("new", "F", "borders", "G"),
    ]
    turned = table.records()[0]
    assert (turned["before"], turned["since"]) == ("cooperation", "contest")
    assert (turned["first_told"], turned["origins_before"], turned["origins_since"]) == ("2025-06-15", 1, 2)
    assert [each.claim.predicate for each in table.evidence[0]] == ["sanctions", "sanctions", "partner_of"]
    assert "left out: 1 claim of articles without a date" in table.notes


def test_changes_of_one_entity_and_where_nothing_is_from_before(turns):
    assert {row["change"] for row in changes(turns, "2025", entity="E").records()} == {"carried out"}
    table = changes(turns, "2024")
    assert {row["change"] for row in table.records()} == {"new"}
    assert "no article is from before: all is new" in table.notes
    assert changes(turns, "2026").rows == ()


def test_initiatives_with_roles_overlap_and_rivals(made):
    corpus = made(
        *("I1 initiated_by A", "B participates_in I1", "C member_of I1", "D opposes I1", "I1 rivals I2"),
        *("B participates_in I2", "C supports I2", "E invests_in I2", "P1 head_of_state_of F", "P1 supports I2"),
        *("I3 connects D", "E withdrew_from I3"),
    )
    table = initiatives(corpus)
    second, first, third = table.records()
    assert (first["initiative"], first["actors"], first["founders"], first["members"]) == ("I1", 3, "A", "B; C")
    assert (first["opponents"], first["rivals"]) == ("D", "I2")
    assert (second["initiative"], second["actors"], second["supporters"], second["investors"]) == ("I2", 4, "C; F", "E")
    # Jaccard: B and C of A, B, C, E, F.
    assert (first["overlap"], first["overlap_with"], first["shared"]) == (0.4, "I2", 2)
    assert (third["actors"], third["places"], third["left"], third["overlap"]) == (0, "D", "E", None)
    assert [row["initiative"] for row in initiatives(corpus, entity="P1").records()] == ["I2"]


def test_speakers_on_their_own_side_rivals_and_others(made, told):
    corpus = made(
        *("P1 head_of_state_of A", "A sanctions B", "P3 affiliated_with C1", "C met_with D"),
        told("s1", "A trades_with C", attributed_to="P1"),
        told("s2", "B threatens C", attributed_to="P1", factuality="possible"),
        told("s3", "C met_with D", attributed_to="P1"),
        told("s4", "A criticizes B", attributed_to="P1"),
        told("s5", "D partner_of E", attributed_to="P3"),
        told("s6", "D partner_of E", attributed_to="C"),
    )
    table = speakers(corpus)
    first, *others = table.records()
    assert (first["speaker"], first["speaks_for"], first["claims"]) == ("P1", "A", 4)
    assert (first["self"], first["rival"], first["third"]) == (1, 2, 1)
    assert (first["most_about"], first["articles"]) == ("C", 4)
    assert {row["speaker"]: row["speaks_for"] for row in others} == {"C": None, "P3": "C1"}
    assert "6 attributed claims (1 self, 2 rival, 3 third) of 3 speakers" in table.notes
    assert [row["speaker"] for row in speakers(corpus, entity="A").records()] == ["P1"]
    assert len(table.evidence[0]) == 4
