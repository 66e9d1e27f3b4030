import importlib.util
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset

from kg import vocab
from kg.catalog import relations
from kg.export import content
from kg.export.context import context
from kg.model import Article, Claim, Entity, Run
from kg.store import Store

# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")


def test_the_published_context_is_fresh(root):
    spec = importlib.util.spec_from_file_location("make_context", root / "tools" / "make_context.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    published = (root / "ontology" / "context.jsonld").read_text("utf8")
    assert published == tool.text(), "run .venv/bin/python tools/make_context.py"


def test_every_relation_has_a_key():
    for name in relations.load():
        assert context()[name] == {"@id": f"kg:{name}", "@type": "@id"}


def test_it_is_compact_and_carries_its_context(store):
    text = content(store, ".jsonld").decode("utf8")
    found = json.loads(text)
    assert found["@context"] == context()
    nodes = {node["id"]: node for node in found["@graph"]}
    assert nodes["ent:Arcadia"] == {
        "id": "ent:Arcadia",
        "type": "State",
        "label": "Arcadia",
        "imposes_tariffs_on": "ent:Zubrowka",
        "opposes": "ent:Zubrowka",
        "participates_in": "ent:Amber_Corridor",
        "partner_of": "ent:Ruritania",
    }
    claims = nodes["doc:gazette-1"]["@graph"]
    (claim,) = (node for node in claims if node.get("object") == "ent:Port_of_Sanna")
    assert claim | {"id": ""} == {
        "id": "",
        "type": "Claim",
        "subject": "ent:Lutz_Steel",
        "predicate": "invests_in",
        "object": "ent:Port_of_Sanna",
        "wasDerivedFrom": "doc:gazette-1",
        "amount": "two billion crowns",
        "attributed_to": "ent:Elena_Moravec",
        "confidence": "0.75",
        "end": 316,
        "factuality": "planned",
        "method": "lexicon",
        "quote": "“Lutz Steel will put two billion crowns into the port of Sanna,” she said.",
        "read_as": "she = Elena Moravec",
        "sector": "ports",
        "start": 242,
        "trigger": "put",
        "zone": "quotation",
    }
    assert [line for line in text.splitlines() if line.startswith('{"id": "ent:Arcadia"')]


def test_nothing_of_an_article_ends_a_script_in_a_page(run):
    text = "</script><!-- & ]]>"
    with Store.memory() as store:
        one, other = Entity("A", text, ("State",)), Entity("B", "B", ("State",))
        store.put(Article("d", text), [Claim("d", one, "visited", other, text, 0, len(text))], run)
        found = content(store, ".jsonld")
    assert b"<" not in found
    assert text in json.dumps(json.loads(found))


# Texts and ids that could be taken for keywords, prefixed names, addresses or numbers.
odd = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from(
        ["@id", "@type", "kg:x", "//a", "_:b", "12", "true", "1.0", "subject", "id", "http://a/", ":", ".."]
    ),
)


@given(odd, odd, st.none() | odd, st.sampled_from([None, "2025", "2025-04", "2025-04-22"]))
def test_any_text_comes_back(text, id, url, time):
    one, other = Entity(id, text, ("State",)), Entity(f"{id}.", text, ("Place", "StateGroup"))
    article = Article(id, text, title=text, date=time or text, source=text, url=url)
    claim = Claim(id, one, "visited", other, text, 0, len(text), time=time, trigger=text, qualifiers=(("place", text),))
    with Store.memory() as store:
        store.put(article, [claim], Run("1", text, "f", 0.5))
        found = content(store, ".jsonld")
        wanted = set(store.quads())
    quads = set(ox.parse(found, format=ox.RdfFormat.JSON_LD))
    assert {quad for quad in quads if not quad.subject.value.startswith(f"{vocab.BASE}dataset/")} == wanted


def test_rdflib_reads_the_same_quads(store):
    theirs = Dataset()
    theirs.parse(data=content(store, ".jsonld"), format="json-ld")
    lines = theirs.serialize(format="nquads")
    ours = set(ox.parse(content(store, ".jsonld"), format=ox.RdfFormat.JSON_LD))
    assert set(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) == ours
