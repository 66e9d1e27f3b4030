"""Every command on good input, end to end."""

import json
import re
import shlex
import subprocess
import sys

import check_docs
import pyoxigraph as ox
import pytest

COMMANDS = (
    *("build", "extract", "query", "export", "render", "explain", "path"),
    *("list", "stats", "validate", "remove", "evaluate"),
)
HEAVY = ("IPython", "networkx", "oxrdflib", "pyoxigraph", "pyshacl", "pyvis", "rdflib", "rich", "spacy", "trafilatura")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_that_the_command_takes(kg, root, command):
    done = kg(command, "--help")
    assert done.code == 0
    found = re.search(r"Example: (kg .+?)\n\n", done.out, re.DOTALL)
    assert found
    words = shlex.split(found[1])
    assert words[1] == command
    assert check_docs.surface(root).fault(words) is None


def test_the_bare_command_lists_the_commands_and_says_its_version(kg):
    assert kg("-h").code == 0
    assert all(f"\n  {command} " in kg("-h").out for command in COMMANDS)
    assert re.fullmatch(r"communique \d+\.\d+\.\d+\n", kg("--version").out)


def test_the_command_starts_without_the_large_libraries():
    code = f"import sys, kg.cli; print(sorted({set(HEAVY)} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_build_says_what_it_did(kg, articles, tmp_path):
    done = kg("build", articles, "--store", tmp_path / "s")
    assert (done.code, done.err) == (0, "")
    first, second = done.out.splitlines()
    assert re.fullmatch(r"2 read, 0 skipped \(unchanged\), 0 failed, [1-9]\d* claims", first)
    assert re.fullmatch(rf"{tmp_path}/s holds 2 articles, \d+ claims, \d+ entities, \d+ edges", second)


def test_extract_prints_claims_as_the_scorer_reads_them(kg, articles):
    done = kg("extract", articles)
    assert (done.code, done.err) == (0, "")
    records = list(map(json.loads, done.out.splitlines()))
    texts = {path.stem: path.read_text("utf8") for path in articles.iterdir()}
    assert all(texts[r["document"]][r["start"] : r["end"]] == r["sentence"] for r in records)
    found = {(r["subject"]["id"], r["predicate"], r["object"]["id"], r["factuality"]): r for r in records}
    visit = found["Xi_Jinping", "visited", "Vietnam", "asserted"]
    assert (visit["document"], visit["time"], visit["edge"]) == ("hanoi", "2025-04-14", True)
    assert found["Kenya", "imposes_tariffs_on", "China", "planned"]["edge"] is False


def test_extract_twice_gives_the_same_bytes(kg, articles):
    assert kg("extract", articles).raw == kg("extract", articles).raw


@pytest.mark.parametrize("form", ["ttl", "nt", "trig", "nq", "jsonld", "rdf"])
def test_extract_as_rdf_is_the_export_of_a_store(kg, articles, store, tmp_path, form):
    target = tmp_path / f"out.{form}"
    assert kg("export", "-o", target, "--store", store).code == 0
    assert kg("extract", articles, "--format", form).raw == target.read_bytes()
    quads = ox.parse(target.read_bytes(), format=ox.RdfFormat.from_extension(form))
    assert sum(1 for _ in quads) > 100


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "csv", "nanopub.trig", "plover.jsonl"])
def test_export_for_other_programs(kg, store, tmp_path, suffix):
    target = tmp_path / f"out.{suffix}"
    done = kg("export", "-o", target, "--store", store)
    assert (done.code, done.raw, done.err) == (0, b"", f"wrote {target}\n")
    assert "Vietnam" in target.read_text("utf8")


def test_export_in_rdf_1_2(kg, store, tmp_path):
    assert kg("export", "-o", tmp_path / "out.ttl", "--rdf12", "--store", store).code == 0
    assert "rdf:reifies <<( ent:" in (tmp_path / "out.ttl").read_text("utf8")
    done = kg("export", "-o", tmp_path / "out.csv", "--rdf12", "--store", store)
    assert (done.code, done.raw) == (1, b"")
    assert done.err == f"kg: {tmp_path / 'out.csv'}: no RDF 1.2 in '.csv'; there are .nq, .nt, .trig, .ttl\n"


