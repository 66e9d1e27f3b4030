"""Pages as a decent guest fetches them: robots.txt obeyed, pauses kept, failures tried again, nothing sent twice."""

import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from kg.errors import BadArticle
from kg.read.build import Source, shown
from kg.read.disk import Input
from kg.read.options import Fetching
from kg.read.pages import page_id
from kg.read.sniff import kind_of
from kg.read.web.cache import Cache
from kg.read.web.exchange import AGENT, Answer, Unanswered, exchange
from kg.read.web.targets import Target, target

if TYPE_CHECKING:
    from protego import Protego

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({429, 500, 502, 503, 504})
ROBOTS_BYTES = 500_000  # RFC 9309 asks for no more
LONGEST_PAUSE = 30.0
NO_ROBOTS = "User-agent: *\nDisallow: /"


def fetched(url: str, fetching: Fetching) -> tuple[Input, str]:
    """A page as a file of the cache, and the suffix that says how to read it. Raises BadArticle."""
    return _client(fetching).page(url)


@cache
def _client(fetching: Fetching) -> "Client":
    return Client(fetching)


class Client:
    """Remembers the robots.txt of each site and when each was last asked."""

    def __init__(self, bounds: Fetching) -> None:
        self.bounds, self.cache = bounds, Cache(bounds.cache, bounds.most_kept)
        self.robots: dict[str, Protego] = {}
        self.asked: dict[str, float] = {}

    def page(self, url: str) -> tuple[Input, str]:
        """See `fetched`."""
        kept = self.cache.find(url)
        validators = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified} if kept else {}
        answer = self._arrived(url, {name: value for name, value in validators.items() if value})
        if kept is None or answer.status != 304:
            if answer.status != 200:
                raise BadArticle(f"{shown(url)}: the server said {answer.status}; check the address")
            kept = self.cache.keep(url, answer.target.url, answer.headers, answer.body)
        path = self.cache.body(url)
        with path.open("rb") as file:
            suffix = kind_of(file.read(4096), kept.media)
        return Input(path, Source(shown(url), page_id(kept.url), kept.url)), suffix

    def _arrived(self, url: str, headers: dict[str, str]) -> Answer:
        """The answer at the end of all redirects; each step is checked as the first was."""
        for _ in range(self.bounds.most_redirects + 1):
            goal = self._checked(url)
            answer = self._tried(goal, headers, self.bounds.limit)
            if answer.status not in REDIRECTS:
                return answer
            url = urljoin(goal.url, answer.headers.get("location", ""))
        raise BadArticle(f"{shown(url)}: redirected more than {self.bounds.most_redirects} times; check the address")

    def _checked(self, url: str) -> Target:
        """The target, if the site's robots.txt lets us in. Raises BadArticle where not."""
        goal = target(url, self.bounds.allowed)
        if goal.site not in self.robots:
            self.robots[goal.site] = self._rules(goal)
        if not self.robots[goal.site].can_fetch(url, AGENT):
            raise BadArticle(f"{shown(url)}: the site's robots.txt asks not to; save the page and give the file")
        return goal

    def _rules(self, goal: Target) -> "Protego":
        """The rules of a site as RFC 9309 reads them: none where there is no robots.txt, all closed where it fails."""
        from protego import Protego

        asked = replace(goal, url=f"{goal.site}/robots.txt", path="/robots.txt")
        try:
            for _ in range(self.bounds.most_redirects + 1):
                answer = self._tried(asked, {}, ROBOTS_BYTES)
                if answer.status not in REDIRECTS:
                    break
                asked = target(urljoin(asked.url, answer.headers.get("location", "")), self.bounds.allowed)
        except Unanswered as error:
            raise BadArticle(str(error)) from error
        except BadArticle:
            return Protego.parse(NO_ROBOTS)
        if 200 <= answer.status < 300:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        return Protego.parse("" if 300 <= answer.status < 500 and answer.status != 429 else NO_ROBOTS)

    def _tried(self, goal: Target, headers: dict[str, str], limit: int) -> Answer:
        """The answer, after as many tries as may be. Raises Unanswered where none came."""
        for left in reversed(range(self.bounds.tries)):
            self._wait(goal)
            wait = self.bounds.backoff * 2 ** (self.bounds.tries - left - 1)
            try:
                answer = exchange(goal, headers, self.bounds, limit)
            except Unanswered:
                if not left:
                    raise
            else:
                if answer.status not in PASSING or not left:
                    return answer
                wait = max(wait, _seconds(answer.headers.get("retry-after", "")))
            time.sleep(min(wait, LONGEST_PAUSE))
        raise Unanswered(f"{shown(goal.url)}: not tried")

    def _wait(self, goal: Target) -> None:
        """Keeps the pause between two requests to a site, the longer one of ours and theirs."""
        rules = self.robots.get(goal.site)
        theirs = float(rules.crawl_delay(AGENT) or 0) if rules is not None else 0.0
        pause = min(max(self.bounds.pause, theirs), LONGEST_PAUSE)
        last = self.asked.get(goal.site)
        if last is not None:
            time.sleep(max(0.0, last + pause - time.monotonic()))
        self.asked[goal.site] = time.monotonic()


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else 0.0
