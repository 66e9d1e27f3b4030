"""Entities, relations and classes by what people call them."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import unquote

import pyoxigraph as ox

from kg import graph, vocab
from kg.catalog import gazetteer, relations
from kg.errors import KgError, NotFound

_DEFAULT = ox.DefaultGraph()
_QID = re.compile(r"(?:wd:)?(Q[1-9]\d*)")


def find(quads: ox.Store, name: str) -> str:
    """The id of the entity with this id (also as `ent:ID` or its IRI), QID, label or alternative label.

    Other names that the gazetteer has for it (Chinese, Beijing) count where none of those fits.
    Case and the marks between words do not matter where nothing fits exactly. Raises NotFound with near names, KgError
    where several entities bear the name.
    """
    plain = name.strip().removeprefix("ent:").strip("<>").removeprefix(vocab.ENT)
    for found in (_ids(quads, plain), _labelled(quads, graph.LABEL, name), _labelled(quads, graph.ALT_LABEL, name)):
        if found:
            return _only(name, found)
    known: dict[str, set[str]] = {}
    for text, key in _names(quads):
        known.setdefault(_folded(text), set()).add(key)
    if found := known.get(_folded(name)) or _well_known(quads, name):
        return _only(name, found)
    raise NotFound(f"no entity '{name}'{_near(name, known)}")


def relation(name: str) -> str:
    """The relation that `partner_of`, `kg:partner_of` or `partner of` means. Raises NotFound with near names."""
    return _among("relation", name, list(relations.load()))


def entity_class(name: str) -> str:
    """The class of entities that `State`, `kg:State` or `state` means. Raises NotFound with near names."""
    return _among("class", name, list(relations.classes()))


def _among(kind: str, name: str, known: list[str]) -> str:
    folded = {_folded(one): one for one in known}
    wanted = _folded(name.strip().removeprefix("kg:"))
    if wanted in folded:
        return folded[wanted]
    near = [folded[one] for one in get_close_matches(wanted, list(folded), 4, 0.5)] or sorted(known)
    raise NotFound(f"no {kind} '{name}' in the ontology; there is {', '.join(near)}")


def _ids(quads: ox.Store, name: str) -> set[str]:
    """The entity with this id or QID."""
    if match := _QID.fullmatch(name):
        item = ox.NamedNode(vocab.PREFIXES["wd"] + match[1])
        return {_id(quad) for quad in quads.quads_for_pattern(None, graph.SAME_AS, item, _DEFAULT)}
    node = graph.entity_iri(unquote(name))
    labels = quads.quads_for_pattern(node, graph.LABEL, None, _DEFAULT)
    return {_id(quad) for quad in labels}


def _labelled(quads: ox.Store, property: ox.NamedNode, name: str) -> set[str]:
    text = ox.Literal(name.strip(), language="en")
    return {_id(quad) for quad in quads.quads_for_pattern(None, property, text, _DEFAULT)}


def _well_known(quads: ox.Store, name: str) -> set[str]:
    """The entities of the store that the gazetteer knows by this name; case counts where it tells names apart."""
    listed, folded = gazetteer.load().names, _folded(name)
    exact = {one.id for one in listed.get(name.strip(), ())}
    loose = {one.id for text, every in listed.items() if _folded(text) == folded for one in every}
    return _held(quads, exact) or _held(quads, loose)


def _held(quads: ox.Store, keys: set[str]) -> set[str]:
    return {key for key in keys if _ids(quads, key)}


def _names(quads: ox.Store) -> Iterator[tuple[str, str]]:
    """Every name with the id of its entity."""
    for about in (graph.LABEL, graph.ALT_LABEL):
        for quad in quads.quads_for_pattern(None, about, None, _DEFAULT):
            yield _text(quad.object), _id(quad)


def _id(quad: ox.Quad) -> str:
    return unquote(_text(quad.subject).removeprefix(vocab.ENT))


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))


def _only(name: str, found: set[str]) -> str:
    if len(found) > 1:
        raise KgError(f"'{name}' names several entities; give one of the ids {', '.join(sorted(found))}")
    return found.pop()


def _near(name: str, known: dict[str, set[str]]) -> str:
    near = get_close_matches(_folded(name), sorted(known), 4, 0.6)
    keys = sorted({key for text in near for key in known[text]})
    return f"; near: {', '.join(keys)}" if keys else "; `kg query entities` shows what there is"


def nearest(text: str, known: Iterable[str], otherwise: str) -> str:
    """What to tell of a text that is none of those known: the nearest of them, or what else helps."""
    found = get_close_matches(text, list(known), 3, 0.5)
    return f"near: {', '.join(found)}" if found else otherwise
