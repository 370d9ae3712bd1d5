"""okrsite new check-in and review."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

import click

from okrsite.cli.asking import Asker, no_input_option, some, words, write_and_tell, writing_told
from okrsite.cli.new_basics import loaded
from okrsite.cli.options import content_option, today_option
from okrsite.diagnostics import did_you_mean
from okrsite.model.cycle import Cycle, CycleState
from okrsite.rules.rule import Facts
from okrsite.writing.check_ins import SECTIONS, CheckInPlan, check_in_file, free_suffix, note_line, questions
from okrsite.writing.choosing import cycle_named, team_named, teams_with_key_results, usual_cycle
from okrsite.writing.files import WritingError
from okrsite.writing.reading_entry import (
    Asked,
    confidence_field,
    fell_far,
    progress_text,
    reading_field,
)
from okrsite.writing.reviews import ReviewPlan, cycle_to_review, review_file, reviewed

DECISIONS = ("continue", "adjust", "drop", "done")


@click.command(
    "check-in",
    short_help="Write today's check-in, with what was read last.",
    epilog="Example:  okrsite new check-in --team growth --value onboarding#activation=47%",
)
@click.option("--team", metavar="TEAM", help="The team that checks in: its id or name.")
@click.option("--cycle", metavar="CYCLE", help="By default the active cycle with the most objectives.")
@click.option("--author", metavar="NAME", help="Who writes it.")
@click.option(
    "--value",
    "values",
    metavar="KEY=VALUE",
    multiple=True,
    help="Today's figure of a key result (milestones done, chance, score); may be repeated.",
)
@click.option(
    "--confidence", "confidences", metavar="KEY=NUMBER", multiple=True, help="How sure the team is, 0 to 10."
)
@click.option(
    "--note", "notes", metavar="KEY=TEXT", multiple=True, help="What is to be said of a key result."
)
@content_option
@today_option
@no_input_option
def check_in(
    team: str | None,
    cycle: str | None,
    author: str | None,
    values: tuple[str, ...],
    confidences: tuple[str, ...],
    notes: tuple[str, ...],
    content: Path,
    today: date | None,
    no_input: bool,
) -> None:
    """Write today's check-in: the team's key results with what was read last, and the questions to answer.

    Last figures stand in comments, and the fields for today's are empty: nothing old is published as new.
    On a terminal it asks key result by key result.
    """
    with writing_told():
        ask = Asker(no_input=no_input)
        facts = loaded(content, today)
        at = cycle_named(facts, cycle) if cycle is not None else None
        owing = teams_with_key_results(facts, at.id if at else None)
        whose = _team(ask, facts, team, sorted(owing))
        when = at or _cycle(facts, whose, owing.get(whose, set()))
        asked = questions(facts, when, whose)
        if not asked:
            raise WritingError(
                f"`{whose}` has no key results to check in on in {when.id}.{_elsewhere(facts, whose)}"
            )
        answers = _given(asked, values, confidences, notes)
        by = ask.may(author, "Who writes it", words, "")
        if not answers:
            answers = _asked(ask, asked)
        said = _said(ask)
        day = facts.portfolio.today
        folder = content / when.id / whose / "checkins"
        plan = CheckInPlan(
            cycle=when.id,
            team=whose,
            day=day,
            suffix=free_suffix(facts, [path.name for path in folder.glob("*.md")], when.id, whose, day, by),
            author=by,
            asked=asked,
            answers=answers,
            said=said,
        )
        write_and_tell(content, [check_in_file(plan)])
    _tell(facts, plan, when)


def _team(ask: Asker, facts: Facts, given: str | None, among: list[str]) -> str:
    """The team: the one given, the only one there is, or the one that is chosen."""
    if given is None and not facts.portfolio.teams:
        raise WritingError("There is no team yet: `okrsite new team` makes one.")
    if given is None and not among:
        raise WritingError("No team has anything to write it about: `okrsite new objective` comes first.")
    if given is None:
        ask.show("Teams:", [f"{id}  {facts.teams[id].name}" for id in among])
    found = ask.need(
        given,
        "--team",
        "The team",
        lambda text: team_named(facts, text),
        default=among[0] if len(among) == 1 else "",
        about=f"one of {some(among)}",
    )
    ask.refuse_missing()
    assert found is not None
    return found.id


def _cycle(facts: Facts, team: str, cycles: set[str]) -> Cycle:
    active = [id for id in cycles if facts.state(id) is CycleState.ACTIVE]
    cycle = usual_cycle(facts, active)
    if cycle is None:
        raise WritingError(f"`{team}` has no key results in an active cycle.{_elsewhere(facts, team)}")
    return cycle


def _elsewhere(facts: Facts, team: str) -> str:
    cycles = teams_with_key_results(facts).get(team, set())
    latest = [c.id for c in facts.portfolio.cycles if c.id in cycles][-3:]
    return f" It has some in {', '.join(latest)}: name one with --cycle." if latest else ""


def _given(
    asked: tuple[Asked, ...], values: Iterable[str], confidences: Iterable[str], notes: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The lines of readings that options give. Raises WritingError with all that does not fit."""
    found: dict[str, dict[str, str]] = {}
    faults = []
    for option, pairs in (("--value", values), ("--confidence", confidences), ("--note", notes)):
        for pair in pairs:
            key, equals, text = pair.partition("=")
            try:
                if not equals or not text.strip():
                    raise WritingError("write it like onboarding#activation=47%.")
                ask = _meant(asked, key.strip())
                lines = found.setdefault(ask.key, {})
                if option in lines:
                    raise WritingError("it is given twice: say it once.")
                lines[option] = _line(ask, option, words(text))
            except (WritingError, ValueError) as error:
                faults.append(f"{option} {pair}: {error}")
    if faults:
        raise WritingError("\n".join(faults))
    return {key: tuple(lines.values()) for key, lines in found.items()}


