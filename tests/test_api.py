"""The graph from Python says what the commands say, and every example in its docstrings is what happens."""

import doctest
import subprocess
import sys

import networkx as nx
import pytest

import kg
from kg import api
from kg.api import frames
from kg.api import graph as of_graph
from kg.errors import BadArticle, KgError, NotFound, Refused
from kg.export.tables import COLUMNS
from kg.store import Store


@pytest.fixture(scope="module")
def folder(tmp_path_factory, world, run):
    place = tmp_path_factory.mktemp("api") / "s"
    with Store.open(place, write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
    return place


@pytest.fixture(scope="module")
def graph(folder):
    with kg.open(folder) as graph:
        yield graph


@pytest.mark.parametrize("module", [api, frames, of_graph], ids=lambda module: module.__name__)
def test_docstrings_are_what_happens(module, graph, folder):
    examples = {**vars(module), "kg": kg, "graph": graph, "folder": folder}
    found = [test for test in doctest.DocTestFinder().find(module, globs=examples) if test.examples]
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    results = [runner.run(test) for test in found]
    assert found
    assert [result for result in results if result.failed] == []


def test_importing_the_package_loads_nothing():
    heavy = "('kg.api', 'kg.store', 'pandas', 'spacy', 'rdflib')"
    code = (
        f"import sys, kg; kg.model if 'kg.model' in sys.modules else 0; print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"
    assert {"open", "extract", "build", "table", "Graph"} <= set(dir(kg))
    with pytest.raises(AttributeError, match="it has Graph, build, extract, open, table"):
        _ = kg.nonsense


def test_claims_are_the_columns_of_the_export(graph):
    every = graph.claims()
    assert tuple(every.columns) == COLUMNS
    assert len(every) == graph.store.stats().claims
    only = graph.claims(predicate="met with", document="gazette-1")
    assert only["object_label"].tolist() == ["Tomas Brandt"]
    assert only["time"].tolist() == ["2025-02-28"]
    assert graph.claims(subject="Alpine Institute").empty
    with pytest.raises(NotFound, match="near: Arcadia"):
        graph.claims(subject="Arcadja")


def test_a_query_gives_values_of_python(graph):
    said = "?x kg:confidence ?c ; kg:start ?start . OPTIONAL { ?x kg:ended ?ended }"
    found = graph.query(f"SELECT ?c ?start ?ended WHERE {{ {said} }} ORDER BY ?start ?c")
    assert found["c"].dtype.kind == "f"
    assert found["start"].dtype.kind == "i"
    assert set(found["ended"].dropna()) == {True}
    assert graph.query("ASK { ?x kg:visited ?y }")["answer"].tolist() == [True]
    assert list(graph.query("CONSTRUCT WHERE { ?x kg:visited ?y }").columns) == ["subject", "predicate", "object"]


def test_a_query_by_file_and_what_it_refuses(graph, tmp_path):
    own = tmp_path / "my own.rq"
    own.write_text(
        "# question: Who met?\n# param who = * : entity\nSELECT ?o WHERE { VALUES ?who { $who } ?who kg:met_with ?o }",
        "utf8",
    )
    assert graph.query(str(own), who="Elena Moravec")["o"].tolist() == ["ent:Tomas_Brandt"]
    with pytest.raises(NotFound, match="no query 'partnerz'"):
        graph.query("partnerz")
    with pytest.raises(NotFound, match="has no parameter 'whom'"):
        graph.query("partners", whom="Arcadia")
    with pytest.raises(Refused):
        graph.query("SELECT * { SERVICE <http://x.example/> { ?a ?b ?c } }")
    hostile = "Arcadia> } UNION { ?s ?p ?o } #"
    with pytest.raises(KgError):
        graph.query("partners", entity=hostile)


def test_a_network_has_what_supports_its_links(graph):
    net = graph.network()
    assert isinstance(net, nx.MultiDiGraph)
    link = net.edges["Arcadia", "Ruritania", "partner_of"]
    assert (link["claims"], link["documents"], link["weight"], link["sign"]) == (2, 2, 1, 1)
    assert (link["first"], link["last"], link["family"]) == ("2025-03-02", "2025-04-20", "cooperation")
    assert net.nodes["Elena_Moravec"] == {"label": "Elena Moravec", "type": "Person", "qid": None}
    held = {(link.subject, link.predicate, link.object) for link in graph.store.links()}
    assert {(one, kind, other) for one, other, kind in net.edges(keys=True)} == held


def test_a_network_is_narrowed(graph):
    near = graph.network(focus="Lutz Steel")
    assert set(near) == {"Lutz_Steel", "Zubrowka"}
    wider = graph.network(focus="Lutz Steel", depth=2)
    assert set(wider) > set(near)
    # In the order of ids, as the whole is.
    assert list(wider) == sorted(wider)
    assert {link["family"] for *_, link in graph.network(family=["contest", "office"]).edges(data=True)} == {
        "contest",
        "office",
    }
    assert [kind for *_, kind in graph.network(predicate="met with").edges(keys=True)] == ["met_with"]
    assert all(link["last"] >= "2025-04" for *_, link in graph.network(since="2025-04").edges(data=True))
    assert "Elena_Moravec" not in graph.network(actors=True, family="diplomacy")
    with pytest.raises(NotFound, match="no family 'war'"):
        graph.network(family="war")


def test_analyses_come_as_tables(graph):
    found = graph.analyze("brokers", people=True, ties="all")
    assert {"actor", "betweenness"} <= set(found.columns)
    assert found.attrs["title"].startswith("Brokers")
    assert found.attrs["notes"]
    assert "Zubrowka" in set(found["actor"])
    quotes = graph.analyze("brokers", people=True, ties="all", evidence=1)
    assert set(quotes["document"]) <= set(graph.documents()["id"])
    with pytest.raises(NotFound, match="brokers has no row 99"):
        graph.analyze("brokers", evidence=99)
    with pytest.raises(NotFound, match="no analysis 'brokerz'"):
        graph.analyze("brokerz")


def test_changes_has_a_since_of_its_own(graph):
    assert graph.analyze("changes", since="2025-03").equals(graph.analyze("changes", "2025-03"))


def test_classes_are_found_by_name_one_or_several(graph):
    every, one, several = (graph.analyze("brokers", among=among) for among in ((), "state", ["State"]))
    assert one.attrs["notes"] == several.attrs["notes"] != every.attrs["notes"]
    assert not one.attrs["notes"][0].startswith("0 actors")
    with pytest.raises(NotFound, match="no class 'Stat' in the ontology; there is State"):
        graph.analyze("brokers", among=["Stat"])


def test_triads_are_an_analysis(graph):
    assert "balanced" in graph.analyze("triads").columns


@pytest.mark.parametrize(
    ("name", "about", "options", "said"),
    [
        ("brokers", (), {"foo": 1}, "brokers: got an unexpected keyword argument 'foo'; it takes split, ties, among"),
        ("path", ("Arcadia",), {}, "path: missing a required argument: 'end'; it takes start, end, since"),
        ("hedging", ("Arcadia",), {}, "hedging: too many positional arguments; it takes entity"),
        ("blocs", (), {"since": "last week"}, "'last week' is no date; must be YYYY"),
        ("changes", ("last week",), {}, "'last week' is no date; must be YYYY"),
        ("brokers", (), {"half_life": -5}, "a half-life of -5 days; must be 0"),
        ("brokers", (), {"confidence": 2}, "a confidence of 2; must be from 0 to 1"),
    ],
)
def test_an_option_without_sense_is_told_in_one_line(graph, name, about, options, said):
    with pytest.raises(KgError) as caught:
        graph.analyze(name, *about, **options)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_network_since_what_is_no_date(graph):
    with pytest.raises(KgError, match="'yesterday' is no date"):
        graph.network(since="yesterday")
    assert nx.utils.graphs_equal(graph.network(since=2025), graph.network(since="2025"))


def test_files_and_rdflib(graph, tmp_path):
    graph.export(tmp_path / "x.ttl")
    assert (tmp_path / "x.ttl").stat().st_size > 1000
    assert len(graph.dataset()) > 100


def test_what_is_no_store(tmp_path):
    with pytest.raises(NotFound):
        kg.open(tmp_path / "nowhere")


def test_building_names_what_it_cannot_read(tmp_path):
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text("Emmanuel Macron visited Kenya on 3 March 2025.", "utf8")
    (inputs / "b.txt").write_bytes(b"\0\1\2")
    with pytest.warns(UserWarning, match=r"b\.txt"):
        graph = kg.build(inputs, tmp_path / "s")
    with graph:
        assert graph.documents()["id"].tolist() == ["a"]
        assert repr(graph).startswith("<Graph: 1 articles, 1 claims")


def test_building_of_nothing_leaves_nothing(tmp_path):
    with pytest.warns(UserWarning, match="none.txt"), pytest.raises(NotFound, match="no article was read"):
        kg.build([tmp_path / "none.txt"], tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_extracting_a_text():
    [claim] = kg.extract("“Emmanuel Macron” visited Kenya last week.", date="2025-03-10", id="mine")
    assert (claim.document, claim.time) == ("mine", "2025-03")
    assert kg.table([claim])["document"].tolist() == ["mine"]
    assert kg.table([]).empty
    with pytest.raises(BadArticle):
        kg.extract("   ")


def test_without_pandas_it_says_what_to_install(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="pip install pandas"):
        graph.documents()


def test_what_makes_no_sense_is_told(folder):
    with kg.open(folder) as graph:
        with pytest.raises(NotFound, match="no article 'gazette-9'; near: gazette-"):
            graph.claims(document="gazette-9")
        with pytest.raises(NotFound, match="no article 'x'; `documents\\(\\)` has them all"):
            graph.claims(document="x")
        with pytest.raises(KgError, match="depth -1: must be 0 or more"):
            graph.network(focus="Arcadia", depth=-1)
    with pytest.raises(KgError, match=": the store is closed; open it again"):
        graph.documents()
    with pytest.raises(KgError, match="no date 'yesterday'; give it as YYYY-MM-DD"):
        kg.extract("Emmanuel Macron visited Kenya last week.", date="yesterday")
