import random

import pytest

from kg.read.copies import groups, sketch

DISPATCH = """HAFENSTADT (Example) - The governments of Norland and Sudmark agreed on Tuesday to build a railway between
their capitals, which will carry grain to the port of Hafenstadt. President Anna Berg of Norland said that work would
begin in the spring. The ministry of transport of Sudmark has not yet decided who is going to pay for the bridges over
the river Ost. Farmers along the line have asked for stations of their own. The opposition called the plan a waste."""
OTHER = """The central bank of Vestland raised its rate to nine per cent on Monday, the third rise this year, after the
crown had lost a tenth of its worth against the mark of Ostland. Its governor, Jens Lund, said that more was to come if
prices did not stop rising before the harvest. Traders in Hafenstadt were surprised by how far the bank had gone."""


def origins(texts):
    return groups({name: sketch(text) for name, text in texts.items()})


def test_copies_with_another_headline_and_other_furniture_are_one_origin():
    copies = {
        "agency": DISPATCH,
        "daily": f"A railway at last\nBy Our Staff\n{DISPATCH}\nDownload our app. All rights reserved.",
        "other": OTHER,
        "gazette": f"{DISPATCH.replace('on Tuesday ', '').replace('farmers', 'growers')}\nRead also: Fish prices fall",
        "same": DISPATCH.upper().replace("\n", "  "),
    }
    found = {"agency": "agency", "daily": "agency", "other": "other", "gazette": "agency", "same": "agency"}
    assert origins(copies) == found


def test_reports_of_the_same_make_are_each_their_own_origin():
    make = (
        "Grain closed at {} crowns a tonne in Hafenstadt on {}, {} the day before, as {} arrived from {}. "
        "Traders of {} expect {}."
    )
    days = [
        ("90", "Monday", "down from", "ten ships", "Ostland", "the Harbour Exchange", "quiet weeks"),
        ("97", "Friday", "well above", "hardly any barges", "Vestland", "three large houses", "a poor harvest"),
    ]
    first, second = (make.format(*day) for day in days)
    assert origins({"one": first, "two": second}) == {"one": "one", "two": "two"}


def test_a_copy_of_a_copy_is_of_the_group_too():
    words = DISPATCH.split()
    cut = {"b": words, "c": words[:-18], "a": words[:-36]}
    assert set(origins({name: " ".join(some) for name, some in cut.items()}).values()) == {"a"}
    assert origins({"b": DISPATCH, "a": " ".join(words[:-36])}) == {"b": "b", "a": "a"}


def test_very_short_texts_must_be_equal():
    short = {"a": "Norland met Sudmark.", "b": "Norland met  sudmark", "c": "Norland met Vestland.", "d": ""}
    assert origins(short) == {"a": "a", "b": "a", "c": "c", "d": "d"}


def test_nothing_and_one():
    assert groups({}) == {}
    assert origins({"one": DISPATCH}) == {"one": "one"}


@pytest.mark.parametrize("seed", range(3))
def test_groups_are_the_same_in_whatever_order_and_hold_what_was_copied(seed):
    dice = random.Random(seed)
    words = [f"word{n}" for n in range(500)]
    texts = {}
    for story in range(40):
        first = dice.choices(words, k=120)
        for copy in range(story % 5):
            texts[f"{story}-{copy}"] = " ".join(["Headline", str(copy), *first[: 120 - 4 * copy]])
    mixed = dice.sample(sorted(texts.items()), len(texts))
    found = origins(dict(mixed))
    assert found == origins(texts)
    assert {name: f"{name.partition('-')[0]}-0" for name in texts} == found
