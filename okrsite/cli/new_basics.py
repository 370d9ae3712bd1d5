"""okrsite new cycle, team and kpi."""

from datetime import date
from pathlib import Path

import click

from okrsite.cli.asking import Asker, no_input_option, words, write_and_tell, writing_told
from okrsite.cli.options import Day, content_option, today_option
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity, unit_named
from okrsite.rules.rule import Facts
from okrsite.writing.basics import CyclePlan, KpiPlan, TeamPlan, cycle_file, kpi_files, team_file
from okrsite.writing.choosing import dates_of, team_named
from okrsite.writing.files import WritingError
from okrsite.writing.ids import chosen_id, may_be_named
from okrsite.writing.scalars import one_line


def loaded(content: Path, today: date | None) -> Facts:
    """The facts of a content folder. Raises ContentError where there is none."""
    from okrsite.building.pipeline import check_content
    from okrsite.cli.terminal import progress_bar

    with progress_bar() as progress:
        return check_content(content, today=today, progress=progress).facts


@click.command(epilog="Example:  okrsite new cycle 2027-Q1")
@click.argument("name", required=False)
@click.option("--title", metavar="TEXT", help="What the cycle is called, by default its name.")
@click.option("--starts", type=Day(), metavar="DATE", help="Its first day, where its name does not say it.")
@click.option("--ends", type=Day(), metavar="DATE", help="Its last day.")
@content_option
@today_option
@no_input_option
def cycle(
    name: str | None,
    title: str | None,
    starts: date | None,
    ends: date | None,
    content: Path,
    today: date | None,
    no_input: bool,
) -> None:
    """Write a new cycle: a folder with its index.md.

    A NAME like 2027, 2027-H1, 2027-Q1 or FY27-Q2 gives the dates; any other needs --starts and --ends.
    """
    with writing_told():
        ask = Asker(no_input=no_input)
        facts = loaded(content, today)
        id = ask.need(name, "NAME", "The cycle's name, like 2027-Q1", lambda text: _cycle_id(facts, text))
        named = dates_of(facts, id) if id else None
        if named is None:
            starts = starts or ask.need(None, "--starts", "Its first day, like 2027-01-01", _day)
            ends = ends or ask.need(
                None, "--ends", "Its last day, like 2027-03-31", lambda text: _after(starts, _day(text))
            )
        ask.refuse_missing()
        assert id is not None
        dates = None
        if starts or ends:
            first, last = starts or (named and named[0]), ends or (named and named[1])
            assert first is not None
            assert last is not None
            dates = (first, _after(first, last))
        plan = CyclePlan(id=id, title=one_line(title or ""), dates=dates)
        write_and_tell(content, [cycle_file(plan)])
    first, last = dates or named or (None, None)
    click.echo(f"{id} runs from {first} to {last}.")
    click.echo(f"Next: okrsite new objective --cycle {id}")


def _cycle_id(facts: Facts, text: str) -> str:
    """The name of a new cycle, refused where it is none or near one that dates could be read from."""
    from okrsite.model.cycle import nearest_cycle_name

    name = one_line(text)
    if dates_of(facts, name) is not None:
        return name
    near = nearest_cycle_name(name)
    if near:
        raise WritingError(f"`{name}` is no name of a cycle. Did you mean `{near}`?")
    if not may_be_named(name):
        raise WritingError(
            f"`{name}` can't be the name of a cycle: name it like 2027-Q1 or FY27-Q2,"
            " or with the letters a-z, digits and single hyphens."
        )
    return name


def _after(starts: date | None, ends: date) -> date:
    """The last day, if it does not come before the first."""
    if starts is not None and ends < starts:
        raise WritingError(f"The cycle would end ({ends}) before it starts ({starts}).")
    return ends


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WritingError(f"`{text}` is no date: write it like 2026-11-20.") from None


