"""okrsite publish: the built site on a branch, in a folder, or on another machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import (
    WrongUse,
    cache_folder,
    cache_option,
    content_option,
    faults_told,
    strict_option,
    theme_option,
    today_option,
)
from okrsite.cli.terminal import counted, printable, progress_bar, show_findings, show_summary, tell_unknown

if TYPE_CHECKING:
    from okrsite.building.pipeline import Progress
    from okrsite.building.publish_branch import OnBranch
    from okrsite.building.publish_rsync import Elsewhere
    from okrsite.building.report import Built

BRANCH = "gh-pages"


@click.command(epilog="Example:  okrsite publish --branch gh-pages")
@click.option("--branch", metavar="NAME", help=f"The branch for the site.  [default: {BRANCH}]")
@click.option(
    "--remote", metavar="NAME", help="Where the branch is.  [default: origin; without one, this repository]"
)
@click.option(
    "--message", metavar="TEXT", help="The commit's first line, instead of one that names the source."
)
@click.option(
    "--replace", is_flag=True, help="Take over a branch that holds something else; its history stays."
)
@click.option(
    "--to", metavar="PLACE", help="Publish into a folder, or over rsync to user@host:/path, instead."
)
@content_option
@theme_option
@today_option
@strict_option
@cache_option
def publish(
    branch: str | None,
    remote: str | None,
    message: str | None,
    replace: bool,
    to: str | None,
    content: Path,
    theme: str | None,
    today: date | None,
    strict: bool,
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Build the site and put it where people read it.

    By default it becomes one commit on the branch gh-pages, and is pushed: your files, and what you have
    staged, stay as they are. With --to it goes into a folder that a web server shows, here or on another
    machine, and is switched at once. With an error in the content nothing is published. Exits with 1 if
    faults in the content kept it from that.
    """
    if to is None:
        _on_branch(
            BRANCH if branch is None else branch, remote, message, replace, content, theme, today, strict
        )
        return
    given = {"--branch": branch, "--remote": remote, "--message": message, "--replace": replace or None}
    if others := [name for name, value in given.items() if value is not None]:
        raise click.UsageError(f"{others[0]} is for a branch, and --to for another place: choose one.")
    _elsewhere(to, content, theme, today, strict, cache_folder(content, cache, no_cache=no_cache))


def _on_branch(
    branch: str,
    remote: str | None,
    message: str | None,
    replace: bool,
    content: Path,
    theme: str | None,
    today: date | None,
    strict: bool,
) -> None:
    from okrsite.building.publish_branch import publish_on_branch

    words = " ".join((message or "").split()) or None
    if message is not None and words is None:
        raise click.UsageError("--message needs some words")
    with faults_told(), progress_bar() as progress, _git_told():
        done = publish_on_branch(
            content,
            branch=branch,
            remote=remote,
            message=words,
            replace=replace,
            theme=theme,
            today=today,
            strict=strict,
            progress=progress,
        )
    _stop_at_faults(done.built, content)
    _tell_of_branch(done)


@contextmanager
def _git_told() -> Iterator[None]:
    """Turns what git refuses into a message and exit code 2, with another way outside of repositories."""
    from okrsite.history.git import GitError, NoRepository

    try:
        yield
    except NoRepository as error:
        hint = "A branch needs a git repository; --to publishes into a folder or over rsync."
        raise WrongUse(f"{printable(str(error))} {hint}") from error
    except GitError as error:
        raise WrongUse(_lines(str(error))) from error


def _tell_of_branch(done: "OnBranch") -> None:
    shown = printable(done.branch.shown)
    if not done.commit:
        click.echo(f"{shown[0].upper()}{shown[1:]} holds just this site already: nothing to publish.")
        return
    click.echo(f"Published {counted(done.built.pages, 'page')} on {shown}, as commit {done.commit[:10]}.")
    if done.uncommitted:
        click.echo("The site shows changes that are not committed yet.")
    if not done.branch.remote:
        click.echo(f"There is no remote: push it with `git push REMOTE {done.branch.name}`.")
    elif url := done.built.url:
        click.echo(f"Soon to be read at {printable(url)}")


def _elsewhere(
    to: str, content: Path, theme: str | None, today: date | None, strict: bool, cache: Path | None
) -> None:
    from okrsite.building.publish_rsync import elsewhere

    with faults_told(), progress_bar() as progress:
        if not to:
            raise click.UsageError("--to needs a folder, or a place like user@host:/path")
        place = elsewhere(to)
        if place is None:
            words = _into_folder(Path(to), content, theme, today, strict, cache, progress)
        else:
            words = _over_rsync(place, content, theme, today, strict, progress)
    click.echo(printable(words))


def _into_folder(
    folder: Path,
    content: Path,
    theme: str | None,
    today: date | None,
    strict: bool,
    cache: Path | None,
    progress: "Progress | None",
) -> str:
    from okrsite.building import cached

    built = cached.build(
        content, folder, theme=theme, today=today, strict=strict, progress=progress, cache=cache
    )
    _stop_at_faults(built, content)
    return f"Published {counted(built.pages, 'page')} in {folder}."


def _over_rsync(
    place: "Elsewhere",
    content: Path,
    theme: str | None,
    today: date | None,
    strict: bool,
    progress: "Progress | None",
) -> str:
    from okrsite.building import pipeline
    from okrsite.building.publish_rsync import upload
    from okrsite.keeping.aside import scratch

    with scratch() as temporary:
        site = temporary / "site"
        built = pipeline.build(content, site, theme=theme, today=today, strict=strict, progress=progress)
        _stop_at_faults(built, content)
        at_once = upload(site, place)
    where = f"Published {counted(built.pages, 'page')} at {place.host}:{place.path}"
    return f"{where}, switched at once." if at_once else f"{where}, file by file, as it is a folder already."


def _stop_at_faults(built: "Built", content: Path) -> None:
    """Show what was found in the content; end with 1 where it keeps the site from being published."""
    show_findings(built.report.diagnostics, content)
    show_findings(built.remarks, Path())
    show_summary(built.report)
    tell_unknown(built.report)
    if built.published is None:
        reason = "" if built.report.errors else ", since --strict lets warnings stop it"
        click.echo(f"Nothing was published{reason}.")
        raise SystemExit(1)


def _lines(text: str) -> str:
    """What git says, line by line, without what could move the cursor."""
    return "\n".join(printable(line) for line in text.splitlines())
