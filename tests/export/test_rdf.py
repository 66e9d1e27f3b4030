"""What is exported loads elsewhere, says the same everywhere, and is the same bytes every time."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.compare import isomorphic

from kg.export import EXPORTERS, RDF12, content, export
from kg.export.forms import PREFIXES
from kg.model import Article, Claim, Entity, Run
from kg.store import Store
from kg.vocab import CLAIM, DOC, ENT, KG

UNION = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml"}
GRAPHS = {".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld"}
RAPPER = {".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml"}

# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")


def loaded(text: bytes, suffix: str) -> set[ox.Quad]:
    known = ox.RdfFormat.from_extension(suffix.removeprefix("."))
    return set(ox.parse(text, format=known))


def of_the_store(quads: set[ox.Quad]) -> set[ox.Quad]:
    """All but what describes the dataset."""
    return {quad for quad in quads if not quad.subject.value.startswith(PREFIXES["dataset"])}


@pytest.mark.parametrize("suffix", UNION)
def test_the_union_in_every_format(store, suffix):
    text = content(store, suffix)
    quads = loaded(text, suffix)
    assert {quad.triple for quad in of_the_store(quads)} == {quad.triple for quad in store.quads()}
    assert all(quad.graph_name == ox.DefaultGraph() for quad in quads)
    theirs = Graph().parse(data=text, format=UNION[suffix])
    assert len(theirs) == len(quads)


def test_turtle_ntriples_and_rdf_xml_say_the_same_to_rdflib(store):
    graphs = [Graph().parse(data=content(store, suffix), format=kind) for suffix, kind in UNION.items()]
    for graph in graphs:
        # Each names itself as the file that it is.
        graph.update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(REGEX(STR(?s), '/dataset/')) }")
    assert isomorphic(graphs[0], graphs[1])
    assert isomorphic(graphs[0], graphs[2])


@pytest.mark.parametrize("suffix", GRAPHS)
def test_the_graphs_in_every_format(store, suffix):
    text = content(store, suffix)
    quads = loaded(text, suffix)
    assert of_the_store(quads) == set(store.quads())
    theirs = Dataset()
    theirs.parse(data=text, format=GRAPHS[suffix])
    assert len(list(theirs.quads())) == len(quads)
    names = {str(graph.identifier) for graph in theirs.graphs() if len(graph)}
    assert {name for name in names if name.startswith(DOC)} == {
        DOC + id for id in ("gazette-1", "courier%2F2025%2003", "herald-1", "note-1", "press-1")
    }


def rapper(path: Path, kind: str) -> str:
    """What rapper counts. It stands for all that is built on Raptor, and shares no code with what we use."""
    if not shutil.which("rapper"):
        pytest.skip("no rapper on the path (Debian: apt-get install raptor2-utils)")
    done = subprocess.run(["rapper", "-c", "-i", kind, str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not re.search(r"\b(error|warning)\b", done.stderr, re.IGNORECASE), done.stderr
    return done.stderr


@pytest.mark.parametrize("suffix", RAPPER)
def test_rapper_loads_it(store, tmp_path, suffix):
    export(store, tmp_path / f"graph{suffix}")
    number = len(loaded(content(store, suffix), suffix))
    assert f"returned {number} triples" in rapper(tmp_path / f"graph{suffix}", RAPPER[suffix])


def test_turtle_reads_well(store):
    text = content(store, ".ttl").decode("utf8")
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
        for exporters in (EXPORTERS, RDF12):
            stream = BytesIO()
            exporters[suffix](store, stream)
            lines = stream.getvalue().splitlines()
            assert lines == sorted(set(lines))


def test_trig_begins_with_the_default_graph_and_has_each_graph_once(store):
    body = content(store, ".trig").decode("utf8").partition("\n\n")[2]
    assert body.startswith("dataset:")
    assert "\nent:Alpine_Institute a kg:Organization" in body
    names = re.findall(r"^(doc:\S+) \{", body, re.MULTILINE)
    assert len(names) == len(set(names)) == len(store.documents())


def test_the_run_is_there_without_a_clock(store):
    text = content(store, ".ttl").decode("utf8")
    run = text.partition("\nrun:")[2]
    assert "a prov:Activity ;" in run
    assert 'kg:fingerprint "f00d" ;' in run
    assert "prov:used doc:courier\\%2F2025\\%2003 , doc:gazette-1 , doc:herald-1 , doc:note-1 , doc:press-1" in run
    assert not re.search(r"\d\d:\d\d:\d\d", text)


@pytest.mark.parametrize("suffix", RDF12)
def test_in_rdf_1_2_claims_reify_their_triples(store, tmp_path, suffix):
    export(store, tmp_path / f"graph{suffix}", rdf12=True)
    quads = loaded((tmp_path / f"graph{suffix}").read_bytes(), suffix)
    reified = {
        (quad.subject.value, *(term.value for term in quad.object)): quad.graph_name
        for quad in quads
        if quad.predicate.value == str(RDF) + "reifies"
    }
    old = {
        quad
        for quad in store.quads()
        if quad.predicate.value in (str(RDF.subject), str(RDF.predicate), str(RDF.object))
    }
    claims = {quad.subject.value for quad in old}
    assert len(reified) == len(claims) == 25
    assert not {quad.triple for quad in quads} & {quad.triple for quad in old}
    rest = {quad for quad in of_the_store(quads) if quad.predicate.value != str(RDF) + "reifies"}
    assert {quad.triple for quad in rest} == {quad.triple for quad in set(store.quads()) - old}
    for (claim, one, name, other), graph in reified.items():
        ends = {quad.predicate.value: quad for quad in old if quad.subject.value == claim}
        assert [ends[str(RDF[end])].object.value for end in ("subject", "predicate", "object")] == [one, name, other]
        named = ends[str(RDF.subject)].graph_name if suffix in GRAPHS else ox.DefaultGraph()
        assert graph == named


def test_turtle_1_2_reads_well(store, tmp_path):
    export(store, tmp_path / "graph.ttl", rdf12=True)
    text = (tmp_path / "graph.ttl").read_text("utf8")
    assert re.search(
        r"^claim:\S+ a kg:Claim ;\n\trdf:reifies <<\( ent:Lutz_Steel kg:invests_in ent:Port_of_Sanna \)>> ;\n",
        text,
        re.MULTILINE,
    )


def test_sparql_1_2_finds_claims_by_their_triple(store, tmp_path):
    export(store, tmp_path / "graph.ttl", rdf12=True)
    quads = ox.Store()
    quads.load(path=str(tmp_path / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    query = f"""
        PREFIX ent: <{ENT}> PREFIX kg: <{KG}> PREFIX rdf: <{RDF}>
        SELECT ?quote {{ ?claim rdf:reifies <<( ent:Lutz_Steel ?relation ?object )>> ; kg:quote ?quote }}
    """
    assert ["port of Sanna" in solution["quote"].value for solution in quads.query(query)].count(True) == 1


def test_articles_stay_out_but_for_their_quotes(store, world):
    text = content(store, ".nq").decode("utf8")
    assert not any(item.article.text in text for item in world if len(item.claims) > 1)


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_the_same_bytes_whatever_came_first(store, world, run, suffix):
    with Store.memory() as other:
        for item in world[::-1]:
            other.put(item.article, item.claims[::-1], run)
        assert content(other, suffix) == content(store, suffix)


SCRIPT = """
import sys
from hashlib import sha256
from io import BytesIO
from kg.export import EXPORTERS, RDF12
from kg.store import Store
with Store.open(sys.argv[1]) as store:
    for function in (*EXPORTERS.values(), *RDF12.values()):
        stream = BytesIO()
        function(store, stream)
        print(sha256(stream.getvalue()).hexdigest())
