"""A store of any size, made up: for measuring queries, validation and export, where real articles would take days.

Entities are those of the gazetteer and invented experts, relations those of the ontology within their domain and range,
texts one sentence a claim. Some entities are much more often in the news than others, as in the world. The same size
gives the same store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random

from kg.catalog import gazetteer, relations
from kg.model import Article, Claim, Entity, Factuality, Relation, Run
from kg.store import Store

CLAIMS_A_DOCUMENT = 10
EXPERTS = 8_000
OUTLETS = 120
RUN = Run("generated", "none", "0000", 0.5)

# What news is full of, and how much oftener than of the rest.
COMMON = frozenset(
    {"affiliated_with", "appeals_to", "criticizes", "head_of_state_of", "located_in", "member_of"}
    | {"met_with", "official_of", "participates_in", "partner_of", "supports", "visited"}
)
OFTENER = 5

FACTUALITY: tuple[tuple[Factuality, int], ...] = (("asserted", 80), ("planned", 10), ("possible", 7), ("denied", 3))
QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "amount": ("5 million euros", "two billion dollars", "40 tonnes", "20 per cent"),
    "at_event": ("summit", "state visit", "annual forum", "general debate"),
    "commodity": ("gas", "wheat", "steel", "ammunition", "chips"),
    "office": ("president", "minister", "ambassador", "chair"),
    "place": ("Geneva", "Doha", "Astana", "Lisbon", "Nairobi", "Lima"),
    "sector": ("energy", "railways", "health", "ports", "defence", "mining"),
}


class World:
    """Who and what the made-up articles tell of."""

    def __init__(self) -> None:
        """Reads gazetteer and ontology."""
        known = gazetteer.load()
        # Who has many names is often in the news.
        ranked = sorted(known.entries.values(), key=lambda entry: (-len(known.names_of(entry.id)), entry.id))
        listed = [Entity(entry.id, entry.label, entry.types, entry.qid) for entry in ranked]
        self.experts = [Entity(f"Expert_{n}", f"Expert {n}", ("Person",)) for n in range(EXPERTS)]
        self.entities = listed + self.experts
        self.relations = list(relations.load().values())
        self.weights = [OFTENER if relation.name in COMMON else 1 for relation in self.relations]

    @cached_property
    def by_class(self) -> Mapping[str, list[Entity]]:
        """The entities of each class, those most in the news first."""
        found: dict[str, list[Entity]] = {name: [] for name in relations.classes()}
        for entity in self.entities:
            for name in entity.types:
                found[name].append(entity)
        return found

    def ends(self, dice: Random, relation: Relation) -> tuple[Entity, Entity]:
        """Two entities that the relation admits."""
        one = self._one(dice, relation.domain)
        other = self._one(dice, relation.range)
        return (one, other) if one.id != other.id else self.ends(dice, relation)

    def _one(self, dice: Random, classes: frozenset[str]) -> Entity:
        names = [name for name in sorted(classes or self.by_class) if self.by_class[name]]
        # States are what most articles are about.
        name = "State" if "State" in names and dice.random() < 0.6 else dice.choice(names)
        return rising(dice, self.by_class[name])


def rising(dice: Random, every: list[Entity]) -> Entity:
    """One of these; the first are drawn much more often."""
    return every[int(len(every) * dice.random() ** 2.5)]


def documents(claims: int, seed: int = 0) -> Iterator[tuple[Article, list[Claim]]]:
    """Articles with so many claims in all."""
    world, dice = World(), Random(seed)
    for number in range(claims // CLAIMS_A_DOCUMENT):
        name = f"made-{number:06}"
        drafts = [_draft(world, dice, name) for _ in range(CLAIMS_A_DOCUMENT)]
        sentences = [f"{c.subject.label} {c.trigger} {c.object.label} ({number}). " for c in drafts]
        starts = [0, *accumulate(map(len, sentences))]
        article = Article(
            name, "".join(sentences), f"Article {number}", _day(dice, 2015, 2025), f"Outlet {dice.randrange(OUTLETS)}"
        )
        yield (
            article,
            [
                replace(draft, quote=sentence.rstrip(), start=start, end=start + len(sentence.rstrip()))
                for draft, sentence, start in zip(drafts, sentences, starts, strict=False)
            ],
        )


def _draft(world: World, dice: Random, document: str) -> Claim:
    relation = dice.choices(world.relations, world.weights)[0]
    one, other = world.ends(dice, relation)
    chosen = sorted(dice.sample(sorted(QUALIFIERS), dice.choice((0, 0, 0, 1, 1, 2))))
    return Claim(
        document,
        one,
        relation.name,
        other,
        "",
        0,
        0,
        factuality=dice.choices([name for name, _ in FACTUALITY], [weight for _, weight in FACTUALITY])[0],
        attributed_to=_speaker(world, dice),
        cited_from=rising(dice, world.by_class["Organization"]) if dice.random() < 0.03 else None,
        ended=dice.random() < 0.04,
        time=_time(dice) if dice.random() < 0.4 else None,
        valid_from=_time(dice) if dice.random() < 0.05 else None,
        qualifiers=tuple((key, dice.choice(QUALIFIERS[key])) for key in chosen),
        zone=dice.choice(("title", "lead", "body", "body", "body", "quotation")),
        trigger=relation.label,
        confidence=round(0.3 + 0.69 * dice.random(), 2),
    )


def _speaker(world: World, dice: Random) -> Entity | None:
    if dice.random() < 0.7:
        return None
    return dice.choice(world.experts) if dice.random() < 0.5 else rising(dice, world.by_class["Person"])


def _time(dice: Random) -> str:
    return _day(dice, 2015, 2025)[: dice.choice((4, 7, 10, 10))]


def _day(dice: Random, first: int, last: int) -> str:
    return f"{dice.randint(first, last)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def made(folder: Path, claims: int) -> Path:
    """The store of so many claims, made where it is not yet there."""
    path = folder / f"graph-{claims}"
    done = folder / f"graph-{claims}.done"
    if not done.exists():
        with Store.open(path, write=True) as store:
            for article, drafts in documents(claims):
                store.put(article, drafts, RUN)
        done.touch()
    return path
