"""Where things are: addresses on this server, and addresses elsewhere that are safe to follow."""

import re
from urllib.parse import quote, urlencode, urlsplit

from kg import graph, vocab
from kg.model import Article, Claim

WIKIDATA = "https://www.wikidata.org/wiki/"
DBPEDIA = "https://dbpedia.org/resource/"

# Words at each end of a quote by which a browser finds it in the source.
ENDS = 5

_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def entity(id: str) -> str:
    """The path of an entity's page: its IRI below the base.

    >>> entity("Xi_Jinping")
    '/entity/Xi_Jinping'
    """
    return _path(graph.entity_iri(id).value)


def document(id: str) -> str:
    """The path of a document's page."""
    return _path(graph.document_iri(id).value)


def claim(claim: Claim) -> str:
    """The path of a claim's page."""
    return _path(graph.claim_iri(claim).value)


def edge(subject: str, predicate: str, object: str) -> str:
    """The path of the page that shows what stands behind an edge."""
    return "/edge?" + urlencode({"subject": subject, "predicate": predicate, "object": object})


def local(iri: str) -> str | None:
    """The path at which this server describes an IRI of ours; None for any other."""
    ours = iri.startswith((vocab.ENT, vocab.CLAIM, vocab.DOC, vocab.RUN))
    return _path(iri) if ours else None


def outside(url: str | None) -> str | None:
    """A web address that a reader may follow; None for all else (`javascript:`, `data:`, what is malformed).

    >>> outside("https://a.example/b"), outside("JavaScript:alert(1)"), outside("https:evil")
    ('https://a.example/b', None, None)
    """
    if not url or _CONTROL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def source(article: Article, claim: Claim) -> str | None:
    """The address of the article, at the words of the quote for browsers that find them; None where it has none.

    See https://wicg.github.io/scroll-to-text-fragment/
    """
    url = outside(article.url)
    if url is None or "#" in url:
        return url
    words = claim.quote.split()
    ends = [words] if len(words) <= 2 * ENDS else [words[:ENDS], words[-ENDS:]]
    # A dash would mark a prefix or suffix there.
    return url + "#:~:text=" + ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)


def _path(iri: str) -> str:
    return "/" + iri.removeprefix(vocab.BASE)
