"""What each name of an article names."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from kg.catalog import gazetteer
from kg.language.annotate import annotate
from kg.language.link import Linked, link
from kg.language.naming import new_entity
from kg.model import Entity


def linked(text: str, date: str | None = None) -> Linked:
    return link(annotate(text), date)


def named(text: str, surface: str, nth: int = 0) -> Entity | None:
    """The likeliest reading of the nth mention that begins with these words; None where nothing is named there."""
    found = linked(text)
    places = [i for i in range(len(text)) if text.startswith(surface, i)]
    token = next(t for t in found.doc if t.idx == places[nth])
    readings = found.at(token)
    return readings[0] if readings else None


OECD = "Organisation_for_Economic_Co-operation_and_Development"
NAMED = [
    # Short forms of persons.
    ("Xi Jinping met William Ruto. Xi left.", "Xi left", "Xi_Jinping"),
    ("Xi left. Xi Jinping met William Ruto.", "Xi left", "Xi_Jinping"),
    ("Mia Castell met William Ruto. Castell left.", "Castell left", "Mia_Castell"),
    ("Mia Castell met William Ruto. Ms Castell left.", "Castell left", "Mia_Castell"),
    ("President Macron left.", "Macron", "Emmanuel_Macron"),
    ("Viktor Orbán left. Orban will be back.", "Orban will", "Viktor_Orbán"),
    ("Ursula von der Leyen left. Von der Leyen was tired.", "Ursula", "Ursula_von_der_Leyen"),
    # Names of the gazetteer: labels, adjectives, acronyms, metonyms.
    ("The Kremlin criticized Japan.", "Kremlin", "Russia"),
    ("The Chinese carmaker left.", "Chinese", "China"),
    ("The UN criticized Chad.", "UN", "United_Nations"),
    ("The European Union (EU) met. The EU left.", "EU left", "European_Union"),
    ("South Korea criticized North Korea.", "South", "South_Korea"),
    ("South Korea criticized North Korea.", "North", "North_Korea"),
    # Names that only the article knows.
    ("The Sahel Grain Board criticized Chad.", "Sahel", "Sahel_Grain_Board"),
    # Acronyms defined in brackets.
    ("The Quay and Orchard Institute praised Chad.", "Orchard", "Quay_and_Orchard_Institute"),
    ("The UN and World Bank urged Kenya to act.", "World", "World_Bank"),
    ("Leaders of the Army and Sahel Grain Board met.", "Grain", "Sahel_Grain_Board"),
    ("The Sahel Grain Board (SGRB) met. The SGRB left.", "SGRB left", "Sahel_Grain_Board"),
    (
        "The International Committee of the Red Cross (ICRC) met. The ICRC left.",
        "ICRC left",
        "International_Committee_of_the_Red_Cross",
    ),
    (
        "The Lowland Mediation Council (LMC) met. The LMC criticized Chad.",
        "LMC criticized",
        "Lowland_Mediation_Council",
    ),
    # A capital is its government where it acts, and the town where something happens in it.
    ("Beijing imposed tariffs on Canada.", "Beijing", "China"),
    ("Kyiv criticized Moscow.", "Moscow", "Russia"),
    ("Xi Jinping met William Ruto in Beijing.", "Beijing", "Beijing"),
    ("A fire broke out near Moscow.", "Moscow", "Moscow"),
    ("The envoys gathered in downtown Kyiv.", "Kyiv", "Kyiv"),
    ("Emmanuel Macron spoke in Paris, France.", "Paris", "Paris"),
    # Persons named like places.
    ("Chad Wheeler met William Ruto.", "Chad", "Chad_Wheeler"),
    ("Emmanuel Macron met Jordan Bardella.", "Jordan", "Jordan_Bardella"),
    ("Emmanuel Macron visited Jordan.", "Jordan", "Jordan"),
    ("Georgia joined NATO.", "Georgia", "Georgia"),
    ("Pamela Jordan, an analyst, met William Ruto. Jordan praised Emmanuel Macron.", "Jordan praised", "Pamela_Jordan"),
    # Possessives.
    ("Kenya's port is busy.", "Kenya", "Kenya"),
    ("Kenya’s port is busy.", "Kenya", "Kenya"),
    ("William Ruto's visit was short.", "William", "William_Ruto"),
    ("Mia Castell’s visit was short.", "Mia", "Mia_Castell"),
    # Spelling: dashes, diacritics, British and American words, initials in the middle, a letter wrong.
    ("The Organization for Economic Cooperation and Development met.", "Organization", OECD),
    ("The Organisation for Economic Co-operation and Development met.", "Organisation", OECD),
    ("Turkiye left.", "Turkiye", "Türkiye"),
    ("Türkiye left.", "Türkiye", "Türkiye"),
    ("A plant in Sao Paulo closed.", "Sao", "São_Paulo"),
    ("Recep Tayyip Erdogan left.", "Recep", "Recep_Tayyip_Erdoğan"),
    ("William K. Ruto left.", "William", "William_Ruto"),
    ("Mia Castellan met William Ruto. Castelan left.", "Castelan left", "Mia_Castellan"),
    ("The EU’s plan failed.", "EU", "European_Union"),
    ("The Emirates' minister left.", "Emirates", "United_Arab_Emirates"),
    ("Two South Africans left.", "South", "South_Africa"),
    # Acronyms explained before their long form, and by initials alone.
    ("The ICRC (International Committee of the Red Cross) left.", "ICRC", "International_Committee_of_the_Red_Cross"),
    ("The LMC (Lowland Mediation Council) met. The LMC left.", "LMC left", "Lowland_Mediation_Council"),
    # Short forms.
    ("The Lowland Mediation Council met. The Council left.", "Council left", "Lowland_Mediation_Council"),
    ("Anna Weber met William Ruto. Weber left. Karl Weber stayed.", "Weber left", "Anna_Weber"),
    ("The Houthis fired a missile. Houthi forces then withdrew.", "Houthi forces", "Houthis"),
    ("North Korea fired a missile. The North then denied it.", "North then", "North_Korea"),
    # Nothing is named.
    ("The minister left on Monday.", "Monday", None),
    ("The minister left on Monday.", "minister", None),
]


@pytest.mark.parametrize(("text", "surface", "id"), NAMED)
def test_named(text: str, surface: str, id: str | None) -> None:
    entity = named(text, surface)
    assert (entity.id if entity else None) == id


def test_the_gazetteer_gives_identity() -> None:
    entity = named("Kenya’s port is busy.", "Kenya")
    assert entity is not None
    assert (entity.label, entity.type, entity.qid) == ("Kenya", "State", "Q114")


def test_what_only_the_article_knows_has_no_identity() -> None:
    entity = named("The Sahel Grain Board criticized Chad.", "Sahel")
    assert entity is not None
    assert (entity.label, entity.types, entity.qid) == ("Sahel Grain Board", ("Organization",), None)


def test_mentions_are_the_surface_forms_in_text_order() -> None:
    text = "Xi Jinping met William Ruto. Xi left. Chinese firms stayed, and Beijing said so. China is big. Xi left."
    entities = linked(text).entities
    assert entities["Xi_Jinping"].mentions == ("Xi Jinping", "Xi")
    assert entities["China"].mentions == ("Chinese", "Beijing", "China")


def test_a_line_break_inside_a_name_is_no_part_of_it() -> None:
    for entity in linked("Xi\nJinping met the Sahel Grain\nBoard.").entities.values():
        assert "\n" not in entity.label
        assert not any("\n" in mention for mention in entity.mentions)


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [("Anna Kenya met William Ruto.", "Anna", "Person"), ("The Ghana Party criticized Chad.", "Ghana", "Party")],
)
def test_new_things_never_take_the_id_of_a_known_one(text: str, surface: str, kind: str) -> None:
    entity = named(text, surface)
    assert entity is not None
    known = gazetteer.load().entry(entity.id)
    assert entity.type == kind
    assert known is None or kind in known.types


@pytest.mark.parametrize(
    ("label", "types"),
    [
        ("two-day summit", ("Event",)),
        ("EU referendum", ("Event",)),
        ("conflict in Yemen", ("Event",)),
        ("Supreme Court", ("Organization",)),
        ("Ministry of Defence", ("Organization",)),
        ("Weber", ("Person",)),
    ],
)
def test_what_is_no_full_name_means_another_thing_in_another_article(label: str, types: tuple[str, ...]) -> None:
    one, same, other = (new_entity(label, types, article) for article in ("a", "a", "b"))
    assert one == same
    assert one.id != other.id
    assert one.label == other.label == label


@pytest.mark.parametrize(
    ("label", "types"),
    [("Sahel Grain Board", ("Organization",)), ("Radom Air Show", ("Event",)), ("Mia Castell", ("Person",))],
)
def test_a_full_name_means_the_same_in_every_article(label: str, types: tuple[str, ...]) -> None:
    assert new_entity(label, types, "a") == new_entity(label, types, "b")


def test_the_government_of_a_state_is_no_entity_of_its_own() -> None:
    entities = linked("The Kabul government signed the accord with Japan.").entities
    assert not [e for e in entities.values() if "government" in e.label]


def test_a_clash_with_the_gazetteer_adds_the_class() -> None:
    assert new_entity("Kenya", ("Company",), "a").id == "Kenya_Company"
    assert new_entity("Kenya", ("State",), "a").id == "Kenya"
    assert new_entity("Sahel Grain Board", ("Company",), "a").id == "Sahel_Grain_Board"


def test_two_of_a_surname_are_neither(triples: Callable[..., set[str]]) -> None:
    found = triples("Anna Weber and Karl Weber met Emmanuel Macron. Weber visited Egypt.")
    assert "Anna_Weber visited Egypt" not in found
    assert "Karl_Weber visited Egypt" not in found


def test_spots_do_not_overlap_and_stand_in_text_order() -> None:
    text = "Kenyan President William Ruto of Kenya met the United Nations Security Council in New York, the UN said."
    ends = [(s.start, s.end) for s in linked(text).spots]
    assert ends == sorted(ends)
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


def test_the_same_text_gives_the_same_mentions() -> None:
    text = "Georgia, Jordan and Chad met Chad Wheeler in Paris. Jordan left."
    assert linked(text).readings == linked(text).readings
