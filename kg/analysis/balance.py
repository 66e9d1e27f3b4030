"""Whether friends of friends are friends: signed triads, and the ties that stand against balance.

A triad is balanced where the product of its signs is positive: Cartwright & Harary, "Structural balance: a
generalization of Heider's theory", Psychological Review 63 (1956). Whether more are balanced than by chance is asked of
networks with the same ties and their signs shuffled (Leskovec, Huttenlocher & Kleinberg, "Signed networks in social
media", CHI 2010). Frustrated ties: see `kg.analysis.frustration`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kg.analysis.chance import LEVEL, SEED, interval, sample_note
from kg.analysis.corpus import Corpus, quotes
from kg.analysis.frustration import Ends, Frustration, frustration
from kg.analysis.networks import Pair, pairs
from kg.analysis.tables import Line, Net, Row, Table, counted, rounded
from kg.explain import Evidence

SHUFFLES = 200

# So many triads are told of one by one; so many actors are drawn.
MOST = 1_000
DRAWN_ACTORS = 30

SIGNS = {1: "+", -1: "-", 0: "0"}

COLUMNS = ("rank", "one", "other", "sign", "weight", "cooperation", "contest", "triads", "unbalanced")
TRIADS = ("one", "other", "third", "signs", "balanced", "weight")


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors, sorted, with the pairs of the first and second, first and third, second and third."""

    actors: tuple[str, str, str]
    pairs: tuple[Pair, Pair, Pair]

    @property
    def balanced(self) -> bool:
        """Whether the product of the signs is positive."""
        one, other, third = (pair.sign for pair in self.pairs)
        return one * other * third > 0

    @property
    def signs(self) -> str:
        """The signs of the pairs, in their order."""
        return " ".join(SIGNS[pair.sign] for pair in self.pairs)

    @property
    def weight(self) -> float:
        """The weight of the lightest pair."""
        return min(pair.weight for pair in self.pairs)


def balance(corpus: Corpus, *, among: Iterable[str] = (), entity: str | None = None) -> Table:
    """The frustrated ties, the heaviest first: those whose signs would have to change for the whole to be balanced.

    `weight` is by how much the side of the sign outweighs the other; `triads` is the number of triads with the tie,
    `unbalanced` of those that are not balanced. The evidence is that of the tie, then of its unbalanced triads. Raises
    NotFound for an unknown entity.
    """
    every = _signed(corpus, among, entity)
    found = frustration({(pair.one, pair.other): pair.sign * pair.weight for pair in every})
    known = list(_triads(every))
    frustrated = sorted(
        (pair for pair in every if (pair.one, pair.other) in found.ties),
        key=lambda pair: (-round(pair.weight, 9), pair.one, pair.other),
    )
    inside = _by_tie(known, found.ties)
    rows = rounded(_row(number, pair, inside, corpus) for number, pair in enumerate(frustrated, 1))
    evidence = tuple(_evidence(pair, inside) for pair in frustrated)
    title = "Balance: ties that stand against two factions"
    notes = (*_counted(every, known, found), *_chance(every, known), *sample_note(_documents(every)))
    return Table("balance", title, COLUMNS, rows, evidence, notes, _net(corpus, every, found))


def triads(corpus: Corpus, *, among: Iterable[str] = (), entity: str | None = None) -> Table:
    """The signed triads, those out of balance first, then by the weight of their lightest tie; at most a thousand.

    `signs` are those of one and other, one and third, other and third. Raises NotFound for an unknown entity.
    """
    every = _signed(corpus, among, entity)
    known = list(_triads(every))
    shown = sorted(known, key=lambda triad: (triad.balanced, -round(triad.weight, 9), triad.actors))[:MOST]
    rows = rounded(
        (*map(corpus.label, triad.actors), triad.signs, "yes" if triad.balanced else "no", triad.weight)
        for triad in shown
    )
    evidence = tuple(quotes(tie for pair in triad.pairs for tie in pair.ties) for triad in shown)
    found = frustration({(pair.one, pair.other): pair.sign * pair.weight for pair in every})
    left = (f"{len(shown)} of {len(known)} triads are listed",) if len(shown) < len(known) else ()
    notes = (*_counted(every, known, found), *left, *_chance(every, known), *sample_note(_documents(every)))
    return Table("triads", "Balance: signed triads", TRIADS, rows, evidence, notes, _net(corpus, every, found))


def _signed(corpus: Corpus, among: Iterable[str], entity: str | None) -> tuple[Pair, ...]:
    """The pairs that have a sign."""
    every = pairs(corpus, among, corpus.actor(entity) if entity else None)
    return tuple(pair for pair in every if pair.sign)


