"""okrsite codeowners: who reviews which files, from the teams' handles."""

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.asking import writing_told
from okrsite.cli.options import WrongUse, content_option, refuse_among_content
from okrsite.cli.terminal import counted, printable, show_findings
from okrsite.writing.codeowners import NAMES

if TYPE_CHECKING:
    from okrsite.model.portfolio import Portfolio
    from okrsite.writing.codeowners import Forge

_GONE = "Took okrsite's lines out of {}: no team has `handles` any more."


@click.command(epilog="Example:  okrsite codeowners --check")
@content_option
@click.option(
    "--forge",
    type=click.Choice(NAMES),
    help="Whose file it is.  [default: the forge of `repository`, or github]",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="The file, elsewhere."
)
@click.option("--check", is_flag=True, help="Only say whether the file is up to date; exit with 1 if not.")
def codeowners(content: Path, forge: str | None, output: Path | None, check: bool) -> None:
    """Write CODEOWNERS, so that the forge asks the right teams for their review.

    A team's `handles` review its file and its folders in every cycle; those of the root team review settings,
    KPIs and what else belongs to no team. The lines stand in a marked block, and lines of your own outside of
    it stay. Exits with 1 if a team's file has a fault.
    """
    from okrsite.writing.codeowners import owner_lines, with_block

    if output is not None:
        refuse_among_content(output, content)
    with writing_told():
        root, folder = _top(content)
        portfolio = _teams(content)
        kind = _forge(portfolio, forge, output)
        _refuse_handles(portfolio, kind, content)
        lines = owner_lines(portfolio, kind, folder)
        file = output or _place(root, kind)
        before = _read(file)
        after = with_block(before or "", lines)
        shown = printable(_short(file))
        if not lines and after == (before or ""):
            raise WrongUse(
                "No team says who reviews it: write its `handles` into a team's file,"
                ' such as `handles: "@acme/growth"`.'
            )
        if check:
            _tell_check(before, after, shown)
        elif before == after:
            click.echo(f"{shown} is up to date.")
        else:
            _write(file, after)
            click.echo(f"Wrote {counted(len(lines), 'line')} into {shown}." if lines else _GONE.format(shown))


def _top(content: Path) -> tuple[Path, str]:
    """The top of the repository and the content's path from there. Outside of git, the folder above the
    content will be the top."""
    from okrsite.building.refusals import refuse_no_content
    from okrsite.history.git import GitError, NoRepository, repository_of

    refuse_no_content(content)
    try:
        repository = repository_of(content)
    except NoRepository:
        folder = content.resolve()
        return folder.parent, folder.name
    except GitError as error:
        raise WrongUse(printable(str(error))) from error
    return repository.root, repository.folder


def _teams(content: Path) -> "Portfolio":
    """The content, where no fault in a team's file makes its handles doubtful."""
    from okrsite.building.pipeline import facts_of
    from okrsite.diagnostics import Severity
    from okrsite.loading.load import load
    from okrsite.rules.runner import check

    loaded = load(content)
    faults = [
        d
        for d in check(facts_of(loaded.portfolio), loaded.findings, broken_drafts=loaded.broken_drafts)
        if d.severity is Severity.ERROR and (d.path.startswith("teams/") or d.path == "okrsite.yml")
    ]
    if faults:
        show_findings(faults, content)
        click.echo("Nothing was written: mend these first, as they say who reviews.")
        raise SystemExit(1)
    return loaded.portfolio


def _refuse_handles(portfolio: "Portfolio", forge: "Forge", content: Path) -> None:
    from okrsite.diagnostics import Diagnostic, Severity
    from okrsite.loading.positions import locate
    from okrsite.writing.codeowners import faulty_handles

    faults = [
        Diagnostic(
            rule=finding.rule,
            severity=Severity.ERROR,
            path=finding.place.source.path,
            span=locate(finding.place),
            message=finding.message,
            hint=finding.hint,
        )
        for finding in faulty_handles(portfolio, forge)
    ]
    if faults:
        show_findings(faults, content)
        click.echo(f"Nothing was written: {forge.name} would ignore the line, or the whole file.")
        raise SystemExit(1)


def _forge(portfolio: "Portfolio", named: str | None, output: Path | None) -> "Forge":
    """The forge that was named, or that the folder of the file belongs to, or that has the repository."""
    from okrsite.writing.codeowners import FORGES, forge_named, forge_of

    if named:
        return forge_named(named)
    if output is not None:
        for forge in FORGES:
            if output.resolve().parent.name == f".{forge.name}":
                return forge
    found = forge_of(portfolio.settings)
    if found is None:
        raise WrongUse(
            "Bitbucket takes no CODEOWNERS file of this kind: there, reviewers are set up in the repository's"
            " settings. If the OKRs are elsewhere too, name it with --forge."
        )
    return found


def _place(root: Path, forge: "Forge") -> Path:
    """The file that the forge takes: it reads the first that it finds, so one that is there must be it."""
    return next((root / place for place in forge.places if (root / place).is_file()), root / forge.new)


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise WrongUse(f"{printable(_short(file))} is not UTF-8: save it as such first.") from error


def _tell_check(before: str | None, after: str, shown: str) -> None:
    if before == after:
        click.echo(f"{shown} is up to date.")
        return
    reason = "is missing" if before is None else "is out of date"
    for line in difflib.unified_diff((before or "").splitlines(), after.splitlines(), lineterm="", n=0):
        if line[:1] in "+-" and line[:3] not in ("+++", "---"):
            click.echo(f"  {printable(line)}")
    click.echo(f"{shown} {reason}: `okrsite codeowners` writes it.")
    raise SystemExit(1)


def _write(file: Path, text: str) -> None:
    from okrsite.keeping.aside import replace_whole

    Path(os.path.realpath(file)).parent.mkdir(parents=True, exist_ok=True)
    replace_whole(file, text.encode())


def _short(file: Path) -> str:
    """A file as one would name it from here."""
    try:
        return str(file.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(file)
