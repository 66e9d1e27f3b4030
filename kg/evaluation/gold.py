"""Annotated articles: JSON Lines with `id text entities claims` (../shared/gold/GUIDELINES.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from kg.errors import BadArticle, BadData
from kg.evaluation.lines import Row, rows
from kg.model import Article, Entity, Factuality
from kg.read.build import Source, article, shown
from kg.read.header import fields

FACTUALITIES: tuple[Factuality, ...] = get_args(Factuality)


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A relation that an annotator entered; `subject`, `object`, `speaker` are ids of the article's gold entities.

    `optional`: one of two annotators gave it, so that it counts neither for nor against.
    """

    subject: str
    predicate: str
    object: str
    evidence: str = ""
    factuality: str = "asserted"
    speaker: str | None = None
    ended: bool = False
    time: str | None = None
    optional: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is asserted and not over: what an edge may stand on."""
        return self.factuality == "asserted" and not self.ended


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its entities by id (as `Entity`, the gold id for an id, the name for a label) and its claims."""

    article: Article
    entities: Mapping[str, Entity]
    claims: tuple[GoldClaim, ...]

    @property
    def required(self) -> tuple[GoldClaim, ...]:
        """The claims that both annotators gave."""
        return tuple(c for c in self.claims if not c.optional)

    @property
    def optional(self) -> tuple[GoldClaim, ...]:
        """The claims that one annotator gave."""
        return tuple(c for c in self.claims if c.optional)


def read(path: Path) -> tuple[GoldArticle, ...]:
    """The annotated articles of a file. Raises BadData with every fault, one a line; NotFound without a file."""
    faults: list[str] = []
    found = [item for row in rows(path, faults) if (item := _article(row)) is not None]
    places: dict[str, int] = {}
    for item in found:
        places[item.article.id] = places.get(item.article.id, 0) + 1
    faults += [f"{shown(path)}: {n} articles with id {shown(id)!r}; must be 1" for id, n in places.items() if n > 1]
    if not found and not faults:
        faults.append(f"{shown(path)}: no article in it; one line must be one annotated article")
    if faults:
        raise BadData("\n".join(faults))
    return tuple(found)


def _article(row: Row) -> GoldArticle | None:
    name, text = row.name("id"), row.name("text")
    entities = [_entity(part) for part in row.rows("entities")]
    known = {e.id: e for e in entities}
    if len(known) < len(entities):
        row.fault("two entities with one id; each must have its own")
    listed = known if isinstance(row.values.get("entities"), list) else None
    claims = tuple(_claim(part, listed) for part in row.rows("claims"))
    if not (name and text):
        return None
    try:
        return GoldArticle(article(Source(row.place, name), text, fields(row.values)), known, claims)
    except BadArticle as error:
        row.faults.append(str(error))
        return None


def _entity(row: Row) -> Entity:
    return Entity(row.name("id"), row.name("name"), (row.name("type"),), row.text("qid"), row.texts("mentions"))


def _claim(row: Row, known: Mapping[str, Entity] | None) -> GoldClaim:
    """The claim; its ids are not looked up where the article lists no entities, for that is its fault."""
    claim = GoldClaim(
        subject=row.name("s"),
        predicate=row.name("p"),
        object=row.name("o"),
        evidence=row.text("evidence") or "",
        factuality=row.text("factuality") or "asserted",
        speaker=row.text("attributed_to"),
        ended=row.flag("ended"),
        time=row.text("time"),
        optional=row.flag("optional"),
    )
    for id in filter(None, (claim.subject, claim.object, claim.speaker)):
        if known is not None and id not in known:
            row.fault(f"no entity {shown(id)!r} in this article; must be the id of one of its `entities`")
    if claim.factuality not in FACTUALITIES:
        row.fault(f"`factuality` must be one of {', '.join(FACTUALITIES)}")
    return claim
