"""Which states are tied to both sides of a rivalry, and how evenly.

Hedging is to keep ties with rival powers at once (Kuik, "The essence of hedging", Contemporary Southeast Asia 30,
2008). The index is ours: over all rivalries that a state has a tie to a side of, twice the weight of cooperation with
its weaker side, divided by the weight with both sides; 0: always one side alone, 1: both alike. It is one less the Bray
& Curtis dissimilarity of the ties to one side and the other (Ecological Monographs 27, 1957). A rivalry is a pair of
states or groups of states between which contest outweighs cooperation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.analysis.chance import SAMPLES, affordable, drawn_note, interval, sample_note, samples
from kg.analysis.corpus import Corpus, quotes
from kg.analysis.networks import CONTEST, COOPERATION, Pair, Strand, pairs, strands, summed
from kg.analysis.tables import Bars, Row, Table, counted, rounded
from kg.explain import Evidence

POLES = ("State", "StateGroup")

# Looks at a neighbour of a side that repeated draws may take together.
LOOKS = 5_000_000
DRAWN_BARS = 15

COLUMNS = (
    *("rank", "state", "index", "low", "high", "rivalries", "tied_to_both"),
    *("one", "other", "with_one", "with_other", "contest"),
)

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stance:
    """A state's cooperation with the two sides of a rivalry; `sides` are sorted."""

    sides: Ends
    one: float
    other: float

    @property
    def hedged(self) -> float:
        """Twice the weight with the weaker side."""
        return 2 * min(self.one, self.other)


def index(stances: Iterable[Stance]) -> float:
    """The hedging index, 0 to 1; 0 without ties."""
    every = list(stances)
    total = sum(stance.one + stance.other for stance in every)
    return sum(stance.hedged for stance in every) / total if total else 0.0


def hedging(corpus: Corpus, *, entity: str | None = None) -> Table:
    """The states with ties to both sides of a rivalry, by the index; with an entity only that state.

    `rivalries` are those with a tie to a side, `tied_to_both` of those to both sides; `one` and `other` are the sides
    of the rivalry in which most is hedged, `with_one`, `with_other` the cooperation with them, `contest` the weight of
    contest between them. The evidence: the state's ties to both sides of its rivalries, and the contest between these.
    Raises NotFound for an unknown entity.
    """
    wanted = corpus.actor(entity) if entity else None
    every = tuple(pair for pair in pairs(corpus) if any(corpus.is_a(end, POLES) for end in (pair.one, pair.other)))
    chosen = strands(every, (COOPERATION, CONTEST))
    found = {name: stances for name, stances in _stances(chosen, corpus).items() if wanted in (None, name)}
    number = affordable(_looks(chosen), LOOKS, SAMPLES)
    drawn = tuple(_indices(sample, corpus) for sample in samples(chosen, number))
    hedgers = {name: index(stances) for name, stances in found.items() if index(stances) > 0}
    ranked = sorted(hedgers, key=lambda name: (-round(hedgers[name], 9), -_most(found[name]).hedged, name))
    known = {(pair.one, pair.other): pair for pair in every}
    rows = rounded(_row(rank, name, found[name], drawn, known, corpus) for rank, name in enumerate(ranked, 1))
    evidence = tuple(_evidence(name, found[name], known) for name in ranked)
    notes = tuple(_notes(every, len(drawn)))
    return Table("hedging", "Hedging: states with ties to rivals", COLUMNS, rows, evidence, notes, _bars(rows))


def _stances(chosen: Iterable[Strand], corpus: Corpus) -> dict[str, list[Stance]]:
    """The stances of every state that cooperates with a side of a rivalry, by state; the rivalries in order."""
    every = list(chosen)
    plus, minus = (summed(one for one in every if one.sign == sign) for sign in (COOPERATION, CONTEST))
    near: dict[str, dict[str, float]] = {}
    for (one, other), weight in sorted(plus.items()):
        near.setdefault(one, {})[other] = near.setdefault(other, {})[one] = weight
    found: dict[str, list[Stance]] = {}
    for sides in _rivalries(plus, minus, corpus):
        first, second = (near.get(side, {}) for side in sides)
        for name in sorted(first.keys() | second.keys()):
            if name not in sides and corpus.is_a(name, ("State",)):
                stance = Stance(sides, first.get(name, 0.0), second.get(name, 0.0))
                if stance.one + stance.other > 0:
                    found.setdefault(name, []).append(stance)
    return found


def _rivalries(plus: Mapping[Ends, float], minus: Mapping[Ends, float], corpus: Corpus) -> Iterator[Ends]:
    for sides, weight in sorted(minus.items()):
        if weight > plus.get(sides, 0.0) and all(corpus.is_a(side, POLES) for side in sides):
            yield sides


def _indices(chosen: Iterable[Strand], corpus: Corpus) -> dict[str, float]:
    return {name: index(stances) for name, stances in _stances(chosen, corpus).items()}


def _looks(chosen: Iterable[Strand]) -> int:
    """How many neighbours of sides are looked at."""
    every = list(chosen)
    degree: dict[str, int] = {}
    for strand in every:
        for end in strand.ends:
            degree[end] = degree.get(end, 0) + 1
    return sum(degree[end] for strand in every if strand.sign == CONTEST for end in strand.ends) + len(every)


def _most(stances: list[Stance]) -> Stance:
    """The stance in which most is hedged."""
    return min(stances, key=lambda stance: (-round(stance.hedged, 9), stance.sides))


def _row(
    rank: int,
    name: str,
    stances: list[Stance],
    drawn: tuple[Mapping[str, float], ...],
    known: Mapping[Ends, Pair],
    corpus: Corpus,
) -> Row:
    low, high = interval([sample.get(name, 0.0) for sample in drawn]) if drawn else (None, None)
    most = _most(stances)
    both = sum(stance.hedged > 0 for stance in stances)
    one, other = map(corpus.label, most.sides)
    sides = (one, other, most.one, most.other, known[most.sides].minus)
    return (rank, corpus.label(name), index(stances), low, high, len(stances), both, *sides)


def _evidence(name: str, stances: list[Stance], known: Mapping[Ends, Pair]) -> tuple[Evidence, ...]:
    """The state's own ties first, then those between the sides."""
    own = {pair for stance in stances for side in stance.sides if (pair := _sorted(name, side)) in known}
    between = [stance.sides for stance in stances if stance.hedged > 0]
    with_sides = quotes(tie for ends in sorted(own) for tie in known[ends].of(COOPERATION))
    return with_sides + quotes(tie for ends in between for tie in known[ends].of(CONTEST))


def _sorted(one: str, other: str) -> Ends:
    return (one, other) if one <= other else (other, one)


def _notes(every: tuple[Pair, ...], drawn: int) -> Iterator[str]:
    documents = len({tie.claim.document for pair in every for tie in pair.ties})
    yield "index: the share of cooperation with rivals that is matched on the other side, 0 to 1"
    yield f"{counted(documents, 'article')}; {drawn_note(drawn)}"
    yield from sample_note(documents)


def _bars(rows: tuple[Row, ...]) -> Bars:
    shown = [dict(zip(COLUMNS, row, strict=True)) for row in rows[:DRAWN_BARS]]
    bounds = [tuple(float(row[name] or 0) for row in shown) for name in ("low", "high")]
    bounded = bool(shown) and shown[0]["low"] is not None
    labels = tuple(f"{row['state']}\n({row['one']} / {row['other']})" for row in shown)
    values = tuple(float(row["index"] or 0) for row in shown)
    return Bars(labels, (("index", values),), "hedging index", *(bounds if bounded else ((), ())))
