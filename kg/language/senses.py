"""Names that may mean several things: settled by what stands around them and in their article, or left open.

Signs (`signs.py`) are weighed level by level, the nearest first: the form of the name (`the Niger river`), what it has,
does and stands beside, the words of its sentence, what the article names otherwise, and, for the same name elsewhere in
the article, what settled it there (one sense per discourse; Gale, Church and Yarowsky 1992). On each level the meanings
that something speaks for are kept. `kg/data/cues/senses.toml` holds the signs.
"""

from dataclasses import dataclass

from kg.catalog import cues
from kg.language.meanings import Known, Sense, signs_of
from kg.language.signs import DOUBTED, LEVELS, Sign, by_form
from kg.language.site import Site


@dataclass(frozen=True, slots=True)
class Verdict:
    """The meaning of a name and why; no sense where nothing decides between those that are left."""

    sense: Sense | None
    why: str = ""
    left: tuple[Sense, ...] = ()


def settle(site: Site, senses: tuple[Sense, ...], known: Known) -> Verdict:
    """The one meaning that the signs leave, else the plain meaning of the name, else none."""
    doubted = _is_doubted(site, known)
    if len(senses) == 1 and not doubted:
        return Verdict(senses[0], "", senses)
    left = tuple(s for s in senses if _may_be(site, s, known))
    if len(left) == 1 and left[0].id and not doubted:
        return Verdict(left[0], _by_exclusion(site, senses, known), left)
    why = ""
    for level in _levels(site, senses, doubted, known):
        found = {sense: reason for sense in left if (reason := level(site, sense, known))}
        if found and (len(found) < len(left) or len(left) == 1):
            left, why = tuple(found), next(iter(found.values()))
        if len(left) == 1 and why:
            return Verdict(left[0], why, left)
    usual = [sense for sense in left if _is_plain(site, sense, senses, known)]
    return Verdict(usual[0] if usual else None, "", left)


def _levels(site: Site, senses: tuple[Sense, ...], doubted: bool, known: Known) -> tuple[Sign, ...]:
    """What may settle the name. That an article names Nigeria makes its bare Niger no Niger State: the plain meaning as
    a state or its government gives way only to signs beside the name."""
    if doubted:
        return DOUBTED
    usual = next((s for s in senses if s.id and s.id == plain(site.text, senses)), None)
    state = usual is not None and (usual.kind == "country" or usual.governs)
    return LEVELS[:-1] if state and site.text not in known.persons else LEVELS


def plain(text: str, senses: tuple[Sense, ...]) -> str | None:
    """The entry that a bare name means where nothing speaks for another; None where it has no such meaning."""
    things = [s.id for s in senses if s.id]
    meant: str | None = cues.table("senses")["plain"].get(text, things[0] if len(things) == 1 else None)
    return meant


def _may_be(site: Site, sense: Sense, known: Known) -> bool:
    """Whether grammar leaves this meaning: rivers need their article, countries go without; and what is named beside a
    thing is another thing."""
    if sense.id and any(known.at.get(i) == sense.id and _alike(site, i) for i in site.beside()):
        return False
    if signs_of(sense).get("the"):
        return site.has_article or bool(by_form(site, sense, known))
    plural = site.text in cues.table("senses")["article"]["names"] or site.head.tag_ in ("NNPS", "NNS")
    return not site.has_article or plural or sense.kind == "" or bool(sense.governs)


def _alike(site: Site, i: int) -> bool:
    """Whether the token is a noun like the name, or an adjective like it: `in Panama, Panamanian police` is no list."""
    return (site.doc[i].pos_ == "ADJ") == (site.head.pos_ == "ADJ")


def _is_plain(site: Site, sense: Sense, senses: tuple[Sense, ...], known: Known) -> bool:
    """Whether this is what the bare name means where nothing speaks for another meaning."""
    usual = sense.id is not None and sense.id == plain(site.text, senses)
    return usual and site.text not in known.persons and not _is_doubted(site, known)


def _is_doubted(site: Site, known: Known) -> bool:
    """Whether the name may be short for another thing that the article names."""
    return any(id in known.ids for id in cues.table("senses")["doubts"].get(site.text, ()))


def _by_exclusion(site: Site, senses: tuple[Sense, ...], known: Known) -> str:
    """Why grammar left one meaning: what stands beside it is the other one, or the article before it."""
    others = {known.at.get(i, "") for i in site.beside()} & {s.id for s in senses}
    return next(
        (f'beside "{known.ids[id]}"' for id in sorted(filter(None, others))),
        'behind "the"' if site.has_article else 'without "the"',
    )
