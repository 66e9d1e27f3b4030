"""What is exported loads elsewhere, says the same everywhere, and is the same bytes every time."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.compare import isomorphic

from kg.export import EXPORTERS, export
from kg.model import Article, Claim, Entity
from kg.store import Store
from kg.vocab import DOC, ENT, KG, PREFIXES

UNION = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml"}
GRAPHS = {".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld"}

# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")


def oxigraph(store: Store, suffix: str) -> set[ox.Quad]:
    known = ox.RdfFormat.from_extension(suffix.removeprefix("."))
    return set(ox.parse(EXPORTERS[suffix](store), format=known))


@pytest.mark.parametrize("suffix", UNION)
def test_the_union_in_every_format(store, suffix):
    union = {quad.triple for quad in store.quads()}
    assert {quad.triple for quad in oxigraph(store, suffix)} == union
    assert all(quad.graph_name == ox.DefaultGraph() for quad in oxigraph(store, suffix))
    loaded = Graph().parse(data=EXPORTERS[suffix](store), format=UNION[suffix])
    assert isomorphic(loaded, Graph().parse(data=EXPORTERS[".nt"](store), format="nt"))
    assert len(loaded) == len(union)


@pytest.mark.parametrize("suffix", GRAPHS)
def test_the_graphs_in_every_format(store, suffix):
    assert oxigraph(store, suffix) == set(store.quads())
    loaded = Dataset()
    loaded.parse(data=EXPORTERS[suffix](store), format=GRAPHS[suffix])
    assert len(list(loaded.quads())) == len(store.quads())
    names = {str(graph.identifier) for graph in loaded.graphs() if len(graph)}
    assert {name for name in names if name.startswith(DOC)} == {
        DOC + id for id in ("gazette-1", "courier%2F2025%2003", "herald-1", "note-1", "press-1")
    }


def test_turtle_reads_well(store):
    text = EXPORTERS[".ttl"](store).decode("utf8")
    head, _, body = text.partition("\n\n")
    assert [line.split()[1].rstrip(":") for line in head.splitlines()] == sorted(PREFIXES)
    subjects = re.findall(r"^(\S+) ", body, re.MULTILINE)
    assert subjects == sorted(set(subjects))
    (claim,) = re.findall(
        r"^claim:\S+ (a kg:Claim ;\n(?:\t.*Lutz_Steel.*\n)(?:\t.*\n)*?\trdf:object ent:Port_of_Sanna(?:.*\n)*?.* \.)\n",
        body,
        re.MULTILINE,
    )
    assert [line.split()[0] for line in claim.splitlines()][:4] == ["a", "rdf:subject", "rdf:predicate", "rdf:object"]
    arcadia = body.partition("\nent:Arcadia ")[2].partition(" .\n")[0]
    assert arcadia.split(" ;\n\t") == [
        "a kg:State",
        'rdfs:label "Arcadia"@en',
        "kg:imposes_tariffs_on ent:Zubrowka",
        "kg:opposes ent:Zubrowka",
        "kg:participates_in ent:Amber_Corridor",
        "kg:partner_of ent:Ruritania",
    ]


def test_lines_are_sorted(store):
    for suffix in (".nt", ".nq"):
        lines = EXPORTERS[suffix](store).splitlines()
        assert lines == sorted(set(lines))


def test_trig_begins_with_the_default_graph(store):
    body = EXPORTERS[".trig"](store).decode("utf8").partition("\n\n")[2]
    assert body.startswith("ent:Alpine_Institute a kg:Organization")


def test_the_run_is_there_without_a_clock(store):
    text = EXPORTERS[".ttl"](store).decode("utf8")
    run = text.partition("\nrun:")[2]
    assert "a prov:Activity ;" in run
    assert 'kg:fingerprint "f00d" ;' in run
    assert "prov:used doc:courier\\%2F2025\\%2003 , doc:gazette-1 , doc:herald-1 , doc:note-1 , doc:press-1" in run
    assert not re.search(r"\d\d:\d\d:\d\d", text)


def test_articles_stay_out_but_for_their_quotes(store, world):
    text = EXPORTERS[".nq"](store).decode("utf8")
    assert not any(item.article.text in text for item in world if len(item.claims) > 1)


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_the_same_bytes_whatever_came_first(store, world, run, suffix):
    with Store.memory() as other:
        for item in world[::-1]:
            other.put(item.article, item.claims[::-1], run)
        assert EXPORTERS[suffix](other) == EXPORTERS[suffix](store)


SCRIPT = """
import sys
from hashlib import sha256
from kg.export import EXPORTERS
from kg.store import Store
with Store.open(sys.argv[1]) as store:
    print([sha256(function(store)).hexdigest() for function in EXPORTERS.values()])
"""


def test_the_same_bytes_in_every_process(tmp_path, world, run):
    with Store.open(tmp_path / "s", write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
    seeds = ("0", "1", "77")
    words = [sys.executable, "-c", SCRIPT, str(tmp_path / "s")]
    told = {subprocess.check_output(words, env={"PYTHONHASHSEED": seed, "TZ": "Asia/Baku"}) for seed in seeds}
    assert len(told) == 1


def test_an_empty_store_has_empty_exports():
    with Store.memory() as store:
        for suffix, kind in (UNION | GRAPHS).items():
            loaded = Dataset()
            loaded.parse(data=EXPORTERS[suffix](store), format=kind)
            assert not list(loaded.quads())


def strange(text: str) -> tuple[Article, Claim]:
    entity = Entity("A_B", f"{text}A", ("State",))
    other = Entity("C", "C", ("State",))
    article = Article("d", text, title=text, source=text)
    return article, Claim("d", entity, "visited", other, text, 0, len(text), trigger=text, read_as=(text,))


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_signs_that_break_formats(run, suffix):
    text = '\x01\x0b\ufffe]]> & <b a="\'"> \\u0041 \u2028 %41 {{x}} \U0001f600 é\t\n'
    article, claim = strange(text)
    with Store.memory() as store:
        store.put(article, [claim], run)
        content = EXPORTERS[suffix](store)
        if suffix in (".rdf", ".graphml", ".gexf"):
            assert ElementTree.fromstring(content) is not None
        if suffix in UNION | GRAPHS:
            loaded = Dataset()
            loaded.parse(data=content, format=(UNION | GRAPHS)[suffix])
            (quote,) = (quad[2] for quad in loaded.quads((None, URIRef(KG + "quote"), None, None)))
            shown = re.sub("[\x01\x0b\ufffe]", "\ufffd", text) if suffix == ".rdf" else text
            assert str(quote) == shown


def test_what_expanded_json_ld_looks_like(store):
    nodes = json.loads(EXPORTERS[".jsonld"](store))
    arcadia = next(node for node in nodes if node["@id"] == ENT + "Arcadia")
    assert arcadia[KG + "partner_of"] == [{"@id": ENT + "Ruritania"}]
    graphs = {node["@id"] for node in nodes if "@graph" in node}
    assert DOC + "gazette-1" in graphs


def test_files(store, tmp_path: Path):
    export(store, tmp_path / "graph.TTL")
    assert (tmp_path / "graph.TTL").read_bytes() == EXPORTERS[".ttl"](store)
    assert Graph().parse(tmp_path / "graph.TTL", format="turtle").value(
        URIRef(ENT + "Arcadia"), RDF.type
    ) == rdflib.URIRef(KG + "State")
