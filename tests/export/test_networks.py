from io import BytesIO

import networkx as nx

from kg.export import content
from kg.export.networks import network


def test_one_link_for_what_claims_make_an_edge_of(store):
    graph = network(store)
    links = {(one, data["predicate"], other): data for one, other, data in graph.edges(data=True)}
    assert links["Arcadia", "partner_of", "Ruritania"] == {
        "predicate": "partner_of",
        "label": "partner of",
        "family": "cooperation",
        "symmetric": "true",
        "claims": 2,
        "documents": 2,
        "origins": 1,
        "weight": 2,
    }
    assert ("Ruritania", "partner_of", "Arcadia") not in links
    assert ("Elena_Moravec", "leader_of", "Ruritania") not in links
    assert len(links) == len(list(store.links()))
    assert graph.nodes["Elena_Moravec"] == {"label": "Elena Moravec", "type": "Person", "qid": ""}
    # Only planned investments and a claim below the threshold speak of these.
    assert not {"Port_of_Sanna", "Otto_Kranz"} & set(graph)


def test_graphml_and_gexf_load(store):
    expected = network(store)
    graphml = nx.read_graphml(BytesIO(content(store, ".graphml")), force_multigraph=True)
    gexf = nx.read_gexf(BytesIO(content(store, ".gexf")))
    for loaded in (graphml, gexf):
        assert set(loaded) == set(expected)
        assert loaded.is_directed()
        assert loaded.number_of_edges() == expected.number_of_edges()
        assert {data["predicate"] for *_, data in loaded.edges(data=True)} == {
            data["predicate"] for *_, data in expected.edges(data=True)
        }
        assert loaded.nodes["Arcadia"]["label"] == "Arcadia"
    assert sorted(graphml.edges(keys=True)) == sorted(expected.edges(keys=True))


def test_no_date_is_in_it(store):
    assert b"lastmodified" not in content(store, ".gexf")
