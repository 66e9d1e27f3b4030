from dataclasses import replace

import pytest

from kg.model import Article, Claim, Entity
from kg.store import Store
from kg.validate import validate

TEXT = "Ruritanian ministers met. The president left for Zubrowka,\nand China waited. Beijing said no."


@pytest.fixture
def said(run):
    """What is wrong with the evidence of claims of one article: the messages alone."""

    def messages(*claims: Claim) -> list[str]:
        with Store.memory() as store:
            store.put(Article("one", TEXT), claims, run)
            found = validate(store)
        return [finding.message for finding in found if finding.place.startswith("one, claim ")]

    return messages


def claim(quote: str, subject: Entity, object: Entity, **values) -> Claim:
    start = TEXT.index(quote)
    ends = {"quote": quote, "start": start, "end": start + len(quote)}
    return Claim("one", subject, "criticizes", object, **ends, **values)


def state(label: str, *mentions: str) -> Entity:
    return Entity(label, label, ("State",), mentions=mentions)


RURITANIA, ZUBROWKA, CHINA = state("Ruritania"), state("Zubrowka"), state("China")
LEFT = "The president left for Zubrowka,\nand China waited."


@pytest.mark.parametrize(
    ("one", "other", "notes"),
    [
        (ZUBROWKA, CHINA, ()),
        (state("Kingdom_of_Z", "Zubrowka"), CHINA, ()),
        (state("Kingdom_of_Z", "Zubrowka,\nand"), CHINA, ()),
        (RURITANIA, CHINA, ("The president = president of Ruritania",)),
        (RURITANIA, CHINA, ("The president = Elena Moravec", 'president = Ruritania (subject of "left")')),
        (RURITANIA, ZUBROWKA, ("the president = Ruritania and Zubrowka",)),
    ],
)
def test_ends_that_the_quote_names_or_a_note_explains(said, one, other, notes):
    assert said(claim(LEFT, one, other, read_as=notes)) == []


def test_names_of_the_gazetteer_and_words_made_of_a_name(said):
    assert said(claim("Beijing said no.", CHINA, CHINA)) == ["relates China to itself"]
    assert said(claim("Ruritanian ministers met.", RURITANIA, RURITANIA)) == ["relates Ruritania to itself"]


@pytest.mark.parametrize(
    "notes",
    [
        (),
        ("The president = Elena Moravec",),
        ("The minister = Ruritania",),  # no words of the quote
        ("Ruritania",),
    ],
)
def test_an_end_that_nothing_explains(said, notes):
    assert said(claim(LEFT, RURITANIA, CHINA, read_as=notes)) == [
        "its quote does not name Ruritania; a name of it must stand there, or `read_as` must say which words mean it"
    ]


def test_a_name_within_another_word_is_none(said):
    (message,) = said(claim("Ruritanian ministers met.", state("Tania"), RURITANIA))
    assert message.startswith("its quote does not name Tania; ")


def test_a_mention_that_the_article_does_not_have(said):
    speaker = replace(RURITANIA, mentions=("Ruritania", "Strelsau"))
    assert said(claim(LEFT, ZUBROWKA, CHINA, attributed_to=speaker)) == [
        "'Strelsau' is entered as a mention of Ruritania; it must stand in the article"
    ]
