"""Which requests are for this server, and from its own pages.

A browser has pages of many sites open, and lets each of them send requests to anyone. One that gets its
own name to lead to this machine (DNS rebinding) could even read the answers: so a request has to name this
server by a name that nobody else can have. And what a page of another origin asks for is refused, as far as
a browser says where a request comes from: all that it may do is to lead here, by a link.
"""

import ipaddress
import re
from contextlib import suppress

from okrsite.preview.request import Asked

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::([0-9]{1,5}))?")

Number = ipaddress.IPv4Address | ipaddress.IPv6Address


class OwnAddress:
    """The address of a server that was told to listen on `host`, and got the number `bound` and a port."""

    def __init__(self, host: str, bound: str, port: int) -> None:
        self._host = host.lower().partition("%")[0]
        self._port = port
        numbers = {_number("127.0.0.1"), _number("[::1]"), _number(_bracketed(bound.partition("%")[0]))}
        self._numbers = {number for number in numbers if number is not None and not number.is_unspecified}
        self._every = any(number is not None and number.is_unspecified for number in numbers)

    @property
    def url(self) -> str:
        """The address of the start page."""
        return f"http://{'localhost' if self._every else _bracketed(self._host)}:{self._port}/"

    @property
    def private(self) -> bool:
        """Whether nobody but this machine can reach it."""
        return not self._every and all(number.is_loopback for number in self._numbers)

    def is_asked(self, asked: Asked) -> bool:
        """Tell whether a request names this server, once and as nobody else is named."""
        hosts = asked.fields.get("host", ())
        found = _HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        if found is None or int(found[2] or 80) != self._port or (found[2] or "").startswith("0"):
            return False
        number = _number(found[1])
        if number is None:
            return found[1] in ("localhost", self._host)
        # A server on every address is asked by many numbers. They are safe: nobody can make another site's
        # name of them, as they can of a name of their own.
        return self._every or number in self._numbers

    def is_from_elsewhere(self, asked: Asked, *, links: bool) -> bool:
        """Tell whether a page of another origin sent a request that came to this server's name; `links`
        allows those by which a reader comes here from another page."""
        origins = asked.fields.get("origin", ())
        if origins and [origin.lower() for origin in origins] != [f"http://{asked.one('host').lower()}"]:
            return True
        # https://web.dev/articles/fetch-metadata; localhost with another port is `same-site`.
        if asked.one("sec-fetch-site").lower() in ("", "same-origin", "none"):
            return False
        is_link = (asked.one("sec-fetch-mode"), asked.one("sec-fetch-dest")) == ("navigate", "document")
        return not (links and is_link)


def _number(name: str) -> Number | None:
    """The number that a host is named by, IPv6 in brackets; None for a name of letters."""
    with suppress(ValueError):
        if name.startswith("["):
            return ipaddress.IPv6Address(name[1:-1])
        return ipaddress.IPv4Address(name)
    return None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
