"""The graph from Python, as short as the commands: tables are pandas', networks are networkx's.

    import kg

    with kg.open("my-store") as graph:
        graph.query("partners", entity="Kenya")
        graph.network(since="2025")

Entities are named as everywhere: by label, alternative label, id or QID. Whatever can go wrong for a user is a
`kg.errors.KgError` whose message is one line. The examples here run in the tests, over tests/world.toml; `folder` is
the folder of that store.
"""

import shutil
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.frames import of_claims
from kg.api.graph import Graph
from kg.errors import KgError, NotFound
from kg.model import Claim
from kg.store import Store

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Graph", "build", "extract", "open", "table"]


def open(store: str | Path) -> Graph:
    """The graph of a store, to read; it stays as it is now, whoever builds meanwhile.

    Raises NotFound where there is none, BadData where it is damaged.

    >>> kg.open(folder)
    <Graph: 5 articles, 25 claims, 14 entities, 22 edges>
    """
    return Graph(Store.open(store))


def build(inputs: str | Path | Sequence[str | Path], store: str | Path, jobs: int = 1) -> Graph:
    """Reads articles (files, folders, globs, feeds, addresses) into a store and opens it, as `kg build` does.

    What is in already, and unchanged, is skipped. What cannot be read is named by a warning each; the rest goes on.
    `jobs` is how many processes extract at once. Raises NotFound, and leaves no store, where nothing at all was read.
    """
    # Here, for it loads what extraction needs.
    from kg import pipeline

    several = [str(one) for one in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    fresh = not Path(store).exists()
    with Store.open(store, write=True) as writer:
        _, lines = pipeline.build(several, writer, jobs)
        empty = fresh and not writer.documents()
    for line in lines:
        warnings.warn(line, stacklevel=2)
    if empty:
        shutil.rmtree(store)
        raise NotFound(f"no article was read from {', '.join(several)}; give files, folders, globs or addresses")
    return open(store)


def extract(
    text: str,
    *,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
    id: str = "text",
) -> tuple[Claim, ...]:
    """The claims of one text in English, without a store; `claim.quote` is `text[claim.start:claim.end]`.

    `date` (YYYY-MM-DD) is what "last week" is counted from. What is not given is looked for in the head of the text, as
    when it is read from a file. The first call loads the models, which takes seconds. Raises BadArticle for a text that
    is blank or too long, KgError for a date that is none.

    >>> claims = kg.extract("Emmanuel Macron visited Kenya on 3 March 2025.")
    >>> [(claim.subject.label, claim.predicate, claim.object.label, claim.time) for claim in claims]
    [('Emmanuel Macron', 'visited', 'Kenya', '2025-03-03')]
    """
    # Here, for they load spaCy.
    from kg.language.workers import extractor
    from kg.read import dates
    from kg.read.build import Source, article

    if date is not None and dates.given(date) is None:
        raise KgError(f"no date '{date}'; give it as YYYY-MM-DD")
    given = {"title": title, "date": date, "source": source, "url": url}
    return extractor().extract(article(Source("text", id), text, given))


def table(claims: Iterable[Claim], threshold: float = 0.5) -> "pd.DataFrame":
    """Claims as a table, one a row; `edge` says whether a claim alone makes an edge at this confidence.

    >>> found = kg.table(kg.extract("Emmanuel Macron visited Kenya on 3 March 2025."))
    >>> found[["subject_label", "predicate", "edge"]].values.tolist()
    [['Emmanuel Macron', 'visited', True]]
    """
    return of_claims(claims, threshold)
