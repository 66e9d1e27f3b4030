from kg.model import Article
from kg.read.copies import Origins, origins, replaces, same_page

DISPATCH = """HAFENSTADT (Example) - The governments of Norland and Sudmark agreed on Tuesday to build a railway between
their capitals, which will carry grain to the port of Hafenstadt. President Anna Berg of Norland said that work would
begin in the spring. The ministry of transport of Sudmark has not yet decided who is going to pay for the bridges over
the river Ost. Farmers along the line have asked for stations of their own. The opposition called the plan a waste."""
OTHER = """The central bank of Vestland raised its rate to nine per cent on Monday, the third rise this year, after the
crown had lost a tenth of its worth against the mark of Ostland. Its governor, Jens Lund, said that more was to come if
prices did not stop rising before the harvest. Traders in Hafenstadt were surprised by how far the bank had gone."""


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


def test_a_chain_of_copies_leads_to_the_first():
    index = Origins()
    words = DISPATCH.split()
    assert index.add("first", DISPATCH) == "first"
    assert index.add("second", " ".join(words[:-8])) == "first"
    assert index.add("third", " ".join(words[:-12])) == "first"


def test_very_short_texts_must_be_equal():
    index = Origins()
    assert index.add("a", "Norland met Sudmark.") == "a"
    assert index.add("b", "Norland met  sudmark") == "a"
    assert index.add("c", "Norland met Vestland.") == "c"
    assert index.add("d", "") == "d"


def test_versions_of_a_page():
    old = Article("a", "one", date="2024-03-05", url="https://www.example.org/x?utm_source=feed")
    new = Article("b", "two", date="2024-03-06", url="http://example.org/x/")
    assert same_page(old, new)
    assert replaces(new, old)
    assert not replaces(old, new)
    assert not replaces(Article("c", "one", url=old.url), old)
    assert not same_page(old, Article("d", "one"))
    assert not same_page(old, Article("e", "one", url="https://example.org/y"))
