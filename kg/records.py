"""Claims as JSON records, one a line: the form that the scorer and downstream tools read (spec: interface)."""

from typing import Any

from kg.model import Claim, Entity

Record = dict[str, Any]


def entity_record(entity: Entity | None) -> Record | None:
    """The JSON object of an entity; None stays None."""
    if entity is None:
        return None
    return {
        "id": entity.id,
        "label": entity.label,
        "type": entity.type,
        "types": list(entity.types),
        "qid": entity.qid,
        "mentions": list(entity.mentions),
    }


def entity_from(record: Record | None) -> Entity | None:
    """The entity that `entity_record` wrote."""
    if record is None:
        return None
    types = tuple(record.get("types") or [record["type"]])
    return Entity(record["id"], record["label"], types, record.get("qid"), tuple(record.get("mentions") or ()))


def claim_record(claim: Claim, threshold: float) -> Record:
    """The JSON object of a claim; `edge` says whether it alone makes an edge at this threshold."""
    return {
        "document": claim.document,
        "subject": entity_record(claim.subject),
        "predicate": claim.predicate,
        "object": entity_record(claim.object),
        "factuality": claim.factuality,
        "attributed_to": entity_record(claim.attributed_to),
        "cited_from": entity_record(claim.cited_from),
        "ended": claim.ended,
        "time": claim.time,
        "valid_from": claim.valid_from,
        "valid_to": claim.valid_to,
        "qualifiers": dict(claim.qualifiers),
        "sentence": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "zone": claim.zone,
        "edge": claim.is_edge(threshold),
        "confidence": claim.confidence,
        "method": claim.method,
        "trigger": claim.trigger,
        "read_as": list(claim.read_as),
    }


def claim_from(record: Record) -> Claim:
    """The claim that `claim_record` wrote."""
    ends = entity_from(record["subject"]), entity_from(record["object"])
    assert ends[0] is not None
    assert ends[1] is not None
    plain = ("document", "predicate", "factuality", "ended", "time", "valid_from", "valid_to")
    also = ("start", "end", "zone", "confidence", "method", "trigger")
    return Claim(
        subject=ends[0],
        object=ends[1],
        quote=record["sentence"],
        attributed_to=entity_from(record["attributed_to"]),
        cited_from=entity_from(record["cited_from"]),
        qualifiers=tuple(sorted(record["qualifiers"].items())),
        read_as=tuple(record["read_as"]),
        **{key: record[key] for key in plain + also},
    )
