"""`kg query`: shipped questions, own files, SPARQL on the command line; every format."""

import csv
import io
import json

import pyoxigraph as ox

VISITS = "SELECT ?who ?where WHERE { ?who kg:visited ?where }"


def rows(done):
    assert (done.code, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out)))


def test_the_list_has_every_shipped_query_with_its_question_and_settings(kg, root):
    done = kg("query", "--list")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    groups = [line for line in lines if not line.startswith(" ")]
    assert groups == sorted(set(groups))
    names = [line.split(":")[0].strip() for line in lines if line.startswith("  ") and line[2] != " "]
    assert sorted(names) == sorted(path.stem for path in (root / "queries").glob("*.rq"))
    assert lines.index("contest") < lines.index("cooperation") < lines.index("evidence")
    partners = next(n for n, line in enumerate(lines) if line.startswith("  partners: Who "))
    assert lines[partners + 1] == "      --set 'entity=*' --set min=0.5"
    # What a shell would take apart is quoted.
    assert any("--set 'other=United States'" in line for line in lines)


def test_a_wrong_name_is_one_line_with_near_ones(kg, store):
    done = kg("query", "profile", "--set", "entity=Norwey", "--store", store)
    assert (done.code, done.raw, done.err) == (1, b"", "kg: no entity 'Norwey'; near: Norway\n")
    done = kg("query", "exclusives", "--set", "outlet=Harbor Gazette", "--store", store)
    assert (done.code, done.raw) == (1, b"")
    assert done.err == "kg: no outlet 'Harbor Gazette'; `kg query outlets` shows what there is\n"


def test_a_shipped_question_with_a_setting(kg, store):
    found = rows(kg("query", "partners", "--set", "entity=Kenya", "--format", "csv", "--store", store))
    assert [row["partner"] for row in found] == ["Norway"]
    assert rows(kg("query", "partners", "--set", "$entity = Q114", "--format", "csv", "--store", store)) == found


def test_a_setting_is_a_value_and_never_sparql(kg, store):
    done = kg("query", "-e", "SELECT $x {}", "--set", 'x="} SERVICE <http://localhost/> {"', "--store", store)
    assert done.code == 1
    done = kg("query", "-e", "SELECT ?y { BIND($x AS ?y) }", "--set", "x='} # {'", "--format", "csv", "--store", store)
    assert rows(done) == [{"y": "} # {"}]


def test_a_file_of_ones_own(kg, store, tmp_path):
    own = tmp_path / "visits.rq"
    own.write_text(f"# question: Who visited?\n# param who = * : entity\n{VISITS[:-1]} VALUES ?who {{ $who }} }}")
    found = rows(kg("query", own, "--format", "csv", "--store", store))
    assert found == [{"who": "ent:Xi_Jinping", "where": "ent:Vietnam"}]
    other = rows(kg("query", own, "--set", "who=Norway", "--format", "csv", "--store", store))
    assert other == []


def test_formats(kg, store, tmp_path):
    done = kg("query", "-e", VISITS, "--store", store)
    head, _, row = done.out.strip().splitlines()
    assert (head.split(), row.split()) == (["who", "where"], ["ent:Xi_Jinping", "ent:Vietnam"])
    found = json.loads(kg("query", "-e", VISITS, "--format", "json", "--store", store).out)
    assert found["head"] == {"vars": ["who", "where"]}
    assert len(found["results"]["bindings"]) == 1
    made = "CONSTRUCT { ?where kg:visited_by ?who } WHERE { ?who kg:visited ?where }"
    target = tmp_path / "g.ttl"
    done = kg("query", "-e", made, "--format", "ttl", "--store", store, "-o", target)
    assert (done.code, done.raw, done.err) == (0, b"", f"wrote {target}\n")
    assert len(list(ox.parse(path=str(target)))) == 1


def test_the_suffix_of_the_output_says_the_format(kg, store, tmp_path):
    for suffix, start in ((".csv", b"who,where\n"), (".json", b"{\n"), (".txt", b" who")):
        target = tmp_path / f"visits{suffix}"
        assert kg("query", "-e", VISITS, "--store", store, "-o", target).code == 0
        assert target.read_bytes().startswith(start)
    done = kg("query", "-e", VISITS, "--store", store, "-o", tmp_path / "a.csv", "--format", "json")
    assert (done.code, done.err) == (
        1,
        f"kg: {tmp_path}/a.csv: '.csv' means csv, not json; change the name or --format\n",
    )
    done = kg("query", "-e", VISITS, "--store", store, "-o", tmp_path / "a.xls")
    assert (done.code, "no format has '.xls'; there are .csv, .json, .ttl, .txt" in done.err) == (1, True)


def test_no_rows_are_said_to_people_only(kg, store):
    nothing = "SELECT ?x { ?x kg:no ?y }"
    done = kg("query", "-e", nothing, "--store", store)
    assert (done.code, done.err) == (0, "no rows\n")
    assert kg("query", "-e", nothing, "--format", "csv", "--store", store).err == ""
