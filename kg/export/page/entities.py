"""What a picture knows of its entities: names, types, identifiers, offices. Plain JSON values."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from kg.catalog.gazetteer import Gazetteer
from kg.files import data
from kg.graph import NAMING
from kg.model import Claim, Entity


def known(claims: Iterable[Claim]) -> dict[str, list[Entity]]:
    """The entities at the ends of claims, as each claim has them, by id."""
    seen: dict[str, list[Entity]] = defaultdict(list)
    for claim in claims:
        seen[claim.subject.id].append(claim.subject)
        seen[claim.object.id].append(claim.object)
    return seen


def entity(seen: list[Entity], gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """One node from all that articles know of it: the commonest label and type, every name as alias."""
    label = _commonest(each.label for each in seen)
    main = _commonest(each.type for each in seen)
    types = {kind for each in seen for kind in each.types}
    names = {name for each in seen for name in (each.label, *each.mentions)}
    entry = gazetteer.entry(seen[0].id) if gazetteer else None
    listed = {name.text for name in gazetteer.names_of(entry.id) if name.kind in NAMING} if gazetteer and entry else ()
    qid = min((each.qid for each in seen if each.qid), default=None)
    return {
        "id": seen[0].id,
        "label": label,
        "type": main,
        "types": [main, *sorted(types - {main})],
        "qid": qid,
        "dbpedia": entry.dbpedia if entry else None,
        "flag": _flags().get(qid or ""),
        "aliases": sorted({*names, *listed} - {label}),
    }


def offices(shown: Collection[str], gazetteer: Gazetteer | None) -> list[list[str | None]]:
    """Offices of the persons shown: person, predicate, id and name of the body, title, from, to."""
    if gazetteer is None:
        return []
    held = (office for person in sorted(shown) for office in gazetteer.offices_of(person))
    found = []
    for office in held:
        body = gazetteer.entry(office.body)
        name = body.label if body else office.body
        found.append([office.person, office.relation, office.body, name, office.title, office.start, office.end])
    return sorted(found, key=lambda row: [cell or "" for cell in row])


@cache
def _flags() -> dict[str, str]:
    """ISO 3166 codes of states by Wikidata id, from rigour's list of territories (MIT)."""
    flags: dict[str, str] = json.loads((data("page") / "flags.json").read_text("utf8"))
    return flags


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))
