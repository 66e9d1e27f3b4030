"""Pairs of mentions, the way between them, and their features."""

import numpy as np
import pytest

from kg.catalog import relations
from kg.language.extractor import understood
from kg.language.learned.features import BUCKETS, Scene, buckets, named
from kg.language.learned.head import shape
from kg.language.learned.pairs import End, Pair, ends, pairs
from kg.language.learned.rules import fired
from kg.language.learned.scenes import scenes
from kg.language.paths import way
from kg.language.refer import Resolver
from kg.model import Article


def read(text: str) -> Resolver:
    return understood(Article("a", text, date="2025-05-05"))


def every(resolver: Resolver) -> tuple[Pair, ...]:
    return tuple(p for s in resolver.linked.doc.sents for p in pairs(ends(resolver, s)))


def words(end: End) -> str:
    return end.head.doc[end.start : end.end].text


def names(pair: Pair) -> set[str]:
    inventory = tuple(relations.load())
    return {inventory[n] for n in pair.allowed}


def find(resolver: Resolver, subject: str, object: str) -> Pair:
    return next(p for p in every(resolver) if (words(p.subject), words(p.object)) == (subject, object))


def test_both_orders_with_the_relations_that_the_classes_allow() -> None:
    resolver = read("Emmanuel Macron visited Kenya.")
    assert {"visited", "capital_of"} & names(find(resolver, "Emmanuel Macron", "Kenya")) == {"visited"}
    assert "visited" not in names(find(resolver, "Kenya", "Emmanuel Macron"))


def test_no_pair_of_one_thing_with_itself() -> None:
    resolver = read("Kenya and the Kenyan government signed the pact.")
    assert not [p for p in every(resolver) if {words(p.subject), words(p.object)} == {"Kenya", "Kenyan"}]


def test_pronouns_and_collectives_are_ends() -> None:
    resolver = read("Emmanuel Macron left Paris. He visited Kenya and met the Kenyan delegation.")
    pair = find(resolver, "He", "Kenya")
    assert pair.subject.referent.entities[0].label == "Emmanuel Macron"
    assert pair.subject.is_read
    assert find(resolver, "He", "delegation").object.referent.entities[0].label == "Kenya"


def test_the_state_that_begins_a_name_is_an_end() -> None:
    resolver = read("The Norwegian Foreign Ministry praised Ghana.")
    assert find(resolver, "Norwegian", "Ghana").subject.referent.entities[0].label == "Norway"


def over_two(text: str) -> list[tuple[str, str]]:
    resolver = read(text)
    sentences = list(resolver.linked.doc.sents)
    found = scenes(resolver, sentences, [{} for _ in sentences])
    return [(words(p.subject), words(p.object)) for _, every in found for p in every if p.across]


def test_pairs_over_two_sentences() -> None:
    found = over_two("Kenya has opened its first summit. Emmanuel Macron praised the hosts.")
    assert {("Emmanuel Macron", "Kenya"), ("Kenya", "Emmanuel Macron")} <= set(found)


def test_what_one_sentence_names_together_is_not_paired_over_two() -> None:
    assert not over_two("Kenya and Ghana signed the pact. Ghana welcomed the pact with Kenya.")


def test_no_pair_over_three_sentences() -> None:
    assert not over_two("Kenya voted. Heavy rain fell all day. Ghana rejoiced.")


def test_the_way_over_two_sentences_leads_to_both_roots() -> None:
    doc = read("Kenya joined BRICS. Emmanuel Macron visited Egypt.").linked.doc
    found = way(doc[0], doc[7])
    assert (found.top.text, found.down[0].text, found.meets) == ("joined", "visited", False)


@pytest.mark.parametrize(
    ("text", "one", "other", "inner", "top"),
    [
        ("Kenya joined BRICS.", 0, 2, ["joined"], "joined"),
        ("Kenya wants to join BRICS.", 0, 4, ["wants", "join"], "wants"),
        ("Ruto, president of Kenya, slept.", 0, 4, ["president", "of"], "Ruto"),
    ],
)
def test_way(text: str, one: int, other: int, inner: list[str], top: str) -> None:
    doc = read(text).linked.doc
    found = way(doc[one], doc[other])
    assert [t.text for t in found.inner] == inner
    assert found.top.text == top
    back = way(doc[other], doc[one])
    assert [t.text for t in back.inner] == inner[::-1]
    assert back.length == found.length


def test_features_tell_words_way_roles_and_wordings() -> None:
    resolver = read("Kenya did not sanction Ghana.")
    sentence = next(iter(resolver.linked.doc.sents))
    scene = Scene(sentence, ends(resolver, sentence), fired(resolver, sentence))
    found = set(named(scene, find(resolver, "Kenya", "Ghana")))
    assert {"T:State>State", "b1:sanction", "R:sanction|subj|obj", "lc:sanction|neg|not", "rule:sanctions"} <= found
    assert not {"R:sanction|subj|obj", "rule:sanctions"} & set(named(scene, find(resolver, "Ghana", "Kenya")))


def test_buckets_are_sorted_distinct_and_in_the_table() -> None:
    resolver = read("Kenya and Ghana signed the Accord of Lindau with Norway in Oslo on Monday.")
    sentence = next(iter(resolver.linked.doc.sents))
    scene = Scene(sentence, ends(resolver, sentence))
    for pair in every(resolver):
        found = buckets(scene, pair)
        assert np.array_equal(found, np.unique(found))
        assert 0 <= found[0] <= found[-1] < BUCKETS


def test_shapes_differ_by_direction() -> None:
    resolver = read("Emmanuel Macron met Giorgia Meloni.")
    there, back = (
        find(resolver, *n) for n in (("Emmanuel Macron", "Giorgia Meloni"), ("Giorgia Meloni", "Emmanuel Macron"))
    )
    assert shape(there).subject == shape(back).object
    assert shape(there).way == shape(back).way
    assert shape(there).distance != shape(back).distance
