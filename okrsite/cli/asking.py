"""Questions on a terminal, and what is missing elsewhere."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from okrsite.cli.options import F, WrongUse, faults_told
from okrsite.cli.terminal import printable
from okrsite.writing.files import NewFile, WritingError, write_new
from okrsite.writing.scalars import one_line

T = TypeVar("T")

LISTED = 20
"""Choices that are shown before a question."""

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""


def no_input_option(command: F) -> F:
    return click.option("--no-input", is_flag=True, help="Ask nothing, also on a terminal.")(command)


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Asker:
    """Takes what options give, asks for the rest where somebody is there, and notes what is missing."""

    def __init__(self, *, no_input: bool) -> None:
        self.asks = not no_input and on_terminal()
        self.missing: list[str] = []

    def need(
        self,
        given: str | None,
        option: str,
        question: str,
        check: Callable[[str], T],
        *,
        default: str = "",
        about: str = "",
    ) -> T | None:
        """A value that must be there. None where it is missing and nobody can be asked; `default` is then
        taken instead, and offered where somebody can. `about` says more of it where it is missing."""
        if given is not None:
            return check(given)
        if self.asks:
            return _answer(question, check, default=default)
        if default:
            return check(default)
        self.missing.append(f"{option}: {question[0].lower()}{question[1:]}{about and f', {about}'}")
        return None

    def may(self, given: str | None, question: str, check: Callable[[str], T], empty: T) -> T:
        """A value that may be left open: with Enter on a terminal, else by saying nothing."""
        if given is not None:
            return check(given) if given.strip() else empty
        if not self.asks:
            return empty
        return _answer(
            f"{question} (Enter skips)", lambda text: check(text) if text else empty, default="", skip=True
        )

    def show(self, heading: str, choices: Sequence[str]) -> None:
        """List what can be chosen, where somebody is there to see it."""
        if self.asks and choices:
            click.echo(f"\n{heading}")
            for choice in choices[:LISTED]:
                click.echo(f"  {printable(choice)}")
            if len(choices) > LISTED:
                click.echo(f"  ... and {len(choices) - LISTED} more")

    def say(self, text: str = "") -> None:
        """Tell something, where somebody is there to read it."""
        if self.asks:
            click.echo(printable(text) if text else "")

    def refuse_missing(self) -> None:
        """Raise WrongUse with all that is missing, if anything is."""
        if self.missing:
            listed = "\n".join(f"  {one}" for one in self.missing)
            raise WrongUse(f"This is missing:\n{listed}")


def _answer(question: str, check: Callable[[str], T], *, default: str, skip: bool = False) -> T:
    """What somebody answers; asked again until it fits."""
    while True:
        text = click.prompt(
            question, default=default if default or skip else None, show_default=bool(default), type=str
        )
        try:
            answer = one_line(text)
            if answer or skip:
                return check(answer)
        except (WritingError, ValueError) as error:
            click.echo(f"  {printable(str(error))}")


def words(text: str) -> str:
    """A text of one line that is not empty."""
    line = one_line(text)
    if not line:
        raise WritingError("That is empty.")
    return line


def some(names: Iterable[str]) -> str:
    """A few names in a row, for a question."""
    first = list(names)
    return f"{', '.join(first[:8])}{' and others' if len(first) > 8 else ''}"


@contextmanager
def writing_told() -> Iterator[None]:
    """Turns what keeps a file from being written into a message and exit code 2, and tells after Ctrl-C that
    nothing was written."""
    try:
        with faults_told():
            yield
    except (WritingError, ValueError) as error:
        raise WrongUse(printable(str(error))) from error
    except click.Abort:
        click.echo("\nNothing was written.", err=True)
        raise SystemExit(INTERRUPTED) from None


def write_and_tell(content: Path, files: Sequence[NewFile]) -> None:
    """Write new files and name each."""
    write_new(content, files)
    for file in files:
        click.echo(f"Wrote {printable(str(content / file.path))}")
