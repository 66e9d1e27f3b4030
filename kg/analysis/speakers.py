"""Who is quoted about whom: about the own side, about rivals, about third parties."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.analysis.chance import sample_note
from kg.analysis.corpus import Corpus, Tie, quotes
from kg.analysis.networks import CONTEST, COOPERATION
from kg.analysis.tables import Bars, Row, Table, counted
from kg.store.origins import origins

KINDS = ("self", "rival", "third")
DRAWN_BARS = 20

COLUMNS = ("speaker", "speaks_for", "claims", "self", "rival", "third", "most_about", "articles", "origins")

# Who works for a body speaks for it, though not in its office.
BELONGS = ("affiliated_with", "head_of", "official_of")


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who is quoted: for whom, and the claims attributed to it by what they are about."""

    id: str
    party: str
    ties: dict[str, list[Tie]] = field(default_factory=dict)

    @property
    def all(self) -> list[Tie]:
        """All its claims."""
        return [tie for kind in KINDS for tie in self.ties.get(kind, ())]


def speakers(corpus: Corpus, *, entity: str | None = None) -> Table:
    """A row for each entity to whom claims are attributed, those with most first; with an entity only who is or speaks
    for it, or speaks of it.

    A claim is about a `rival` where an end of it is an actor with whom contest outweighs cooperation for the speaker's
    party, by the number of origins; else about `self` where an end is the speaker, the party, or acts for it; else
    about a `third` party. `most_about` is the other actor most often spoken of. All claims count, also planned,
    possible and denied ones. Raises NotFound for an unknown entity.
    """
    centre = corpus.actor(entity) if entity else None
    bodies, rivals = _bodies(corpus), _rivals(corpus)
    voices: dict[str, Voice] = {}
    for tie in corpus.ties:
        speaker = tie.claim.attributed_to
        if speaker is None:
            continue
        party = _party(speaker.id, tie, corpus, bodies)
        if centre is None or centre in (speaker.id, party, tie.source, tie.target):
            voice = voices.setdefault(speaker.id, Voice(speaker.id, party))
            voice.ties.setdefault(_about(tie, speaker.id, voice.party, rivals), []).append(tie)
    ranked = sorted(voices.values(), key=lambda voice: (-len(voice.all), voice.id))
    rows = tuple(_row(voice, corpus) for voice in ranked)
    evidence = tuple(quotes(voice.all) for voice in ranked)
    title = "Speakers: who is quoted about whom"
    return Table("speakers", title, COLUMNS, rows, evidence, tuple(_notes(ranked)), _bars(ranked, corpus))


def _bodies(corpus: Corpus) -> Mapping[str, str]:
    """The body that most articles say someone belongs to."""
    votes: dict[str, Counter[str]] = {}
    for tie in corpus.ties:
        if tie.edge and tie.predicate in BELONGS:
            votes.setdefault(tie.claim.subject.id, Counter())[tie.claim.object.id] += 1
    return {id: min(found, key=lambda one: (-found[one], one)) for id, found in votes.items()}


def _party(speaker: str, tie: Tie, corpus: Corpus, bodies: Mapping[str, str]) -> str:
    party = corpus.parties.of(speaker, tie.date)
    return bodies.get(speaker, speaker) if party == speaker else party


def _rivals(corpus: Corpus) -> frozenset[tuple[str, str]]:
    """The pairs, sorted, of whom more origins tell contest than cooperation."""
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in corpus.edges:
        if tie.sign:
            found.setdefault(tie.ends, []).append(tie)
    return frozenset(ends for ends, ties in found.items() if _number(ties, CONTEST) > _number(ties, COOPERATION))


def _number(ties: Iterable[Tie], sign: int) -> int:
    return origins(tie.report for tie in ties if tie.sign == sign)


def _about(tie: Tie, speaker: str, party: str, rivals: frozenset[tuple[str, str]]) -> str:
    claim = tie.claim
    ends = {tie.source, tie.target, claim.subject.id, claim.object.id}
    own = {speaker, party}
    if any((min(one, end), max(one, end)) in rivals for one in own for end in ends - own):
        return "rival"
    return "third" if own.isdisjoint(ends) else "self"


def _row(voice: Voice, corpus: Corpus) -> Row:
    own = {voice.id, voice.party}
    of = Counter(end for tie in voice.all for end in {tie.source, tie.target} - own)
    most = min(of, key=lambda end: (-of[end], end), default=None)
    counts = (len(voice.ties.get(kind, ())) for kind in KINDS)
    told = (len({tie.claim.document for tie in voice.all}), origins(tie.report for tie in voice.all))
    party = corpus.label(voice.party) if voice.party != voice.id else None
    about = corpus.label(most) if most else None
    return (corpus.label(voice.id), party, len(voice.all), *counts, about, *told)


def _notes(ranked: list[Voice]) -> Iterator[str]:
    ties = [tie for voice in ranked for tie in voice.all]
    counts = Counter(kind for voice in ranked for kind in KINDS for _ in voice.ties.get(kind, ()))
    told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS)
    yield f"{counted(len(ties), 'attributed claim')} ({told}) of {counted(len(ranked), 'speaker')}"
    yield from sample_note(len({tie.claim.document for tie in ties}))


def _bars(ranked: list[Voice], corpus: Corpus) -> Bars:
    shown = ranked[:DRAWN_BARS]
    labels = tuple(_named(voice, corpus) for voice in shown)
    parts = tuple((kind, tuple(float(len(voice.ties.get(kind, ()))) for voice in shown)) for kind in KINDS)
    return Bars(labels, parts, "attributed claims")


def _named(voice: Voice, corpus: Corpus) -> str:
    name = corpus.label(voice.id)
    return name if voice.party == voice.id else f"{name} ({corpus.label(voice.party)})"