def _line(ask: Asked, option: str, text: str) -> str:
    if option == "--value":
        return reading_field(ask, text)
    return confidence_field(text) if option == "--confidence" else note_line(text)


def _meant(asked: tuple[Asked, ...], key: str) -> Asked:
    found = [ask for ask in asked if key in (ask.key, ask.key_result.id)]
    if len(found) == 1:
        return found[0]
    known = [ask.key for ask in asked]
    if found:
        raise WritingError(f"several are called so: {', '.join(ask.key for ask in found)}.")
    hint = did_you_mean(key, known) or f"There are {', '.join(known[:8])}."
    raise WritingError(f"there is no key result `{key}`. {hint}")


def _asked(ask: Asker, asked: tuple[Asked, ...]) -> dict[str, tuple[str, ...]]:
    """What somebody answers, key result by key result."""
    answers: dict[str, tuple[str, ...]] = {}
    title = ""
    for one in asked if ask.asks else ():
        if one.done:
            continue
        if one.objective != title:
            title = one.objective
            ask.say()
            ask.say(title)
        ask.say()
        ask.say(f"  {one.promise}")
        ask.say(f"  {one.before}")
        if one.kpi:
            ask.say(f"  Its readings come from the KPI {one.kpi}.")
        question = f"  {one.example[0].upper()}{one.example[1:]}"
        line = ask.may(None, question, partial(reading_field, one), "")
        if line and (means := progress_text(one, line)):
            ask.say(f"  = {means}")
        sure = ask.may(None, "  Confidence, 0 to 10", confidence_field, "")
        note = ""
        if sure and fell_far(one, sure):
            note = ask.may(None, f"  It was {one.confidence}: what did you learn", note_line, "")
        if line or sure:
            answers[one.key] = tuple(part for part in (line, sure, note) if part)
    return answers


def _said(ask: Asker) -> dict[str, str]:
    ask.say()
    return {heading: ask.may(None, question, words, "") for heading, question in SECTIONS.items()}


def _tell(facts: Facts, plan: CheckInPlan, cycle: Cycle) -> None:
    state = cycle.state(plan.day)
    if plan.suffix:
        click.echo("It is not the first of its day: where two read the same key result, this one counts.")
    if state is CycleState.CLOSED:
        click.echo(f"{cycle.id} has closed: what it reads counts as the final value.")
    elif state is CycleState.PLANNED:
        click.echo(f"{cycle.id} begins on {cycle.starts}: what it reads counts as the baseline.")
    others = teams_with_key_results(facts).get(plan.team, set())
    active = [id for id in sorted(others - {cycle.id}) if facts.state(id) is CycleState.ACTIVE]
    for id in active:
        click.echo(
            f"The team has key results in {id} too: okrsite new check-in --team {plan.team} --cycle {id}"
        )
    if not any(plan.answers.values()):
        click.echo("Next: write today's figures behind the colons, then okrsite check")
    else:
        click.echo("Next: okrsite check")


@click.command(
    short_help="Write a team's review, with questions that fit.",
    epilog="Example:  okrsite new review --team growth --cycle 2026-Q4",
)
@click.option("--team", metavar="TEAM", help="The team that looks back: its id or name.")
@click.option("--cycle", metavar="CYCLE", help="By default the last one that closed without a review.")
@content_option
@today_option
@no_input_option
def review(team: str | None, cycle: str | None, content: Path, today: date | None, no_input: bool) -> None:
    """Write a team's review of a cycle, with questions that fit what became of each key result."""
    with writing_told():
        ask = Asker(no_input=no_input)
        facts = loaded(content, today)
        at = cycle_named(facts, cycle) if cycle is not None else None
        among = {o.team for o in facts.living if not o.draft and (at is None or o.cycle == at.id)}
        whose = _team(ask, facts, team, sorted(among & facts.teams.keys()))
        when = at or cycle_to_review(facts, whose)
        if when is None:
            raise WritingError(f"`{whose}` has a review of every cycle it has begun.")
        objectives = reviewed(facts, when.id, whose)
        if not objectives:
            raise WritingError(f"`{whose}` has no objectives in {when.id}.")
        if (content / ReviewPlan(cycle=when.id, team=whose).path).exists():
            raise WritingError(f"{content / ReviewPlan(cycle=when.id, team=whose).path} is there already.")
        decisions = {}
        for objective in objectives:
            ask.say(objective.title)
            decisions[objective.name] = ask.may(None, f"  Decision: {', '.join(DECISIONS)}", _decision, "")
        plan = ReviewPlan(cycle=when.id, team=whose, decisions=decisions)
        write_and_tell(content, [review_file(facts, plan)])
    if when.state(facts.portfolio.today) is not CycleState.CLOSED:
        click.echo(f"{when.id} runs until {when.ends}: its figures are those of today.")
    click.echo("Next: decide on each objective, answer the questions, then okrsite check")


def _decision(text: str) -> str:
    word = text.lower()
    if word not in DECISIONS:
        raise WritingError(did_you_mean(word, DECISIONS) or f"Choose one of {', '.join(DECISIONS)}.")
    return word
