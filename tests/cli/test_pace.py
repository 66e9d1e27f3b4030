"""The rate of work and the time left, by a clock of our own."""

from kg.cli.pace import Pace


def test_rate_and_time_left():
    now = iter([0.0, 10.0, 12.0, 14.0, 20.0, 30.0])
    pace = Pace(100, lambda: next(now))
    assert pace.told(0, 40) == ""
    assert pace.told(1, 41) == ""
    assert pace.told(3, 43) == ""
    assert pace.told(5, 45) == "under a minute left, 1.0 articles/s, "
    assert pace.told(6, 46) == "about 2 min left, 2.0 s an article, "
    assert pace.told(6, 101) == "4.0 s an article, "


def test_without_a_number_to_expect_there_is_the_rate_alone():
    now = iter([0.0, 2.0])
    pace = Pace(None, lambda: next(now))
    assert pace.told(1, 1) == ""
    assert pace.told(9, 9) == "4.0 articles/s, "
    assert pace.share(9) is None


def test_the_share_of_all():
    assert [Pace(8).share(seen) for seen in (0, 2, 8, 9)] == [0.0, 0.25, 1.0, None]
