"""What articles since a date tell that those before did not.

What counts is when an article was published, not what day it tells of: news of an old treaty is new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.analysis.corpus import Corpus, Tie, quotes
from kg.analysis.networks import SIDES
from kg.analysis.tables import Bars, Row, Table, counted
from kg.catalog import relations
from kg.explain import Evidence
from kg.read.dates import not_before
from kg.store.origins import origins

# From the most telling on.
KINDS = ("turned", "carried out", "ended", "denied", "new")

COLUMNS = (
    "change",
    "subject",
    "predicate",
    "object",
    "before",
    "since",
    "first_told",
    "origins_before",
    "origins_since",
)

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a kind in a triple, or between a pair (its predicate is ""), with what was told before and since."""

    kind: str
    triple: Triple
    before: tuple[Tie, ...]
    since: tuple[Tie, ...]
    was: str
    now: str


def changes(corpus: Corpus, since: str, *, entity: str | None = None) -> Table:
    """The changes since a date (YYYY[-MM[-DD]]), by kind, cooperation and contest first, then by number of origins.

    turned: contest outweighs cooperation between two actors, by the number of origins, where it did not, or the other
    way round; carried out: planned or possible before, asserted since; ended: over since; denied: stated before, denied
    since; new: told by no article before. Claims of articles without a date are left out. Raises NotFound for an
    unknown entity.
    """
    ties = corpus.about(corpus.find(entity)) if entity else corpus.ties
    dated = [tie for tie in ties if tie.evidence.document.date]
    found = sorted((*_turned(dated, since), *_of_triples(dated, since)), key=_rank)
    rows = tuple(_row(change, corpus) for change in found)
    evidence = tuple(_evidence(change) for change in found)
    notes = tuple(_notes(dated, len(ties) - len(dated), since))
    return Table("changes", f"Changes since {since}", COLUMNS, rows, evidence, notes, _bars(found))


def _of_triples(ties: Iterable[Tie], since: str) -> Iterator[Change]:
    """The changes of single triples, one for each."""
    found: dict[Triple, tuple[list[Tie], list[Tie]]] = {}
    for tie in ties:
        key = (tie.claim.subject.id, tie.predicate, tie.claim.object.id)
        found.setdefault(key, ([], []))[_late(tie, since)].append(tie)
    for triple, (before, after) in found.items():
        if after and (kind := _kind(before, after)):
            yield Change(kind, triple, tuple(before), tuple(after), _statuses(before), _statuses(after))


def _late(tie: Tie, since: str) -> bool:
    return not_before(tie.evidence.document.date or "", since)


def _kind(before: list[Tie], after: list[Tie]) -> str:
    """What has changed, "" for nothing."""
    held, holds = (any(tie.edge for tie in ties) for ties in (before, after))
    if holds and not before:
        return "new"
    if holds and not held and _any(before, "planned", "possible"):
        return "carried out"
    if held and any(tie.claim.ended for tie in after) and not any(tie.claim.ended for tie in before):
        return "ended"
    return "denied" if held and _any(after, "denied") and not _any(before, "denied") else ""


def _any(ties: list[Tie], *factualities: str) -> bool:
    return any(tie.claim.factuality in factualities for tie in ties)


def _statuses(ties: list[Tie]) -> str:
    return ", ".join(sorted({"ended" if tie.claim.ended else tie.claim.factuality for tie in ties}))


def _turned(ties: Iterable[Tie], since: str) -> Iterator[Change]:
    """The pairs of actors between whom the sign is another than before."""
    found: dict[tuple[str, str], tuple[list[Tie], list[Tie]]] = {}
    for tie in ties:
        if tie.edge and tie.sign and tie.source != tie.target:
            found.setdefault(tie.ends, ([], []))[_late(tie, since)].append(tie)
    for (one, other), (before, after) in found.items():
        was, now = _sign(before), _sign(after)
        if was * now < 0:
            yield Change("turned", (one, "", other), tuple(before), tuple(after), SIDES[was], SIDES[now])


def _sign(ties: list[Tie]) -> int:
    """1 where more origins tell of cooperation than of contest, -1 where fewer do."""
    plus, minus = (origins(tie.report for tie in ties if tie.sign == sign) for sign in (1, -1))
    return (plus > minus) - (plus < minus)


def _rank(change: Change) -> tuple[int, bool, int, Triple]:
    """By kind; cooperation and contest before what is neither."""
    return KINDS.index(change.kind), not change.since[0].sign, -_told(change.since), change.triple


def _told(ties: Iterable[Tie]) -> int:
    return origins(tie.report for tie in ties)


def _row(change: Change, corpus: Corpus) -> Row:
    one, predicate, other = change.triple
    first = min(tie.evidence.document.date or "" for tie in change.since)
    counts = map(_told, (change.before, change.since))
    triple = (corpus.label(one), predicate or None, corpus.label(other))
    return (change.kind, *triple, change.was or None, change.now, first, *counts)


def _evidence(change: Change) -> tuple[Evidence, ...]:
    """What is told since comes first."""
    return quotes(change.since) + quotes(change.before)


def _notes(dated: list[Tie], undated: int, since: str) -> Iterator[str]:
    documents = [{tie.claim.document for tie in dated if _late(tie, since) is late} for late in (False, True)]
    yield f"{counted(len(documents[0]), 'article')} from before {since}, {len(documents[1])} since"
    if not documents[0]:
        yield "no article is from before: all is new"
    if undated:
        yield f"left out: {counted(undated, 'claim')} of articles without a date"


def _bars(found: list[Change]) -> Bars:
    """How many changes of each kind there are in each family of relations."""
    family = {name: relation.family for name, relation in relations.load().items()}
    counts = Counter((change.kind, family.get(change.triple[1], "sign of the pair")) for change in found)
    labels = tuple(sorted({name for _, name in counts}, key=lambda name: (-sum(counts[k, name] for k in KINDS), name)))
    kinds = tuple(kind for kind in KINDS if any(counts[kind, name] for name in labels))
    parts = tuple((kind, tuple(float(counts[kind, name]) for name in labels)) for kind in kinds)
    return Bars(labels, parts, "changes")
