"""Asserted, planned, possible or denied; and over."""

from collections.abc import Callable

import pytest

from kg.language.annotate import annotate
from kg.language.factuality import factuality, presupposes
from kg.language.paths import head_word, path
from kg.model import Claim

One = Callable[..., Claim]


JOIN = "Kenya member_of BRICS"
VISIT = "Emmanuel_Macron visited Egypt"
MEET = "Emmanuel_Macron met_with Viktor_Orbán"
TARIFF = "Canada imposes_tariffs_on China"

TABLE = [
    # What happened.
    ("Kenya joined BRICS last year.", JOIN, "asserted"),
    ("Kenya managed to join BRICS.", JOIN, "asserted"),
    ("Emmanuel Macron visited Egypt.", VISIT, "asserted"),
    ("Emmanuel Macron visited Egypt although Viktor Orban did not travel.", VISIT, "asserted"),
    ("Emmanuel Macron, who never met Viktor Orban, visited Egypt.", VISIT, "asserted"),
    ("Emmanuel Macron, who never visited Egypt, met Viktor Orban.", MEET, "asserted"),
    ("Kenya vowed to cut taxes, while Ghana joined BRICS.", "Ghana member_of BRICS", "asserted"),
    ("Canada imposed tariffs on China.", TARIFF, "asserted"),
    ("Emmanuel Macron did not go to Kenya. He visited Egypt.", VISIT, "asserted"),
    # What goes on though somebody might end it.
    ("The United States may lift its sanctions on Syria.", "United_States sanctions Syria", "asserted"),
    ("The United States has not lifted its sanctions on Syria.", "United_States sanctions Syria", "asserted"),
    ("The United States will not lift sanctions on Syria.", "United_States sanctions Syria", "asserted"),
    # Who denies a stance has not taken it.
    ("Rwanda denies that it supports the M23.", "Rwanda supports M23", "denied"),
    ("Rwanda denies backing the M23 rebels.", "Rwanda supports M23", "denied"),
    ("Iran rejected claims that it supports Hamas.", "Iran supports Hamas", "denied"),
    ("Uganda denied that it met Kenya, and Ghana supports the M23.", "Ghana supports M23", "asserted"),
    # What is meant to happen.
    ("Kenya will join BRICS next year.", JOIN, "planned"),
    ("Kenya is going to join BRICS.", JOIN, "planned"),
    ("Kenya is to join BRICS in July.", JOIN, "planned"),
    ("Kenya is set to join BRICS.", JOIN, "planned"),
    ("Kenya plans to join BRICS.", JOIN, "planned"),
    ("Kenya wants to supply tea to Ghana.", "Kenya supplies Ghana", "planned"),
    ("Kenya has agreed to join BRICS.", JOIN, "planned"),
    ("Kenya's bid to invest in Ghana surprised Nairobi.", "Kenya invests_in Ghana", "planned"),
    ("Emmanuel Macron is expected to visit Egypt.", VISIT, "planned"),
    ("Emmanuel Macron's planned visit to Egypt drew criticism.", VISIT, "planned"),
    ("Viktor Orban urged Emmanuel Macron to visit Egypt.", VISIT, "planned"),
    ("Emmanuel Macron said he intends to visit Egypt.", VISIT, "planned"),
    ("Kenya hopes to join BRICS.", JOIN, "planned"),
    ("Canada said it would impose tariffs on China.", TARIFF, "planned"),
    # What may be.
    ("Kenya may join BRICS.", JOIN, "possible"),
    ("Kenya could join BRICS.", JOIN, "possible"),
    ("Kenya might join BRICS.", JOIN, "possible"),
    ("Kenya would join BRICS if India agreed.", JOIN, "possible"),
    ("If Kenya joins BRICS, trade will grow.", JOIN, "possible"),
    ("Unless Kenya joins BRICS, trade will shrink.", JOIN, "possible"),
    ("Kenya is considering whether to join BRICS.", JOIN, "possible"),
    ("Kenya offered to join BRICS.", JOIN, "possible"),
    ("Emmanuel Macron should visit Egypt.", VISIT, "possible"),
    ("Emmanuel Macron will probably visit Egypt.", VISIT, "possible"),
    ("Emmanuel Macron reportedly visited Egypt.", VISIT, "possible"),
    ("Emmanuel Macron is considering a visit to Egypt.", VISIT, "possible"),
    ("Emmanuel Macron allegedly met Viktor Orban in Budapest.", MEET, "possible"),
    ("Canada threatened to impose tariffs on China.", TARIFF, "possible"),
    ("Canada is ready to impose tariffs on China.", TARIFF, "possible"),
    ("Kenya is likely to join BRICS.", JOIN, "possible"),
    # What is not.
    ("Kenya did not join BRICS.", JOIN, "denied"),
    ("Kenya never joined BRICS.", JOIN, "denied"),
    ("Kenya could not join BRICS.", JOIN, "denied"),
    ("Kenya is not a member of BRICS.", JOIN, "denied"),
    ("Kenya refused to join BRICS.", JOIN, "denied"),
    ("Kenya has failed to join BRICS.", JOIN, "denied"),
    ("Kenya ruled out joining BRICS.", JOIN, "denied"),
    ("Kenya rejected a plan to join BRICS.", JOIN, "denied"),
    ("Kenya never intended to join BRICS.", JOIN, "denied"),
    ("Kenya denied that it had joined BRICS.", JOIN, "denied"),
    ("Kenya abandoned its plan to join BRICS.", JOIN, "denied"),
    ("Emmanuel Macron cancelled a visit to Egypt.", VISIT, "denied"),
    ("Emmanuel Macron denied visiting Egypt.", VISIT, "denied"),
    ("Emmanuel Macron wants to avoid visiting Egypt.", VISIT, "denied"),
    ("Without visiting Egypt, Emmanuel Macron flew to Jordan.", VISIT, "denied"),
    ("Emmanuel Macron and Viktor Orban failed to meet.", MEET, "denied"),
    ("Canada decided not to impose tariffs on China.", TARIFF, "denied"),
    ("Canada will not impose tariffs on China.", TARIFF, "denied"),
    ("Kenya has yet to join BRICS.", JOIN, "denied"),
    ("Kenya almost joined BRICS.", JOIN, "denied"),
    ("It is unlikely that Emmanuel Macron will visit Egypt.", VISIT, "denied"),
    ("Emmanuel Macron visited neither Egypt nor Jordan.", VISIT, "denied"),
]


