"""Things that no list knows, in sentences of our own."""

import pytest

from kg.language.annotate import annotate
from kg.language.link import link
from kg.language.mentions import spots
from kg.language.recognise import guesses

# Text, what it names, and the class: invented things, so that no gazetteer can know them.
FOUND = [
    ("Kenya and Uganda launched the Nile Basin Rail Initiative on Monday.", "Nile Basin Rail Initiative", "Initiative"),
    ("Ministers at last signed the Tamale Accord.", "Tamale Accord", "Agreement"),
    ("The Norddal Shipping Group bought a stake in the terminal.", "Norddal Shipping Group", "Company"),
    ("Fighters of the Red Savannah Brigades attacked a convoy.", "Red Savannah Brigades", "ArmedGroup"),
    ("Leaders gathered for the Lindau Climate Conference.", "Lindau Climate Conference", "Event"),
    ("The Progressive Unity Party won the vote, said Anja Torvik.", "Progressive Unity Party", "Party"),
    ("Amina Okoro-Bello met the governor of the island.", "Amina Okoro-Bello", "Person"),
]


@pytest.mark.parametrize(("text", "name", "kind"), FOUND)
def test_found(text: str, name: str, kind: str) -> None:
    doc = annotate(text)
    found = {spot.text(doc): spot.types for spot in spots(doc) if not spot.names}
    assert found.get(name) == (kind,)


def test_description_leaves_the_names_in_it() -> None:
    doc = annotate("Delegates resumed peace talks in Geneva on Friday.")
    linked = link(doc, None, "a")
    named = {doc[s.start : s.end].text: s.text(doc) for s in linked.spots}
    assert "Geneva" in named


def test_nothing_in_plain_words() -> None:
    assert not guesses(annotate("Stir the onions until they are soft, then add salt and water."))


def test_scores_and_bounds() -> None:
    doc = annotate("Ministers signed the Tamale Accord. Kenya and the Norddal Group left.")
    found = guesses(doc)
    assert found
    assert all(0 < guess.score <= 1 and guess.start < guess.end <= len(doc) for guess in found)
    assert all(doc[g.start].sent == doc[g.end - 1].sent for g in found)
    assert [g.start for g in found] == sorted(g.start for g in found)
