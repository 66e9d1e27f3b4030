"""Claims that exclude each other, and on how many independent origins each side rests."""

import re
from pathlib import Path

import pytest

from kg.model import Article, Claim, Entity
from kg.store import Store, conflicts

COPIED = "The two states have signed a pact on fisheries this spring."


def state(name):
    return Entity(name, name, ("State",))


def person(name):
    return Entity(name, name, ("Person",))


A, B, C = state("Arcadia"), state("Ruritania"), state("Sylvania")


@pytest.fixture
def told(run):
    """Puts an article with one claim into a store in memory; returns the store."""
    store = Store.memory()

    def put(name, subject, predicate, other, quote=None, source=None, date="2025-03-01", text=None, **more):
        quote = quote or f"{name} tells of it in words of its own making."
        article = Article(name, text or f"{quote} {name}", date=date, source=source)
        claim = Claim(name, subject, predicate, other, quote, 0, len(quote), **more)
        store.put(article, [claim], run)
        return store

    yield put
    store.close()


def found(store, **given):
    return [(c.kind, c.subject, c.predicate, c.object, c.one.value, c.other.value) for c in store.conflicts(**given)]


def test_denied_by_another(told):
    told("a", A, "signed_agreement_with", B)
    told("b", A, "signed_agreement_with", B, confidence=0.8)
    told("c", A, "signed_agreement_with", C)
    store = told("d", B, "signed_agreement_with", A, factuality="denied")
    assert found(store) == [("polarity", "Arcadia", "signed_agreement_with", "Ruritania", "denied", "stated")]
    (conflict,) = store.conflicts()
    assert (conflict.other.claims, conflict.other.documents, conflict.other.claim.document) == (2, 2, "a")
    assert found(store, entity="Ruritania") != []
    assert found(store, entity="Sylvania") == []
    told(
        "d",
        B,
        "signed_agreement_with",
        A,
        quote="It is now denied again.",
        date="2026",
        factuality="denied",
        confidence=0.3,
    )
    assert found(store) == []
    assert len(found(store, least=0.3)) == 1


def test_one_event_at_two_places(told):
    told("a", person("Ada"), "met_with", person("Bo"), time="2025-03", qualifiers=(("place", "Sanna"),))
    told("b", person("Ada"), "met_with", person("Bo"), time="2025-03-02", qualifiers=(("place", "Port  Lutz"),))
    store = told("c", person("Ada"), "met_with", person("Bo"), time="2024", qualifiers=(("place", "Rome"),))
    assert found(store) == [("place", "Ada", "met_with", "Bo", "port lutz", "sanna")]


def test_what_happens_once_at_two_times(told):
    told("a", A, "withdrew_from", Entity("Pact", "Pact", ("Agreement",)), time="2024-05")
    told("b", A, "withdrew_from", Entity("Pact", "Pact", ("Agreement",)), time="2024-05-07")
    store = told("c", A, "withdrew_from", Entity("Pact", "Pact", ("Agreement",)), time="2023")
    assert found(store) == [
        ("date", "Arcadia", "withdrew_from", "Pact", "2023", "2024-05"),
        ("date", "Arcadia", "withdrew_from", "Pact", "2023", "2024-05-07"),
    ]


def test_two_where_there_is_one_at_a_time(told):
    firm = Entity("Lutz", "Lutz", ("Company",))
    told("a", firm, "based_in", A)
    told("b", firm, "based_in", B, ended=True)
    store = told("c", firm, "based_in", C)
    assert found(store) == [("object", "Lutz", "based_in", "", "Arcadia", "Sylvania")]
    store = told("d", C, "located_in", A)
    assert found(store) == []