@pytest.mark.parametrize(("text", "triple", "factuality"), TABLE)
def test_factuality(one: One, text: str, triple: str, factuality: str) -> None:
    assert one(text, triple, "2025-05-14").factuality == factuality


def test_but_not_is_no_edge(read: Callable[..., tuple[Claim, ...]]) -> None:
    claims = read("Emmanuel Macron visited Kenya but not Ghana.")
    assert {c.object.id: c.factuality for c in claims if c.predicate == "visited"} in (
        {"Kenya": "asserted"},
        {"Kenya": "asserted", "Ghana": "denied"},
    )


def test_negation_ends_at_but(one: One) -> None:
    text = "Emmanuel Macron did not visit Kenya but visited Ghana."
    assert one(text, "Emmanuel_Macron visited Kenya").factuality == "denied"
    assert one(text, "Emmanuel_Macron visited Ghana").factuality == "asserted"


OVER = [
    ("Nicolas Sarkozy, a former president of France, visited Egypt.", "Nicolas_Sarkozy head_of_state_of France", True),
    ("Emmanuel Macron, president of France, visited Egypt.", "Emmanuel_Macron head_of_state_of France", False),
    ("Former French President Nicolas Sarkozy visited Egypt.", "Nicolas_Sarkozy head_of_state_of France", True),
    ("French President Emmanuel Macron visited Egypt.", "Emmanuel_Macron head_of_state_of France", False),
    ("Kenya is a member of BRICS.", JOIN, False),
    ("Kenya is a former member of BRICS.", JOIN, True),
    ("Nicolas Sarkozy is the ex-president of France.", "Nicolas_Sarkozy head_of_state_of France", True),
    ("Kenya is no longer a member of BRICS.", JOIN, True),
]


