import sqlite3
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import graph, vocab
from kg.errors import KgError
from kg.export import content, export
from kg.model import Entity, Finding
from kg.store import Store
from kg.validate import validate, validate_file


@pytest.fixture
def folder(tmp_path: Path, world, run) -> Path:
    path = tmp_path / "store"
    with Store.open(path, write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
    return path


def changed(folder: Path, *statements: str) -> list[Finding]:
    """What is wrong after somebody wrote into the ledger."""
    with sqlite3.connect(folder / "documents.sqlite") as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    with Store.open(folder) as store:
        return validate(store)


def said(findings: list[Finding]) -> list[str]:
    return [f"{finding.severity}: {finding.place}: {finding.message}" for finding in findings]


def test_a_sound_store(store, folder):
    assert validate(store) == []
    assert changed(folder) == []


def test_a_text_that_was_changed(folder):
    found = said(changed(folder, "UPDATE documents SET text = replace(text, 'Moravec will', 'Moravec  will')"))
    assert any("gazette-1, claim" in line and "the quote is not the text from" in line for line in found)
    assert any(
        line.startswith("error: graph of gazette-1: 1 triples missing, first") and "sha256" in line for line in found
    )


def test_a_claim_that_was_taken_out(folder):
    found = said(changed(folder, "DELETE FROM claims WHERE predicate = 'opposes'"))
    assert "error: courier/2025 03: edge Arcadia opposes Zubrowka has no claim" in found
    assert any("graph of courier/2025 03" in line and "triples too many" in line for line in found)


def test_a_claim_that_was_changed(folder):
    found = said(
        changed(
            folder, "UPDATE claims SET record = json_set(record, '$.predicate', 'visited') WHERE predicate = 'opposes'"
        )
    )
    assert any(line.endswith("its IRI is not the hash of what it says") for line in found)
    assert "error: courier/2025 03: edge Arcadia visited Zubrowka is missing" in found
    found = said(changed(folder, "UPDATE claims SET edge = 1 WHERE factuality = 'denied'"))
    assert any(line.endswith("wrongly marked as an edge") for line in found)


def test_support_that_was_taken_out(folder):
    found = said(
        changed(
            folder,
            "DELETE FROM edges WHERE predicate = 'opposes'",
            "DELETE FROM entities WHERE entity = 'Northern_Pact'",
        )
    )
    assert "error: courier/2025 03: edge Arcadia opposes Zubrowka is missing" in found
    assert "error: courier/2025 03: entity Northern_Pact is missing" in found
    assert any(line.startswith("error: default graph: ") and "too many" in line for line in found)


def test_orphans(folder):
    found = said(changed(folder, "DELETE FROM documents WHERE id = 'note-1'"))
    for table in ("claims", "entities"):
        assert f"error: note-1: {table} of a document that is not in the store" in found
    assert f"error: <{vocab.DOC}note-1>: a graph of no document in the store" in found


def test_a_graph_that_was_changed(folder):
    node = graph.entity_iri("Arcadia")
    (current,) = (path for path in (folder / "graph").iterdir() if path.is_dir())
    quads = ox.Store(str(current))
    quads.add(ox.Quad(node, graph.kg("partner_of"), graph.entity_iri("Utopia")))
    quads.remove(ox.Quad(node, graph.kg("opposes"), graph.entity_iri("Zubrowka")))
    quads.add(ox.Quad(node, graph.TYPE, graph.kg("Person")))
    del quads
    found = said(changed(folder))
    assert any(
        line.startswith("error: default graph: 1 triples missing, first") and "opposes" in line for line in found
    )
    assert any(line.startswith("error: default graph: 2 triples too many, first") for line in found)
    assert "error: ent:Arcadia: a State, Person, Agreement or Event has no other class" in [
        line.partition(";")[0] for line in found
    ]


def test_ends_that_the_ontology_does_not_admit(world, run):
    claim = replace(world[0].claims[0], object=Entity("X", "X", ("Agreement",)))
    itself = replace(world[0].claims[3], object=world[0].claims[3].subject)
    with Store.memory() as store:
        store.put(world[0].article, [claim, itself], run)
        found = said(validate(store))
    assert any(line.endswith("Elena_Moravec and X are no ends that head_of_state_of admits") for line in found)
    assert any(line.endswith("relates Ruritania to itself") for line in found)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".trig", ".nq", ".jsonld", ".rdf"])
