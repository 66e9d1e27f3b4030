import pytest

from kg.errors import KgError, NotFound
from kg.explain import explain, origins
from kg.store import Store


def found(store: Store, *names: str) -> list[tuple[str, str, str, float, bool]]:
    told = explain(store, *names)
    return [(e.document.id, e.claim.predicate, e.claim.factuality, e.claim.confidence, e.edge) for e in told]


def test_what_makes_the_edge_comes_first(store):
    assert found(store, "Ruritania", "partner_of", "Arcadia") == [
        ("gazette-1", "partner_of", "asserted", 0.9, True),
        ("herald-1", "partner_of", "asserted", 0.8, True),
        ("courier/2025 03", "partner_of", "denied", 0.9, False),
    ]


def test_on_how_many_origins_it_rests(store):
    evidence = explain(store, "Ruritania", "partner_of", "Arcadia")
    # Two articles of one, for the second cites the first.
    assert origins(store, evidence) == 2
    assert origins(store, evidence[:1] * 2) == 1
    assert origins(store, ()) == 0


def test_a_symmetric_relation_reads_both_ways(store):
    assert explain(store, "Arcadia", "partner_of", "Ruritania") == explain(store, "Ruritania", "partner_of", "Arcadia")


def test_stricter_relations_stand_behind_looser_ones(store):
    assert found(store, "Elena Moravec", "leader of", "Ruritania")[0][1] == "head_of_state_of"
    # Allies are partners, and both relations read both ways.
    for pair in (("Ruritania", "Zubrowka"), ("Zubrowka", "Ruritania")):
        assert [predicate for _, predicate, *_ in found(store, pair[0], "kg:partner_of", pair[1])] == ["allied_with"]


def test_a_directed_relation_reads_one_way(store):
    assert len(explain(store, "Arcadia", "opposes", "Zubrowka")) == 1
    with pytest.raises(
        NotFound, match="no claim that Zubrowka opposes Arcadia; between the two there is imposes_tariffs_on"
    ):
        explain(store, "Zubrowka", "opposes", "Arcadia")


def test_evidence_is_quote_source_date_and_speaker(store):
    (evidence,) = explain(store, "Lutz Steel", "invests_in", "Port of Sanna")
    claim, document = evidence.claim, evidence.document
    assert claim.quote == "“Lutz Steel will put two billion crowns into the port of Sanna,” she said."
    assert claim.attributed_to is not None
    assert claim.attributed_to.label == "Elena Moravec"
    assert claim.read_as == ("she = Elena Moravec",)
    assert dict(claim.qualifiers) == {"amount": "two billion crowns", "sector": "ports"}
    assert (document.source, document.date, evidence.edge) == ("Ruritania Gazette", "2025-03-02", False)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("Ruritanai", "partner_of", "Arcadia"), "no entity 'Ruritanai'; near: Ruritania"),
        (("Ruritania", "partner", "Arcadia"), "no relation 'partner' in the ontology; there is partner_of"),
        (("Otto Kranz", "partner_of", "Northern Pact"), "nothing is claimed between the two"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(store, names, message):
    with pytest.raises(KgError, match=message):
        explain(store, *names)
