"""One page on loopback, and what was asked of its server."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class ServedPage:
    url: str
    asked: list[str] = field(default_factory=list)
    """Method and path of each request."""


@contextlib.contextmanager
def serving_page(html: str) -> Iterator[ServedPage]:
    """Serve the page under every path until the block ends."""
    served = ServedPage("")

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(html.encode())

        do_POST = do_GET  # noqa: N815 - as the server calls it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
