"""The preview's web server: the site, live reload, and the faults of the last build.

For one person on one machine. What it shows is not for other sites' pages that the same browser has open,
so it serves only requests for its own host name, and lets no foreign origin listen.
"""

import errno
import socket
import threading
from collections.abc import Callable, Sequence

from okrsite.preview.connections import SiteServer
from okrsite.preview.news import News
from okrsite.preview.overlay import Fault
from okrsite.preview.shown import Site
from okrsite.rendering.themes import ThemeError

__all__ = ["Fault", "PreviewError", "PreviewServer"]


class PreviewError(Exception):
    """The preview cannot start; the text says why and what to do."""


class PreviewServer:
    """Serves a site on one address of this machine, and keeps the browsers up to date."""

    def __init__(self, *, host: str = "127.0.0.1", port: int) -> None:
        """Reserve the port; 0 is any free one.

        Raises PreviewError if the port is in use or the host is not this machine's.
        """
        self._news = News()
        self._server = _bound(host, port, self._news)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="okrsite-preview", daemon=True
        )

    @property
    def url(self) -> str:
        """The address of the site's start page."""
        return self._server.own.url

    @property
    def private(self) -> bool:
        """Whether only this machine can reach it."""
        return self._server.own.private

    def start(self) -> None:
        """Begin to answer, in threads of their own that end with the program."""
        self._thread.start()

    def stop(self) -> None:
        """End at once, open connections included. May be called more than once."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.close()

    def show(self, faults: Sequence[Fault]) -> None:
        """Show these faults on every page, open ones and later ones; none takes the panel away."""
        self._news.show(faults)

    def show_site(self, site: Site) -> None:
        """Show another site from now on, and have every open page reloaded."""
        self._server.shown = site
        self._news.next_build()

    def on_broken(self, tell: Callable[[ThemeError], None]) -> None:
        """Have somebody told of pages that the theme can't make, in the thread that was asked for one."""
        self._server.on_broken = tell


def _bound(host: str, port: int, news: News) -> SiteServer:
    if not host.strip():  # which would be every address of this machine
        raise PreviewError("--host is empty: leave it out, or name an address of this machine.")
    if not 0 <= port <= 65535:
        raise PreviewError(f"{port} is no port: choose one from 1024 to 65535 with --port.")
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return SiteServer(address, family, host=host, news=news)
    except (OSError, UnicodeError) as error:
        raise PreviewError(_explained(error, host, port)) from error


def _explained(error: Exception, host: str, port: int) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return (
            f"port {port} is in use, perhaps by another okrsite serve: "
            f"end that, or choose another port, for example --port {port + 1 if port < 65535 else 8000}."
        )
    if number == errno.EACCES:
        return f"port {port} is kept for the system: choose another one with --port, 1024 or above."
    return f"{host} is not an address of this machine ({error}): choose another one with --host."
