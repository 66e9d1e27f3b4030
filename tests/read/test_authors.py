"""Who wrote an article."""

import pytest

from kg.read.authors import authors, byline

PRINTED = [
    ("By Ida Moll", "Ida Moll"),
    ("BY IDA MOLL", "Ida Moll"),
    ("By: Ida Moll", "Ida Moll"),
    ("By Ida Moll and Otto Weit", "Ida Moll; Otto Weit"),
    ("By Ida Moll, Otto Weit and Jan de Vries", "Ida Moll; Otto Weit; Jan de Vries"),
    ("By Ida Moll & Otto Weit", "Ida Moll; Otto Weit"),
    ("by Ida Moll | 5 March 2024", "Ida Moll"),
    ("By Ida Moll, Hafenstadt", "Ida Moll"),
    ("By Ida Moll in Hafenstadt", "Ida Moll"),
    ("By Ida Moll March 5, 2024", "Ida Moll"),
    ("By Ursula von der Leyen (Example Agency)", "Ursula von der Leyen"),
    ("By Our Staff", None),
    ("By the Ministry of Transport", None),
    ("By Reuters", None),
    ("By Monday all was over in Hafenstadt", None),
    ("By Tuesday", None),
    ("Byron Mills spoke", None),
    ("By", None),
    ("By ", None),
]


@pytest.mark.parametrize(("line", "names"), PRINTED)
def test_a_byline_names_persons(line, names):
    assert byline(line) == names


GIVEN = [
    ("Ida Moll", "Ida Moll"),
    ("By Ida Moll; Otto Weit; Ida Moll", "Ida Moll; Otto Weit"),
    (["Ida Moll", {"name": "Otto Weit", "url": "https://example.org"}, {"url": "x"}, 7], "Ida Moll; Otto Weit"),
    ({"name": "Ida Moll"}, "Ida Moll"),
    ("Ida Moll, Otto Weit and Jan de Vries", "Ida Moll; Otto Weit; Jan de Vries"),
    ("Health and Safety Desk", "Health and Safety Desk"),
    ("ida@example.org (Ida Moll)", "Ida Moll"),
    ("ida@example.org", None),
    ("https://example.org/ida", None),
    ("Example Agency", "Example Agency"),
    ("", None),
    (None, None),
    (7, None),
]


@pytest.mark.parametrize(("value", "names"), GIVEN)
def test_what_is_given_as_author(value, names):
    assert authors(value) == names


def test_a_long_list_is_cut():
    assert len(authors([f"Ida Moll {n}" for n in range(1000)]).split("; ")) == 10
