"""Decisions of people: read from a plain file, replayed whenever claims are entered, gone without a trace with it."""

from dataclasses import replace

import pytest

from kg import graph
from kg.errors import BadData
from kg.model import Article, Claim, Entity
from kg.store import Store, curation

FIRST, SECOND, THIRD = "Otto Vance leads Ruritania.", "O. Vance met Ada Brandt.", "O. and Otto Vance met in Sanna."
TEXT = f"{FIRST} {SECOND} {THIRD}"


def entity(name, kind="Person"):
    return Entity(name.replace(" ", "_"), name, (kind,))


def claims_of(name):
    article = Article(name, TEXT, date="2025-01-01", source="Gazette")

    def claim(subject, predicate, other, quote, **more):
        start = TEXT.index(quote)
        return Claim(name, subject, predicate, other, quote, start, start + len(quote), **more)

    return article, (
        claim(entity("Otto Vance"), "head_of_state_of", entity("Ruritania", "State"), FIRST, confidence=0.9),
        claim(entity("O. Vance"), "met_with", entity("Ada Brandt"), SECOND, confidence=0.4),
        claim(entity("Otto Vance"), "met_with", entity("O. Vance"), THIRD, confidence=0.7),
    )


@pytest.fixture
def folder(tmp_path, run):
    with Store.open(tmp_path / "s", write=True) as store:
        for name in ("a", "b"):
            store.put(*claims_of(name), run)
    return tmp_path / "s"


@pytest.fixture
def after(folder, content):
    """The triples and the content of the store once the file says this."""

    def replayed(text):
        (folder / curation.NAME).write_text(text, "utf8")
        with Store.open(folder, write=True) as store:
            assert list(store.audit()) == []
            claims = {(c.document, c.subject.id, c.predicate, c.object.id, c.confidence) for c in store.claims()}
            return claims, content(store)

    return replayed


MERGE = '[[merge]]\ninto = "Otto_Vance"\nentities = ["O._Vance"]\n'


def test_merged_entities_are_one(after, folder):
    claims, _ = after(MERGE)
    # A claim that one met the other is none any more; the symmetric one has its direction by the new id.
    assert {claim[1:4] for claim in claims} == {
        ("Otto_Vance", "head_of_state_of", "Ruritania"),
        ("Ada_Brandt", "met_with", "Otto_Vance"),
    }
    with Store.open(folder) as store:
        assert store.find("O. Vance") == "Otto_Vance"


def test_merging_goes_on_to_the_end(after):
    claims, _ = after(
        MERGE + '[[merge]]\ninto = "Vance"\nlabel = "Vance"\ntypes = ["Person"]\nentities = ["Otto_Vance"]'
    )
    assert {end for claim in claims for end in (claim[1], claim[3])} == {"Vance", "Ada_Brandt", "Ruritania"}


def test_a_split_holds_for_its_documents(after, folder):
    claims, _ = after('[[split]]\nentity = "Otto_Vance"\ndocuments = ["b"]\ninto = "Vance_II"\nlabel = "Vance II"\n')
    assert {claim[0] for claim in claims if "Vance_II" in claim} == {"b"}
    assert {claim[0] for claim in claims if "Otto_Vance" in claim} == {"a"}
    with Store.open(folder) as store:
        assert store.find("Vance II") == "Vance_II"


def test_another_name_is_found_and_goes_again(after, folder):
    _, before = after("")
    after('[[alias]]\nentity = "Ada_Brandt"\nname = "The Brandt"\n')
    with Store.open(folder) as store:
        assert store.find("The Brandt") == "Ada_Brandt"
    assert after("")[1] == before


def test_what_is_rejected_goes_and_what_is_accepted_counts(after, folder):
    with Store.open(folder) as store:
        unsure = [claim for claim in store.unsure(0.5) if claim.document == "a"]
        assert [claim.confidence for claim in unsure] == [0.4]
        keys = {claim: graph.claim_iri(claim).value.rpartition("/")[2] for claim in store.claims("a")}
    reject = curation.decision("reject", next(claim for claim in keys if claim.confidence == 0.9))
    claims, _ = after(reject + curation.decision("accept", unsure[0]))
    assert {claim[1:] for claim in claims if claim[0] == "a"} == {
        ("Ada_Brandt", "met_with", "O._Vance", 1.0),
        ("O._Vance", "met_with", "Otto_Vance", 0.7),
    }
    with Store.open(folder) as store:
        accepted = next(claim for claim in store.claims("a") if claim.confidence == 1)
        assert accepted.method.endswith(", reviewed")
        assert not list(store.unsure(0.5, 0.4)) or all(claim.document == "b" for claim in store.unsure(0.5))


def test_a_claim_is_known_by_its_name_before_merging_and_after(after, folder):
    with Store.open(folder) as store:
        before = next(claim for claim in store.claims("a") if claim.confidence == 0.4)
    after(MERGE)
    with Store.open(folder) as store:
        renamed = next(claim for claim in store.claims("a") if claim.confidence == 0.4)
    assert graph.claim_iri(renamed) != graph.claim_iri(before)
    assert after(MERGE + curation.decision("reject", before)) == after(MERGE + curation.decision("reject", renamed))


