"""okrsite theme: a theme of one's own, from the first file to what its templates can use."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import WrongUse, content_option, strict_option, today_option
from okrsite.cli.terminal import counted, printable, show_findings

if TYPE_CHECKING:
    from okrsite.rendering.theme_reference import Kind
    from okrsite.starter.theme import Colours

NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
COMMENTED = ("accent", "link", "paper", "sheet", "ink", "quiet")
"""The colours that a new theme shows, to be taken into use."""
WIDEST = 100


@click.group(epilog="Example:  okrsite theme new acme")
def theme() -> None:
    """Make a theme of your own, check it, and see what its templates can use.

    A theme is a folder: your logo and colours, and what pages of yours look like. Whatever it lacks is taken
    from the default theme.
    """


@theme.command(epilog="Example:  okrsite theme new acme")
@click.argument("name")
@content_option
def new(name: str, content: Path) -> None:
    """Write a small theme NAME into themes/ beside the content folder.

    It builds at once. No file that exists is overwritten.
    """
    from okrsite.building.dress import settings_of
    from okrsite.cli.asking import writing_told
    from okrsite.rendering.themes import DEFAULT
    from okrsite.starter.theme import theme_files
    from okrsite.theme_names import THEMES
    from okrsite.writing.files import NewFile, write_new

    if name == DEFAULT or not NAME.fullmatch(name):
        raise click.UsageError(
            f"'{DEFAULT}' is the theme that comes with okrsite; choose another name"
            if name == DEFAULT
            else f"'{printable(name)}' can't be a theme's name: take small letters, digits and hyphens"
        )
    settings = settings_of(content)
    folder = content.resolve().parent / THEMES / name
    light, dark = _usual_colours()
    files = theme_files(name, settings.company or "Our Company", light, dark)
    with writing_told():
        if folder.exists():
            raise WrongUse(f"{folder} is there already; choose another name.")
        above = content.resolve().parent
        write_new(above, [NewFile(path=f"{THEMES}/{name}/{path}", text=text) for path, text in files.items()])
    shown = content.parent / THEMES / name
    for path in files:
        click.echo(f"Wrote {printable(str(shown / path))}")
    other = "" if content == Path("content") else f" --content {content}"
    click.echo("\nNext:")
    if settings.theme != name:
        instead = f" instead of `theme: {settings.theme}`" if settings.theme != DEFAULT else ""
        click.echo(f"  write `theme: {name}` into {printable(str(content / 'okrsite.yml'))}{instead}")
    click.echo(f"  put your logo in place of {printable(str(shown / 'static' / 'logo.svg'))}")
    click.echo(printable(f"  okrsite serve --open{other}     to see each change as you save it"))
    click.echo(printable(f"  okrsite theme check{other}      to see whether all is well"))


def _usual_colours() -> "tuple[Colours, Colours]":
    """The colours that a new theme shows: those of the default theme, on light screens and on dark ones."""
    from okrsite.loading.theme_file import COLOURS
    from okrsite.rendering.theme_colours import values_in
    from okrsite.rendering.themes import DEFAULT, load_theme

    about = {field.name: field.about for field in COLOURS}
    sheet = load_theme(DEFAULT).folder / "static" / "okrsite.css"
    light, dark = (
        [(name, values[name].css, about[name]) for name in COMMENTED]
        for values in values_in(sheet.read_text("utf-8"))
    )
    return light, dark


@theme.command(epilog="Example:  okrsite theme copy objective_card")
@click.argument("part")
@click.option(
    "--theme", "into", metavar="NAME", help="The theme to copy into, instead of that in okrsite.yml."
)
@content_option
def copy(part: str, into: str | None, content: Path) -> None:
    """Copy PART of the default theme into yours, to be changed there.

    PART is a template, like home, or a component, like objective_card; `okrsite theme variables` lists them.
    No file that exists is overwritten.
    """
    from okrsite.building.dress import settings_of
    from okrsite.building.theme_place import theme_folder
    from okrsite.cli.asking import writing_told
    from okrsite.diagnostics import did_you_mean
    from okrsite.rendering.theme_parts import copied, parts
    from okrsite.rendering.themes import DEFAULT, shown
    from okrsite.writing.files import NewFile, write_new

    named = theme_folder(settings_of(content).theme, content, into)
    folder = Path(named)
    if named == DEFAULT:
        raise WrongUse("okrsite.yml names no theme of yours yet: `okrsite theme new acme` makes one.")
    if not (folder / "theme.yml").is_file():
        raise WrongUse(f"There is no theme in {printable(str(folder))}: `okrsite theme new` makes one.")
    if (found := copied(part)) is None:
        hint = did_you_mean(part, parts()) or "`okrsite theme variables` lists them all."
        raise WrongUse(f"The default theme has no template or component `{printable(part)}`. {hint}")
    inside, text = found
    file = folder.resolve() / inside
    with writing_told():
        if file.exists():
            raise WrongUse(f"{printable(shown(file))} is there already.")
        write_new(folder.resolve(), [NewFile(path=inside, text=text)])
    click.echo(f"Wrote {printable(shown(file))}")


@theme.command(epilog="Example:  okrsite theme check")
@click.argument("name", required=False, metavar="[NAME|DIR]")
@content_option
@today_option
@strict_option
def check(name: str | None, content: Path, today: date | None, strict: bool) -> None:
    """Say what is wrong with a theme: by default with the one in okrsite.yml.

    All at once: theme.yml, colours that can't be read, templates that are broken or used by no page. Every
    page is made and thrown away: of the content where that can be published, else of a small example.
    Exits with 1 if there are errors.
    """
    from okrsite.building.theme_check import check_theme
    from okrsite.cli.options import faults_told

    with faults_told():
        checked = check_theme(content, name, today=today)
    show_findings(checked.found, Path())
    errors = sum(d.severity.value == "error" for d in checked.found)
    warnings = len(checked.found) - errors
    said = f"{counted(errors, 'error')} and {counted(warnings, 'warning')}"
    made = f", {counted(checked.pages, 'page')} made of {checked.of}" if checked.pages else ""
    click.echo(f"{said[0].upper()}{said[1:]} in the theme “{printable(checked.name)}”{made}.")
    if errors or (strict and warnings):
        raise SystemExit(1)


@theme.command(epilog="Example:  okrsite theme variables objective")
@click.argument("template", required=False, metavar="[TEMPLATE]")
def variables(template: str | None) -> None:
    """List what templates can use, or all that TEMPLATE has: its blocks and its variables.

    With the name of a component, like objective_card, it lists its macros with their parameters.

    They are read off okrsite itself, so the list is that of the version which is installed.
    """
    from okrsite.diagnostics import did_you_mean
    from okrsite.rendering import theme_reference as reference
    from okrsite.rendering.theme_parts import components, macros_of, parts

    if template is None:
        _table("Templates, and the page that each makes", reference.PAGES)
        _table("Blocks", reference.BLOCKS)
        click.echo(click.style("Components", bold=True))
        named = ", ".join(components())
        click.echo(fill(named, _width(), initial_indent="  ", subsequent_indent="  ") + "\n")
        _table("Variables of every template", reference.GLOBALS)
        _table("Filters", reference.FILTERS)
        for kind in reference.shared_kinds():
            _kind(kind)
        click.echo(fill("`okrsite theme variables NAME` lists what a template or a component has.", _width()))
        return
    name = template if template.endswith(".html") else f"{template}.html"
    component = template.removesuffix("/component.html")
    if name not in reference.PAGES and component in components():
        click.echo(f"{click.style(f'{component}/component.html', bold=True)}\n")
        for signature, about in macros_of(component):
            within = fill(signature, _width(), initial_indent="  ", subsequent_indent="      ")
            click.echo(click.style(within, fg="cyan"))
            if about:
                click.echo(fill(about, _width(), initial_indent="      ", subsequent_indent="      "))
        return
    if name not in reference.PAGES:
        near = did_you_mean(component.removesuffix(".html"), parts())
        hint = near or "`okrsite theme variables` lists them all."
        raise WrongUse(f"There is no template or component `{printable(template)}`. {hint}")
    found = reference.reference_of(name)
    about = fill(f"{name}  {found.about}", _width(), subsequent_indent=" " * (len(name) + 2))
    click.echo(f"{click.style(name, bold=True)}{about[len(name) :]}\n")
    _table("Blocks", dict(found.blocks))
    for number, kind in enumerate(found.kinds):
        _kind(kind, prefix="" if number else "page: ")


def _width() -> int:
    """As wide as the terminal, and never too wide to read."""
    return max(min(get_terminal_size((80, 24)).columns, WIDEST), 40)


def _table(heading: str, rows: Mapping[str, str]) -> None:
    click.echo(click.style(heading, bold=True))
    width = max(map(len, rows), default=0)
    for name, about in rows.items():
        lines = fill(about, _width(), initial_indent=" " * (width + 4), subsequent_indent=" " * (width + 4))
        click.echo(f"  {click.style(name, fg='cyan')}{lines[2 + len(name) :]}")
    click.echo()


def _kind(kind: "Kind", *, prefix: str = "") -> None:
    """A class of values: what it is, then its fields."""
    click.echo(f"{prefix}{click.style(kind.name, bold=True)}")
    if kind.about:
        click.echo(fill(" ".join(kind.about.split()), _width(), initial_indent="  ", subsequent_indent="  "))
    width = max((len(entry.name) for entry in kind.entries), default=0)
    for entry in kind.entries:
        indent = " " * (width + 6)
        lines = fill(entry.type, _width(), initial_indent=indent, subsequent_indent=indent)
        click.echo(f"    {click.style(entry.name, fg='cyan')}{lines[4 + len(entry.name) :]}")
    click.echo()
