"""okrsite schema: the fields of every kind of file as JSON Schema."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import WrongUse
from okrsite.cli.terminal import printable

if TYPE_CHECKING:
    from okrsite.loading.schema import SchemaKind


@click.command(epilog="Example:  okrsite schema objective")
@click.argument("kind", required=False, metavar="[KIND]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write it into a file in DIR instead; without KIND all of them.",
)
def schema(kind: str | None, output: Path | None) -> None:
    """Print the fields of a KIND of file as JSON Schema (2020-12), or list the kinds.

    Editors and other programs complete and check fields by it. Whether what a file names exists elsewhere,
    such as its parent, only `okrsite check` and `okrsite lsp` know.
    """
    from okrsite.exchange.content_schemas import schema_text
    from okrsite.loading.schema import KINDS

    kinds = KINDS if kind is None else (_named(kind),)
    if output is not None:
        _write(output, {f"{one.name}.json": schema_text(one) for one in kinds})
    elif kind is None:
        longest = max(len(one.name) for one in KINDS)
        for one in KINDS:
            click.echo(f"{one.name:<{longest}}  content/{one.where}")
        click.echo("\n`okrsite schema KIND` prints one, `okrsite schema --output DIR` writes them all.")
    else:
        click.echo(schema_text(kinds[0]), nl=False)


def _named(kind: str) -> "SchemaKind":
    from okrsite.diagnostics import did_you_mean
    from okrsite.loading.schema import KINDS

    by_name = {one.name: one for one in KINDS}
    wanted = kind.strip().lower().replace("_", "-")
    if wanted not in by_name:
        hint = did_you_mean(wanted, by_name) or f"There are {', '.join(by_name)}."
        raise WrongUse(f"There is no kind of file `{printable(kind)}`. {hint}")
    return by_name[wanted]


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write schemas over older ones, and over nothing else."""
    for name in files:
        if not _may_write(folder / name):
            raise WrongUse(
                f"{printable(str(folder / name))} is there and is no schema of okrsite; nothing was written."
            )
    from okrsite.keeping.aside import replace_whole

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            replace_whole(folder / name, text.encode())
            click.echo(f"  {printable(str(folder / name))}")
    except OSError as error:
        where = printable(str(error.filename or folder))
        raise WrongUse(f"{where} can't be written: {error.strerror}.") from error


def _may_write(file: Path) -> bool:
    from okrsite.loading.schema import NAMESPACE

    if not file.exists() and not file.is_symlink():
        return True
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and str(found.get("$id", "")).startswith(NAMESPACE)
