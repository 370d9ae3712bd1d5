"""theme.yml: what a theme is called, what it builds on, its logo and its colours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from okrsite.diagnostics import Diagnostic, Finding, Severity
from okrsite.loading.colours import Colour, NotAColour, parse_colour
from okrsite.loading.decoder import (
    Decoder,
    Field,
    Fields,
    Record,
    line,
    read_file_record,
    reads,
    scalar,
    text,
)
from okrsite.loading.groups import group
from okrsite.loading.nodes import Node
from okrsite.loading.one_file import fields_of
from okrsite.loading.positions import locate
from okrsite.loading.reading import ODD_BREAKS, read_text
from okrsite.loading.shapes import ANY
from okrsite.source import Place, SourceFile


@reads(ANY)
def colour(decoder: Decoder, name: str, node: Node) -> Colour | None:
    """A colour as CSS writes it."""
    found = scalar(decoder, name, node, "a colour")
    if found is None:
        return None
    try:
        return parse_colour(found.text)
    except NotAColour as error:
        if not found.comment:  # else it is told already that `#` begins a comment
            decoder.fault("wrong-type", node, f"`{found.text[:60]}` is no colour", str(error))
        return None


COLOURS: Fields = tuple(
    Field(name=name, read=colour, about=about)
    for name, about in (
        ("paper", "the page"),
        ("sheet", "what lies on the page: cards, tables, pictures"),
        ("ink", "text"),
        ("quiet", "text of less weight"),
        ("line", "fine lines between things"),
        ("line-strong", "lines that mean something: borders of boxes, edges of graphs"),
        ("track", "the empty part of a bar, and the ground of code and counts"),
        ("link", "links"),
        ("accent", "bars, charts, and the mark below the current page's entry"),
        ("focus", "the ring around what the keyboard is on"),
        ("mark", "the ground of notices, and of what an address leads to"),
        ("good", "on track, delivered"),
        ("warn", "at risk, fell short, warnings"),
        ("bad", "off track, failed to deliver, errors"),
        *((f"hue-{number}", f"a team's colour, the {nth}") for number, nth in enumerate(
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), start=1
        )),
    )
)  # fmt: skip
"""The colours that a theme can set, each a custom property of the stylesheet, and what each is for."""

THEME: Fields = (
    Field(name="name", read=line, about="what the theme is called"),
    Field(name="description", read=text, about="what it is, in a sentence"),
    Field(name="extends", read=line, about="`default`: what the theme lacks is taken from the default theme"),
    Field(name="logo", read=line, about="a picture in `static/` that the header shows, like `logo.svg`"),
    Field(name="logo_dark", read=line, about="the same for dark screens"),
    Field(name="favicon", read=line, about="a picture in `static/` for the browser's tab"),
    Field(
        name="colours",
        read=group(
            (
                Field(name="light", read=group(COLOURS, "`light`"), about="colours on light screens"),
                Field(name="dark", read=group(COLOURS, "`dark`"), about="colours on dark screens"),
            ),
            "`colours`",
        ),
        about="the theme's colours",
    ),
)
"""The fields of theme.yml."""

Palette = tuple[tuple[str, Colour], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """A theme.yml as it was read; what it leaves out is empty. `light` and `dark` have the colours that it
    sets, in the order of COLOURS."""

    name: str = ""
    description: str = ""
    extends: str = ""
    logo: str = ""
    logo_dark: str = ""
    favicon: str = ""
    light: Palette = ()
    dark: Palette = ()
    source: SourceFile = field(default_factory=lambda: SourceFile(path="theme.yml"))

    def diagnostic(
        self,
        *pointer: str,
        message: str,
        hint: str = "",
        rule: str = "wrong-type",
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """What is wrong with a value of the file, at its position."""
        place = Place(source=self.source, pointer=pointer)
        return _located(Finding(place=place, message=message, hint=hint, rule=rule), severity)


def read_theme_file(file: Path, shown: str) -> tuple[ThemeFile, tuple[Diagnostic, ...]]:
    """A theme.yml, and all that is wrong with it: each an error. `shown` is what they call the file."""
    found: list[Finding] = []
    written = read_text(file, shown, found.append)
    if written is None:
        return ThemeFile(source=SourceFile(path=shown)), _errors(found)
    source = SourceFile(path=shown, front=written.translate(ODD_BREAKS), front_line=1)
    root, readable = fields_of(source, found.append)
    if not readable:
        return ThemeFile(source=source), _errors(found)
    record = read_file_record(Decoder(source, found.append), root, THEME, "theme.yml")
    get: Callable[[str], str] = lambda name: record.get(name) or ""  # noqa: E731 - a word for each field
    colours = record.get("colours")
    theme = ThemeFile(
        name=get("name"),
        description=get("description"),
        extends=get("extends"),
        logo=get("logo"),
        logo_dark=get("logo_dark"),
        favicon=get("favicon"),
        light=_palette(colours, "light"),
        dark=_palette(colours, "dark"),
        source=source,
    )
    return theme, _errors(found)


def _palette(colours: Record | None, scheme: str) -> Palette:
    chosen = colours.get(scheme) if colours else None
    if chosen is None:
        return ()
    return tuple((one.name, value) for one in COLOURS if (value := chosen.get(one.name)) is not None)


def _errors(found: list[Finding]) -> tuple[Diagnostic, ...]:
    located = [_located(finding, Severity.ERROR) for finding in found]
    return tuple(sorted(located, key=lambda d: (d.span.line, d.span.column)))


def _located(finding: Finding, severity: Severity) -> Diagnostic:
    return Diagnostic(
        rule=finding.rule,
        severity=severity,
        path=finding.place.source.path,
        span=locate(finding.place),
        message=finding.message,
        hint=finding.hint,
    )
