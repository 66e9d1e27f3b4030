"""Who is in which initiative or project, which of them share members, and which are rivals."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kg.analysis.chance import sample_note
from kg.analysis.corpus import Corpus, Tie, quotes
from kg.analysis.tables import Grid, Row, Table, rounded
from kg.store.origins import origins

CLASSES = ("Initiative", "Project")

# What a relation makes of its other end, where the initiative is the object, and where it is the subject.
AS_OBJECT = {
    "participates_in": "member",
    "member_of": "member",
    "signed": "member",
    "supports": "supporter",
    "invests_in": "investor",
    "hosts": "host",
    "opposes": "opponent",
    "criticizes": "opponent",
    "protests_against": "opponent",
    "withdrew_from": "left",
    "rivals": "rival",
}
AS_SUBJECT = {"initiated_by": "founder", "owned_by": "founder", "connects": "place", "rivals": "rival"}

# Who is in it, in the order in which a picture names it where one is several.
INSIDE = ("founder", "member", "investor", "supporter", "host")

# The roles that have a column, and the columns.
NAMED = ("founder", "member", "investor", "supporter", "host", "place", "opponent", "left")
COLUMNS = (
    *("initiative", "type", "actors", "founders", "members", "investors", "supporters", "hosts", "places"),
    *("opponents", "left", "rivals", "overlap", "overlap_with", "shared", "articles", "origins"),
)
DRAWN_ROWS, DRAWN_COLUMNS = 25, 12


@dataclass(frozen=True, slots=True)
class Membership:
    """An initiative: who is what to it, and the ties that say so."""

    id: str
    roles: dict[str, set[str]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)

    @property
    def actors(self) -> frozenset[str]:
        """Who is in it."""
        return frozenset().union(*(self.roles.get(role, ()) for role in INSIDE))


def initiatives(corpus: Corpus, *, entity: str | None = None) -> Table:
    """A row for each initiative or project, those with most actors first; with an entity those that it has to do with.

    `actors` counts who founded it, is a member, invests, supports or hosts it. `overlap` is the Jaccard similarity
    (1901) of its actors to those of `overlap_with`, the initiative most alike, `shared` their number. `rivals` are
    initiatives that articles call rivals. Raises NotFound for an unknown entity.
    """
    every = _memberships(corpus)
    alike = _overlaps(every)
    centre = corpus.actor(entity) if entity else None
    shown = [one for one in every.values() if centre is None or centre == one.id or centre in _all(one)]
    ranked = sorted(shown, key=lambda one: (-len(one.actors), -len(one.ties), one.id))
    rows = rounded(_row(one, alike, every, corpus) for one in ranked)
    evidence = tuple(quotes((*one.ties, *_shared(one, alike, every))) for one in ranked)
    notes = tuple(_notes(ranked))
    return Table("initiatives", "Initiatives and who is in them", COLUMNS, rows, evidence, notes, _grid(ranked, corpus))


def _memberships(corpus: Corpus) -> dict[str, Membership]:
    found: dict[str, Membership] = {}
    for tie in corpus.edges:
        ends = ((tie.target, tie.source, AS_OBJECT), (tie.source, tie.target, AS_SUBJECT))
        for id, other, roles in ends:
            if tie.predicate in roles and corpus.is_a(id, CLASSES):
                here = found.setdefault(id, Membership(id))
                here.roles.setdefault(roles[tie.predicate], set()).add(other)
                here.ties.append(tie)
    return dict(sorted(found.items()))


def _all(one: Membership) -> set[str]:
    return set[str]().union(*one.roles.values())


def _overlaps(every: Mapping[str, Membership]) -> dict[str, tuple[float, str]]:
    """For each initiative that shares actors with another, the one most alike and how much."""
    by_actor: dict[str, list[str]] = {}
    for id, one in every.items():
        for actor in sorted(one.actors):
            by_actor.setdefault(actor, []).append(id)
    close = {pair for ids in by_actor.values() for pair in combinations(ids, 2)}
    best: dict[str, tuple[float, str]] = {}
    for pair in sorted(close):
        first, second = (every[id].actors for id in pair)
        share = len(first & second) / len(first | second)
        for here, there in (pair, pair[::-1]):
            if share > best.get(here, (0.0, ""))[0]:
                best[here] = (share, there)
    return best


def _shared(one: Membership, alike: Mapping[str, tuple[float, str]], every: Mapping[str, Membership]) -> Iterator[Tie]:
    """The ties by which the actors shared with the most similar initiative are in that one."""
    if one.id in alike:
        other = every[alike[one.id][1]]
        both = one.actors & other.actors
        yield from (tie for tie in other.ties if not both.isdisjoint(tie.ends))


def _row(
    one: Membership, alike: Mapping[str, tuple[float, str]], every: Mapping[str, Membership], corpus: Corpus
) -> Row:
    share, nearest = alike.get(one.id, (None, None))
    near = (share, corpus.label(nearest), len(one.actors & every[nearest].actors)) if nearest else (None, None, None)
    roles = ("; ".join(sorted(map(corpus.label, one.roles.get(role, ())))) or None for role in (*NAMED, "rival"))
    told = (len({tie.claim.document for tie in one.ties}), origins(tie.report for tie in one.ties))
    return (corpus.label(one.id), corpus.type(one.id), len(one.actors), *roles, *near, *told)


def _notes(ranked: Iterable[Membership]) -> Iterator[str]:
    documents = {tie.claim.document for one in ranked for tie in one.ties}
    yield "actors: who founded it, is a member, invests, supports or hosts; overlap: Jaccard similarity of the actors"
    yield from sample_note(len(documents))


def _grid(ranked: list[Membership], corpus: Corpus) -> Grid:
    """The initiatives with most actors, and the actors that are in most of these."""
    shown = [one for one in ranked if one.actors][:DRAWN_COLUMNS]
    number = Counter(actor for one in shown for actor in one.actors)
    actors = sorted(number, key=lambda actor: (-number[actor], actor))[:DRAWN_ROWS]
    cells = [
        (row, column, next(role for role in INSIDE if actor in one.roles.get(role, ())))
        for column, one in enumerate(shown)
        for row, actor in enumerate(actors)
        if actor in one.actors
    ]
    kinds = tuple(role for role in INSIDE if any(kind == role for *_, kind in cells))
    return Grid(tuple(map(corpus.label, actors)), tuple(corpus.label(one.id) for one in shown), kinds, tuple(cells))
