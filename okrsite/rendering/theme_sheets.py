"""A theme's own stylesheets: what they load, and whether it is there."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from okrsite.diagnostics import Diagnostic, Severity, did_you_mean
from okrsite.source import Span

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOADED = re.compile(r"""url\(\s*["']?([^"')\s]+)["']?\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE)
_OUT = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def sheet_warnings(sheet: Path, inside: str, shown: str, static: Collection[str]) -> Iterator[Diagnostic]:
    """What a stylesheet loads that no reader would get: from other sites, and files that are not there.

    `inside` is its path in the static folder, `static` are the paths of all static files of the site.
    """
    text = sheet.read_text(encoding="utf-8-sig", errors="replace")
    plain = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in _LOADED.finditer(plain):
        group = 1 if found[1] else 2
        address = found[group]
        if _OUT.match(address):
            message, hint = "nothing is loaded from another site", "Put a copy of the file into `static/`."
        elif address.startswith(("data:", "#")):
            continue
        else:
            path = unquote(re.split("[?#]", address)[0])
            wanted = normpath(join(dirname(inside), path))
            if wanted in static:
                continue
            message = f"there is no file `{path}` beside `{inside}`"
            hint = did_you_mean(wanted, static) or "Put the file into `static/`."
        start = found.start(group)
        line, column = plain.count("\n", 0, start) + 1, start - plain.rfind("\n", 0, start)
        span = Span(line=line, column=column, end_line=line, end_column=column + len(address))
        yield Diagnostic(
            rule="reference-not-found",
            severity=Severity.WARNING,
            path=shown,
            span=span,
            message=message,
            hint=hint,
        )
