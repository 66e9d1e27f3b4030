"""Addresses of pages: when two are the same page, and what an article that comes from one is called."""

import re
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

MOST_ID = 200
# Parameters that say how a reader came to the page, not which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref(?:_?src)?|cmpid|ocid|at_\w+|ns_\w+|s?cid"
)
_PORTS = {"http": 80, "https": 443}
_ODD = re.compile(r"[^\w.,~/=&?+:-]+")


def page(url: str) -> str:
    """A key that is equal for addresses of the same page: no scheme, no `www.`, no fragment, no tracking.

    Raises ValueError where the address is none.

    >>> page("https://www.Example.org/a/?utm_source=x#top") == page("http://example.org/a")
    True
    """
    parts = urlsplit(url.strip())
    if not parts.hostname:
        raise ValueError("no host")
    host = parts.hostname.lower().removeprefix("www.").rstrip(".")
    port = "" if parts.port in (None, _PORTS.get(parts.scheme.lower())) else f":{parts.port}"
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def key(url: str | None) -> str:
    """What two versions of a page share: `page` of their address; empty where there is none that names one page.

    A host's front page names none: a corpus may state it for every article.

    >>> key("https://example.org/a"), key("https://example.org/"), key(None)
    ('example.org/a', '', '')
    """
    try:
        found = page(url or "")
    except ValueError:
        return ""
    return found if "/" in found or "?" in found else ""


def page_id(url: str) -> str:
    """The id of the article on a page: its key as plain text; a long one is cut and closed by a hash of it.

    Raises ValueError where the address is none.

    >>> page_id("https://example.org/2024/norland-talks/")
    'example.org/2024/norland-talks'
    """
    key = page(url)
    plain = _ODD.sub("-", unquote(key))
    if len(plain) <= MOST_ID:
        return plain
    return f"{plain[:MOST_ID]}-{sha256(key.encode('utf8', 'surrogatepass')).hexdigest()[:12]}"


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are on the same host, `www.` left aside."""
    return page(one).partition("/")[0].partition("?")[0] == page(other).partition("/")[0].partition("?")[0]
