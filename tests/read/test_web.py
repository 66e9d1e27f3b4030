"""Fetching, against a server that misbehaves; it is on this machine, so that it must be allowed by name."""

import os
import socket

import pytest

from kg.errors import BadArticle
from kg.model import Article
from kg.read import Options, read
from kg.read.options import Fetching
from kg.read.pages import page_id
from kg.read.web import client
from kg.read.web.cache import Cache
from kg.read.web.targets import is_public, target


@pytest.fixture
def fetch(site, tmp_path):
    """Reads addresses of the site with small bounds; keyword arguments change them."""

    def of(*paths, **bounds):
        small = {"pause": 0, "timeout": 1.0, "deadline": 1.5, "limit": 100_000, "tries": 1, "backoff": 0}
        given = {"allowed": frozenset({site.host}), "cache": tmp_path / "cache", **small, **bounds}
        client._client.cache_clear()
        return list(
            read([path if "://" in path else site.url(path) for path in paths], Options(fetching=Fetching(**given)))
        )

    return of


@pytest.mark.parametrize("path", ["page", "packed", "deflated", "moved"])
def test_a_page_is_fetched_and_read(site, fetch, path):
    [article] = fetch(path)
    final = site.url("page" if path == "moved" else path)
    assert isinstance(article, Article), article
    assert (article.title, article.url, article.id) == ("Norland builds a railway", final, page_id(final))


FAULTS = {
    "bomb": "larger than 100,000 bytes",
    "endless": "larger than 100,000 bytes",
    "large": "larger than 100,000 bytes",
    "brotli": "packed as br",
    "torn": "the packed answer broke off",
    "gone": "the server said 404",
    "down": "the server said 503",
    "round": "redirected more than 5 times",
    "nowhere": "redirected more than 5 times",
    "metadata": "refused, 169.254.169.254 is no public address",
    "inside": "is none that pages come from",
    "file": "not an address of a page",
    "silent": "no answer within 1 seconds",
    "dripping": "took longer than 1.5 seconds",
    "dripping-head": "took longer than 1.5 seconds",
    "chunks": "the connection failed",
    "short": "the connection failed",
    "noise": "the connection failed",
    "hang-up": "the connection failed",
    "headers": "the connection failed",
}


@pytest.mark.parametrize("path", FAULTS)
def test_a_server_that_misbehaves_is_one_line_and_the_rest_goes_on(fetch, path):
    bad, good = fetch(path, "page")
    assert isinstance(bad, BadArticle)
    assert FAULTS[path] in str(bad)
    assert "\n" not in str(bad)
    assert isinstance(good, Article)


def test_without_leave_no_private_address_is_connected_to(site, fetch):
    [bad] = fetch("page", allowed=frozenset())
    assert "--allow-host 127.0.0.1" in str(bad)
    assert site.asked == []


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is no public address"),
        ("http://localhost/", "is no public address"),
        ("http://2130706433/", "127.0.0.1 is no public address"),
        ("http://0x7f.1/", "127.0.0.1 is no public address"),
        ("http://10.1.2.3/", "10.1.2.3 is no public address"),
        ("http://192.168.0.1/", "192.168.0.1 is no public address"),
        ("http://172.16.0.1/", "172.16.0.1 is no public address"),
        ("http://100.64.0.1/", "100.64.0.1 is no public address"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is no public address"),
        ("http://0.0.0.0/", "0.0.0.0 is no public address"),
        ("http://[::1]/", "::1 is no public address"),
        ("http://[fe80::1]/", "fe80::1 is no public address"),
        ("http://[fd00:ec2::254]/", "fd00:ec2::254 is no public address"),
        ("http://[::ffff:127.0.0.1]/", "no public address"),
        ("http://[64:ff9b::7f00:1]/", "no public address"),
        ("http://224.0.0.1/", "224.0.0.1 is no public address"),
        ("ftp://example.org/a", "must begin with http:// or https://"),
        ("file:///etc/passwd", "must begin with http:// or https://"),
        ("http://", "must begin with http:// or https://"),
        ("http://user:secret@93.184.216.34/", "an address with a password in it"),
        ("http://93.184.216.34:22/", "port 22 is none that pages come from"),
        ("http://93.184.216.34:99999/", "no address"),
        ("http://[half/", "no address"),
        ("http://exa mple.org/", "no address"),
        ("http://example.org/a\nHost: x", "no address"),
        ("http://no-such-host.invalid/", "is not known"),
    ],
)
def test_what_is_not_gone_to(url, part):
    with pytest.raises(BadArticle) as caught:
        target(url, frozenset())
    assert part in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_public_address_is_gone_to():
    goal = target("https://93.184.216.34/a b".replace(" ", "%20") + "?q=ü#top", frozenset())
    assert (goal.address, goal.port, goal.path) == ("93.184.216.34", 443, "/a%20b?q=%C3%BC")


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address):
    assert is_public(address)