def test_two_in_one_office_at_one_time(told):
    told("a", person("Ada"), "head_of_state_of", A, date="2025-03-01")
    told("b", person("Bo"), "head_of_state_of", A, date="2025-03-01")
    told("c", person("Cy"), "head_of_state_of", A, date="2024-01-09")
    store = told("d", person("Di"), "head_of_state_of", A, date="2025-03-01", ended=True)
    assert found(store) == [("office", "", "head_of_state_of", "Arcadia", "Ada", "Bo")]
    told("e", person("Ed"), "head_of_state_of", A, valid_from="2023", valid_to="2025")
    assert [row[4:] for row in found(store)] == [("Ada", "Bo"), ("Ada", "Ed"), ("Bo", "Ed"), ("Cy", "Ed")]
    # Of which time an article without a date speaks nobody knows.
    told("f", person("Flo"), "head_of_state_of", A, date=None)
    assert len(found(store)) == 4


def test_copies_and_outlets_that_cite_one_are_one_origin(told):
    agency = Entity("Harbour_Wire", "The Harbour Wire", ("Organization",))
    told("a", A, "signed_agreement_with", B, quote=COPIED, source="Gazette")
    told("b", A, "signed_agreement_with", B, quote=COPIED.upper(), source="Herald")
    told("c", A, "signed_agreement_with", B, source="Courier", cited_from=agency)
    told("d", A, "signed_agreement_with", B, source="Harbour wire")
    told("e", A, "signed_agreement_with", B)
    store = told("f", A, "signed_agreement_with", B, quote="They did.")
    told("g", A, "signed_agreement_with", B, quote="They did.")
    (link,) = store.links()
    # The copies; those of the wire; and three without a source, of which the last two agree by chance only.
    assert (link.claims, link.documents, link.origins) == (7, 7, 5)
    told("h", A, "signed_agreement_with", B, quote=COPIED, source="Harbour Wire")
    (link,) = store.links()
    assert (link.documents, link.origins) == (8, 4)


def test_articles_of_nearly_the_same_text_are_one_origin(told):
    dispatch = "They signed it in the harbour. " + " ".join(f"The {n}th of its articles is on fish." for n in range(30))
    told("a", A, "signed_agreement_with", B, quote=dispatch[:30], text=dispatch, source="Gazette")
    changed = f"They signed it at the port. {dispatch[30:]} (By our reporters)"
    told("b", A, "signed_agreement_with", B, quote=changed[:27], text=changed, source="Herald")
    other = "They signed it on the quay. " + " ".join(f"Of {n} ships none was late." for n in range(30))
    store = told("c", A, "signed_agreement_with", B, quote=other[:27], text=other, source="Courier")
    (link,) = store.links()
    assert (link.documents, link.origins) == (3, 2)
    assert store.copies() == {"a": "a", "b": "a", "c": "c"}
    store.remove("a")
    assert store.copies() == {"b": "b", "c": "c"}


def test_the_shipped_query_knows_the_same_predicates(root: Path):
    text = (root / "queries" / "conflicts.rq").read_text("utf8")
    listed = {tuple(sorted(re.findall(r"kg:(\w+)", names))) for names in re.findall(r"\?relation IN \((.*?)\)", text)}
    assert listed == {conflicts.AT_ONE_PLACE, conflicts.ONCE, conflicts.ONE_OBJECT}


def test_the_shipped_query_finds_the_same(told):
    from kg.query import ask, named

    told("a", A, "signed_agreement_with", B)
    told("b", A, "signed_agreement_with", B, factuality="denied")
    told("c", A, "signed", Entity("Pact", "Pact", ("Agreement",)), time="2024-05", qualifiers=(("place", "Sanna"),))
    told("d", A, "signed", Entity("Pact", "Pact", ("Agreement",)), time="2023", qualifiers=(("place", "Lutz"),))
    told("e", A, "signed", Entity("Pact", "Pact", ("Agreement",)), qualifiers=(("place", "Lutz"),))
    told("f", Entity("Lutz", "Lutz", ("Company",)), "based_in", A)
    store = told("g", Entity("Lutz", "Lutz", ("Company",)), "based_in", B)
    answer = ask(store, named("conflicts"), {})
    kinds = {row[answer.columns.index("conflict")].value.partition(":")[0] for row in answer.rows}
    assert kinds == {conflict.kind for conflict in store.conflicts()} == {"polarity", "place", "date", "object"}
