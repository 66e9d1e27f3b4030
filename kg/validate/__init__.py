"""Whether a store or an exported graph is sound: the shapes of the ontology (SHACL), and integrity.

`validate` and `validate_file` are all that others call; both stay as they are.
"""

from pathlib import Path

from kg.model import Finding
from kg.store import Store
from kg.validate import evidence, files, layout, shapes


def validate(store: Store) -> list[Finding]:
    """What is wrong in a store; nothing where it is sound.

    Ledger and graph against each other, every quote against the text of its article, both ends of every claim
    against its quote, then the shapes.
    """
    quads = files.copied(store.quads())
    return [*store.audit(quads), *evidence.findings(store), *shapes.findings(quads)]


def validate_file(path: Path) -> list[Finding]:
    """What is wrong in an exported graph; nothing where it is sound.

    Terms that the ontology does not have, claims under another name than their own or in another graph than their
    document's, then the shapes. Quotes cannot be held against the articles, which are not in it. Raises KgError where
    the file is no RDF.
    """
    quads = files.read(path)
    return [*layout.findings(quads), *shapes.findings(quads)]
