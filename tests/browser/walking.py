"""Pages to walk through: some of each kind of a company's site, served as an intranet would."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from okrsite.building.pipeline import check_content, published_company
from okrsite.building.site import all_pages
from okrsite.views.cards import Cards
from okrsite.views.moved import MovedView

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the guide tells whoever keeps a web server to send."""

TEXTS = (".html", ".css", ".js", ".svg")

OF_A_KIND = 3
"""Pages of a kind that are looked at: the longest, the shortest and the one between."""


def pages_of_every_kind(content: Path, site: Path, today: date) -> dict[str, list[str]]:
    """Addresses of pages by the name of their kind; those that only lead elsewhere are left out."""
    company = published_company(check_content(content, today=today), content)
    found: dict[str, list[str]] = {}
    for page in all_pages(company, Cards(company)):
        if not isinstance(page, MovedView):
            found.setdefault(type(page).__name__, []).append(page.frame.url)
    return {kind: _some(urls, site) for kind, urls in found.items()}


def _some(urls: list[str], site: Path) -> list[str]:
    ranked = sorted(urls, key=lambda url: (site / url).stat().st_size)
    chosen = [ranked[0], ranked[len(ranked) // 2], ranked[-1]]
    return list(dict.fromkeys(chosen))[:OF_A_KIND]


class _Handler(SimpleHTTPRequestHandler):
    """Sends text compressed, as web servers do."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix not in TEXTS or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site, served with a strict Content-Security-Policy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