def test_a_sound_file(store, tmp_path, suffix):
    export(store, tmp_path / f"graph{suffix}")
    assert validate_file(tmp_path / f"graph{suffix}") == []


def test_a_file_with_faults(store, tmp_path):
    path = tmp_path / "graph.nt"
    lines = content(store, ".nt").decode("utf8").splitlines()
    kept = [line for line in lines if "ontology#opposes> <" not in line or "#predicate>" in line]
    kept = [line for line in kept if not ("#confidence>" in line and '"0.75"' in line)]
    assert len(kept) == len(lines) - 2
    path.write_text("\n".join([*kept, f"<{vocab.ENT}Arcadia> <{vocab.KG}visited> <{vocab.ENT}Ruritania> ."]) + "\n")
    found = said(validate_file(path))
    assert found[0].startswith("error: claim:")
    assert found[0].endswith("a claim has exactly one kg:confidence, an xsd:decimal from 0 to 1; there is none")
    assert found[1] == "error: ent:Arcadia kg:opposes ent:Zubrowka: an edge that a claim makes is missing"
    assert found[2] == "error: ent:Arcadia kg:visited ent:Ruritania: an edge without a claim that makes it"
    assert len(found) == 3


def test_planned_denied_ended_and_weak_claims_make_no_edge(store, tmp_path):
    path = tmp_path / "graph.nt"
    claimed = {(c.subject.id, c.predicate, c.object.id) for c in store.claims()}
    made = {(link.subject, link.predicate, link.object) for link in store.links()}
    extra = sorted(claimed - made)
    assert extra
    edges = [str(graph.edge_triple(edge)) + " .\n" for edge in extra]
    path.write_bytes(content(store, ".nt") + "".join(edges).encode())
    assert {finding.place for finding in validate_file(path)} == {
        f"ent:{one} kg:{name} ent:{other}" for one, name, other in extra
    }


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.ttl", "ent:a kg:b ent:c .", r"a.ttl: Parser error at line 1 .* prefix ent"),
        ("a.txt", "", r"'\.txt' is no format of RDF; give \.ttl"),
        ("a.jsonld", "[", r"a.jsonld: "),
        ("a.rdf", "<rdf", r"a.rdf: "),
    ],
)
def test_files_that_are_no_rdf(tmp_path, name, text, message):
    (tmp_path / name).write_text(text)
    with pytest.raises(KgError, match=message):
        validate_file(tmp_path / name)
    with pytest.raises(KgError, match=r"none\.ttl: no such file$"):
        validate_file(tmp_path / "none.ttl")
    with pytest.raises(KgError, match=f"a folder, not a file; to check a store say --store {tmp_path}"):
        validate_file(tmp_path)


def test_terms_that_the_ontology_does_not_declare(store, tmp_path):
    path = tmp_path / "graph.nt"
    odd = f"<{vocab.ENT}Arcadia> <{vocab.KG}visitd> <{vocab.ENT}Ruritania> .\n"
    odd += f"<{vocab.ENT}Ruritania> a <{vocab.KG}Stat> .\n".replace(" a ", f" <{vocab.PREFIXES['rdf']}type> ")
    path.write_bytes(content(store, ".nt") + odd.encode())
    found = said(validate_file(path))
    assert found[0] == "error: kg:Stat: the ontology declares no such class"
    assert found[1] == "error: kg:visitd: the ontology declares no such predicate"


def test_what_is_no_entity_in_a_file_is_no_crash(tmp_path):
    path = tmp_path / "odd.ttl"
    path.write_text(
        "@prefix kg: <https://w3id.org/communique/ontology#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix d: <https://d.example/> .\n"
        "[] a kg:Claim ; rdf:subject [] ; rdf:object 'x' ; rdf:predicate kg:visited ; kg:factuality kg:asserted ;\n"
        "   kg:confidence 0.9 ; prov:wasDerivedFrom d:1 . d:run prov:used d:1 ; kg:threshold 0.5 .\n"
        "d:a kg:visited 'y' .\n"
    )
    found = said(validate_file(path))
    assert any("an edge without a claim" in line for line in found)
