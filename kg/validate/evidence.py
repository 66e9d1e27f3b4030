"""Whether the evidence of each claim in a store bears it out: both ends, in the words of its quote or explained."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg import graph
from kg.catalog import gazetteer
from kg.model import Claim, Entity, Finding
from kg.store import Store


def findings(store: Store) -> Iterator[Finding]:
    """What is wrong with the evidence, by document and place in its text."""
    for document in store.documents():
        article = store.article(document.id)
        text = _flat(article.text if article else "")
        for claim in store.claims(document.id):
            for message in (*_unnamed(claim), *_unmentioned(claim, text)):
                key = graph.claim_iri(claim).value.rpartition("/")[2]
                yield Finding("error", f"{document.id}, claim {key}", message)


def _unnamed(claim: Claim) -> Iterator[str]:
    """Ends that neither the quote names nor a note explains."""
    quote = _flat(claim.quote)
    for entity in (claim.subject, claim.object):
        names = _names(entity)
        if not (_within(names, quote) or _explained(names, claim, quote)):
            yield (
                f"its quote does not name {entity.id}; a name of it must stand there,"
                " or `read_as` must say which words mean it"
            )


def _explained(names: frozenset[str], claim: Claim, quote: str) -> bool:
    """Whether a note says that words of the quote mean one of these names: "he = Elena Moravec (subject of ...)"."""
    pairs = (_flat(note).partition(" = ") for note in claim.read_as)
    return any(_within((words,), quote) and _within(names, meant) for words, _, meant in pairs)


def _unmentioned(claim: Claim, text: str) -> Iterator[str]:
    """Surface forms, other than the label, that the article (`text`: flat) does not have."""
    for entity in filter(None, (claim.subject, claim.object, claim.attributed_to, claim.cited_from)):
        for mention in entity.mentions:
            if mention != entity.label and _flat(mention) not in text:
                yield f"'{mention}' is entered as a mention of {entity.id}; it must stand in the article"


def _names(entity: Entity) -> frozenset[str]:
    """What the entity is called, flat: in the article, and by the gazetteer (peoples, adjectives and capitals too)."""
    return frozenset(map(_flat, (entity.label, *entity.mentions))) | _listed(entity.id)


@lru_cache(maxsize=10_000)
def _listed(id: str) -> frozenset[str]:
    return frozenset(_flat(name.text) for name in gazetteer.load().names_of(id))


def _within(names: Iterable[str], text: str) -> bool:
    """Whether one of the names stands in the text, alone or at the beginning of a word: Ruritania in "Ruritanian"."""
    return any(_begins_a_word(name, text) for name in names if name)


def _begins_a_word(name: str, text: str) -> bool:
    at = text.find(name)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(name, at + 1)
    return at >= 0


def _flat(text: str) -> str:
    """The text on one line, in one case."""
    return " ".join(text.casefold().split())
