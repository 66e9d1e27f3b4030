"""Where an address leads, and whether it may be gone to: http(s) on public hosts, and what the user allows by name."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from kg.errors import BadArticle
from kg.read.build import shown

PORTS = {"http": 80, "https": 443}
USUAL = frozenset({80, 443, 8080, 8443})
MOST_CHARS = 2_000
# IPv6 addresses that stand for IPv4 ones by translation (RFC 6052, RFC 8215).
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True)
class Target:
    """A request's goal: `path` with its query, and the one IP address that is connected to."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what shares a robots.txt."""
        return f"{self.scheme}://{self.host}:{self.port}"


def target(url: str, allowed: frozenset[str]) -> Target:
    """The target of an address, its name resolved once: what is checked is what is connected to.

    Raises BadArticle for anything but http(s), for names that do not resolve, and for addresses that are not public
    (private, loopback, link-local, cloud metadata and the like) unless `allowed` names the host.
    """
    where = shown(url)
    scheme, host, port, path = _parts(where, url)
    trusted = not allowed.isdisjoint({host, f"{host}:{port}"})
    if port not in USUAL and not trusted:
        raise BadArticle(f"{where}: port {port} is none that pages come from; --allow-host {host}:{port} takes it")
    found = _resolved(where, host, port)
    hidden = next((address for address in found if not is_public(address)), None)
    if hidden is not None and not trusted:
        raise BadArticle(f"{where}: refused, {hidden} is no public address; --allow-host {host} takes it")
    return Target(url, scheme, host, port, path, found[0])


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, and so is the IPv4 address that it may carry within.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:169.254.169.254")
    (True, False, False)
    """
    ip = ip_address(address.partition("%")[0])
    inner = _carried(ip)
    return _is_open(ip if inner is None else inner)


def _is_open(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_unspecified)


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if any(ip in network for network in _TRANSLATED):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _parts(where: str, url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and path of an address. Raises BadArticle."""
    if len(url) > MOST_CHARS or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise BadArticle(f"{where}: no address; give one without spaces, of at most {MOST_CHARS:,} characters")
    try:
        parts = urlsplit(url)
        scheme, port = parts.scheme.lower(), parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").rstrip(".")
    except ValueError as error:
        raise BadArticle(f"{where}: no address ({shown(error)}); give one such as https://example.org/news") from error
    if scheme not in PORTS or not host:
        raise BadArticle(f"{where}: not an address of a page; it must begin with http:// or https:// and a host")
    if parts.username is not None or parts.password is not None:
        raise BadArticle(f"{where.partition('//')[0]}//…@{host}: refused, an address with a password in it")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return scheme, host, port or PORTS[scheme], f"{path}?{query}" if query else path


def _resolved(where: str, host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadArticle(f"{where}: the host {shown(host)} is not known; check the address and the network") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