@pytest.mark.parametrize(("text", "triple", "over"), OVER)
def test_ended(one: One, text: str, triple: str, over: bool) -> None:
    claim = one(text, triple)
    assert claim.ended is over
    assert claim.is_edge(0) is not over


# Two words of a sentence, and what is said of the relation between them, whatever it is.
BETWEEN = [
    ("Kenya signed a deal with Ghana.", "Kenya", "Ghana", "asserted"),
    ("Kenya is preparing to receive Macron.", "Kenya", "Macron", "planned"),
    ("Kenya is keen to boost trade with Ghana.", "Kenya", "Ghana", "planned"),
    ("Kenya means to send troops to Ghana.", "Kenya", "Ghana", "planned"),
    ("Kenya announced tariffs on Ghana.", "Kenya", "Ghana", "planned"),
    ("Kenya would like to sell tea to Ghana.", "Kenya", "Ghana", "planned"),
    ("Macron is returning to Kenya.", "Macron", "Kenya", "planned"),
    ("Kenya to join BRICS", "Kenya", "BRICS", "planned"),
    ("Macron to visit Kenya", "Macron", "Kenya", "planned"),
    ("Kenya is said to have sent troops to Ghana.", "Kenya", "Ghana", "possible"),
    ("Kenya is believed to support Ghana.", "Kenya", "Ghana", "possible"),
    ("If the talks fail, Kenya will not join BRICS.", "Kenya", "BRICS", "possible"),
    ("Should the talks fail, Kenya will leave BRICS.", "Kenya", "BRICS", "possible"),
    ("Would Kenya leave BRICS?", "Kenya", "BRICS", "possible"),
    ("Kenya does not want to join BRICS.", "Kenya", "BRICS", "denied"),
    ("Kenya is not ready to join BRICS.", "Kenya", "BRICS", "denied"),
    ("Kenya was refused entry into BRICS.", "Kenya", "BRICS", "denied"),
    ("Kenya refrains from arming Ghana.", "Kenya", "Ghana", "denied"),
    # The cue belongs to something else.
    ("He'd met Macron in Kenya.", "Macron", "Kenya", "asserted"),
    ("Kenya will meet Macron again after his visit to Ghana.", "Macron", "Ghana", "asserted"),
    ("Kenya did not mention the talks with Ghana.", "talks", "Ghana", "asserted"),
    ("Kenya joined BRICS; it has not asked for aid.", "Kenya", "BRICS", "asserted"),
    ("Kenya sells tea to Ghana, which may join BRICS.", "Kenya", "Ghana", "asserted"),
]


@pytest.mark.parametrize(("text", "a", "b", "kind"), BETWEEN)
def test_between_two_words(text: str, a: str, b: str, kind: str) -> None:
    doc = annotate(text)
    one, other = (next(t for t in doc if t.text == word) for word in (a, b))
    assert factuality(head_word(one, other), (one, other), path=path(one, other)) == kind


def test_a_stance_is_not_weakened_by_what_it_is_about() -> None:
    trigger = next(t for t in annotate("Kenya threatened to attack Ghana.") if t.text == "attack")
    assert factuality(trigger) == "possible"
    assert factuality(trigger, relation="threatens") == "asserted"


PRESUPPOSED = [
    ("The president of Kenya will sleep.", "president", "head_of_state_of", True),
    ("He will be president of Kenya.", "president", "head_of_state_of", False),
    ("He will become president of Kenya.", "become", "head_of_state_of", False),
    ("The troops in Kenya will fight.", "fight", "located_in", True),
    ("He will visit Kenya.", "visit", "visited", False),
    ("Kenya will join BRICS.", "join", "member_of", False),
]


@pytest.mark.parametrize(("text", "word", "relation", "taken"), PRESUPPOSED)
def test_what_is_taken_for_granted(text: str, word: str, relation: str, taken: bool) -> None:
    assert presupposes(relation, next(t for t in annotate(text) if t.text == word)) is taken
