"""Town or government: what the name of a capital (or of a palace) stands for, decided for each mention by its syntax.

After Markert and Nissim (2007): the grammatical role of a place name and the word that governs it tell most.
`kg/data/cues/places.toml` holds the words.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kg.catalog import cues
from kg.language.site import HYPHENS, Site

PUBLIC = ("Agreement", "Company", "Initiative", "Organization", "Party", "Project")
# A decision: whether the town itself is meant, and by which words.
Choice = tuple[bool, str]


def town_or_government(site: Site, building: bool = False, state: str = "") -> Choice:
    """True where the town (or building) is meant, False where the government that sits there; with the reason in few
    words. `state` is the name of its state where that follows behind a comma."""
    if state:
        return True, f'before "{state}"'
    table = cues.table("places")
    ways: tuple[Callable[[Site, Mapping[str, Any]], Choice | None], ...] = (
        _by_dateline,
        _by_compound,
        _by_neighbours,
        _by_name,
        _by_annex if building else _by_noun,
        _by_range,
        _by_role,
    )
    found = (way(site, table) for way in ways)
    return next((choice for choice in found if choice is not None), (False, "no sign of the town"))


def _by_dateline(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """`Kyiv (Reuters) -`: the first word of a paragraph."""
    last, behind = site.near(-1), site.near(1)
    opens = (last is None or "\n" in last.text) and behind is not None and behind.text in ("(", "—", "–")
    return (True, "dateline") if opens else None


def _by_compound(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """`Moscow-backed rebels`, `Vienna-based agency`."""
    hyphen, word = site.near(1), site.near(2)
    if hyphen is None or word is None or hyphen.text not in HYPHENS or word.tag_ not in ("VBN", "VBD", "JJ", "VBG"):
        return None
    return word.lower_ not in table["government"]["compounds"], f'in "{site.text}-{word.text}"'


def _by_neighbours(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """`in Beijing`, `downtown Kyiv`, `Minsk airport`."""
    last, behind = site.near(-1), site.near(1)
    if last is not None and last.lower_ == "the":
        last = site.near(-2)
    if behind is not None and behind.lower_ in table["local"]["after"]:
        return True, f'before "{behind.text}"'
    if site.word(1) == "," and site.word(2) == "home":
        return True, 'before "home"'
    beside = last is not None and last.lower_ in (*table["local"]["before"], *table["sides"]["words"])
    if last is not None and beside and not _qualifies(site):
        return True, f'behind "{last.text}"'
    role = site.role[0]
    return (True, f'behind "{role}"') if role in table["local"]["before"] else None


def _qualifies(site: Site) -> bool:
    return site.is_modifier or site.head.dep_ == "poss"


def _by_noun(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """`Kyiv's mayor`, `residents of Tehran`, `the Vienna talks`; what is not a town's is a government's."""
    if not site.owned:
        return None
    local = next((word for lemma, word in site.owned.items() if lemma in table["town"]["owns"]), None)
    if local is not None:
        return True, f'with "{local}"'
    named = next((n for n in site.nouns if n.pos_ == "PROPN" and n.ent_type_ != "Person"), None)
    if named is not None and not _is_public(named.text):
        return True, f'with "{named.text}"'
    if _is_headline(site):
        return False, f'before "{site.nouns[0].text}"'
    word = next(iter(site.owned.values()))
    ruled = any(lemma in table["government"]["owns"] for lemma in site.owned)
    return (not ruled and site.is_modifier and site.word(1) != "'s"), f'with "{word}"'


def _is_public(word: str) -> bool:
    """Whether a named thing is one of those that governments have (`Beijing's Belt and Road Initiative`)."""
    heads = cues.table("names")["heads"]
    public = {
        w for kind in ("Agreement", "Company", "Initiative", "Organization", "Party", "Project") for w in heads[kind]
    }
    return word in public or word.lower() in cues.words("names", "bodies")


def _is_headline(site: Site) -> bool:
    """`Ankara backs a truce`, where the parse takes the verb for a plural noun."""
    noun = site.nouns[0]
    return noun.dep_ == "ROOT" and noun.tag_ == "NNS" and noun.i == site.end and site.start == site.sentence.start


def _by_annex(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """`the Kremlin wall`, but `the Kremlin spokesman`."""
    if not site.owned:
        return None
    local = next((word for lemma, word in site.owned.items() if lemma in table["building"]["owns"]), None)
    return local is not None, f'with "{local or next(iter(site.owned.values()))}"'


def _by_name(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """`the capital, Beijing`, `Beijing is a city`."""
    role, above = site.role
    listed = {above.lemma_: above.text} if above is not None and role in ("including", "like", "as") else {}
    word = next((word for lemma, word in {**site.of, **listed}.items() if lemma in table["town"]["of"]), None)
    return (True, f'called a "{word}"') if word else None


def _by_range(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """`from Prague to Brussels`."""
    behind = site.near(2)
    if site.word(-1) == "from" and site.word(1) == "to" and behind is not None and behind.pos_ == "PROPN":
        return True, f'before "to {behind.text}"'
    start = site.near(-2)
    if site.word(-1) == "to" and site.word(-3) == "from" and start is not None and start.pos_ == "PROPN":
        return True, f'behind "from {start.text} to"'
    return None


def _by_role(site: Site, table: Mapping[str, Any]) -> Choice | None:
    """What it does, what is done to it, or which preposition it stands behind."""
    role, above = site.role
    if above is None:
        return None
    lemma = above.lemma_.lower()
    if role in ("does", "suffers"):
        kind = "subject" if role == "does" else "object"
        return lemma in table["town"][role], f'{kind} of "{above.text}"'
    journeys = table["journeys"]
    words = {"between": "between", "on": "assaults"} | dict.fromkeys(journeys["prepositions"], "words")
    moved = lemma in journeys.get(words.get(role, ""), ()) or (role == "from" and lemma in journeys["natives"])
    return moved, f'behind "{above.text} {role}"'