def test_decisions_hold_for_what_comes_later_and_their_order_makes_no_difference(tmp_path, content, run):
    text = [MERGE, '[[alias]]\nentity = "Otto_Vance"\nname = "The Old"\n']
    found = set()
    for number, order in enumerate((text, text[::-1])):
        for early in (True, False):
            folder = tmp_path / f"{number}{early}"
            folder.mkdir()
            if early:
                (folder / curation.NAME).write_text("".join(order))
            with Store.open(folder, write=True) as store:
                store.put(*claims_of("b"), run)
                store.put(*claims_of("a"), run)
            (folder / curation.NAME).write_text("".join(order))
            with Store.open(folder, write=True) as store:
                found.add(content(store))
    assert len(found) == 1


def test_without_the_file_all_is_as_extracted(after, folder, content, run):
    with Store.memory() as plain:
        for name in ("b", "a"):
            plain.put(*claims_of(name), run)
        expected = content(plain)
    assert after(MERGE)[1] != expected
    assert after("# nothing")[1] == expected
    after(MERGE)
    (folder / curation.NAME).unlink()
    with Store.open(folder, write=True) as store:
        assert content(store) == expected
        store.remove("a", "b")
        assert content(store) == b""


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[[merge", ["no TOML"]),
        (
            "[[marge]]\nx = 1\n[other]\ny = 2\n",
            ["'marge' must be one of [[merge]], ", "'other' must be one of"],
        ),
        ('[[merge]]\ninto = "A"\n', ["[[merge]] number 1: needs entities"]),
        (
            '[[reject]]\nclaim = 7\nwhy = "x"\n',
            ["claim must be a text, not", "'why' must be one of claim, because"],
        ),
        ('[[merge]]\ninto = "A"\nentities = []\n', ["entities must be a list of texts, not empty"]),
        ('[[merge]]\ninto = "A"\nentities = ["B"]\ntypes = ["Thing"]\n', ['the ontology has no class "Thing"']),
        ('[[merge]]\ninto = "A"\nentities = ["A"]\n', ["A is merged into itself"]),
        ('[[merge]]\ninto="A"\nentities=["B"]\n[[merge]]\ninto="B"\nentities=["A"]\n', ["merged into itself"]),
        (
            '[[merge]]\ninto="A"\nentities=["C"]\n[[merge]]\ninto="B"\nentities=["C"]\n',
            ["merged into both A and B"],
        ),
        ('[[reject]]\nclaim = "claim:0f"\n[[accept]]\nclaim = "0f"\n', ["claim 0f is both rejected and accepted"]),
    ],
)
def test_a_faulty_file_is_told_and_nothing_is_done(folder, content, text, faults):
    with Store.open(folder) as store:
        before = content(store)
    (folder / curation.NAME).write_text(text, "utf8")
    with pytest.raises(BadData) as error:
        Store.open(folder, write=True)
    for fault in faults:
        assert fault in str(error.value)
    assert str(folder / curation.NAME) in str(error.value)
    with Store.open(folder) as store:
        assert content(store) == before


def test_a_comment_cannot_break_out_of_its_line(tmp_path):
    article, (claim, *_) = claims_of("a\n[[reject]]\nclaim = 1 #")
    (tmp_path / "c.toml").write_text(curation.decision("accept", replace(claim, document=article.id)))
    rules = curation.read(tmp_path / "c.toml")
    assert (len(rules.accepted), len(rules.rejected)) == (1, 0)


def test_decisions_that_decide_nothing_are_named(folder):
    with Store.open(folder) as store:
        first, second, *_ = (graph.claim_iri(claim).value.rpartition("/")[2] for claim in store.claims("a"))
    idle = {
        '[[merge]]\ninto = "Otto_Vance"\nentities = ["O._Vence"]\n': "merge of O._Vence",
        '[[split]]\nentity = "O._Vance"\ndocuments = ["c"]\ninto = "X"\n': "split of O._Vance in c",
        '[[alias]]\nentity = "Ada_Brand"\nname = "Ada"\n': "alias of Ada_Brand",
        '[[reject]]\nclaim = "0f3a"\n': "reject of 0f3a",
        '[[accept]]\nclaim = "claim:77be"\n': "accept of 77be",
    }
    used = MERGE + f'[[reject]]\nclaim = "{first}"\n[[accept]]\nclaim = "{second}"\n'
    used += '[[split]]\nentity = "Ada_Brandt"\ndocuments = ["b"]\ninto = "Ada_Brandt_II"\n'
    used += '[[alias]]\nentity = "Ada_Brandt_II"\nname = "Ada the Second"\n'
    (folder / curation.NAME).write_text("".join([used, *idle]), "utf8")
    with Store.open(folder, write=True) as store:
        assert sorted(store.idle()) == sorted(idle.values())
    (folder / curation.NAME).write_text(used, "utf8")
    with Store.open(folder, write=True) as store:
        assert store.idle() == []
