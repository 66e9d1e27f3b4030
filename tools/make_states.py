"""Write kg/data/gazetteer/{states,places}.*.tsv from states.txt and places.txt beside this file.

The text files hold what a person writes: which names. This adds what must not be guessed: Wikidata items, and for
each row the source that bears it out. No part of the package imports this; it needs packages that users do not:

    pip install rigour==2.6.1 countryinfo==1.0.1      # in an environment of its own; rigour compiles against ICU
    npm pack @rapideditor/country-coder@5.6.1         # unpack it; the argument is its src/data/borders.json
    PYTHONPATH=. python tools/make_states.py borders.json

Sources: `rigour` (MIT: territories), `country-coder` (ISC: regions), `countryinfo` (MIT: adjectives, capitals),
`conzept` (items of capitals, from app/explore2/src/data/countries.js of github.com/waldenn/conzept at 149bbc9;
typed into places.txt), `hand` (usual English, written and read through by a person).
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from countryinfo import CountryInfo, CountryNotFoundError
from rigour.territories import Territory, get_territory, lookup_territory

from kg.vocab import local_name

HERE = Path(__file__).resolve().parent
GAZETTEER = HERE.parent / "kg" / "data" / "gazetteer"
ENTITY_COLUMNS = ("id", "types", "qid", "dbpedia", "source")
NAME_COLUMNS = ("text", "id", "kind", "from", "to", "source")
RIGOUR, CODER, INFO, CONZEPT, HAND = (
    "rigour 2.6.1",
    "country-coder 5.6.1",
    "countryinfo 1.0.1",
    "conzept 149bbc9",
    "hand",
)
ACRONYM = re.compile(r"([A-Z]\.?){2,6}")


class Named(NamedTuple):
    """A name with the years or dates that bound it ("" is open)."""

    text: str
    start: str = ""
    end: str = ""


class Line(NamedTuple):
    """One line of states.txt or places.txt."""

    key: str
    label: str
    types: str
    aliases: list[Named]
    adjectives: list[Named]
    people: list[Named]
    capitals: list[Named]
    metonyms: list[Named]
    dbpedia: str

    @property
    def id(self) -> str:
        return local_name(self.label)


def main() -> None:
    items = coder_items(Path(sys.argv[1]))
    states = [state_line(cells) for cells in table("states.txt", 8)]
    places = [place_line(cells) for cells in table("places.txt", 7)]
    check_capitals(states, places)
    for group, lines in (("states", states), ("places", places)):
        write(group, "entities", ENTITY_COLUMNS, [entity_row(line, items) for line in lines])
        write(group, "names", NAME_COLUMNS, [row for line in lines for row in name_rows(line)])


def coder_items(path: Path) -> frozenset[str]:
    """The Wikidata items that country-coder knows."""
    features = json.loads(path.read_text("utf8"))["features"]
    return frozenset(feature["properties"]["wikidata"] for feature in features)


def table(file: str, columns: int) -> Iterator[list[str]]:
    for line in (HERE / file).read_text("utf8").splitlines():
        if line and not line.startswith("#"):
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)]
            yield (cells + [""] * columns)[:columns]


def state_line(cells: list[str]) -> Line:
    key, label, aliases, adjectives, people, capitals, metonyms, dbpedia = cells
    nouns = people_names(people, names(adjectives))
    title = dbpedia or label.replace(" ", "_")
    known = (names(aliases), names(adjectives), nouns, names(capitals), names(metonyms))
    return Line(key, label, "State", *known, title)


def place_line(cells: list[str]) -> Line:
    key, label, types, aliases, adjectives, people, dbpedia = cells
    nouns = people_names(people, names(adjectives))
    title = label.replace(" ", "_") if dbpedia == "=" else dbpedia
    return Line(key, label, types or "Place", names(aliases), names(adjectives), nouns, [], [], title)


def names(cell: str) -> list[Named]:
    """The names of a cell: `Nur-Sultan@2019-03..2022-09; Astana`."""
    found = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        text, _, bounds = part.partition("@")
        start, _, end = bounds.partition("..")
        found.append(Named(text, start, end))
    return found


def people_names(cell: str, adjectives: list[Named]) -> list[Named]:
    if cell == "+":
        return [name._replace(text=name.text + "s") for name in adjectives]
    return adjectives if cell == "=" else names(cell)


def check_capitals(states: list[Line], places: list[Line]) -> None:
    """Every capital must be a place of its own under one of its names."""
    known = {name.text for line in places for name in (Named(line.label), *line.aliases)}
    missing = sorted(name.text for line in states for name in line.capitals if name.text not in known)
    if missing:
        sys.exit(f"places.txt lacks these capitals: {', '.join(missing)}")


def entity_row(line: Line, items: frozenset[str]) -> tuple[str, ...]:
    qid, source = item(line, items)
    return line.id, line.types, qid, line.dbpedia, source


def item(line: Line, items: frozenset[str]) -> tuple[str, str]:
    """The Wikidata item and who says so; exits where the source does not hold it."""
    if line.key == "-":
        return "", HAND
    place, _, qid = line.key.partition(":")
    if place == "conzept":
        return qid, CONZEPT
    if place == "coder":
        return (qid, CODER) if qid in items else sys.exit(f"{line.label}: country-coder has no {qid}")
    territory, chosen = rigour_key(line)
    if chosen not in territory.qids:
        sys.exit(f"{line.label}: rigour has {sorted(territory.qids)} for {territory.code}, not {chosen}")
    return chosen, RIGOUR


def rigour_key(line: Line) -> tuple[Territory, str]:
    code, _, chosen = line.key.partition("=")
    territory = get_territory(code)
    if territory is None:
        sys.exit(f"{line.label}: rigour has no territory {code}")
    return territory, chosen or territory.qid


def name_rows(line: Line) -> Iterator[tuple[str, ...]]:
    yield row(line, Named(line.label), "label")
    for name in line.aliases:
        yield row(line, name, "acronym" if ACRONYM.fullmatch(name.text) else "alias")
    kinds = {"adjective": line.adjectives, "people": line.people, "capital": line.capitals, "metonym": line.metonyms}
    for kind, found in kinds.items():
        for name in found:
            yield row(line, name, kind)


def row(line: Line, name: Named, kind: str) -> tuple[str, ...]:
    return name.text, line.id, kind, name.start, name.end, name_source(line, name.text, kind)


def name_source(line: Line, text: str, kind: str) -> str:
    """A package that has this name for the same territory, else `hand`."""
    code = re.split("[:=]", line.key)[0]
    if kind in ("adjective", "capital") and text in info(code, kind):
        return INFO
    if ":" not in line.key and code != "-" and kind in ("label", "alias", "acronym", "adjective", "capital"):
        territory = lookup_territory(text)
        return RIGOUR if territory is not None and territory.code == code else HAND
    return HAND


def info(code: str, kind: str) -> list[str]:
    """What countryinfo gives as adjectives or capital of a country, by its two-letter code."""
    if len(code) != 2:
        return []
    try:
        country = CountryInfo(code.upper())
        found = country.demonym() if kind == "adjective" else country.capital()
    except (CountryNotFoundError, KeyError):
        return []
    return [part.strip() for part in (found or "").split(",")]


def write(group: str, kind: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = ["\t".join(cells) for cells in rows]
    twice = sorted({line for line in lines if lines.count(line) > 1})
    if twice:
        sys.exit(f"{group}: the same row twice: {twice}")
    body = "\n".join(["\t".join(columns), *sorted(lines)]) + "\n"
    (GAZETTEER / f"{group}.{kind}.tsv").write_text(body, "utf8")


if __name__ == "__main__":
    main()
