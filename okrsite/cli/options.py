"""Options that several commands share, and how their faults are told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    DayType = click.ParamType[date]
else:
    DayType = click.ParamType  # before click 8.4 it takes no parameter when it runs

F = TypeVar("F", bound=Callable[..., Any])


class WrongUse(click.ClickException):
    """Something outside the content stands in the way; the options were understood, so no help is offered."""

    exit_code = 2


class Day(DayType):
    """A date like 2026-11-20."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
            if day.isoformat() != value:  # It reads 20261120 and 2026-W47-5 as well.
                raise ValueError(value)
        except ValueError:
            self.fail(f"'{value}' is no date: write it like 2026-11-20", param, ctx)
        return day


def content_option(command: F) -> F:
    return click.option(
        "--content",
        type=click.Path(path_type=Path),
        default=Path("content"),
        show_default=True,
        metavar="DIR",
        help="The folder with the OKRs.",
    )(command)


def output_option(command: F) -> F:
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        default=Path("build"),
        show_default=True,
        metavar="DIR",
        help="The folder for the site.",
    )(command)


def theme_option(command: F) -> F:
    return click.option("--theme", metavar="NAME|DIR", help="The theme, instead of the one in okrsite.yml.")(
        command
    )


def today_option(command: F) -> F:
    return click.option(
        "--today",
        type=Day(),
        metavar="DATE",
        help="The date to build for, like 2026-11-20, instead of the current one.",
    )(command)


def current_day() -> date:
    """The day where no option gives one."""
    from okrsite.loading.today import ClockError, today_in

    try:
        return today_in()
    except ClockError as error:
        raise WrongUse(str(error)) from error


def strict_option(command: F) -> F:
    return click.option("--strict", is_flag=True, help="Let warnings stop it as errors do.")(command)


def cache_option(command: F) -> F:
    """`cache_folder` makes one folder, or none, of the two options."""
    named = click.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="OKRSITE_CACHE",
        metavar="DIR",
        help="The folder for what spares work the next time, by default `.okrsite-cache` beside the content.",
    )
    return named(click.option("--no-cache", is_flag=True, help="Do all anew, and keep nothing.")(command))


def cache_folder(content: Path, cache: Path | None, *, no_cache: bool) -> Path | None:
    """The folder of the cache, None where nothing is to be kept. Refuses one among the content."""
    if no_cache:
        return None
    if cache is None:
        return content.resolve().parent / ".okrsite-cache"
    refuse_among_content(cache, content)
    return cache


def refuse_among_content(output: Path, content: Path) -> None:
    """Refuse a file among the OKRs, where it would be out of place; what is hidden there is no content."""
    file, folder = output.resolve(), content.resolve()
    if not file.is_relative_to(folder):
        return
    if not any(part.startswith(".") for part in file.relative_to(folder).parts):
        raise WrongUse(f"{output} lies in the content folder, whose files are the OKRs: write it elsewhere.")


def write_document(output: Path, data: bytes | str, content: Path) -> None:
    """Write a document to a file outside the content, or print it where `output` is `-`. Bytes go out as they
    are, everywhere; a text gets the letters and line ends that the terminal has."""
    if str(output) == "-":
        click.echo(data, nl=False)
        return
    refuse_among_content(output, content)
    from okrsite.keeping.aside import replace_whole

    try:
        replace_whole(output, data.encode("utf-8", "replace") if isinstance(data, str) else data)
    except OSError as error:
        raise WrongUse(f"{output} can't be written: {error.strerror}.") from error


@contextmanager
def faults_told() -> Iterator[None]:
    """Turns what can go wrong outside the content into a message and exit code 2."""
    from okrsite.building.refusals import ContentError

    try:
        yield
    except ContentError as error:
        raise WrongUse(str(error)) from error
    except Exception as error:
        from okrsite.building.publish import PublishError
        from okrsite.history.git import GitError
        from okrsite.loading.today import ClockError
        from okrsite.rendering.themes import ThemeError
        from okrsite.spreading import WorkerError

        if isinstance(error, ThemeError) and error.faults:
            from okrsite.cli.terminal import counted, show_findings

            show_findings(error.faults, Path())
            raise WrongUse(f"The theme can't be used: {counted(len(error.faults), 'error')}.") from error
        if isinstance(error, ClockError | GitError | PublishError | ThemeError | WorkerError):
            raise WrongUse(str(error)) from error
        raise
