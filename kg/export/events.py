"""Claims as event records for users of event data: PLOVER's types, fields as in POLECAT, one JSON object a line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.catalog import countries, plover, relations
from kg.catalog.plover import EventType
from kg.graph import claim_iri
from kg.model import EDGE_ZONES
from kg.records import Record, claim_from
from kg.store import Document, Store
from kg.vocab import CLAIM

# What can act or be acted on in an event; any other object of a relation is no recipient.
ACTORS = frozenset({"State", "StateGroup", "Person", "Organization", "Company", "Party", "ArmedGroup"})
PLACES = frozenset({"Place", "Facility"})


def plover_events(store: Store) -> Iterator[Record]:
    """The event record of each claim whose relation is an event, by document and place in its text.

    Claims from teasers and menus, and of what is over, are left out. What is planned, possible or denied is there,
    with the context that says so.
    """
    mapped = plover.load()
    documents = {document.id: document for document in store.documents()}
    for record in store.records():
        event = mapped.events.get(record["predicate"])
        if event and not record["ended"] and record["zone"] in EDGE_ZONES:
            special = mapped.factuality.get(record["factuality"])
            yield _event(record, documents[record["document"]], event, special)


def plover_lines(store: Store, stream: BinaryIO) -> None:
    """The event records as JSON Lines in UTF-8."""
    stream.writelines(json.dumps(event, ensure_ascii=False).encode("utf8") + b"\n" for event in plover_events(store))


def _event(record: Record, document: Document, event: EventType, special: str | None) -> Record:
    return {
        "event_id": claim_iri(claim_from(record)).value.removeprefix(CLAIM),
        "event_date": record["time"] or document.date,
        "event_date_from": "text" if record["time"] else "publication" if document.date else None,
        "event_type": event.name,
        "event_mode": event.mode,
        "quad_class": event.quad,
        "contexts": [*event.contexts, *([special] if special else [])],
        "relation": record["predicate"],
        "symmetric": relations.load()[record["predicate"]].symmetric,
        **_ends(record, event.swapped, record["time"] or document.date or ""),
        **_source(record, document),
    }


def _ends(record: Record, swapped: bool, date: str) -> Record:
    """Who did it to whom, and where. An object that cannot act is no recipient."""
    one, other = record["subject"], record["object"]
    if swapped and not ACTORS.isdisjoint(other["types"]):
        one, other = other, one
    acts = not ACTORS.isdisjoint(other["types"])
    place = record["qualifiers"].get("place")
    if not place and not acts and not PLACES.isdisjoint(other["types"]):
        place = other["label"]
    return {
        "actors": [_actor(one, date)],
        "recipients": [_actor(other, date)] if acts else [],
        "object": None if acts else _actor(other, date),
        "location": place,
    }


def _actor(entity: Record, date: str) -> Record:
    kept = {name: entity[name] for name in ("id", "label", "type", "qid")}
    return kept | {"country": countries.country(entity["id"], date)}


def _source(record: Record, document: Document) -> dict[str, Any]:
    """Where it is told, by whom, in which words, and how sure it is."""
    speaker, outlet = record["attributed_to"], record["cited_from"]
    return {
        "factuality": record["factuality"],
        "attributed_to": speaker["id"] if speaker else None,
        "cited_from": outlet["id"] if outlet else None,
        "story_id": document.id,
        "headline": document.title,
        "publication_date": document.date,
        "source": document.source,
        "url": document.url,
        "language": document.language,
        "quote": record["sentence"],
        "start": record["start"],
        "end": record["end"],
        "confidence": record["confidence"],
        "edge": record["edge"],
    }
