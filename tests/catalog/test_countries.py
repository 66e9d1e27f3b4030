import pytest

from kg.catalog import countries, gazetteer
from kg.errors import BadData

# States that never had a code of three letters.
NO_CODE = {
    "Abkhazia",
    "Donetsk_People_s_Republic",
    "Luhansk_People_s_Republic",
    "Nazi_Germany",
    "Northern_Cyprus",
    "Ottoman_Empire",
    "Republic_of_Artsakh",
    "Somaliland",
    "South_Ossetia",
    "Transnistria",
}


def test_every_state_has_its_code():
    states = {entry.id for entry in gazetteer.load().entries.values() if entry.types[0] == "State"}
    assert states - set(countries.load()) == NO_CODE
    codes = list(countries.load().values())
    assert {code for code in codes if codes.count(code) > 1} == {"DEU"}


@pytest.mark.parametrize(
    ("entity", "date", "code"),
    [
        ("Azerbaijan", "2025", "AZE"),
        ("Xi_Jinping", "2025-04-22", "CHN"),
        ("Xi_Jinping", "1990", None),
        ("European_Union", "2025", None),
        ("Nobody_at_All", "2025", None),
    ],
)
def test_countries(entity, date, code):
    assert countries.country(entity, date) == code


def test_faults_are_named(tmp_path):
    path = tmp_path / "countries.tsv"
    path.write_text("id\tiso3\tsource\nChina\tchn\tx\nNowhere\tNOW\tx\nToo few\n", "utf8")
    with pytest.raises(BadData) as error:
        countries.read(path)
    assert str(error.value).splitlines() == [
        f"{path}:2: 'chn' must be three capitals",
        f"{path}:3: the gazetteer has no state 'Nowhere'",
        f"{path}:4: 1 columns, must be 3",
    ]
