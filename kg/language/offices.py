"""Offices without their state: `President Macron`, `his Kenyan counterpart X`, read through the table of offices.

Only for persons whom the gazetteer knows in that office at the article's date (without a date: who has held one such
office only), and states that the article names.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.catalog.lexicon import Wording
from kg.language.link import Linked
from kg.language.refer import Resolver
from kg.language.relate import Candidate
from kg.language.syntax import roles
from kg.language.tenure import in_office, of_person, title_before
from kg.model import Entity

COUNTERPART = Wording("offices/counterpart", "head_of_state_of", "noun", frozenset(), ("holder",), ("mod",))
TITLE = Wording("offices/title", "head_of_state_of", "noun", frozenset(), ("holder",), ("gazetteer",))


def titled(linked: Linked, sentence: Span, date: str | None) -> Iterator[Candidate]:
    """The offices that bare titles before a name stand for in a sentence."""
    for spot in linked.within(sentence):
        head, title = linked.head(spot), title_before(linked, spot.start)
        person = linked.at(head)[0]
        if title and person.type == "Person":
            yield from _offices(linked, person, title, head, date)


def counterparts(resolver: Resolver, sentence: Span) -> Iterator[Candidate]:
    """`his Togolese counterpart X`: the office that X has in the table, else that of the one whose counterpart X is."""
    for token in sentence:
        if token.lemma_.lower() in ("counterpart", "colleague"):
            found = roles(token)
            persons = [e for t in found.get("holder", ()) for e in resolver.linked.at(t)[:1] if e.type == "Person"]
            states = [e for r in ("mod", "from", "of") for t in found.get(r, ()) for e in resolver.linked.at(t)[:1]]
            bodies = [e for e in states if e.type == "State"]
            relation = _office_of(resolver, persons, bodies, found.get("poss", ()))
            if relation and len(persons) == len(bodies) == 1:
                yield Candidate(persons[0], relation, bodies[0], COUNTERPART, token, (token, token))


def _office_of(resolver: Resolver, persons: list[Entity], bodies: list[Entity], poss: tuple[Token, ...]) -> str | None:
    """The one office of the person in the body, else the one office of whoever owns the counterpart."""
    ids = {e.id for e in bodies}
    own = {o.relation for e in persons for o in of_person(e.id) if o.body in ids}
    owners = [e for t in poss for referent in resolver.referents(t) for e in referent.entities]
    theirs = {o.relation for e in owners for o in of_person(e.id)}
    chosen = own or theirs
    return next(iter(chosen)) if len(chosen) == 1 else None


def _offices(linked: Linked, person: Entity, title: Span, head: Token, date: str | None) -> Iterator[Candidate]:
    words = title.text.lower()
    held = [o for o in of_person(person.id) if _is_title(words, o.title.lower())]
    sure = len({(o.relation, o.body) for o in held}) == 1
    for office in held:
        body = linked.entities.get(office.body)
        if body is not None and (in_office(office, date) if date else sure):
            note = f"{title.text} = {office.title} of {body.label}"
            yield Candidate(person, office.relation, body, TITLE, title.root, (head, head), (note,), title)


def _is_title(words: str, title: str) -> bool:
    """Whether the words end in the title, and not in that of a deputy."""
    before = words.removesuffix(title)
    return words.endswith(title) and not before.rstrip().endswith(("vice", "deputy", "former", "ex"))
