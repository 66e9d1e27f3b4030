"""How decisions of curation reach what stands in the ledger already."""

from collections.abc import Iterator

from kg import graph
from kg.model import Claim
from kg.store import entries
from kg.store.curation import Rules
from kg.store.incoming import Entry
from kg.store.ledger import Ledger

STAMP = "curation"


def is_due(ledger: Ledger, rules: Rules) -> bool:
    """Whether these are other decisions than those that the ledger follows."""
    return (ledger.meta(STAMP) or "") != rules.stamp


def replay(ledger: Ledger, rules: Rules) -> None:
    """Has every document, and the names of entities, follow these decisions; what they do not change is left alone."""
    if not is_due(ledger, rules):
        return
    for (document,) in ledger.connection.execute("SELECT id FROM documents ORDER BY id").fetchall():
        entry = _entry(ledger, document)
        claims = rules.apply(entry.claims)
        if list(claims.values()) != list(_keyed(ledger.claims(document)).values()):
            entries.erase(ledger, document)
            entries.write(ledger, entry, claims)
    held = {(entity, name) for entity, name in ledger.rows("SELECT entity, name FROM aliases")}
    entries.touch(ledger, "entity", {entity for entity, _ in held ^ rules.aliases})
    ledger.connection.execute("DELETE FROM aliases")
    ledger.many("INSERT INTO aliases VALUES (?, ?)", sorted(rules.aliases))
    ledger.note(STAMP, rules.stamp)


def idle(ledger: Ledger, rules: Rules) -> list[str]:
    """The decisions that decide nothing here, each in words: nothing that was extracted is what they name."""
    if not rules.stamp:
        return []
    # What a decision changes is kept as it was; nothing else need be read.
    changed = (document for (document,) in ledger.rows("SELECT document FROM extracted ORDER BY document"))
    claims = (item for document in changed for item in _keyed(ledger.extracted(document)).items())
    return rules.idle(claims, set(ledger.entities()))


def _entry(ledger: Ledger, document: str) -> Entry:
    """The document as it was put in."""
    article, run = ledger.article(document), ledger.run(document)
    assert article is not None
    assert run is not None
    (place,) = ledger.one("SELECT place FROM documents WHERE id = ?", [document])
    return Entry(article, _keyed(ledger.extracted(document)), run, place)


def _keyed(claims: Iterator[Claim]) -> dict[str, Claim]:
    return dict(sorted((graph.claim_iri(claim).value, claim) for claim in claims))
