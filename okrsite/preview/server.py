"""The preview's web server: the published site, live reload, and the faults of the last build.

For one person on one machine. What it shows is not for other sites' pages that the same browser has open,
so it serves only requests for its own host name, and lets no foreign origin listen.
"""

import errno
import ipaddress
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from okrsite.preview.handler import SiteServer
from okrsite.preview.news import News
from okrsite.preview.overlay import Fault

__all__ = ["Fault", "PreviewError", "PreviewServer"]

_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


class PreviewError(Exception):
    """The preview cannot start; the text says why and what to do."""


class PreviewServer:
    """Serves a folder on one address of this machine, and keeps the browsers up to date.

    The folder may be replaced, or be missing, at any time. Published files are never changed.
    """

    def __init__(self, folder: Path, *, host: str = "127.0.0.1", port: int) -> None:
        """Take the published site's folder and reserve the port; 0 is any free one.

        Raises PreviewError if the port is in use or the host is not this machine's.
        """
        self._news = News()
        self._server = _bound(folder, host, port, self._news)
        self._host = host
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="okrsite-preview", daemon=True
        )

    @property
    def url(self) -> str:
        """The address of the site's start page."""
        host = self._host
        if _is_every_address(host):
            host = "localhost"
        return f"http://{_bracketed(host)}:{self._server.port}/"

    def start(self) -> None:
        """Begin to answer, in threads of their own that end with the program."""
        self._thread.start()

    def stop(self) -> None:
        """End at once, open connections included. May be called more than once."""
        self._news.close()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.close()

    def show(self, faults: Sequence[Fault]) -> None:
        """Show these faults on every page, open ones and later ones; none takes the panel away."""
        self._news.show(faults)

    def reload(self) -> None:
        """Have every open page reloaded, since the site was published anew."""
        self._news.next_build()


def _bound(folder: Path, host: str, port: int, news: News) -> SiteServer:
    def allows(asked: str, own_port: int) -> bool:
        return _is_own(asked, host.lower(), own_port)

    if not 0 <= port <= 65535:
        raise PreviewError(f"{port} is no port: choose one from 1024 to 65535 with --port.")
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        place = (str(address[0]), int(address[1]))
        return SiteServer(place, family, folder=folder, news=news, allows=allows)
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


def _is_own(asked: str, host: str, port: int) -> bool:
    """Tell whether a Host header names this server: a name of this machine, or the one it was told."""
    names = {*_OWN_NAMES, _bracketed(host)}
    if asked in {f"{name}:{port}" for name in names} or (port == 80 and asked in names):
        return True
    # A server on every address is asked by many names. Numbers are safe: nobody can make another site's
    # name of them, as they can of a name of their own.
    name, _, asked_port = asked.rpartition(":")
    return _is_every_address(host) and asked_port == str(port) and _is_number(name)


def _is_every_address(host: str) -> bool:
    with suppress(ValueError):
        return host == "" or ipaddress.ip_address(host).is_unspecified
    return False


def _is_number(name: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(name.removeprefix("[").removesuffix("]")) is not None
    return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
