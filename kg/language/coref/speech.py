"""Whom `I`, `we` and `our country` mean in a quotation: the speaker, and the body that the speaker speaks for."""

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from kg.language.coref.profiles import OWNING, Profiles
from kg.language.coref.reading import Reading, reading
from kg.language.link import Linked
from kg.model import Entity

ONE = frozenset({"i", "me", "my", "myself"})
MANY = frozenset({"we", "us", "our", "ourselves"})
HOMES = frozenset({"country", "government", "nation"})

Speaker = Callable[[Token], Entity | None]


def first_person(linked: Linked, date: str | None, quoted: frozenset[int], speaker: Speaker) -> Mapping[int, Reading]:
    """Readings of the first person by token index. `speaker` tells who says what a quoted token stands in."""
    tokens = [t for i in sorted(quoted) if (t := linked.doc[i]).lower_ in ONE | MANY and t.tag_ in ("PRP", "PRP$")]
    said = [(token, who) for token in tokens if (who := speaker(token)) is not None]
    if not said:
        return {}
    profiles = Profiles.of(linked, date)
    return dict(found for token, who in said for found in _readings(linked, profiles, token, who))


def _readings(linked: Linked, profiles: Profiles, token: Token, who: Entity) -> Iterator[tuple[int, Reading]]:
    bodies = _bodies(linked, profiles, who)
    states = [e for e in bodies if e.type == "State"]
    if token.dep_ == "poss" and token.head.lemma_.lower() in HOMES:
        if len(states) == 1:
            yield token.head.i, reading(token.head, states)
    elif token.lower_ in ONE and who.type == "Person":
        yield token.i, reading(token, (who,))
    elif token.lower_ in MANY and len(bodies) == 1:
        yield token.i, reading(token, bodies)


def _bodies(linked: Linked, profiles: Profiles, who: Entity) -> tuple[Entity, ...]:
    """The body that speaks itself, or the only one that a person is called of (`Kenya's foreign minister X`)."""
    if who.type in OWNING:
        return (who,)
    ids = sorted(profiles.states(who))
    return tuple(linked.entities[id] for id in ids if id in linked.entities)
