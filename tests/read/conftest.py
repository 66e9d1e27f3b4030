"""A web server on this machine that behaves well or badly, as the path asks it to."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

WORDS = "The governments of Norland and Sudmark agreed on Tuesday to build a railway between their capitals."
PAGE = f"""<html lang="en"><head><title>Norland builds</title></head><body><main><article>
<h1>Norland builds a railway</h1><p>{WORDS}</p><p>It was said that the work would begin in the spring.</p>
</article></main></body></html>""".encode()


BOMB = gzip.compress(bytes(30_000_000))


class Site(ThreadingHTTPServer):
    """Counts what it is asked and remembers with which headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.robots: tuple[int, bytes] = (404, b"")
        self.over = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what the tests are about."""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}/{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        name = self.path.lstrip("/").partition("?")[0]
        if name == "robots.txt":
            return self.say(self.server.robots[1], status=self.server.robots[0], media="text/plain")
        act: Callable[[], None] = getattr(self, f"do_{name.replace('-', '_')}", self.do_page)
        return act()

    def say(self, body: bytes, status: int = 200, media: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_page(self) -> None:
        self.say(PAGE)

    def do_packed(self) -> None:
        self.say(gzip.compress(PAGE), Content_Encoding="gzip")

    def do_deflated(self) -> None:
        self.say(zlib.compress(PAGE), Content_Encoding="deflate")

    def do_brotli(self) -> None:
        self.say(b"\x0b\x02\x80", Content_Encoding="br")

    def do_bomb(self) -> None:
        self.say(BOMB, Content_Encoding="gzip")

    def do_torn(self) -> None:
        self.say(gzip.compress(PAGE)[:-20], Content_Encoding="gzip")

    def do_validated(self) -> None:
        if self.headers["If-None-Match"] == '"v1"':
            self.send_response(304)
            self.end_headers()
        else:
            self.say(PAGE, ETag='"v1"', Last_Modified="Tue, 05 Mar 2024 08:00:00 GMT")

    def do_shaky(self) -> None:
        seen = self.server.paths().count(self.path)
        self.say(PAGE, status=200 if seen > 2 else 503)

    def do_down(self) -> None:
        self.say(b"", status=503)

    def do_gone(self) -> None:
        self.say(b"", status=404)

    def do_moved(self) -> None:
        self.say(b"", status=301, Location="/page")

    def do_round(self) -> None:
        self.say(b"", status=302, Location="/round")

    def do_metadata(self) -> None:
        self.say(b"", status=302, Location="http://169.254.169.254/latest/meta-data/")

    def do_inside(self) -> None:
        self.say(b"", status=302, Location=f"http://localhost:{self.server.server_address[1]}/page")

    def do_file(self) -> None:
        self.say(b"", status=302, Location="file:///etc/passwd")

    def do_nowhere(self) -> None:
        self.say(b"", status=302)

    def do_silent(self) -> None:
        self.server.over.wait(20)

    def do_dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.drip(b" ")

    def do_dripping_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.drip(b"x")

    def drip(self, sign: bytes) -> None:
        while not self.server.over.is_set():
            self.wfile.write(sign)
            self.wfile.flush()
            time.sleep(0.05)

    def do_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.over.is_set():
            self.wfile.write(b"x" * 65_536)

    def do_chunks(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n")

    def do_large(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()

    def do_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"<html>")

    def do_noise(self) -> None:
        self.wfile.write(b"\x00\xff\r\n\r\n")

    def do_hang_up(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def do_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + b"\r\n")

    def do_feed(self) -> None:
        items = "".join(
            f"<item><title>Story {n}</title><link>{self.server.url(f'story-{n}')}</link>"
            "<description>Norland...</description></item>"
            for n in range(2)
        )
        body = f'<rss version="2.0"><channel><title>Example Daily</title>{items}</channel></rss>'
        self.say(body.encode(), media="application/rss+xml")

    def do_canonical(self) -> None:
        link = b'<link rel="canonical" href="https://other.example.org/stolen">'
        self.say(PAGE.replace(b"</title>", b"</title>" + link))


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of this test's own."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()
