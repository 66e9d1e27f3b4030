"""The graph in compact JSON-LD: one line a node, and a line a document with the graph of its claims."""

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg import graph, vocab
from kg.export import statements
from kg.export.context import Context, context
from kg.export.forms import JSONLD, PREFIXES
from kg.export.rdf import parsed, ranked
from kg.store import Store

Node = dict[str, Any]

_XSD = vocab.PREFIXES["xsd"]
_STRING = _XSD + "string"


def jsonld(store: Store, stream: BinaryIO) -> None:
    """The graph of each document for itself, in compact JSON-LD with its context: nothing is fetched to load it."""
    stream.write(b'{"@context": ' + _line(context()) + b',\n"@graph": [\n')
    for number, node in enumerate(_nodes(store)):
        stream.write((b",\n" if number else b"") + _line(node))
    stream.write(b"\n]}\n")


def _nodes(store: Store) -> Iterator[Node]:
    for name, groups in statements.by_graph(store, JSONLD):
        described = map(_described, map(ranked, groups))
        if name:
            yield {"id": _short(name.decode("utf8")[1:-1]), "@graph": list(described)}
        else:
            yield from described


def _described(lines: bytes) -> Node:
    """The JSON object of a subject."""
    node: Node = {}
    for name, about in groupby(parsed(lines), lambda quad: quad.predicate):
        quads = list(about)
        if not node:
            assert isinstance(quads[0].subject, ox.NamedNode)
            node["id"] = _short(quads[0].subject.value)
        key = "type" if name == graph.TYPE else _key(name.value)
        values = [_value(key, quad.object) for quad in quads]
        node[key] = values[0] if len(values) == 1 else values
    return node


def _value(key: str, value: object) -> Any:
    """The value as short as the context's word on its key allows."""
    term = _terms().get(key, {})
    kind = term.get("@type")
    if isinstance(value, ox.NamedNode):
        if key == "type" or kind == "@vocab":
            return _key(value.value)
        return _short(value.value) if kind == "@id" else {"id": _short(value.value)}
    assert isinstance(value, ox.Literal)
    return _literal(value, kind, term.get("@language"))


def _literal(value: ox.Literal, kind: str | None, language: str | None) -> Any:
    text, datatype = value.value, value.datatype.value
    if value.language:
        return text if value.language == language else {"@value": text, "@language": value.language}
    if kind and _short(datatype) == kind:
        return text
    if datatype == _STRING:
        return {"@value": text} if kind or language else text
    plain = None if kind or language else _plain(text, datatype)
    return {"@value": text, "@type": _short(datatype)} if plain is None else plain


def _plain(text: str, datatype: str) -> int | bool | None:
    """A number or truth value of JSON that means this literal; None where there is none."""
    if datatype == _XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    whole = datatype == _XSD + "integer" and len(text) <= 15 and text.lstrip("-").isdecimal()
    return int(text) if whole and str(int(text)) == text else None


@cache
def _terms() -> Mapping[str, Context]:
    """The keys that the context says more of than their IRI."""
    return {name: value for name, value in context().items() if isinstance(value, dict)}


@cache
def _names() -> Mapping[str, str]:
    """The key of each IRI that has one of its own."""
    return {vocab_iri(term["@id"]): name for name, term in _terms().items()}


def vocab_iri(short: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = short.partition(":")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=1_000)
def _key(iri: str) -> str:
    """An IRI as a key, a class or a term: by its own name, by its local name in our ontology, else as any IRI."""
    local = iri.removeprefix(vocab.KG)
    ours = local != iri and local.isidentifier() and local not in context()
    return _names().get(iri) or (local if ours else _short(iri))


@lru_cache(maxsize=100_000)
def _short(iri: str) -> str:
    """An IRI with a prefix of ours where one fits; what would be read otherwise stays whole."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _line(value: object) -> bytes:
    """JSON on one line. It may stand within HTML: no text of an article ends a script there."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").encode("utf8")
