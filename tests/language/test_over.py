"""What a sentence says to be over, and who is gone by the article as a whole."""

import pytest

from kg.language.annotate import annotate
from kg.language.extractor import understood
from kg.language.over import is_over
from kg.language.past import Past
from kg.language.paths import head_word, path
from kg.language.refer import Resolver
from kg.model import Article, Entity

WORDS = [
    # Nouns.
    ("The former president of Kenya spoke.", "president", True),
    ("The late emir of Kuwait had friends.", "emir", True),
    ("The ousted president of Kenya spoke.", "president", True),
    ("The ex-president of Kenya spoke.", "president", True),
    ("The president of Kenya spoke.", "president", False),
    ("The outgoing president of Kenya spoke.", "president", False),
    ("Italy's prime minister at the time, Mario Rossi, objected.", "minister", True),
    ("Mario Rossi, then Italy's ambassador, objected.", "ambassador", True),
    ("Mario Rossi, once Italy's ambassador, objected.", "ambassador", True),
    ("Mario Rossi, chancellor until 2005, objected.", "chancellor", True),
    ("Mario Rossi, chancellor from 1998 to 2005, objected.", "chancellor", True),
    ("Mario Rossi, chancellor since 2005, objected.", "chancellor", False),
    # Verbs.
    ("Britain, which governed Hong Kong until 1997, objected.", "governed", True),
    ("Mario Rossi governed Kenya between 2010 and 2016.", "governed", True),
    ("Mario Rossi governs Kenya.", "governs", False),
    ("Mario Rossi has governed Kenya until now without a vote.", "governed", False),
    ("Mario Rossi will govern Kenya until 2030.", "govern", False),
    ("Mario Rossi met Kenya's envoys until midnight.", "met", False),
    ("The plant no longer belongs to Ford.", "belongs", True),
    ("The plant used to belong to Ford.", "belong", True),
    ("Kenya then supported Ghana.", "supported", False),
    # What is stopped.
    ("Kenya suspended its aid to Ghana.", "aid", True),
    ("Kenya lifted the sanctions on Ghana.", "sanctions", True),
    ("Kenya did not lift the sanctions on Ghana.", "sanctions", False),
    ("Kenya tightened the sanctions on Ghana.", "sanctions", False),
]


@pytest.mark.parametrize(("text", "word", "over"), WORDS)
def test_at_a_word(text: str, word: str, over: bool) -> None:
    assert is_over(next(t for t in annotate(text) if t.text == word)) is over


def test_acts_stay_done() -> None:
    doc = annotate("Mario Rossi worked in Kenya until 2010.")
    assert is_over(doc[2])
    assert not is_over(doc[2], relation="visited")


def test_on_the_way_between_two_words() -> None:
    doc = annotate("Kenya said it would suspend the delivery of food to Ghana.")
    one, other = doc[0], next(t for t in doc if t.text == "Ghana")
    assert is_over(head_word(one, other), path(one, other))


def past(text: str, date: str | None = None) -> tuple[Past, Resolver]:
    resolver = understood(Article("a", text, date=date))
    return Past.of(resolver, date), resolver


def thing(resolver: Resolver, label: str) -> Entity:
    return next(e for e in resolver.linked.entities.values() if e.label == label)


GONE = [
    ("Mia Castell, an adviser to Kenya, was killed on Monday.", "official_of", True),
    ("Mia Castell of Kenya died on Monday.", "official_of", True),
    ("Kenya mourned the assassination of Mia Castell.", "head_of_state_of", True),
    ("Kenya met the widow of Mia Castell.", "affiliated_with", True),
    ("Kenya honoured the late Mia Castell.", "head_of_state_of", True),
    ("Mia Castell of Kenya resigned on Monday.", "head_of_state_of", True),
    ("The army of Kenya ousted Mia Castell in 2019.", "leader_of", True),
    ("Mia Castell was dismissed by Kenya.", "official_of", True),
    ("Mia Castell was released by Kenya.", "detains", False),
    # Not so, or only perhaps so.
    ("Mia Castell of Kenya met Mario Rossi.", "official_of", False),
    ("Mia Castell of Kenya did not resign.", "official_of", False),
    ("Mia Castell of Kenya may resign.", "official_of", False),
    ("Kenya wants to oust Mia Castell.", "official_of", False),
    # What does not end with it.
    ("Mia Castell of Kenya died on Monday.", "visited", False),
    ("Mia Castell of Kenya resigned on Monday.", "affiliated_with", False),
]


@pytest.mark.parametrize(("text", "relation", "over"), GONE)
def test_gone_by_the_article(text: str, relation: str, over: bool) -> None:
    found, resolver = past(text)
    assert found.ended(thing(resolver, "Mia Castell"), relation, thing(resolver, "Kenya")) is over


def test_freed() -> None:
    found, resolver = past("Kenya released Mia Castell on Monday.")
    assert found.ended(thing(resolver, "Kenya"), "detains", thing(resolver, "Mia Castell"))


def test_dissolved_states_have_no_offices() -> None:
    found, resolver = past("Mia Castell of the Soviet Union met Kenya.")
    person, union = thing(resolver, "Mia Castell"), thing(resolver, "Soviet Union")
    assert found.ended(person, "leader_of", union)
    assert not found.ended(person, "visited", union)


@pytest.mark.parametrize(("date", "over"), [("2011-05-14", False), ("2019-05-14", True), (None, False)])
def test_the_table_of_offices_knows_the_date(date: str | None, over: bool) -> None:
    found, resolver = past("Nicolas Sarkozy, president of France, slept.", date)
    person = next(e for e in resolver.linked.entities.values() if e.id == "Nicolas_Sarkozy")
    assert found.ended(person, "head_of_state_of", thing(resolver, "France")) is over


def test_elect_is_not_yet() -> None:
    found, resolver = past("President-elect Mia Castell of Kenya arrived.")
    person, state = thing(resolver, "Mia Castell"), thing(resolver, "Kenya")
    assert found.awaited(person, "head_of_state_of", state)
    assert not found.awaited(person, "visited", state)


COMING = [
    ("The Tashkent Summit will be held in May.", True),
    ("Kenya will host the Tashkent Summit.", True),
    ("Kenya travelled ahead of the Tashkent Summit.", True),
    ("Kenya welcomed the upcoming Tashkent Summit.", True),
    ("The Tashkent Summit opens on Friday.", True),
    ("Kenya hosted the Tashkent Summit.", False),
    ("The Tashkent Summit was held in May.", False),
    ("Kenya praised the Tashkent Summit.", False),
    ("Kenya travelled ahead of the Tashkent Summit. The Tashkent Summit was held in May.", False),
]


@pytest.mark.parametrize(("text", "awaited"), COMING)
def test_events_to_come(text: str, awaited: bool) -> None:
    found, resolver = past(text)
    event = next(e for e in resolver.linked.entities.values() if e.type == "Event")
    assert found.awaited(event, "located_in") is awaited
