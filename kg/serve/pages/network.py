"""The network picture of `kg render`, with the same filters, drawn when asked for and kept a while."""

import re
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.catalog import gazetteer, relations
from kg.errors import KgError
from kg.export.choice import Filter, families, predicates
from kg.export.page.html import render
from kg.graph import entity_iri
from kg.serve.errors import Busy
from kg.serve.pages.held import Held
from kg.serve.pages.known import known
from kg.serve.pages.passing import number, page
from kg.serve.view import View
from kg.store import Store

# Entities in a picture, and how many pictures are kept.
NODES, MOST_NODES = 150, 300
KEPT = 8

# The most claims that are read for a picture: more would take longer than anyone should wait, and show little.
MOST = 5_000

TITLE, PART = "Network of claims", "Part of a network: more is claimed here than a picture can hold"

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks to see, as a form gives it."""

    focus: str
    depth: int
    family: str
    predicate: str
    since: str
    until: str
    min_evidence: int
    min_confidence: float
    max_nodes: int

    def query(self) -> str:
        """The same as the query of an address."""
        return urlencode({name: getattr(self, name) for name in self.__slots__ if getattr(self, name) != ""})

    def filter(self, around: tuple[str, ...]) -> Filter:
        """The choice of claims, near these entities where none is given (none: of all); all of them by their ids.

        Raises NotFound for a family or relation that there is not.
        """
        return Filter(
            # By their IRIs, as an id may look like anything.
            focus=tuple(entity_iri(id).value for id in ((self.focus,) if self.focus else around)),
            depth=self.depth if self.focus else 1,
            predicates=predicates([self.predicate] if self.predicate else None),
            families=families([self.family] if self.family else None),
            since=self.since or None,
            until=self.until or None,
            confidence=self.min_confidence,
            evidence=self.min_evidence,
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as a page; `cut`: more is claimed there than was read."""

    text: str
    cut: bool


class Pictures:
    """Draws pictures, one at a time, for they take seconds, and keeps the last ones."""

    def __init__(self) -> None:
        """None is drawn yet."""
        self._drawing, self._kept = Lock(), Held[OrderedDict[Wanted, Drawn]](lambda store: OrderedDict())

    def of(self, store: Store, wanted: Wanted, around: tuple[str, ...]) -> Drawn:
        """The picture, of what is near these entities where no other is wanted (none: of all).

        Raises NotFound where the filters leave nothing, Busy.
        """
        kept = self._kept.of(store)
        if (found := kept.get(wanted)) is not None:
            return found
        if not self._drawing.acquire(blocking=False):
            raise Busy("another picture is being drawn; try again in a few seconds")
        try:
            kept[wanted] = found = _drawn(store, wanted, around)
            while len(kept) > KEPT:
                kept.popitem(last=False)
            return found
        finally:
            self._drawing.release()


def network(request: Request) -> Response:
    """A form for the filters, and the picture in a frame."""
    given = wanted(request.query_params)
    path = "/network/picture?" + given.query()
    return page(request, "network.html", given=given, picture=path, most=MOST, most_nodes=MOST_NODES)


def drawn(view: View, pictures: Pictures, request: Request) -> Response:
    """The picture: one file that works offline. It runs in an origin of its own, from where it reaches nothing."""
    given = wanted(request.query_params)
    with view.store() as store:
        if given.focus:
            given = replace(given, focus=known(view).index.of(store).one(given.focus))
        picture = pictures.of(store, given, () if given.focus else _middle(view, store))
    headers = {"Content-Security-Policy": policy(picture.text)}
    return HTMLResponse(picture.text, headers=headers | ({"X-Truncated": "true"} if picture.cut else {}))


def policy(text: str) -> str:
    """What the picture may do: run its own scripts, known by their hashes, and nothing with the network.

    vis-network sets styles as it runs, so that these are not bound to hashes.
    """
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in _SCRIPT.findall(text))
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-downloads allow-popups"
    )


def wanted(given: Mapping[str, str]) -> Wanted:
    """What a request asks to see. Raises KgError for a date that is none."""
    text = {name: given.get(name, "").strip()[:200] for name in ("focus", "family", "predicate", "since", "until")}
    for name in ("since", "until"):
        if text[name] and not _DATE.fullmatch(text[name]):
            raise KgError(f"{name}: '{text[name]}' is no date; give YYYY, YYYY-MM or YYYY-MM-DD")
    return Wanted(
        depth=number(given.get("depth"), 1 if text["focus"] else 2, 3),
        min_evidence=number(given.get("min_evidence"), 1, 1_000),
        min_confidence=_share(given.get("min_confidence", "")),
        max_nodes=number(given.get("max_nodes"), NODES, MOST_NODES),
        **text,
    )


def _middle(view: View, store: Store) -> tuple[str, ...]:
    """The entities that a picture of a large store is drawn around; none where there is room for all."""
    if known(view).claims.of(store) <= MOST:
        return ()
    return tuple(hit.id for hit in known(view).overview.of(store).top)


def _drawn(store: Store, wanted: Wanted, around: tuple[str, ...]) -> Drawn:
    chosen = wanted.filter(around).within(store, MOST)
    articles = {name: store.article(name) for name in sorted({claim.document for claim in chosen.claims})}
    text = render(
        chosen.claims,
        {name: article for name, article in articles.items() if article is not None},
        relations.load(),
        limit=wanted.max_nodes,
        title=PART if chosen.cut or around else TITLE,
        gazetteer=gazetteer.load(),
        start={"focus": wanted.focus, "depth": wanted.depth} if wanted.focus else {},
    )
    return Drawn(text, chosen.cut or bool(around))


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode("utf8")).digest()).decode()
