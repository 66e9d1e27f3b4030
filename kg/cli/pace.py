"""How fast work goes, and how long it will still take."""

from collections.abc import Callable
from time import monotonic

# Articles before which a rate says little: the model is still being loaded.
FEW = 3

_HOUR, _MINUTE = 3600, 60


class Pace:
    """Told how many articles are done, says the time left, where all are known, and the rate since the first."""

    def __init__(self, expected: int | None, clock: Callable[[], float] = monotonic) -> None:
        self._expected, self._clock = expected, clock
        self._start: tuple[int, float] | None = None

    def share(self, seen: int) -> float | None:
        """How much of all is done when so many articles are, from 0 to 1; None where it is not known how many come."""
        return None if not self._expected or seen > self._expected else seen / self._expected

    def told(self, worked: int, seen: int) -> str:
        """Time left and rate, for `worked` articles that took work of `seen` in all; empty where it is too early."""
        now = self._clock()
        if worked == 0:
            return ""
        if self._start is None:
            self._start = (worked, now)
        first, since = self._start
        if worked - first < FEW or now <= since:
            return ""
        rate = (worked - first) / (now - since)
        words = f"{rate:.1f} articles/s, " if rate >= 1 else f"{1 / rate:.1f} s an article, "
        if self._expected is None or seen > self._expected:
            return words
        return f"{left((self._expected - seen) / rate)} left, {words}"


def left(seconds: float) -> str:
    """A time to wait, as people say it.

    >>> left(40), left(100), left(7300)
    ('under a minute', 'about 2 min', 'about 2 h 2 min')
    """
    if seconds < _MINUTE:
        return "under a minute"
    minutes = round(seconds / _MINUTE)
    if seconds < _HOUR:
        return f"about {minutes} min"
    return f"about {minutes // 60} h {minutes % 60} min"