"""


def test_the_same_bytes_in_every_process(tmp_path, world, run):
    with Store.open(tmp_path / "s", write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
    words = [sys.executable, "-c", SCRIPT, str(tmp_path / "s")]
    told = {
        subprocess.check_output(words, env={"PYTHONHASHSEED": seed, "TZ": zone})
        for seed, zone in (("0", "Asia/Baku"), ("77", "UTC"))
    }
    assert len(told) == 1
    assert len(told.pop().split()) == len(EXPORTERS) + len(RDF12)


def strange(text: str) -> tuple[Article, Claim]:
    entity = Entity("A_B", f"{text}A", ("State",))
    other = Entity("C", "C", ("State",))
    article = Article("d", text, title=text, source=text)
    return article, Claim("d", entity, "visited", other, text, 0, len(text), trigger=text, read_as=(text,))


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_signs_that_break_formats(run, suffix, tmp_path):
    text = '\x01\x0b\ufffe]]> & <b a="\'"> \\u0041 \u2028 %41 {{x}} <o> .\r<< @prefix \U0001f600 é\t\n'
    article, claim = strange(text)
    with Store.memory() as store:
        store.put(article, [claim], run)
        found = content(store, suffix)
        export(store, tmp_path / f"a{suffix}")
    if suffix in (".rdf", ".graphml", ".gexf"):
        assert ElementTree.fromstring(found) is not None
    if suffix in UNION | GRAPHS:
        theirs = Dataset()
        theirs.parse(data=found, format=(UNION | GRAPHS)[suffix])
        (quote,) = (quad[2] for quad in theirs.quads((None, URIRef(KG + "quote"), None, None)))
        shown = re.sub("[\x01\x0b\ufffe]", "\ufffd", text).replace("\r", "\n") if suffix == ".rdf" else text
        assert str(quote) == shown


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)


@settings(max_examples=40)
@given(texts, texts, st.sampled_from([".nq", ".nt", ".rdf", ".trig", ".ttl"]))
def test_any_text_comes_back(text, id, suffix):
    one, other = Entity(id, text, ("State",)), Entity(f"{id}.", text, ("Place", "StateGroup"))
    claim = Claim(id, one, "visited", other, text, 0, len(text), trigger=text, qualifiers=(("place", text),))
    with Store.memory() as store:
        store.put(Article(id, text, title=text, source=text, url=text), [claim], Run("1", text, "f", 0.5))
        quads = of_the_store(loaded(content(store, suffix), suffix))
        wanted = {quad if suffix in GRAPHS else quad.triple for quad in store.quads()}
    if suffix != ".rdf":
        assert {quad if suffix in GRAPHS else quad.triple for quad in quads} == wanted
    else:
        # XML has no control characters and one kind of line end.
        assert len(quads) == len(wanted)


def test_files(store, tmp_path: Path):
    export(store, tmp_path / "graph.TTL")
    assert (tmp_path / "graph.TTL").read_bytes() == content(store, ".ttl")
    theirs = Graph().parse(tmp_path / "graph.TTL", format="turtle")
    assert theirs.value(URIRef(ENT + "Arcadia"), RDF.type) == URIRef(KG + "State")
    assert sum(1 for subject in set(theirs.subjects()) if str(subject).startswith(CLAIM)) == 25
