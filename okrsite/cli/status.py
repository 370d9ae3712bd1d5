"""okrsite status: how the OKRs of a cycle stand, in the terminal."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.asking import writing_told
from okrsite.cli.options import content_option, today_option
from okrsite.cli.terminal import printable

if TYPE_CHECKING:
    from rich.text import Text

    from okrsite.building.report import Checked
    from okrsite.model.cycle import Cycle
    from okrsite.model.team import Team
    from okrsite.views.company import Company
    from okrsite.views.status import Gauge, StatusBoard, StatusKeyResult, StatusObjective

STYLES = {
    "on track": "green",
    "at risk": "yellow",
    "off track": "red",
    "stale": "magenta",
    "no reading": "dim",
    "exceeded": "green",
    "delivered": "green",
    "fell short": "yellow",
    "failed to deliver": "red",
}
"""Colours of the terminal's own, which fit a dark and a light one."""

NARROW = 70
"""Columns below which bars are short."""


@click.command(epilog="Example:  okrsite status growth")
@click.argument("team", required=False, metavar="[TEAM]")
@click.option("--cycle", metavar="CYCLE", help="The cycle, by default the current one.")
@content_option
@today_option
def status(team: str | None, cycle: str | None, content: Path, today: date | None) -> None:
    """Show how the OKRs stand: of the whole company, or of one TEAM (its id or name).

    A bar's mark shows where it should be by now. Faults in the content don't stop it; the last line has
    the counts, always in the same order, for scripts. Exits with 0.
    """
    from okrsite.building.pipeline import check_content
    from okrsite.cli.terminal import counted, progress_bar
    from okrsite.views.status import status_board
    from okrsite.writing.choosing import cycle_named, team_named

    with writing_told():
        with progress_bar() as progress:
            checked = check_content(content, today=today, progress=progress)
        whose = team_named(checked.facts, team) if team is not None else None
        named = cycle_named(checked.facts, cycle) if cycle is not None else None
    company = _published(checked, content)
    at = named or _usual(company, whose)
    if at is None:
        click.echo("There is no cycle yet: `okrsite new cycle` makes one.")
        return
    drafts = sum(
        o.draft and o.cycle == at.id and (whose is None or o.team == whose.id)
        for o in checked.facts.portfolio.objectives
    )
    _show(status_board(company, at, whose, drafts=drafts))
    if checked.errors:
        click.echo(
            f"{counted(checked.errors, 'error')} in the content: `okrsite check` shows them.", err=True
        )


def _published(checked: "Checked", content: Path) -> "Company":
    from okrsite.building.pipeline import published_company

    return published_company(checked, content)


def _usual(company: "Company", team: "Team | None") -> "Cycle | None":
    """The current cycle; for a team without objectives in it another active one where it has some."""
    from okrsite.model.cycle import CycleState

    current = company.current
    if team is None or current is None or (current.id, team.id) in company.filled:
        return current
    active = (c for c in company.portfolio.cycles if company.state(c.id) is CycleState.ACTIVE)
    return next((c for c in active if (c.id, team.id) in company.filled), current)


def _show(board: "StatusBoard") -> None:
    """Print the board: coloured and within the columns of a terminal, else as plain lines."""
    if not sys.stdout.isatty():
        for line in Page(None).lines(board):
            click.echo(line.plain)
        return
    from rich.console import Console

    console = Console(highlight=False)
    for line in Page(console.width).lines(board):
        console.print(line, soft_wrap=True)


class Page:
    """The board as lines of at most `width` columns; None does not wrap them."""

    def __init__(self, width: int | None) -> None:
        self.width = width
        self.cells = 10 if width is not None and width < NARROW else 20
        encoding = (sys.stdout.encoding or "").lower().replace("-", "")
        self.signs = tuple("█░│" if encoding.startswith("utf") and width is not None else "#.|")

    def lines(self, board: "StatusBoard") -> "Iterator[Text]":
        yield from self.wrapped(board.title, 0, "bold")
        yield from self.wrapped(board.remark, 0, "dim")
        for team in board.teams:
            yield _text("")
            yield from self.wrapped(team.name, 0, "bold underline")
            for objective in team.objectives:
                yield _text("")
                yield from self.objective(objective, planned=board.planned)
        yield _text("")
        for note in board.notes:
            yield from self.wrapped(note, 0, "dim")
        yield from self.joined([_text(part, "bold") for part in board.summary.split(", ")], 0, ", ")

    def objective(self, one: "StatusObjective", *, planned: bool) -> "Iterator[Text]":
        yield from self.wrapped(one.title, 2, "bold")
        pieces = [] if planned else [self.bar(one.gauge, one.mark)]
        pieces += [_text(one.mark, STYLES.get(one.mark, ""))] if one.mark else []
        yield from self.joined([*pieces, *map(_text, one.facts)], 2)
        for key_result in one.key_results:
            yield from self.key_result(key_result, planned=planned)

    def key_result(self, one: "StatusKeyResult", *, planned: bool) -> "Iterator[Text]":
        yield from self.wrapped(one.title, 4, "")
        if planned:
            yield from self.joined([_text(fact, "dim") for fact in one.facts], 4)
            return
        marks = [_text("stale", STYLES["stale"])] if one.stale else []
        if one.mark:
            mark = _text(one.mark, STYLES.get(one.mark, ""))
            if one.stated:
                mark.append(f" (the team says {one.stated})", "not bold default")
            marks.append(mark)
        yield from self.joined([self.bar(one.gauge, one.mark), *marks, *map(_text, one.facts)], 4)

    def bar(self, gauge: "Gauge", mark: str) -> "Text":
        """A bar with its figure: what is reached, what is not, and a mark where it should be."""
        full, empty, expected = self.signs
        filled = 0 if gauge.percent is None else gauge.percent * self.cells // 100
        at = None if gauge.expected is None else min(gauge.expected * self.cells // 100, self.cells - 1)
        text = _text("")
        for cell in range(self.cells):
            if cell == at:
                text.append(expected, "bold")
            elif cell < filled:
                text.append(full, STYLES.get(mark, ""))
            else:
                text.append(empty, "dim")
        return text.append(f" {gauge.text:>5}")

    def wrapped(self, words: str, indent: int, style: str) -> "Iterator[Text]":
        """A text below its indent, in as many lines as it takes."""
        yield from self.joined([_text(word, style) for word in words.split()], indent, " ")

    def joined(self, pieces: "list[Text]", indent: int, between: str = " · ") -> "Iterator[Text]":
        """Pieces beside each other, on a new line where the next does not fit."""
        line = _text(" " * indent)
        begun = False
        for piece in pieces:
            gap = between if begun else ""
            if begun and self.width is not None and line.cell_len + len(gap) + piece.cell_len > self.width:
                yield line.append(gap.rstrip(" ·"))
                line, gap = _text(" " * indent), ""
            line.append(gap, "dim").append_text(piece)
            begun = True
        if begun:
            yield line


def _text(words: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text(printable(words), style=style)
