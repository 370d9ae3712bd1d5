"""okrsite init: a small repository of OKRs that builds."""

from datetime import date
from pathlib import Path
from shlex import quote

import click

from okrsite.cli.options import WrongUse, today_option


@click.command(epilog="Example:  okrsite init okrs --company 'Acme Cookware'")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--company", default="Our Company", show_default=True, help="The company's name.")
@today_option
def init(folder: Path, company: str, today: date | None) -> None:
    """Write a small repository of OKRs into DIR (by default the current folder).

    It builds at once, and every file of it is there to be changed. No file that exists is overwritten.
    """
    from okrsite.starter import starter_files

    company = " ".join(company.split())
    if not company or not company.isprintable():
        raise click.UsageError("--company needs a name")
    files = starter_files(company, today or date.today())
    if (folder / "content").exists():
        raise WrongUse(f"{folder / 'content'} exists already; choose another folder.")
    kept = [path for path in files if (folder / path).exists()]
    try:
        for path, text in files.items():
            if path not in kept:
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUse(f"{error.filename} can't be written: {error.strerror}.") from error
    for path in files:
        click.echo(f"  {folder / path}{'  (kept as it was)' if path in kept else ''}")
    click.echo("\nNext:")
    if folder != Path():
        click.echo(f"  cd {quote(str(folder))}")
    click.echo("  okrsite serve --open")
