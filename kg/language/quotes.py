"""What stands in quotation marks."""

from spacy.tokens import Doc


def quoted(doc: Doc) -> frozenset[int]:
    """The tokens behind an odd number of quotation marks of their paragraph."""
    inside, found = False, set[int]()
    for token in doc:
        if token.text == '"':
            inside = not inside
        elif "\n" in token.text:
            inside = False
        elif inside:
            found.add(token.i)
    return frozenset(found)
