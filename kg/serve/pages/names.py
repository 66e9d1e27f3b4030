"""Search: entities by any of their names, the best first."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

import pyoxigraph as ox

from kg import graph, vocab
from kg.catalog import gazetteer
from kg.errors import KgError, NotFound
from kg.store import Store
from kg.store.sparql import solutions

# Names longer or searches longer than this are no names.
LONGEST = 200

# Letters by which a name may be longer or shorter than what is asked for.
SLIPS = 3

_DEFAULT = ox.DefaultGraph()
# Counted here: where the files of a graph are damaged Oxigraph counts on for ever.
_ENDS = "SELECT ?entity { ?claim rdf:subject|rdf:object ?entity }"
_QID = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found: by which of its names, its classes (the main one first), how many claims name it."""

    id: str
    label: str
    types: tuple[str, ...]
    name: str
    claims: int


class Index:
    """The names of all entities of one state of a store, and of how many claims each is an end (`claims`)."""

    def __init__(self, store: Store) -> None:
        """Reads every name and every claim once."""
        ends = Counter(row[0] for row in solutions(store.quads(), _ENDS))
        self.claims = Counter({_id(node): number for node, number in ends.items()})
        self.labels: dict[str, str] = {}
        self._names: list[tuple[str, str, str]] = []
        for about in (graph.LABEL, graph.ALT_LABEL):
            for quad in store.quads().quads_for_pattern(None, about, None, _DEFAULT):
                self._add(_id(quad.subject), _text(quad.object), first=about == graph.LABEL)
        self._names.sort()
        self._called: dict[str, set[str]] = {}
        for plain, _, key in self._names:
            self._called.setdefault(plain, set()).add(key)

    def find(self, store: Store, text: str, limit: int) -> tuple[Hit, ...]:
        """At most `limit` entities whose names match: equal names first, then those that begin so, then other words.

        Where nothing matches, entities whose names are spelled nearly so. `store` is of the state that was indexed.
        """
        wanted = folded(text[:LONGEST])
        found = self._ranked(text.strip(), wanted) if wanted else {}
        if wanted and not found:
            near = self._near(wanted, limit)
            found = {key: (9, name) for plain, name, key in reversed(self._names) if plain in near}
        rows = ((rank, -self.claims[key], self.labels.get(key, key), key, name) for key, (rank, name) in found.items())
        return tuple(
            Hit(key, label, types(store, key), name, -claims) for _, claims, label, key, name in sorted(rows)[:limit]
        )

    def top(self, limit: int) -> list[str]:
        """The entities that most claims are about."""
        return sorted(self.claims, key=lambda key: (-self.claims[key], key))[:limit]

    def one(self, text: str) -> str:
        """The id of the entity with this id, IRI, QID or name. Unlike `Store.find` quick for any text, however odd.

        Raises NotFound with near names, KgError where several entities bear the name.
        """
        plain = text.strip()[:LONGEST]
        id = unquote(plain.removeprefix("ent:").strip("<>").removeprefix(vocab.ENT))
        if id in self.labels:
            return id
        found = self._called.get(folded(plain)) or {key for _, _, key in self._known(plain)}
        if len(found) > 1:
            raise KgError(f"'{plain}' names several entities; give one of the ids {', '.join(sorted(found)[:20])}")
        if not found:
            near = sorted(set().union(*(self._called[name] for name in self._near(folded(plain), 4))))
            raise NotFound(f"no entity '{plain}'" + (f"; near: {', '.join(near)}" if near else " here"))
        return next(iter(found))

    def _near(self, wanted: str, limit: int) -> list[str]:
        """Names that are spelled nearly so, among those that begin alike: to compare with all would take seconds."""
        alike = [name for name in self._called if name[:1] == wanted[:1] and abs(len(name) - len(wanted)) <= SLIPS]
        return get_close_matches(wanted, alike, limit, 0.75)

    def _add(self, key: str, name: str, *, first: bool) -> None:
        if first:
            self.labels[key] = name
        self._names.append((folded(name), name, key))

    def _ranked(self, text: str, wanted: str) -> dict[str, tuple[int, str]]:
        """The best rank of each entity, and the name that has it."""
        found: dict[str, tuple[int, str]] = {}
        for rank, name, key in (*self._known(text), *self._matching(wanted)):
            if key not in found or rank < found[key][0]:
                found[key] = (rank, name)
        return found

    def _known(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Entities by QID or id, or by what the gazetteer calls them (Chinese, Kremlin)."""
        listed = gazetteer.load()
        if text in self.labels:
            yield 0, self.labels[text], text
        if _QID.fullmatch(text):
            ids = (key for key in self.labels if (entry := listed.entry(key)) and entry.qid == text)
            yield from ((0, text, key) for key in ids)
        for name in listed.called(text):
            if name.id in self.labels:
                yield 1, name.text, name.id

    def _matching(self, wanted: str) -> Iterator[tuple[int, str, str]]:
        starts = [re.compile(r"\b" + re.escape(word)) for word in wanted.split()]
        for plain, name, key in self._names:
            if plain == wanted:
                yield 0, name, key
            elif plain.startswith(wanted):
                yield 2, name, key
            elif wanted in plain:
                yield 3 if f" {wanted}" in plain else 5, name, key
            elif len(starts) > 1 and all(start.search(plain) for start in starts):
                yield 4, name, key


def folded(text: str) -> str:
    """A name without case, marks on letters and signs between words.

    >>> folded("Côte d'Ivoire")
    'cote d ivoire'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(mark for mark in plain if not unicodedata.combining(mark))))


def types(store: Store, key: str) -> tuple[str, ...]:
    """The classes of an entity, the main one first where the gazetteer knows it."""
    entry = gazetteer.load().entry(key)
    if entry is not None:
        return entry.types
    quads = store.quads().quads_for_pattern(graph.entity_iri(key), graph.TYPE, None, _DEFAULT)
    return tuple(sorted(_text(quad.object).removeprefix(vocab.KG) for quad in quads))


def _id(term: object) -> str:
    return unquote(_text(term).removeprefix(vocab.ENT))


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
