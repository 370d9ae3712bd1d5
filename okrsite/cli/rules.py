"""okrsite rules: all rules as they are set now, or the page of one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import WrongUse, content_option
from okrsite.cli.terminal import printable

if TYPE_CHECKING:
    from okrsite.rules.rule import Rule
    from okrsite.settings import RuleSetting, Settings

COLOURS = {"error": "red", "warning": "yellow"}


@click.command(epilog="Example:  okrsite rules objective-unaligned")
@click.argument("name", required=False, metavar="[NAME]")
@content_option
def rules(name: str | None, content: Path) -> None:
    """List all rules with what they are now, or show the page of the rule NAME.

    What they are now follows from the settings of --content, if there are any: an error stops publishing, a
    warning is shown; off is what the settings turned off, and asleep what they may wake.
    """
    from okrsite.diagnostics import did_you_mean
    from okrsite.rules.registry import BY_NAME
    from okrsite.settings import Settings

    settings = _settings(content)
    if name is None:
        _list(settings or Settings())
        where = f"by {content / 'okrsite.yml'}" if settings else "as they are without settings"
        click.echo(f"{len(BY_NAME)} rules, {printable(where)}. `okrsite rules NAME` explains one.")
        return
    rule = BY_NAME.get(name.strip().lower())
    if rule is None:
        hint = did_you_mean(name, BY_NAME) or "`okrsite rules` lists them all."
        raise WrongUse(f"There is no rule `{printable(name)}`. {hint}")
    _page(rule, settings or Settings())


def _settings(content: Path) -> "Settings | None":
    """The settings of a content folder; None where there are none that can be read."""
    from okrsite.loading import yaml_reading
    from okrsite.loading.decode_company import decode_settings
    from okrsite.loading.decoder import Decoder
    from okrsite.loading.reading import read_text
    from okrsite.source import SourceFile

    def ignore(_: object) -> None:
        """`okrsite check` tells what is wrong with them."""

    file = content / "okrsite.yml"
    text = read_text(file, file.name, ignore) if file.is_file() else None
    root, _ = yaml_reading.parse(text) if text is not None else (None, [])
    if text is None or root is None:
        return None
    return decode_settings(Decoder(SourceFile(path=file.name, front=text), ignore), root)


def _state(rule: "Rule", settings: "Settings") -> str:
    """What a rule is now: error, warning, off or asleep."""
    from okrsite.rules.configuration import configure

    severity = configure(rule, settings).severity
    if severity is not None:
        return severity.value
    named = any(name == rule.name for name, _ in settings.rules)
    return "asleep" if rule.asleep and not named else "off"


def _list(settings: "Settings") -> None:
    """The rules in their groups, a line each; on a terminal summaries are wrapped."""
    import textwrap

    from okrsite.rules.registry import BY_NAME, GROUPS

    width = _columns()
    longest = max(map(len, BY_NAME))
    for heading, group in GROUPS:
        if not group:
            continue
        click.echo(click.style(heading, bold=True))
        for rule in group:
            state = _state(rule, settings)
            label = click.style(f"{state:<7}", fg=COLOURS.get(state), dim=state not in COLOURS)
            if width is None:
                click.echo(f"  {rule.name:<{longest}}  {label}  {rule.summary}")
            elif width >= longest + 50:
                begin = longest + 13
                first, *more = textwrap.wrap(rule.summary, width - begin) or [""]
                click.echo(f"  {click.style(f'{rule.name:<{longest}}', bold=True)}  {label}  {first}")
                for line in more:
                    click.echo(f"{'':{begin}}{line}")
            else:
                click.echo(f"  {click.style(rule.name, bold=True)}  {label.rstrip()}")
                for line in textwrap.wrap(rule.summary, width - 4):
                    click.echo(f"    {line}")
        click.echo()


def _columns() -> int | None:
    """The columns of the terminal; None where lines go elsewhere and are not wrapped."""
    if not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return max(get_terminal_size().columns, 30)


def _page(rule: "Rule", settings: "Settings") -> None:
    """A rule's page: what it is now, what it is about, its options."""
    state = _state(rule, settings)
    label = click.style(state, fg=COLOURS.get(state), bold=True)
    click.echo(f"{click.style(rule.name, bold=True)}  {label}\n")
    _markdown(rule.page.strip())
    click.echo()
    for line in _how_it_is_set(rule, settings):
        click.echo(line)


def _how_it_is_set(rule: "Rule", settings: "Settings") -> list[str]:
    """What a rule is by itself, its options, and what the settings make of them."""
    from okrsite.rules.configuration import configure
    from okrsite.rules.presets import PRESETS

    if rule.fixed:
        return ["It is always an error: without it the site would be wrong."]
    lines = []
    if rule.asleep:
        lines.append("It sleeps until a preset or the settings wake it.")
    if rule.lasting:
        lines.append("It is shown for closed cycles too.")
    if rule.options:
        lines.append("Options:")
        now = configure(rule, settings).options
        for option in rule.options:
            value = now[option.name]
            changed = "" if value == option.usual else f", {value} by the settings"
            lines.append(f"  {option.name}: {option.about} (usually {option.usual}{changed})")
    presets = [_preset(name, preset[rule.name]) for name, preset in PRESETS.items() if rule.name in preset]
    if presets:
        lines.append(f"Presets that set it: {', '.join(presets)}.")
    lines.append("To change it, write in okrsite.yml, with `off`, `warning` or `error`:")
    level = "warning" if rule.asleep or rule.options else "off"
    lines.append("  rules:")
    if rule.options:
        lines += [f"    {rule.name}:", f"      level: {level}"]
        lines += [f"      {option.name}: {option.usual}" for option in rule.options]
    else:
        lines.append(f"    {rule.name}: {level}")
    return lines


def _preset(name: str, setting: "RuleSetting") -> str:
    """A preset and the options it gives a rule: `` `strict` (at_most: 1) ``."""
    options = ", ".join(f"{option}: {value}" for option, value in setting.options)
    return f"`{name}` ({options})" if options else f"`{name}`"


def _markdown(text: str) -> None:
    """Markdown, laid out on a terminal and as it was written elsewhere."""
    if not sys.stdout.isatty():
        click.echo(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    # Rich's own styles put code on black, which a light terminal shows as a bar.
    theme = Theme({"markdown.code": "bold", "markdown.code_block": "none"})
    console = Console(highlight=False, theme=theme)
    console.print(Markdown(text, code_theme="ansi_dark"), width=min(console.width, 90))
