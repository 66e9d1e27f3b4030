import os
import stat
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.export import EXPORTERS, RDF12, content, export, write


def test_an_unknown_suffix_names_the_known_ones(store, tmp_path):
    for name in ("graph.doc", "graph", "graph.xlsx"):
        with pytest.raises(KgError, match=r"no export to '.*'; there are \.csv, \.gexf, .*\.ttl"):
            export(store, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_longest_ending_that_is_a_format_counts(store, tmp_path):
    for name, suffix in (
        ("a.v2.ttl", ".ttl"),
        ("a.nanopub.TRIG", ".nanopub.trig"),
        ("a.plover.jsonl", ".plover.jsonl"),
    ):
        export(store, tmp_path / name)
        assert (tmp_path / name).read_bytes() == content(store, suffix)
    with pytest.raises(KgError, match=r"events\.jsonl: no export to '\.jsonl'; there are .*\.plover\.jsonl"):
        export(store, tmp_path / "events.jsonl")


def test_only_some_formats_can_write_rdf_1_2(store, tmp_path):
    assert set(RDF12) < set(EXPORTERS)
    with pytest.raises(KgError, match=r"a\.rdf: no RDF 1\.2 in '\.rdf'; there are \.nq, \.nt, \.trig, \.ttl$"):
        export(store, tmp_path / "a.rdf", rdf12=True)


def test_a_file_is_there_whole_or_not_at_all(store, tmp_path, monkeypatch):
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"before")
    path.chmod(0o640)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(KgError, match=r"graph\.ttl: cannot be written: No space left on device"):
            export(store, path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    export(store, path)
    assert path.read_bytes() == content(store, ".ttl")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_rights_that_the_user_gives_new_files(tmp_path):
    (tmp_path / "mine").touch()
    write(tmp_path / "graph.ttl", b"")
    assert (tmp_path / "graph.ttl").stat().st_mode == (tmp_path / "mine").stat().st_mode


@pytest.mark.parametrize("path", ["nowhere/graph.ttl", "file/graph.ttl"])
def test_where_no_file_can_be(store, tmp_path: Path, path):
    (tmp_path / "file").touch()
    with pytest.raises(KgError, match=r"cannot be written: (No such file or directory|Not a directory)"):
        export(store, tmp_path / path)


def test_a_folder_in_the_way(store, tmp_path):
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(KgError, match="cannot be written"):
        export(store, tmp_path / "graph.ttl")
    assert list(tmp_path.iterdir()) == [tmp_path / "graph.ttl"]
