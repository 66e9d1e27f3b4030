import pytest

from kg.catalog import plover, relations
from kg.catalog.plover import EventType
from kg.errors import BadData

HEAD = """
@prefix kg: <https://w3id.org/communique/ontology#> .
@prefix plover: <https://w3id.org/communique/plover#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def test_the_shipped_mapping():
    mapped = plover.load()
    assert set(mapped.events) <= set(relations.load())
    assert mapped.events["visited"] == EventType("CONSULT", 1, "visit", ())
    assert mapped.events["invests_in"].contexts == ("economic",)
    assert {event.quad for event in mapped.events.values()} == {1, 2, 3, 4}
    assert mapped.factuality == {"denied": "negation", "planned": "future", "possible": "hypothetical"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('kg:visited kg:plover_type plover:X . plover:X skos:notation "X" .', "X must have one kg:quad_class"),
        ("kg:visited kg:plover_type plover:X .", "plover#X> must have one skos:notation"),
    ],
)
def test_what_a_mapping_must_have(tmp_path, text, message):
    (tmp_path / "p.ttl").write_text(HEAD + text)
    with pytest.raises(BadData, match=rf"p\.ttl: .*{message}"):
        plover.read(tmp_path / "p.ttl")
