"""okrsite new: a file of each kind, in the right place and prefilled."""

import click

from okrsite.cli.new_basics import cycle, kpi, team
from okrsite.cli.new_objective import objective
from okrsite.cli.new_running import check_in, review


class Kinds(click.Group):
    """The kinds of files, in the order in which a cycle needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the base names it
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            from okrsite.diagnostics import did_you_mean

            hint = did_you_mean(args[0], self.commands).replace("`", "'")
            ctx.fail(f"There is no new '{args[0]}'. {hint or 'Kinds are ' + ', '.join(self.commands) + '.'}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Kinds,
    epilog='Example:  okrsite new objective "Easy first weeks" --team growth',
)
def new() -> None:
    """Write a new file: valid, in the right place, prefilled.

    What is not said is asked for on a terminal, and nowhere else. No file that exists is overwritten.
    """


for command in (cycle, team, objective, check_in, review, kpi):
    new.add_command(command)
