"""okrsite lsp: a language server for editors."""

from datetime import date
from pathlib import Path

import click

from okrsite.cli.options import WrongUse, today_option


@click.command(epilog="Example:  okrsite lsp")
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder with the OKRs, instead of all that the editor has opened.",
)
@today_option
@click.option("--stdio", is_flag=True, help="Talk over standard input and output; it always does.")
def lsp(content: Path | None, today: date | None, stdio: bool) -> None:  # noqa: ARG001 - editors ask for it
    """Help an editor with the content: findings while you type, completion, what an id stands for, renaming.

    Editors start it by themselves and talk to it over standard input and output.
    """
    from okrsite.language_server.server import serve

    if content is not None and not content.is_dir():
        raise WrongUse(f"There is no content folder at {content}: `--content` names another.")
    serve(content=content, today=today)
