"""Which language a text is in."""

import pytest

from kg.read.tongue import told

TOLD = [
    ("Emmanuel Macron visited Kenya on Monday. He met William Ruto in Nairobi.", "en"),
    ("Kenya joined BRICS. Ghana joined NATO. Chad sanctions Peru. Norway attacked Japan again.", "en"),
    ("Der Bundeskanzler reiste am Montag nach Kenia und traf dort den Präsidenten zu einem Gespräch.", "de"),
    ("Le président a visité le Kenya lundi et a rencontré William Ruto à Nairobi pour parler du commerce.", "fr"),
]


@pytest.mark.parametrize(("text", "code"), TOLD)
def test_told(text: str, code: str) -> None:
    assert told(text, "en") == code