@click.command(epilog="Example:  okrsite new team Growth --parent company --lead 'Ada Chen'")
@click.argument("name", required=False)
@click.option("--id", "id", metavar="ID", help="Its id, by default made from its name.")
@click.option("--parent", metavar="TEAM", help="The team above it, by default the company.")
@click.option("--lead", metavar="NAME", help="Who leads it.")
@click.option("--member", "members", metavar="NAME", multiple=True, help="Who is in it; may be repeated.")
@content_option
@today_option
@no_input_option
def team(
    name: str | None,
    id: str | None,
    parent: str | None,
    lead: str | None,
    members: tuple[str, ...],
    content: Path,
    today: date | None,
    no_input: bool,
) -> None:
    """Write a new team."""
    with writing_told():
        ask = Asker(no_input=no_input)
        facts = loaded(content, today)
        called = ask.need(name, "NAME", "What the team is called", words)
        above = ""
        if facts.portfolio.teams:
            root = facts.roots[0].id if len(facts.roots) == 1 else ""
            found = ask.need(
                parent, "--parent", "The team above it", lambda text: team_named(facts, text), default=root
            )
            above = found.id if found else ""
        elif parent:
            raise WritingError("There is no team yet: the first one is the company, and has none above it.")
        ask.refuse_missing()
        assert called is not None
        leader = ask.may(lead, "Who leads it", words, "")
        taken = {path.stem for path in (content / "teams").glob("*.md")} | set(facts.directory.former_teams)
        plan = TeamPlan(
            id=chosen_id(id, called, "team", taken, language=facts.portfolio.settings.written_language),
            name=called,
            parent=above,
            lead=leader,
            members=tuple(one_line(member) for member in members if member.strip()),
        )
        write_and_tell(content, [team_file(plan)])
    click.echo(f"Next: okrsite new objective --team {plan.id}")


@click.command(epilog="Example:  okrsite new kpi 'Acquisition cost' --unit '$' --at-most 150")
@click.argument("name", required=False)
@click.option("--id", "id", metavar="ID", help="Its id, by default made from its name.")
@click.option("--owner", metavar="NAME", help="Who watches it.")
@click.option("--unit", metavar="UNIT", help="The unit of its numbers, like % or days.")
@click.option("--at-least", metavar="NUMBER", help="The lowest value that is fine.")
@click.option("--at-most", metavar="NUMBER", help="The highest value that is fine.")
@click.option("--value", metavar="NUMBER", help="Its value today, the first line of its table.")
@content_option
@today_option
@no_input_option
def kpi(
    name: str | None,
    id: str | None,
    owner: str | None,
    unit: str | None,
    at_least: str | None,
    at_most: str | None,
    value: str | None,
    content: Path,
    today: date | None,
    no_input: bool,
) -> None:
    """Write a new KPI, and the table of its readings beside it."""
    with writing_told():
        ask = Asker(no_input=no_input)
        facts = loaded(content, today)
        called = ask.need(name, "NAME", "What the KPI is called", words)
        ask.refuse_missing()
        assert called is not None
        watcher = ask.may(owner, "Who watches it", words, "")
        unit_name = ask.may(unit, "Its unit, like % or days", words, "")
        in_unit = unit_named(unit_name) if unit_name else None

        def number(text: str) -> str:
            nonlocal in_unit
            read = _number(text, in_unit)
            in_unit = in_unit or (None if read.bare else read)
            return text.strip()

        low = ask.may(at_least, "The lowest value that is fine", number, "")

        def above(text: str) -> str:
            high = number(text)
            if low and parse_quantity(low).number > parse_quantity(high).number:
                raise WritingError(f"No value is at least {low} and at most {high}: swap the two.")
            return high

        high = ask.may(at_most, "The highest value that is fine", above, "")
        now = ask.may(value, "Its value today", number, "")
        taken = {path.stem for path in (content / "kpis").glob("*.*")}
        plan = KpiPlan(
            id=chosen_id(id, called, "kpi", taken, language=facts.portfolio.settings.written_language),
            name=called,
            owner=watcher,
            unit=unit_name,
            at_least=low,
            at_most=high,
            value=now,
            day=facts.portfolio.today,
        )
        write_and_tell(content, kpi_files(plan))
    click.echo(f"Next: append a line for each reading, like {facts.portfolio.today},42")
    click.echo(f"A key result takes its readings with  kpi: {plan.id}")


def _number(text: str, unit: Quantity | None) -> Quantity:
    try:
        read = parse_quantity(text)
    except NotANumber as error:
        raise WritingError(f"`{text}` is no number: {error}.") from error
    if unit is not None and not read.bare and read.unit != unit.unit:
        raise WritingError(f"`{text}` is in `{read.unit_text}`, but the KPI is in `{unit.unit_text}`.")
    return read
