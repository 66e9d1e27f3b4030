"""Who holds which office when, by the gazetteer's table, and the titles that stand before names."""

from functools import cache

from spacy.tokens import Span

from kg.catalog import cues, gazetteer
from kg.catalog.gazetteer import Office
from kg.language.link import Linked


@cache
def _by_person() -> dict[str, tuple[Office, ...]]:
    lists: dict[str, list[Office]] = {}
    for office in gazetteer.load().offices:
        lists.setdefault(office.person, []).append(office)
    return {person: tuple(offices) for person, offices in lists.items()}


def of_person(person: str) -> tuple[Office, ...]:
    """All offices of a person that the table knows."""
    return _by_person().get(person, ())


def held_by(person: str, date: str | None) -> tuple[Office, ...]:
    """The offices of a person at a date (YYYY[-MM[-DD]]); without a date all that the table knows."""
    return tuple(office for office in of_person(person) if date is None or in_office(office, date))


def in_office(office: Office, date: str) -> bool:
    """Whether the office was held at that date."""
    start, end = office.start or "", office.end or "9999"
    return start[: len(date)] <= date[: len(start)] and date[: len(end)] <= end


def title_before(linked: Linked, start: int) -> Span | None:
    """The title words right before a name."""
    titles, first = cues.words("names", "titles"), start
    while first > 0 and linked.doc[first - 1].lower_ in titles | {"of", "state"}:
        first -= 1
    while first < start and linked.doc[first].lower_ in ("of", "state"):
        first += 1
    return linked.doc[first:start] if first < start else None
