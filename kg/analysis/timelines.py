"""What is told of an entity, in the order of time."""

from collections.abc import Iterator

from kg.analysis.corpus import Corpus, Tie, quotes
from kg.analysis.tables import Dot, Lanes, Row, Table, counted
from kg.catalog import relations
from kg.store.origins import origins

COLUMNS = ("date", "dated_by", "subject", "predicate", "object", "status", "speakers", "articles", "origins", "quote")

# The lanes of the picture, from the top.
FAMILIES = ("contest", "cooperation", "diplomacy", "initiative", "structure", "office")

_Key = tuple[str, str, str, str, str]


def timeline(corpus: Corpus, entity: str) -> Table:
    """A row for each relation of the entity, or of who acts for it, at each date and status.

    `dated_by` is "text" where the article dates it, else "article"; `status` is the factuality, with "ended" where it
    is over; `quote` the best one. Raises NotFound for an unknown entity.
    """
    here = corpus.find(entity)
    found: dict[_Key, list[Tie]] = {}
    undated = 0
    for tie in corpus.about(here):
        if tie.date:
            claim = tie.claim
            key = (tie.date, claim.subject.label, claim.predicate, claim.object.label, status(tie))
            found.setdefault(key, []).append(tie)
        else:
            undated += 1
    keys = sorted(found)
    rows = tuple(_row(key, found[key]) for key in keys)
    evidence = tuple(quotes(found[key]) for key in keys)
    notes = tuple(_notes([tie for key in keys for tie in found[key]], undated))
    return Table("timeline", f"Time line of {corpus.label(here)}", COLUMNS, rows, evidence, notes, _lanes(keys, found))


def status(tie: Tie) -> str:
    """The factuality of a claim, and whether it is over."""
    return f"{tie.claim.factuality}, ended" if tie.claim.ended else tie.claim.factuality


def _row(key: _Key, ties: list[Tie]) -> Row:
    by = "text" if any(tie.claim.time for tie in ties) else "article"
    speakers = "; ".join(sorted({tie.claim.attributed_to.label for tie in ties if tie.claim.attributed_to}))
    articles = len({tie.claim.document for tie in ties})
    quote = " ".join(quotes(ties)[0].claim.quote.split())
    date, *rest = key
    return (date, by, *rest, speakers or None, articles, origins(tie.report for tie in ties), quote)


def _notes(ties: list[Tie], undated: int) -> Iterator[str]:
    articles = len({tie.claim.document for tie in ties})
    yield f"{counted(len(ties), 'claim')} of {counted(articles, 'article')}"
    if undated:
        yield f"left out: {counted(undated, 'claim')} that neither text nor article dates"


def _lanes(keys: list[_Key], found: dict[_Key, list[Tie]]) -> Lanes:
    family = {name: relation.family for name, relation in relations.load().items()}
    lanes = tuple(name for name in FAMILIES if any(family[key[2]] == name for key in keys))
    dots = (Dot(key[0], lanes.index(family[key[2]]), found[key][0].sign, key[4] != "asserted") for key in keys)
    return Lanes(lanes, tuple(dots))
