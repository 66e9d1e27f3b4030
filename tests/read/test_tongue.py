"""Which language a text is in."""

import pytest

from kg.read.tongue import told

TOLD = [
    ("Emmanuel Macron visited Kenya on Monday. He met William Ruto in Nairobi.", "en"),
    ("Kenya joined BRICS. Ghana joined NATO. Chad sanctions Peru. Norway attacked Japan again.", "en"),
    ("Der Bundeskanzler reiste am Montag nach Kenia und traf dort den Präsidenten zu einem Gespräch.", "de"),
    ("Norland und Sudmark bauen gemeinsame Bahn", "de"),
    ("Los gobiernos de Norland y Sudmark firmaron el martes un acuerdo sobre el ferrocarril.", "es"),
    ("Presiden mengunjungi Kenya pada hari Senin dan bertemu dengan William Ruto di Nairobi.", "id"),
    ("Prezident v pondělí navštívil Keňu a v Nairobi se setkal s Williamem Rutem.", "cs"),
    ("Bundeskanzler reist nach Kenia", "en"),  # too short to tell
    ("Nigeria: Abuja protest leaves scores dead, police chiefs say", "en"),
    ("Merkel, Macron, Sánchez, Meloni, Tusk welcome Lula", "en"),
    ("Qatar, Djibouti, Guinea-Bissau, Côte d'Ivoire, São Tomé and Príncipe join Mercosur talks", "en"),
    ("Le président a visité le Kenya lundi et a rencontré William Ruto à Nairobi pour parler du commerce.", "fr"),
]


@pytest.mark.parametrize(("text", "code"), TOLD)
def test_told(text: str, code: str) -> None:
    assert told(text, "en") == code
