"""What published files hold that nobody but okrsite may have put there: found by parsers, not by patterns."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

_TAGS = """
a abbr article aside b blockquote body br button caption circle code col colgroup dd del desc
details dialog div dl dt em fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header
hr html i img input kbd label legend li line link main meta nav ol optgroup option p path picture
polygon polyline pre rect s script search section select small source span strong style sub summary
sup svg table tbody td template text tfoot th thead time title tr tspan u ul var defs use output ins
mark progress meter noscript data datalist
"""
TAGS = frozenset(_TAGS.split())
_ADDRESSED = """
href src srcset action formaction poster data background cite longdesc manifest xlink:href ping
"""
ADDRESSED = frozenset(_ADDRESSED.split())
EMPTY = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "source"])
FORBIDDEN = frozenset(["style", "srcdoc", "ping", "background", "http-equiv"])
SCHEMES = frozenset(("", "http", "https", "mailto"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'"
)


class Inspector(HTMLParser):
    """Reads a page and notes `faults`: elements and attributes that have no business there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.islands: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        if len(held) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag == "meta" and "http-equiv" in held:
            content = str(held.get("content"))
            if held["http-equiv"] == "Content-Security-Policy":
                self.policy = self.policy or content
            elif held["http-equiv"] != "refresh" or is_foreign(content.partition("url=")[2]):
                self.faults.append(f"meta {held}")
        elif tag == "script" and held.get("type") == "application/json":
            self.islands.append("")
        elif tag == "script" and not str(held.get("src", "")).endswith(".js"):
            self.faults.append("a script within the page")
        for name, value in attrs:
            if name.startswith("on") or (name in FORBIDDEN and tag != "meta"):
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in ADDRESSED and (fault := address_fault(value or "")):
                self.faults.append(f"<{tag} {name}={value!r}>: {fault}")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            if self.islands:
                self.islands[-1] += data
            else:
                self.faults.append("words in a script")
        elif self.open and self.open[-1] == "style":
            self.faults.append("a style within the page")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data[:40]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data[:40]}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"a declaration: {data[:40]}")


def address_fault(address: str) -> str:
    """Why nobody should follow an address; empty where it is sound."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "no address"
    if parts.scheme.lower() not in SCHEMES:
        return "a scheme that is not for links"
    if not parts.scheme and (
        address.startswith(("//", "\\", "/\\")) or ":" in address.split("/")[0].split("#")[0]
    ):
        return "leads elsewhere without saying so"
    if any(ord(character) <= 32 or ord(character) == 127 for character in address):
        return "blanks or control characters"
    if parts.scheme.lower() in {"http", "https"} and (not parts.hostname or "\\" in address):
        return "no host"
    return ""


def is_foreign(address: str) -> bool:
    """Whether an address leads out of the site."""
    return bool(address_fault(address) or urlsplit(address).scheme)


def html_faults(page: str) -> list[str]:
    """What is wrong in a page."""
    inspector = Inspector()
    inspector.feed(page)
    inspector.close()
    faults = inspector.faults
    if inspector.open:
        faults.append(f"left open: {inspector.open[-3:]}")
    if inspector.policy != POLICY:
        faults.append(f"policy {inspector.policy!r}")
    for island in inspector.islands:
        json.loads(island)
    return faults


def svg_faults(picture: str) -> list[str]:
    """What is wrong in an SVG picture that okrsite drew."""
    faults = []
    for element in ElementTree.fromstring(picture).iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag not in TAGS or tag in {"script", "img", "input"}:
            faults.append(f"<{tag}>")
        for name, value in element.attrib.items():
            name = name.rpartition("}")[2]
            if name.startswith("on") or name == "style":
                faults.append(f"<{tag} {name}={value!r}>")
            if name in {"href", "src"} and (fault := address_fault(value)):
                faults.append(f"<{tag} {name}={value!r}>: {fault}")
    return faults


def formulas(table: str) -> list[str]:
    """The cells of a CSV file that a spreadsheet would run."""
    return [
        cell
        for row in csv.reader(io.StringIO(table, newline=""))
        for cell in row
        if cell.lstrip("\ufeff")[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell and not _is_number(cell)
    ]


def _is_number(cell: str) -> bool:
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return False
    return True


def site_faults(site: Path) -> list[str]:
    """What is wrong in any file of a site."""
    faults = []
    for file in sorted(site.rglob("*")):
        own = file.relative_to(site).as_posix()
        if file.is_symlink():
            faults.append(f"{own}: a link")
        elif file.suffix == ".html":
            faults += [f"{own}: {fault}" for fault in html_faults(file.read_text("utf-8"))]
        elif file.suffix == ".svg" and not own.startswith(("assets/", "_static/")):
            faults += [f"{own}: {fault}" for fault in svg_faults(file.read_text("utf-8"))]
        elif file.suffix == ".json":
            json.loads(file.read_bytes())
        elif file.suffix in {".xml", ".atom"}:
            ElementTree.fromstring(file.read_bytes())
    return faults
