"""Claims that cannot all be true, across articles: of what kind, who says what, on how many origins each side rests.

Nothing is decided here, nothing overwritten or averaged. `queries/conflicts.rq` asks the same of the graph, but for
offices.

    polarity  stated by one, denied by another
    place     one event at two places, with no two times by which it would be two
    date      what happens once, at two times
    object    two, where there can be but one at a time (a country and its town are no two)
    office    two who hold one office at the same time
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from kg.model import Claim
from kg.store.index import described
from kg.store.ledger import Ledger
from kg.store.origins import Report, origins
from kg.store.rows import claim_of

Kind = Literal["polarity", "place", "date", "object", "office"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Events that are at one place; what happens once; of what there is one at a time, of a subject and of an object.
AT_ONE_PLACE = ("attacks", "hosts", "met_with", "signed", "signed_agreement_with", "visited")
ONCE = ("appointed_by", "initiated_by", "recognizes", "signed", "withdrew_from")
ONE_OBJECT = ("appointed_by", "based_in", "capital_of", "head_of_state_of")
ONE_SUBJECT = ("head_of_government_of", "head_of_state_of")

# A date as long as any: what is open at its end goes on until here.
_EVER = "9999"


@dataclass(frozen=True, slots=True)
class Side:
    """What is said on one side: the surest claim, how many there are, from how many documents and origins."""

    value: str
    claim: Claim
    claims: int
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values of one thing. Where they are an end of the triple itself, that end is empty here."""

    kind: Kind
    subject: str
    predicate: str
    object: str
    one: Side
    other: Side


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with its origin and the date of its article."""

    claim: Claim
    report: Report
    published: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """How conflicts of a kind are found: claims of the predicates (none: all) that agree in `same` and have two values.

    `value` is empty for a claim that takes no side; `clash` whether two claims of different values exclude each other.
    """

    kind: Kind
    predicates: tuple[str, ...]
    same: tuple[str, ...]
    value: Callable[[Claim], str]
    clash: Callable[["_Told", "_Told"], bool]


def conflicts(ledger: Ledger, entity: str | None, least: float) -> Iterator[Conflict]:
    """The conflicts, of one entity or all, between claims of at least this confidence, by kind and triple."""
    for rule in _RULES:
        for group in _groups(ledger, rule, entity, least):
            for found in _between(ledger, rule, group):
                if entity in (None, found.subject, found.object, found.one.value, found.other.value):
                    yield found


def _groups(ledger: Ledger, rule: _Rule, entity: str | None, least: float) -> Iterator[list[_Told]]:
    """The claims that agree in all but what the rule compares, where there are several."""
    same, marks = ", ".join(rule.same), ", ".join("?" * len(rule.predicates))
    where = f"predicate IN ({marks})" if rule.predicates else "factuality IN ('asserted', 'denied')"
    wanted = "count(*) > 1" if rule.predicates else "count(DISTINCT factuality) > 1"
    named = "TRUE" if entity is None else "sum(subject = ? OR object = ?) > 0"
    sql = f"""SELECT {same} FROM claims WHERE {where} AND confidence >= ?
        GROUP BY {same} HAVING {wanted} AND {named} ORDER BY {same}"""  # noqa: S608 - our own names
    given = [*rule.predicates, least, *([] if entity is None else [entity, entity])]
    for key in ledger.rows(sql, given):
        yield list(_claims(ledger, dict(zip(rule.same, key, strict=True)), least))


def _claims(ledger: Ledger, given: Mapping[str, str], least: float) -> Iterator[_Told]:
    tests = " AND ".join(f"{column} = ?" for column in given)
    sql = f"""SELECT record, document, outlet, wording, coalesce(date, '') FROM claims
        JOIN documents ON id = document WHERE {tests} AND confidence >= ? ORDER BY document, start, key"""  # noqa: S608
    for record, document, outlet, wording, date in ledger.rows(sql, [*given.values(), least]):
        yield _Told(claim_of(record), Report(document, outlet, wording, ledger.copies()[document]), date)


def _between(ledger: Ledger, rule: _Rule, group: list[_Told]) -> Iterator[Conflict]:
    sides: dict[str, list[_Told]] = {}
    for told in group:
        if value := rule.value(told.claim):
            sides.setdefault(value, []).append(told)
    for one, other in combinations(sorted(sides), 2):
        if rule.kind == "object" and not _exclude(ledger, one, other):
            continue
        ones = [told for told in sides[one] if any(rule.clash(told, against) for against in sides[other])]
        others = [told for told in sides[other] if any(rule.clash(told, against) for against in sides[one])]
        if ones and others:
            claim = ones[0].claim
            subject = claim.subject.id if "subject" in rule.same else ""
            object = claim.object.id if "object" in rule.same else ""
            yield Conflict(rule.kind, subject, claim.predicate, object, _side(one, ones), _side(other, others))


def _side(value: str, every: list[_Told]) -> Side:
    surest = min(every, key=lambda told: (-told.claim.confidence, told.claim.document, told.claim.start))
    documents = len({told.report.document for told in every})
    return Side(value, surest.claim, len(every), documents, origins(told.report for told in every))


def _exclude(ledger: Ledger, one: str, other: str) -> bool:
    """Whether these are things of a kind, and neither lies in the other."""
    known = [described(ledger, key) for key in (one, other)]
    types = [set(entity.types) if entity else set() for entity in known]
    lie = (ledger.supported(edge) for edge in ((one, "located_in", other), (other, "located_in", one)))
    return bool(types[0] & types[1]) and not any(lie)


def _polarity(claim: Claim) -> str:
    return {"asserted": "stated", "denied": "denied"}.get(claim.factuality, "")


def _place(claim: Claim) -> str:
    return " ".join(dict(claim.qualifiers).get("place", "").casefold().split())


def _holds(claim: Claim) -> bool:
    return claim.factuality == "asserted" and not claim.ended


def _always(one: _Told, other: _Told) -> bool:
    return True


def _one_time(one: _Told, other: _Told) -> bool:
    first, second = one.claim.time, other.claim.time
    return not first or not second or first.startswith(second) or second.startswith(first)


def _two_times(one: _Told, other: _Told) -> bool:
    return one.claim.factuality == other.claim.factuality and not _one_time(one, other)


def _at_once(one: _Told, other: _Told) -> bool:
    """Whether two hold something at the same time, as far as the articles say when."""
    (begin, end), (start, stop) = _held(one), _held(other)
    if not (begin or end) or not (start or stop):
        return False
    return begin <= stop + "~" and start <= end + "~"


def _held(told: _Told) -> tuple[str, str]:
    """From when to when: what the claim says, else the time that it or its article is of."""
    claim = told.claim
    at = claim.time or told.published
    begin = claim.valid_from or at
    return begin, claim.valid_to or at or (_EVER if begin else "")


_RULES = (
    _Rule("polarity", (), ("subject", "predicate", "object"), _polarity, _always),
    _Rule("place", AT_ONE_PLACE, ("subject", "predicate", "object"), _place, _one_time),
    _Rule("date", ONCE, ("subject", "predicate", "object"), lambda claim: claim.time or "", _two_times),
    _Rule("object", ONE_OBJECT, ("subject", "predicate"), lambda c: c.object.id if _holds(c) else "", _always),
    _Rule("office", ONE_SUBJECT, ("predicate", "object"), lambda c: c.subject.id if _holds(c) else "", _at_once),
)
