"""Roles of verbs and nouns, read off the parse."""

import pytest

from kg.language.annotate import annotate
from kg.language.clauses import is_passive
from kg.language.syntax import roles


def found(text: str, word: str, *wanted: str) -> dict[str, list[str]]:
    token = next(t for t in annotate(text) if t.text == word)
    got = roles(token)
    return {role: [t.text for t in got.get(role, ())] for role in wanted}


VERBS = [
    # Active and passive.
    ("Kenya signed the treaty.", "signed", {"subj": ["Kenya"], "obj": ["treaty"]}),
    ("The treaty was signed by Kenya.", "signed", {"subj": ["Kenya"], "obj": ["treaty"]}),
    ("The treaty was signed by Kenya and Ghana.", "signed", {"subj": ["Kenya", "Ghana"], "obj": ["treaty"]}),
    ("The treaty was signed in 2019.", "signed", {"subj": [], "obj": ["treaty"]}),
    ("The treaty signed by Kenya failed.", "signed", {"subj": ["Kenya"], "obj": ["treaty"]}),
    # Coordination.
    ("Macron visited Egypt, Jordan and Kenya.", "visited", {"subj": ["Macron"], "obj": ["Egypt", "Jordan", "Kenya"]}),
    ("Macron visited Egypt and met Orban.", "met", {"subj": ["Macron"], "obj": ["Orban"]}),
    ("Kenya and Ghana joined BRICS.", "joined", {"subj": ["Kenya", "Ghana"], "obj": ["BRICS"]}),
    # Relative clauses.
    ("Macron, who visited Egypt, left.", "visited", {"subj": ["Macron"], "obj": ["Egypt"]}),
    ("Egypt, which Macron visited, joined BRICS.", "visited", {"subj": ["Macron"], "obj": ["Egypt"]}),
    ("The firm that built the port sued Ghana.", "built", {"subj": ["firm"], "obj": ["port"]}),
    # Control.
    ("Kenya wants to join BRICS.", "join", {"subj": ["Kenya"], "obj": ["BRICS"]}),
    ("Orban urged Macron to visit Egypt.", "visit", {"subj": ["Macron"], "obj": ["Egypt"]}),
    ("Orban promised Macron to visit Egypt.", "visit", {"subj": ["Orban"], "obj": ["Egypt"]}),
    ("Kenya has a plan to join BRICS.", "join", {"subj": ["Kenya"], "obj": ["BRICS"]}),
    ("Kenya's plan to join BRICS failed.", "join", {"subj": ["Kenya"], "obj": ["BRICS"]}),
    ("Kenya succeeded in joining BRICS.", "joining", {"subj": ["Kenya"], "obj": ["BRICS"]}),
    ("Kenya is ready to join BRICS.", "join", {"subj": ["Kenya"], "obj": ["BRICS"]}),
    # Participles.
    ("Macron, visiting Egypt, met Orban.", "visiting", {"subj": ["Macron"], "obj": ["Egypt"]}),
    ("Without visiting Egypt, Macron flew home.", "visiting", {"subj": ["Macron"], "obj": ["Egypt"]}),
    ("The Vienna-based agency criticized Iran.", "based", {"head": ["agency"], "prefix": ["Vienna"]}),
    # Prepositions.
    ("Kenya cooperates with Ghana and Chad.", "cooperates", {"subj": ["Kenya"], "with": ["Ghana", "Chad"]}),
    ("Kenya gave Ghana a loan.", "gave", {"subj": ["Kenya"], "iobj": ["Ghana"], "obj": ["loan"]}),
    ("Kenya imposed tariffs on tea from Chad.", "imposed", {"obj": ["tariffs"], "on": ["tea"]}),
    (
        "According to Chad, Kenya sold trucks to Ghana.",
        "sold",
        {"subj": ["Kenya"], "to": ["Ghana"], "according to": ["Chad"]},
    ),
]


@pytest.mark.parametrize(("text", "word", "wanted"), VERBS)
def test_verb(text: str, word: str, wanted: dict[str, list[str]]) -> None:
    assert found(text, word, *wanted) == wanted


NOUNS = [
    ("Macron, president of France, left.", "president", {"holder": ["Macron"], "of": ["France"]}),
    ("Macron is the president of France.", "president", {"holder": ["Macron"], "of": ["France"]}),
    ("Kenyan President William Ruto left.", "President", {"holder": ["Ruto"], "mod": ["Kenyan"]}),
    ("Kenya's president, William Ruto, left.", "president", {"holder": ["Ruto"], "poss": ["Kenya"]}),
    ("Kenya and Ghana are members of BRICS.", "members", {"holder": ["Kenya", "Ghana"], "of": ["BRICS"]}),
    ("Parliament elected Ruto as president of Kenya.", "president", {"holder": ["Ruto"], "of": ["Kenya"]}),
    ("Macron's visit to Egypt was short.", "visit", {"poss": ["Macron"], "to": ["Egypt"]}),
    ("Kenya signed an agreement with Ghana.", "agreement", {"subj": ["Kenya"], "with": ["Ghana"]}),
    ("A treaty between Kenya and Ghana was signed.", "treaty", {"between": ["Kenya", "Ghana"]}),
    ("Companies such as Longi and Volta invested.", "Companies", {"such as": ["Longi", "Volta"]}),
    # A title in the singular describes one name only.
    ("Prime Minister Viktor Orban and President Emmanuel Macron left.", "President", {"holder": ["Macron"]}),
    (
        "Hungary's Prime Minister Viktor Orban and France's President Emmanuel Macron left.",
        "Minister",
        {"holder": ["Orban"], "poss": ["Hungary"]},
    ),
]


@pytest.mark.parametrize(("text", "word", "wanted"), NOUNS)
def test_noun(text: str, word: str, wanted: dict[str, list[str]]) -> None:
    assert found(text, word, *wanted) == wanted


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        ("The treaty was signed by Kenya.", "signed", True),
        ("The treaty signed by Kenya failed.", "signed", True),
        ("The treaty was drafted and signed by Kenya.", "signed", True),
        ("Kenya signed the treaty.", "signed", False),
        ("Kenya has signed the treaty.", "signed", False),
        ("Kenya has drafted and signed the treaty.", "signed", False),
    ],
)
def test_is_passive(text: str, word: str, passive: bool) -> None:
    assert is_passive(next(t for t in annotate(text) if t.text == word)) is passive
