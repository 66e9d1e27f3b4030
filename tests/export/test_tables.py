"""Claims as tables, read by programs that we did not write."""

import csv
import subprocess
import sys
from io import BytesIO, StringIO

import pytest

from kg.export import content, export
from kg.export.tables import COLUMNS
from kg.model import Article, Claim, Entity
from kg.store import Store


def rows(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content(store, ".csv").decode("utf8"))))


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
        assert content(store, ".csv").decode() == ",".join(COLUMNS) + "\n"


def test_pandas_reads_csv_and_parquet(store):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    plain = pandas.read_csv(BytesIO(content(store, ".csv")))
    typed = pandas.read_parquet(BytesIO(content(store, ".parquet")))
    for table in (plain, typed):
        assert tuple(table.columns) == COLUMNS
        assert len(table) == 25
        assert table["edge"].dtype == "bool"
        assert list(table.query("object_id == 'Port_of_Sanna'")["start"]) == [242]
        assert table["subject_qid"].isna().all()
    assert list(plain["subject_id"]) == list(typed["subject_id"])
    assert list(typed["confidence"]) == list(plain["confidence"])


def test_duckdb_reads_csv_and_parquet(store, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    for name in ("claims.csv", "claims.parquet"):
        export(store, tmp_path / name)
    for name in ("claims.csv", "claims.parquet"):
        query = "SELECT predicate, count(*) FROM read(?) WHERE edge GROUP BY ALL ORDER BY ALL"
        reader = "read_csv_auto(?)" if name.endswith("csv") else "read_parquet(?)"
        found = duckdb.sql(query.replace("read(?)", reader), params=[str(tmp_path / name)]).fetchall()
        edges = [claim.predicate for claim in store.claims() if claim.is_edge(0.5)]
        assert found == [(predicate, edges.count(predicate)) for predicate in sorted(set(edges))]
    types = dict(
        duckdb.sql(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))",
            params=[str(tmp_path / "claims.parquet")],
        ).fetchall()
    )
    named = {name: types[name] for name in ("sentence", "start", "confidence", "ended", "read_as", "time")}
    assert list(named.values()) == ["VARCHAR", "INTEGER", "DOUBLE", "BOOLEAN", "VARCHAR[]", "VARCHAR"]


def test_text_in_parquet_is_as_it_stands(run):
    pyarrow = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    text = '=1+1, "a"\r\n\x01\u2028 \U0001f600;'
    one, other = Entity("A", text, ("State",)), Entity("B", "B", ("State",))
    claim = Claim("d", one, "visited", other, text, 0, len(text), read_as=("he = A; B", "she = C"), trigger=text)
    with Store.memory() as store:
        store.put(Article("d", text, title=text), [claim], run)
        (row,) = pyarrow.read_table(BytesIO(content(store, ".parquet"))).to_pylist()
        (plain,) = rows(store)
    assert [row[name] for name in ("sentence", "title", "subject_label", "trigger")] == [text] * 4
    assert row["read_as"] == ["he = A; B", "she = C"]
    assert (row["time"], row["url"]) == (None, None)
    # Python's reader of CSV keeps line ends within cells.
    assert plain["sentence"] == f"'{text}"


WITHOUT = """
import sys
sys.modules["pyarrow"] = None
from pathlib import Path
from kg.errors import KgError
from kg.export import export
from kg.store import Store
with Store.memory() as store:
    try:
        export(store, Path(sys.argv[1]))
    except KgError as error:
        print(error)
"""


def test_without_pyarrow_one_line_says_what_to_install(tmp_path):
    words = [sys.executable, "-c", WITHOUT, str(tmp_path / "a.parquet")]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert told == "Parquet needs pyarrow, which is not installed: pip install 'communique[parquet]'\n"
    assert list(tmp_path.iterdir()) == []