def test_the_name_is_resolved_once_so_that_it_cannot_change_its_mind(monkeypatch, site, fetch):
    """DNS rebinding: a name that is public when checked and private when connected to."""
    answers, real = iter(["93.184.216.34"]), socket.getaddrinfo
    connected = []

    def resolve(host, *rest, **more):
        if host == "rebinding.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.1"), 80))]
        return real(host, *rest, **more)

    def connect(goal, *_, **__):
        connected.append(goal[0])
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    [bad] = fetch("http://rebinding.example/")
    assert "the connection failed" in str(bad)
    assert connected == ["93.184.216.34"]


@pytest.mark.parametrize(
    ("status", "rules", "is_read"),
    [
        (200, b"User-agent: *\nDisallow: /", False),
        (200, b"User-agent: *\nDisallow: /pa*e", False),
        (200, b"User-agent: communique\nDisallow: /page\n\nUser-agent: *\nAllow: /", False),
        (200, b"User-agent: *\nDisallow: /other", True),
        (200, b"\xff\xfe not rules", True),
        (200, b"x" * 600_000, False),
        (404, b"", True),
        (500, b"", False),
    ],
)
def test_robots_txt_is_obeyed(site, fetch, status, rules, is_read):
    site.robots = (status, rules)
    [item] = fetch("page")
    assert isinstance(item, Article) == is_read
    assert site.paths() == ["/page"] * is_read
    assert is_read or "robots.txt asks not to" in str(item)


def test_robots_txt_is_asked_for_once_and_its_pause_kept(site, fetch, monkeypatch):
    slept = []
    monkeypatch.setattr(client.time, "sleep", slept.append)
    site.robots = (200, b"User-agent: *\nCrawl-delay: 7\nAllow: /")
    fetch("page", "other")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/page", "/other"]
    assert [round(pause) for pause in slept] == [7, 7]


def test_a_passing_failure_is_tried_again_with_longer_and_longer_waits(site, fetch, monkeypatch):
    slept = []
    monkeypatch.setattr(client.time, "sleep", slept.append)
    [article] = fetch("shaky", tries=3, backoff=2.0)
    assert isinstance(article, Article)
    assert site.paths() == ["/shaky"] * 3
    assert [pause for pause in slept if pause] == [2.0, 4.0]


def test_what_has_not_changed_is_not_sent_again(site, fetch):
    assert fetch("validated") == fetch("validated")
    asked = [headers for path, headers in site.asked if path == "/validated"]
    assert "if-none-match" not in asked[0]
    assert asked[1]["if-none-match"] == '"v1"'
    assert asked[1]["if-modified-since"] == "Tue, 05 Mar 2024 08:00:00 GMT"


def test_a_damaged_cache_is_fetched_anew(site, fetch, tmp_path):
    [first] = fetch("validated")
    for body in (tmp_path / "cache").glob("*.body"):
        body.write_bytes(b"tampered")
    assert fetch("validated") == [first]


def test_a_feed_leads_to_its_pages_and_a_list_to_its_addresses(site, fetch, tmp_path):
    first, second = fetch("feed")
    assert (first.url, second.url) == (site.url("story-0"), site.url("story-1"))
    (tmp_path / "list.txt").write_text(f"# to read\n{site.url('page')}\n\n{site.url('gone')}\n{site.url('page')}\n")
    cache = Fetching(allowed=frozenset({site.host}), cache=tmp_path / "cache", pause=0, tries=1)
    article, fault = read([str(tmp_path / "list.txt")], Options(fetching=cache))
    assert article.url == site.url("page")
    assert "the server said 404" in str(fault)


def test_a_page_does_not_speak_for_another_site(site, fetch):
    [article] = fetch("canonical")
    assert article.url == site.url("canonical")


def test_an_address_is_fetched_once_in_a_run(site, fetch):
    assert len(fetch("page", "page")) == 1
    assert site.paths() == ["/page"]


def test_a_full_cache_lets_go_what_was_not_asked_for_longest(site, fetch, tmp_path):
    kept = tmp_path / "cache"
    for n, name in enumerate(["one", "two", "three"]):
        fetch(name)
        for path in (path for path in kept.iterdir() if path.stat().st_mtime > n + 1):
            os.utime(path, (n + 1, n + 1))
    size = sum(path.stat().st_size for path in kept.iterdir())
    fetch("one", "four", most_kept=size * 6 // 5)
    assert sum(path.stat().st_size for path in kept.iterdir()) <= size * 6 // 5
    held = [name for name in ("one", "two", "three", "four") if Cache(kept, size).find(site.url(name))]
    assert held == ["one", "three", "four"]
    assert len(list(kept.iterdir())) == 6


def test_a_cache_holds_the_page_that_was_just_fetched_however_small_it_is(site, fetch, tmp_path):
    assert isinstance(fetch("one", "two", most_kept=1)[1], Article)
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_a_proxy_that_the_environment_names_is_not_asked(site, fetch, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    [article] = fetch("page")
    assert isinstance(article, Article)
