"""What a browser asks for: the head of a request, read strictly. What can be read in two ways is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP/(\d)\.(\d)")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
_LONGEST_TARGET = 8000  # bytes
_MOST_FIELDS = 100


class Refused(Exception):
    """A request that gets no answer but why."""

    def __init__(self, status: HTTPStatus, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request's head. `path` is percent-encoded and begins with `/`; `query` is empty or begins with `?`;
    `fields` are the header fields, by their names in lower case, each with all its values."""

    method: str
    path: str
    query: str
    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The value of a field: several as one list, and empty where there is none."""
        return ", ".join(self.fields.get(name, ()))

    @property
    def has_body(self) -> bool:
        """Whether more follows."""
        return "transfer-encoding" in self.fields or self.one("content-length").strip("0") != ""


def begins_well(head: bytes) -> bool:
    """Tell whether the first bytes of a connection can begin a request: those of TLS can't."""
    return re.match(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]", head) is not None


def read(head: bytes) -> Asked:
    """Read a request's head, from its first line to the empty one. Raises Refused."""
    first, *lines = re.split(rb"\r?\n", head.rstrip(b"\r\n"))
    method, target = _first_line(first)
    if len(lines) > _MOST_FIELDS:
        raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request has too many header fields")
    fields: dict[str, tuple[str, ...]] = {}
    for line in lines:
        found = _FIELD.fullmatch(line)
        # A line that goes on where the last one ended, a space before the colon, a lone carriage return: each
        # was once read as one thing by one program and as another by the next.
        if found is None:
            raise Refused(HTTPStatus.BAD_REQUEST, "a header field is malformed")
        name, value = found[1].decode("ascii").lower(), found[2].decode("latin-1").strip(" \t")
        fields[name] = (*fields.get(name, ()), value)
    _check_body(fields)
    path, mark, query = target.partition("?")
    return Asked(method=method, path=path, query=mark + query, fields=fields)


def _first_line(line: bytes) -> tuple[str, str]:
    """The method and the target."""
    # Asked first, as what is too long may be cut off before the version.
    if len(line) > _LONGEST_TARGET:
        raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long")
    found = _LINE.fullmatch(line)
    if found is None:
        raise Refused(HTTPStatus.BAD_REQUEST, "this is no request of HTTP/1.1")
    if found[3] != b"1":
        raise Refused(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 and HTTP/1.0")
    target = found[2].decode("latin-1")
    if not target.startswith("/") or any(ord(letter) < 0x20 or letter == "\x7f" for letter in target):
        raise Refused(HTTPStatus.BAD_REQUEST, "an address begins with a slash, and has no odd signs in it")
    return found[1].decode("ascii"), target


def _check_body(fields: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse what leaves open where the request ends."""
    lengths, encodings = fields.get("content-length", ()), fields.get("transfer-encoding", ())
    if (
        len(lengths) + len(encodings) > 1
        or any(not re.fullmatch("[0-9]{1,15}", length) for length in lengths)
        or any(encoding.lower() != "chunked" for encoding in encodings)
    ):
        raise Refused(HTTPStatus.BAD_REQUEST, "it is not clear where the request ends")
