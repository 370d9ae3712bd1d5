"""okrsite new objective."""

from datetime import date
from pathlib import Path

import click

from okrsite.cli.asking import Asker, no_input_option, some, words, write_and_tell, writing_told
from okrsite.cli.new_basics import loaded
from okrsite.cli.options import content_option, today_option
from okrsite.model.cycle import Cycle, CycleState
from okrsite.rules.rule import Facts
from okrsite.writing.choosing import (
    cycle_to_be,
    parent_named,
    possible_parents,
    team_named,
    this_quarter,
    usual_cycle,
)
from okrsite.writing.ids import chosen_id
from okrsite.writing.objectives import Measured, ObjectivePlan, checked_measure, joins_on, objective_file


@click.command(
    epilog='Example:  okrsite new objective "Make the first week effortless" --team growth --cycle 2026-Q4'
)
@click.argument("title", required=False)
@click.option("--team", metavar="TEAM", help="Whose it is: a team's id or name.")
@click.option("--cycle", metavar="CYCLE", help="When, by default the active cycle with the most objectives.")
@click.option("--parent", metavar="REFERENCE", help="What it serves, like company/trusted-partner#retention.")
@click.option("--owner", metavar="NAME", help="The one who is accountable.")
@click.option(
    "--key-result",
    "key_results",
    nargs=3,
    multiple=True,
    metavar="TITLE FROM TO",
    help="A key result: what changes, from which figure to which; may be repeated.",
)
@click.option("--why", metavar="TEXT", help="Why it matters now: the prose below the fields.")
@click.option("--id", "id", metavar="ID", help="The file's name, by default made from the title.")
@click.option("--draft", is_flag=True, help="Keep it off the site even if nothing is left open.")
@content_option
@today_option
@no_input_option
def objective(
    title: str | None,
    team: str | None,
    cycle: str | None,
    parent: str | None,
    owner: str | None,
    key_results: tuple[tuple[str, str, str], ...],
    why: str | None,
    id: str | None,
    draft: bool,
    content: Path,
    today: date | None,
    no_input: bool,
) -> None:
    """Write a new objective. What is left open makes it a draft, which the site does not show."""
    with writing_told():
        ask = Asker(no_input=no_input)
        facts = loaded(content, today)
        measured = [checked_measure(words(text), start, to) for text, start, to in key_results]
        name = ask.need(title, "TITLE", "The objective, in a sentence that people can care about", words)
        teams = facts.portfolio.teams
        if team is None:
            ask.show("Teams:", [f"{one.id}  {one.name}" for one in teams])
        only = teams[0].id if len(teams) == 1 else ""
        whose = ask.need(
            team,
            "--team",
            "Its team",
            lambda text: team_named(facts, text),
            default=only,
            about=f"one of {some(one.id for one in teams)}",
        )
        usual = usual_cycle(facts)
        chosen = ask.need(
            cycle,
            "--cycle",
            f"The cycle, like {this_quarter(facts)}",
            lambda text: cycle_to_be(facts, text),
            default=usual.id if usual else "",
        )
        ask.refuse_missing()
        assert name is not None
        assert whose is not None
        assert chosen is not None
        facts, when, _ = chosen
        is_root = whose.id in {root.id for root in facts.roots}
        serves = _parent(ask, facts, parent, when, whose.id, is_root=is_root)
        accountable = ask.may(owner, "Its owner, the one who is accountable", words, "")
        if not measured:
            measured = _asked_key_results(ask)
        matters = ask.may(why, "Why it matters now, in a sentence or two", words, "")
        folder = content / when.id / whose.id
        taken = {path.stem for path in folder.glob("*.md")} | {
            o.partition("/")[2].partition("/")[2]
            for o in facts.directory.former
            if o.startswith(f"{when.id}/{whose.id}/")
        }
        plan = ObjectivePlan(
            cycle=when.id,
            team=whose.id,
            name=chosen_id(id, name, "objective", taken, language=facts.portfolio.settings.written_language),
            title=name,
            owner=accountable,
            parent=serves,
            needs_parent=not is_root,
            key_results=tuple(measured),
            added=joins_on(facts.portfolio.today, when),
            why=matters,
            draft=draft,
        )
        write_and_tell(content, [objective_file(plan)])
    _tell(facts, plan, when)


def _parent(ask: Asker, facts: Facts, given: str | None, cycle: Cycle, team: str, *, is_root: bool) -> str:
    if given is None and is_root:
        return ""
    if given is None:
        ask.show("It can serve:", possible_parents(facts, cycle, team))
    return ask.may(given, "What it serves", lambda text: parent_named(facts, text, cycle, team), "")


def _asked_key_results(ask: Asker) -> list[Measured]:
    """Key results one by one, until one is left empty."""
    found: list[Measured] = []
    if ask.asks:
        click.echo("\nKey results say how everyone will know: who does what, by how much.")
    while ask.asks:
        title = ask.may(None, f"Key result {len(found) + 1}", words, "")
        if not title:
            break
        start = ask.need(None, "", "  from, like 42%", _figure) or ""
        found.append(
            ask.need(None, "", "  to, like 65%", lambda to, t=title, s=start: checked_measure(t, s, to))  # type: ignore[misc, arg-type]
        )
    return found


def _figure(text: str) -> str:
    from okrsite.model.quantity import parse_quantity

    parse_quantity(text)
    return text


def _tell(facts: Facts, plan: ObjectivePlan, cycle: Cycle) -> None:
    from okrsite.views.words import listed

    if plan.open:
        click.echo(f"It is a draft, because this is left open: {listed(list(plan.open))}.")
        click.echo("Next: write them where it says TBD, delete the line `status: draft`, then okrsite check")
    elif plan.is_draft:
        click.echo("It is a draft. Next: delete the line `status: draft` to publish it.")
    elif not plan.why:
        click.echo("Next: say why it matters, below the second line of `---`, then okrsite check")
    else:
        click.echo("Next: okrsite check")
    if cycle.state(facts.portfolio.today) is CycleState.CLOSED:
        click.echo(f"Mind that {cycle.id} has closed.")
