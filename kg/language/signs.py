"""What speaks for one meaning of a name: each sign tells its words, or nothing. `senses.py` weighs them."""

import re
from collections.abc import Callable, Iterator

from kg.catalog import cues, gazetteer
from kg.language.meanings import Known, Sense, container, kind_of, seat, signs_of
from kg.language.site import WINDOW, Site

AREAS = frozenset({"area", "building", "country", "forest", "island", "province", "region", "river", "town"})
WITHIN = frozenset({"across", "in", "inside", "into", "near", "outside", "through", "throughout", "within"})
ENTERED = frozenset({"enter", "flee", "leave", "reach", "tour", "visit"})
STATES = frozenset({"State", "StateGroup"})
AGE = re.compile("[1-9][0-9]")
AMERICAN = "United_States"

Sign = Callable[[Site, Sense, Known], str]


def by_form(site: Site, sense: Sense, known: Known) -> str:
    """A classing word, or the place that it lies in, right beside the name."""
    signs, last = signs_of(sense), site.near(-1)
    titled = last is not None and last.text[:1].isupper() and last.lower_ in cues.words("names", "titles")
    if sense.kind == "person" and titled:
        return f'behind "{site.word(-1)}"'
    if site.word(1) in signs.get("behind", ()):
        return f'before "{site.word(1)}"'
    found = next((word for lemma, word in site.of.items() if lemma in signs.get("of", ())), "")
    return f'called a "{found}"' if found else _by_comma(site, sense, known)


def _by_comma(site: Site, sense: Sense, known: Known) -> str:
    """`Tripoli, Lebanon`: each settles the other; a foreign town's name before a region's (`Athens, Georgia`), too."""
    behind, before = site.near(2), site.near(-2)
    if site.word(1) == "," and behind is not None:
        outer = known.at.get(behind.i, "")
        if outer and outer in (*sense.governs, container(sense.id or "")):
            return f'before "{known.ids[outer]}"'
    if site.word(-1) == "," and before is not None and sense.id:
        inner = known.at.get(before.i, "")
        if inner and (container(inner) or seat(inner)) == sense.id:
            return f'behind "{known.ids[inner]}"'
        if inner and sense.kind == "region" and seat(inner):
            return f'behind "{known.ids[inner]}"'
    return ""


def _by_fellows(site: Site, sense: Sense, known: Known) -> str:
    """Things of the same kind are named together: `Georgia and Arizona`, `Georgia, Armenia and Azerbaijan`."""
    fellows = signs_of(sense).get("fellows", ())
    for i in site.beside():
        id = known.at.get(i)
        if (
            id
            and id != sense.id
            and (kind_of(id) in fellows or ((sense.governs or sense.kind == "country") and _governs(id)))
        ):
            return f'beside "{known.ids[id]}"'
    return ""


def _governs(id: str) -> bool:
    return kind_of(id) == "country" or bool(seat(id))


def _by_stand(site: Site, sense: Sense, known: Known) -> str:
    """What it has, does and suffers; the states that it deals with."""
    signs = signs_of(sense)
    for lemma, word in site.owned.items():
        if lemma in signs.get("owns", ()):
            return f'with "{word}"'
    role, verb = site.role
    if verb is not None and verb.lemma_.lower() in signs.get(role, ()):
        return f'{"subject" if role == "does" else "object"} of "{verb.text}"'
    if site.word(-1) in signs.get("before", ()) or (
        site.word(-1) == "the" and site.word(-2) in signs.get("before", ())
    ):
        return f'behind "{site.word(-2 if site.word(-1) == "the" else -1)}"'
    return _by_dealings(site, sense, known) or _by_pronoun(site, sense)


def _by_dealings(site: Site, sense: Sense, known: Known) -> str:
    if sense.kind != "country" and not sense.governs:
        return ""
    for i in site.partners():
        id = known.at.get(i)
        if id and id not in sense.ids and id != AMERICAN and _is_international(id):
            return f'with "{known.ids[id]}"'
    return ""


def _is_international(id: str) -> bool:
    types = gazetteer.load().entries[id].types
    return types[0] in STATES or bool(seat(id)) or id in cues.words("senses", "international")


def _by_place(site: Site, sense: Sense, known: Known) -> str:
    """Whether somebody is in it or comes there: so it is no person, body or animal."""
    role, above = site.role
    if sense.kind in AREAS and (
        role in WITHIN or (role == "suffers" and above is not None and above.lemma_ in ENTERED)
    ):
        return f'behind "{role if role in WITHIN or above is None else above.text}"'
    return ""


def _by_pronoun(site: Site, sense: Sense) -> str:
    """`Chad said he would resign`: he can be nobody else; `Jordan, 34, who runs a bakery`."""
    role, verb = site.role
    age = site.near(2)
    if sense.kind == "person" and site.word(1) == site.word(3) == "," and age is not None and AGE.fullmatch(age.text):
        return f'before ", {age.text},"'
    if sense.kind != "person" or role != "does" or verb is None or _names_another(site):
        return ""
    he = next((t for t in verb.subtree if t.i > verb.i and t.lower_ in ("he", "she", "his", "her", "him")), None)
    return f'"{he.text}" after it' if he is not None else ""


def _names_another(site: Site) -> bool:
    """Whether the sentence or the words before it name another person."""
    first = max(site.sentence.start - WINDOW // 2, 0)
    inside = range(site.start, site.end)
    return any(t.ent_type_ == "Person" and t.i not in inside for t in site.doc[first : site.sentence.end])


def _by_sentence(site: Site, sense: Sense, known: Known) -> str:
    wanted = signs_of(sense).get("sentence", ())
    found = next((t.text for t in site.sentence if wanted and {t.lower_, t.lemma_.lower()} & set(wanted)), "")
    return f'"{found}" in the sentence' if found else ""


def _by_article(site: Site, sense: Sense, known: Known) -> str:
    """What else the article names: the thing by another name, where it lies, its government, its leader, its like."""
    if sense.id in known.settled.get(site.text, ()):
        return "as elsewhere in the article"
    found = next(_related(site, sense, known), "")
    return f'the article names "{found}"' if found else ""


def _related(site: Site, sense: Sense, known: Known) -> Iterator[str]:
    if sense.id is None or sense.kind in ("person", "bird"):
        return
    for id in (*sense.ids, container(sense.id)):
        if id in known.ids or id in known.led:
            yield known.ids.get(id) or known.led[id]
    for near in cues.table("senses")["near"].get(sense.id, ()):
        if near in known.ids or near in known.words:
            yield known.ids.get(near, near)
    if sense.kind == "region":
        yield from (text for id, text in known.ids.items() if kind_of(id) == "region" and text != site.text)


LEVELS: tuple[Sign, ...] = (by_form, _by_fellows, _by_stand, _by_place, _by_sentence, _by_article)
# What still settles a name that may be short for another one: not what any such thing does.
DOUBTED: tuple[Sign, ...] = (by_form, _by_fellows, _by_article)
