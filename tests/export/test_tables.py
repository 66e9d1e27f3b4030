import csv
from io import StringIO

from kg.export import EXPORTERS
from kg.export.tables import COLUMNS
from kg.store import Store


def rows(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(EXPORTERS[".csv"](store).decode("utf8"))))


def test_one_row_a_claim(store):
    found = rows(store)
    assert len(found) == 25
    assert tuple(found[0]) == COLUMNS
    (row,) = (row for row in found if row["object_id"] == "Port_of_Sanna")
    assert {name: value for name, value in row.items() if value} == {
        "document": "gazette-1",
        "title": "Moravec receives Brandt",
        "date": "2025-03-02",
        "source": "Ruritania Gazette",
        "url": "https://gazette.example/moravec-brandt?page=1",
        "subject_id": "Lutz_Steel",
        "subject_label": "Lutz Steel",
        "subject_type": "Company",
        "object_id": "Port_of_Sanna",
        "object_label": "Port of Sanna",
        "object_type": "Facility",
        "attributed_to_id": "Elena_Moravec",
        "attributed_to_label": "Elena Moravec",
        "attributed_to_type": "Person",
        "predicate": "invests_in",
        "factuality": "planned",
        "ended": "False",
        "amount": "two billion crowns",
        "sector": "ports",
        "sentence": "“Lutz Steel will put two billion crowns into the port of Sanna,” she said.",
        "start": "242",
        "end": "316",
        "zone": "quotation",
        "edge": "False",
        "confidence": "0.75",
        "method": "lexicon",
        "trigger": "put",
        "read_as": "she = Elena Moravec",
    }


def test_no_cell_is_a_formula(store):
    found = rows(store)
    assert {row["title"] for row in found if row["document"] == "courier/2025 03"} == {
        '\'=HYPERLINK("https://courier.example")'
    }
    assert [row["sentence"][:15] for row in found if row["document"] == "note-1"] == ["'=Tomas Brandt m"[:15]]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in found for value in row.values())


def test_an_empty_store_has_the_columns_alone():
    with Store.memory() as store:
        assert EXPORTERS[".csv"](store).decode() == ",".join(COLUMNS) + "\n"
