"""The forms of answers: their names, media types, and which of them a client takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answers: its name, the media type it is sent as, and others that mean it."""

    name: str
    media: str
    others: tuple[str, ...] = ()


# The first of each kind is given to who takes anything.
ROWS = (
    Form("json", "application/sparql-results+json", ("application/json", "text/json")),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
)
GRAPHS = (
    Form("ttl", "text/turtle", ("application/turtle", "application/x-turtle")),
    Form("nt", "application/n-triples", ("text/plain",)),
    Form("jsonld", "application/ld+json", ("application/json",)),
    Form("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
)
RDF: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
)
ALL: Mapping[str, Form] = MappingProxyType({form.name: form for form in (*ROWS, *GRAPHS)})

_TEXTS = ("csv", "tsv", "ttl", "nt")


def content_type(form: Form) -> str:
    """What an answer in this form is declared as."""
    return form.media + ("; charset=utf-8" if form.name in _TEXTS else "")


def accepted(accept: str, offered: Iterable[Form]) -> tuple[Form, ...]:
    """The forms that an Accept header takes, the best first; of as good ones the earlier offered (RFC 9110, 12.5.1).

    >>> [form.name for form in accepted("text/csv;q=0.5, application/*", ROWS)]
    ['json', 'xml', 'csv']
    """
    ranges = _ranges(accept or "*/*")
    marks = {form: _best(ranges, form) for form in offered}
    return tuple(form for form in sorted(marks, key=lambda form: -marks[form]) if marks[form] > 0)


def prefers_html(accept: str) -> bool:
    """Whether an Accept header names HTML, and takes nothing of ours as gladly: a browser."""
    ranges = _ranges(accept)
    html = ranges.get("text/html", 0.0)
    return html > 0 and all(_mark(ranges, form.media) < html for form in ALL.values())


def _ranges(accept: str) -> dict[str, float]:
    """The media ranges of an Accept header with their weights."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media:
            weights = (parameter[2:] for parameter in parameters if parameter.startswith("q="))
            found[media] = _weight(next(weights, "1"))
    return found


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _best(ranges: Mapping[str, float], form: Form) -> float:
    """The weight of a form; what means it beside its media type must be named itself."""
    return max(_mark(ranges, form.media), *(ranges.get(other, 0.0) for other in form.others), 0.0)


def _mark(ranges: Mapping[str, float], media: str) -> float:
    """The weight of the narrowest range that holds a media type."""
    for held in (media, media.partition("/")[0] + "/*", "*/*"):
        if held in ranges:
            return ranges[held]
    return 0.0