def _triads(every: tuple[Pair, ...]) -> Iterator[Triad]:
    """All triads, by their actors; each is met once, at its first pair."""
    known = {(pair.one, pair.other): pair for pair in every}
    after: dict[str, set[str]] = {}
    for pair in every:
        after.setdefault(pair.one, set()).add(pair.other)
    nobody: set[str] = set()
    for one, other in sorted(known):
        for third in sorted(after[one] & after.get(other, nobody)):
            yield Triad((one, other, third), (known[one, other], known[one, third], known[other, third]))


def _by_tie(known: Iterable[Triad], wanted: frozenset[Ends]) -> Mapping[Ends, list[Triad]]:
    """The triads of each wanted tie."""
    found: dict[Ends, list[Triad]] = {ends: [] for ends in wanted}
    for triad in known:
        for one, other in combinations(triad.actors, 2):
            if (one, other) in found:
                found[one, other].append(triad)
    return found


def _row(number: int, pair: Pair, inside: Mapping[Ends, list[Triad]], corpus: Corpus) -> Row:
    around = inside[pair.one, pair.other]
    wrong = sum(not triad.balanced for triad in around)
    names = (corpus.label(pair.one), corpus.label(pair.other))
    return (number, *names, SIGNS[pair.sign], pair.weight, float(pair.plus), float(pair.minus), len(around), wrong)


def _evidence(pair: Pair, inside: Mapping[Ends, list[Triad]]) -> tuple[Evidence, ...]:
    wrong = (triad for triad in inside[pair.one, pair.other] if not triad.balanced)
    own = quotes(pair.ties)
    others = quotes(tie for triad in wrong for other in triad.pairs if other is not pair for tie in other.ties)
    return own + others


def _counted(every: tuple[Pair, ...], known: list[Triad], found: Frustration) -> Iterator[str]:
    friendly = sum(pair.sign > 0 for pair in every)
    actors = len({end for pair in every for end in (pair.one, pair.other)})
    ties = f"{friendly} friendly and {len(every) - friendly} hostile ties"
    yield f"{counted(actors, 'actor')}, {ties}, {counted(_documents(every), 'article')}"
    kinds = Counter(" ".join(sorted(triad.signs.split())) for triad in known)
    told = (f"{kinds[kind]} ({kind})" for kind in ("+ + +", "+ - -", "+ + -", "- - -"))
    yield f"triads: {', '.join(told)}; the first two kinds are balanced"
    number = len(found.ties)
    surely = "no fewer would do" if found.exact else "an upper bound: a block of the network is too large to try all"
    yield f"{number} frustrated {'tie' if number == 1 else 'ties'} of {len(every)}; by weight {surely}"


def _chance(every: tuple[Pair, ...], known: list[Triad]) -> Iterator[str]:
    """The share of balanced triads, beside that with signs shuffled among the ties."""
    if not known:
        return
    place = {(pair.one, pair.other): number for number, pair in enumerate(every)}
    corners = np.array([[place[pair.one, pair.other] for pair in triad.pairs] for triad in known])
    signs = np.array([pair.sign for pair in every])
    dice = np.random.default_rng(SEED)
    shuffled = [float((dice.permutation(signs)[corners].prod(axis=1) > 0).mean()) for _ in range(SHUFFLES)]
    low, high = interval(shuffled)
    share = sum(triad.balanced for triad in known) / len(known)
    shuffles = f"with signs shuffled {LEVEL:.0%} of {SHUFFLES} networks have {low:.0%} to {high:.0%}"
    yield f"{share:.0%} of {len(known)} triads are balanced; {shuffles}"


def _documents(every: Iterable[Pair]) -> int:
    return len({tie.claim.document for pair in every for tie in pair.ties})


def _net(corpus: Corpus, every: tuple[Pair, ...], found: Frustration) -> Net:
    """The actors with most ties, in their factions, with the frustrated ties marked."""
    degree = Counter(end for pair in every for end in (pair.one, pair.other))
    wrong = {end for ends in found.ties for end in ends}
    most = sorted(degree, key=lambda name: (name not in wrong, -degree[name], name))[:DRAWN_ACTORS]
    shown = sorted({end for pair in every if {pair.one, pair.other} <= set(most) for end in (pair.one, pair.other)})
    place = {name: number for number, name in enumerate(shown)}
    lines = tuple(
        Line(place[pair.one], place[pair.other], pair.sign, pair.weight, (pair.one, pair.other) in found.ties)
        for pair in every
        if pair.one in place and pair.other in place
    )
    sizes = tuple(degree[name] / max(degree.values()) for name in shown)
    groups = tuple(found.factions[name] for name in shown)
    return Net(tuple(map(corpus.label, shown)), groups, sizes, lines, "frustrated", "faction")
