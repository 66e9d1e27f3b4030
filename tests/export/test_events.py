import json

from kg import vocab
from kg.catalog import plover
from kg.export import content
from kg.graph import claim_iri
from kg.model import Article, Claim, Entity
from kg.store import Store


def events(store):
    return [json.loads(line) for line in content(store, ".plover.jsonl").splitlines()]


def test_one_record_an_event(store):
    found = events(store)
    mapped = plover.load().events
    claims = [c for c in store.claims() if c.predicate in mapped and not c.ended and c.zone != "teaser"]
    assert [event["event_id"] for event in found] == [
        claim_iri(claim).value.removeprefix(vocab.CLAIM) for claim in claims
    ]
    (visit,) = (e for e in found if e["relation"] == "visited" and e["story_id"] == "gazette-1")
    assert visit | {"event_id": "", "start": 0, "end": 0} == {
        "event_id": "",
        "event_date": "2025-04",
        "event_date_from": "text",
        "event_type": "CONSULT",
        "event_mode": "visit",
        "quad_class": 1,
        "contexts": ["future"],
        "relation": "visited",
        "symmetric": False,
        "actors": [
            {"id": "Elena_Moravec", "label": "Elena Moravec", "type": "Person", "qid": None, "country": None},
        ],
        "recipients": [{"id": "Zubrowka", "label": "Zubrowka", "type": "State", "qid": None, "country": None}],
        "object": None,
        "location": None,
        "factuality": "planned",
        "attributed_to": None,
        "cited_from": None,
        "story_id": "gazette-1",
        "headline": "Moravec receives Brandt",
        "publication_date": "2025-03-02",
        "source": "Ruritania Gazette",
        "url": "https://gazette.example/moravec-brandt?page=1",
        "language": "en",
        "quote": "Moravec will travel to Zubrowka in April.",
        "start": 0,
        "end": 0,
        "confidence": 0.9,
        "edge": False,
    }


def test_what_is_no_event_is_left_out(store):
    assert not {"head_of_state_of", "participates_in", "affiliated_with"} & {e["relation"] for e in events(store)}


def test_countries_places_and_dates(run):
    text = "Xi Jinping visited Lisbon. China supplies Kenya. "
    xi, lisbon = Entity("Xi_Jinping", "Xi Jinping", ("Person",)), Entity("Lisbon", "Lisbon", ("Place",))
    china, kenya = Entity("China", "China", ("State",), "Q148"), Entity("Kenya", "Kenya", ("State",))
    claims = [
        Claim("d", xi, "visited", lisbon, text[:26], 0, 26),
        Claim("d", china, "supplies", kenya, text[27:48], 27, 48, qualifiers=(("commodity", "steel"),), time="2024"),
        Claim("d", kenya, "supplies", china, text[27:48], 27, 48, ended=True),
        Claim("d", kenya, "supports", china, text[27:48], 27, 48, zone="teaser"),
    ]
    with Store.memory() as store:
        store.put(Article("d", text, date="2025-04-22"), claims, run)
        visit, supply = events(store)
    assert visit["actors"][0]["country"] == "CHN"
    assert (visit["recipients"], visit["object"]["id"], visit["location"]) == ([], "Lisbon", "Lisbon")
    assert (visit["event_date"], visit["event_date_from"]) == ("2025-04-22", "publication")
    assert (supply["event_date"], supply["event_date_from"]) == ("2024", "text")
    assert [end["country"] for end in supply["actors"] + supply["recipients"]] == ["CHN", "KEN"]
    assert supply["contexts"] == ["economic"]


def test_the_guest_is_the_source(run):
    kenya, guest = Entity("Kenya", "Kenya", ("State",)), Entity("Amina_Torvik", "Amina Torvik", ("Person",))
    summit = Entity("Lindau_Summit", "Lindau Summit", ("Event",))
    text = "Kenya hosted Amina Torvik at the Lindau Summit. "
    claims = [Claim("d", kenya, "hosts", other, text[:47], 0, 47) for other in (guest, summit)]
    with Store.memory() as store:
        store.put(Article("d", text, date="2025-04-22"), claims, run)
        received, held = sorted(events(store), key=lambda event: event["object"] is not None)
    assert (received["actors"][0]["id"], received["recipients"][0]["id"]) == ("Amina_Torvik", "Kenya")
    assert (held["actors"][0]["id"], held["object"]["id"]) == ("Kenya", "Lindau_Summit")