def test_extract_to_a_file(kg, articles, tmp_path):
    target = tmp_path / "claims.jsonl"
    target.write_text("old")
    target.chmod(0o600)
    done = kg("extract", articles, "-o", target)
    assert (done.code, done.raw, done.err) == (0, b"", f"wrote {target}\n")
    assert target.read_bytes() == kg("extract", articles).raw
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_list_and_stats(kg, store):
    rows = kg("list", "--store", store).out.splitlines()
    assert rows[0].split() == ["id", "date", "source", "claims", "title"]
    assert [row.split()[:2] for row in rows[2:]] == [["hanoi", "2025-04-14"], ["oslo", "2025-05-20"]]
    stats = kg("stats", "--store", store).out
    assert re.search(r"^ +articles +2$", stats, re.MULTILINE)
    assert re.search(r"^claims by predicate +visited +1$", stats, re.MULTILINE)


def test_explain_shows_quote_date_and_place(kg, articles, store):
    done = kg("explain", "Xi Jinping", "visited", "Q881", "--store", store)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("\nBehind the edge: claims: 1, articles: 1, independent origins: 1.\n")
    head, quote, source = done.out.splitlines()[:3]
    assert head.startswith("Xi Jinping visited Vietnam  [asserted; 2025-04-14; ")
    assert re.fullmatch(r"    “(.* )?Xi Jinping visit(s|ed) Vietnam.*”", quote)
    place = re.fullmatch(r"    2025-04-14, hanoi, characters (\d+) to (\d+)", source)
    assert place
    assert (articles / "hanoi.txt").read_text("utf8")[int(place[1]) : int(place[2])] == quote.strip(" “”")


def test_path_gives_a_quote_for_each_step(kg, store):
    done = kg("path", "Vietnam", "China", "--store", store)
    assert (done.code, done.err) == (0, "")
    steps = done.out.splitlines()
    assert steps[::3] == ["Xi Jinping visited Vietnam", "Xi Jinping head_of_state_of China"]
    assert all(line.startswith("    “") for line in steps[1::3])


def test_validate_finds_no_fault_in_what_we_make(kg, store, tmp_path):
    done = kg("validate", "--store", store)
    assert (done.code, done.out, done.err) == (0, "", f"no faults in {store}\n")
    kg("export", "-o", tmp_path / "g.ttl", "--store", store)
    done = kg("validate", tmp_path / "g.ttl")
    assert (done.code, done.out) == (0, "")


def test_validate_tells_the_faults_of_a_file(kg, tmp_path):
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix kg: <https://w3id.org/communique/ontology#> .\n<urn:x> a kg:Claim .\n")
    done = kg("validate", bad)
    assert done.code == 1
    assert done.out.startswith("error: ")
    assert re.fullmatch(rf"\d+ faults in {bad}\n", done.err)


def test_render_writes_one_page_and_filters_it(kg, store, tmp_path):
    def size(*words):
        target = tmp_path / "g.html"
        done = kg("render", "-o", target, "--store", store, *words)
        assert (done.code, done.err) == (0, f"wrote {target}\n")
        return target.read_text("utf8")

    whole = size("--title", "Two <b>articles</b>")
    assert whole.lower().startswith("<!doctype html>")
    assert "Two &lt;b&gt;articles" in whole
    assert all(name in whole for name in ("Vietnam", "Norway", "Turkey"))
    near = size("--entity", "Vietnam")
    assert "Xi Jinping" in near
    assert "Norway" not in near
    assert "Turkey" not in near
    assert "Norway" not in size("--predicate", "kg:visited", "--predicate", "sanctions")
    assert "Norway" not in size("--until", "2025-04")
    assert "Vietnam" not in size("--since", "2025-05-02", "--until", "2025")
    assert "Turkey" not in size("--max-nodes", "4")
    assert "Norway" not in size("--family", "contest")
    assert "Xi Jinping" not in size("--focus", "Norway", "--depth", "1")
    assert "Xi Jinping" in size("--focus", "Norway", "--depth", "3")


def test_what_people_read_holds_no_sign_that_steers_a_terminal(kg, tmp_path):
    text = (
        "Xi visits\n\nChinese President Xi Jinping visited Vietnam on a cold \x1b[2J Monday. " + "There is more. " * 50
    )
    (tmp_path / "a.txt").write_text(text)
    store = tmp_path / "s"
    kg("build", tmp_path / "a.txt", "--store", store)
    for words in (
        ("explain", "Xi Jinping", "visited", "Vietnam"),
        ("list",),
        ("path", "China", "Vietnam"),
    ):
        done = kg(*words, "--store", store)
        assert done.code == 0
        assert "\x1b" not in done.out
