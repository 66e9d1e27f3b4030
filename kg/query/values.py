"""Values of parameters: what a user types becomes a term, never a piece of SPARQL."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

import pyoxigraph as ox

from kg import graph, vocab
from kg.errors import KgError, NotFound
from kg.store import Store, names

Term = ox.NamedNode | ox.Literal

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_IRI = re.compile(r"<(.*)>")
_NAME = re.compile(r"(\w+):(\S+)")
_PUBLISHER = ox.NamedNode(vocab.PREFIXES["schema"] + "publisher")
_TEXT = re.compile(r"""(["'])(.*)\1""", re.DOTALL)


def term(store: Store, kind: str, text: str) -> Term:
    """The term that a text means as a value of this kind (one of KINDS).

    Raises NotFound with near names for an entity, outlet, relation or class that is not there, KgError for a text that
    is no value of this kind.
    """
    return KINDS[kind](store, text.strip())


def _entity(store: Store, text: str) -> Term:
    return graph.entity_iri(store.find(text))


def _relation(store: Store, text: str) -> Term:
    return graph.kg(names.relation(text))


def _class(store: Store, text: str) -> Term:
    return graph.kg(names.entity_class(text))


def _date(store: Store, text: str) -> Term:
    """A plain string: years, months and days compare as `STR(?time)`, for SPARQL cannot compare their datatypes."""
    if not _DATE.fullmatch(text):
        raise KgError(f"'{text}' is no date; must be YYYY, YYYY-MM or YYYY-MM-DD")
    return ox.Literal(text)


def _number(store: Store, text: str) -> Term:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise KgError(f"'{text}' is no number; must be like 3 or 0.75")
    return ox.Literal(text, datatype=ox.NamedNode(vocab.PREFIXES["xsd"] + ("decimal" if match[1] else "integer")))


def _text(store: Store, text: str) -> Term:
    return ox.Literal(text)


def _outlet(store: Store, text: str) -> Term:
    """Where articles were published, whatever the case of its letters."""
    published = {quad.object for quad in store.quads().quads_for_pattern(None, _PUBLISHER, None)}
    known = {outlet.value: outlet for outlet in published if isinstance(outlet, ox.Literal)}
    found = known.get(text) or next((known[name] for name in sorted(known) if name.casefold() == text.casefold()), None)
    if found is None:
        near = get_close_matches(text, sorted(known), 4, 0.5)
        hint = f"near: {', '.join(near)}" if near else "`kg query outlets` shows what there is"
        raise NotFound(f"no outlet '{text}'; {hint}")
    return found


def _any(store: Store, text: str) -> Term:
    """What it looks like: `<IRI>`, `kg:name`, `"text"`, a number, else the name of an entity."""
    if match := _IRI.fullmatch(text):
        return _iri(match[1])
    if (match := _NAME.fullmatch(text)) and match[1] in vocab.PREFIXES:
        return _iri(vocab.PREFIXES[match[1]] + match[2])
    if match := _TEXT.fullmatch(text):
        return ox.Literal(match[2])
    return _number(store, text) if _NUMBER.fullmatch(text) else _entity(store, text)


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise KgError(f"'{text}' is no IRI: {error}") from error


KINDS: Mapping[str, Callable[[Store, str], Term]] = MappingProxyType(
    {
        "any": _any,
        "class": _class,
        "date": _date,
        "entity": _entity,
        "number": _number,
        "outlet": _outlet,
        "relation": _relation,
        "text": _text,
    }
)
