"""The command line: which commands there are, loaded only when they are called."""

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from okrsite import __version__
from okrsite.cli.letters import in_utf8
from okrsite.cli.terminal import printable

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("okrsite.cli.init", "Write a small repository of OKRs that builds."),
    "build": ("okrsite.cli.build", "Check the content and publish it as a static site."),
    "serve": ("okrsite.cli.serve", "Preview the site, rebuilt whenever a file is saved."),
    "check": ("okrsite.cli.check", "Say what is wrong with the content."),
    "diff": ("okrsite.cli.diff", "Say what a change means, from two commits."),
    "new": ("okrsite.cli.new", "Write a new cycle, team, objective, check-in, review or KPI."),
    "status": ("okrsite.cli.status", "Show how the OKRs stand, in the terminal."),
    "close": ("okrsite.cli.close", "Write the reviews of a cycle, and what goes on in the next."),
    "theme": ("okrsite.cli.theme", "Make a theme of your own, and check it."),
    "rules": ("okrsite.cli.rules", "List the rules, or explain one."),
    "schema": ("okrsite.cli.schema", "Print the fields of a kind of file as JSON Schema, for editors."),
    "lsp": ("okrsite.cli.lsp", "Help an editor while you write: a language server."),
    "graph": ("okrsite.cli.graph", "Write an alignment graph to a file, as SVG or DOT."),
    "publish": ("okrsite.cli.publish", "Put the built site on a branch, in a folder or over rsync."),
    "codeowners": ("okrsite.cli.codeowners", "Write who reviews which files, for the forge."),
    "export": ("okrsite.cli.export", "Write the OKRs for other programs: JSON, CSV, XLSX, a calendar."),
    "import": ("okrsite.cli.import_", "Write content files from a spreadsheet or a Markdown list."),
}
"""Each command's module (which has it under its own name, `import` as `import_`) and its help in a line."""


class Commands(click.Group):
    """The commands in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the base names it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        attribute = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from okrsite.diagnostics import did_you_mean

            hint = did_you_mean(args[0], COMMANDS).replace("`", "'")
            ctx.fail(f"There is no command '{args[0]}'. {hint}".strip())
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; what the system refuses (a full disk, say) is told in a line."""
        if not args and not extra:  # this is a program, and no other one calls
            in_utf8()
        try:
            return super().main(*args, **extra)
        except OSError as error:
            if error.filename is None:
                _give_up_output()
            what = printable(str(error.filename or "The output"))
            why = error.strerror or printable(str(error))
            click.echo(f"Error: {what} can't be read or written: {why}. {_remedy(error)}", err=True)
            sys.exit(2)
        except MemoryError:
            click.echo(
                "Error: there is not enough memory. Give it more, or end other programs; try again.", err=True
            )
            sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="okrsite")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Publish your company's OKRs from Markdown files in a git repository.

    \b
    Begin with:
      okrsite init okrs     a small repository to start from
      okrsite serve         see it in the browser while you write
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever called
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - until the program ends
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        ctx.color = False
    # Findings show what people wrote, and not every terminal or file can take every letter.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _remedy(error: OSError) -> str:
    """What to do about what the system refuses."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "Free some space and try again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "See to it that you may, and try again."
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "Too many files are open: end other programs, or raise the limit (`ulimit -n`)."
    return "Settle that and try again."


def _give_up_output() -> None:
    """Let what is left of the output go nowhere, or Python would complain once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
