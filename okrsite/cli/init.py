"""okrsite init: a small repository of OKRs that builds, and pipelines for it or for one that is there."""

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from okrsite import __version__
from okrsite.cli.asking import writing_told
from okrsite.cli.options import WrongUse, current_day, today_option
from okrsite.cli.terminal import printable
from okrsite.starter import MAIN
from okrsite.writing.files import NewFile, write_new

if TYPE_CHECKING:
    from okrsite.history.git import Repository

SETUP = {
    "github": (
        "on GitHub, once they are on the branch {branch}: Settings > Pages > Source: GitHub Actions",
        "if pull requests go to another branch, name it in .github/workflows/okrs-publish.yml",
    ),
    "gitlab": (
        "on GitLab, Build > Pipeline schedules: one for weekday mornings, such as 17 5 * * 1-5",
        "Settings > CI/CD > Variables: OKRSITE_TOKEN, for notes on merge requests; the file tells more",
    ),
}
"""What is left to do by hand on the forge."""


@click.command(epilog="Example:  okrsite init okrs --company 'Acme Cookware' --ci github")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--company", default="Our Company", show_default=True, help="The company's name.")
@click.option(
    "--ci", type=click.Choice(("github", "gitlab")), help="Write pipelines that check and publish too."
)
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With --ci: the folder with the OKRs, where there are some already.  [default: content in DIR]",
)
@today_option
def init(folder: Path, company: str, ci: str | None, content: Path | None, today: date | None) -> None:
    """Write a small repository of OKRs into DIR (by default the current folder).

    It builds at once, and every file of it is there to be changed. With --ci there are pipelines too: they
    check what is proposed, show what it means, and publish what is merged. Where there are OKRs already, only
    the pipelines are written. No file that exists is overwritten.
    """
    from okrsite.exchange.content_schemas import settings_schema
    from okrsite.starter import starter_files
    from okrsite.starter.editor import editor_files

    company = " ".join(company.split())
    if not company or not company.isprintable():
        raise click.UsageError("--company needs a name")
    if content is not None and ci is None:
        raise click.UsageError("--content goes with --ci: it says where the OKRs are that get a pipeline")
    there = _content_there(folder, content)
    if there is not None and ci is None:
        raise WrongUse(f"{there} exists already; choose another folder.")
    if there is not None and not (there / "okrsite.yml").is_file():
        raise WrongUse(f"There are no OKRs in {there}: it has no okrsite.yml.")
    new: dict[str, str] = {}
    if there is None:
        branch = _branch_here(folder)
        new = starter_files(company, today or current_day(), branch=branch) | editor_files(settings_schema())
    there = there or folder / "content"
    top, pipelines, notes = _pipelines(ci, folder, there) if ci else (folder, {}, [])
    _write(folder, new)
    _write(top, pipelines)
    click.echo("\nNext:")
    for note in notes:
        click.echo(f"  {printable(note)}")
    if folder != Path():
        click.echo(f"  cd {quote(str(folder))}")
    shown = _beside(there, folder)
    click.echo(f"  okrsite serve --open{'' if shown == 'content' else f' --content {quote(shown)}'}")


def _write(top: Path, files: Mapping[str, str]) -> None:
    """Write the files that are not there, and name them all."""
    kept = {path for path in files if os.path.lexists(top / path)}
    with writing_told():
        write_new(top, [NewFile(path=path, text=text) for path, text in files.items() if path not in kept])
    for path in files:
        click.echo(f"  {printable(str(top / path))}{'  (kept as it was)' if path in kept else ''}")


def _content_there(folder: Path, content: Path | None) -> Path | None:
    """The content that is there already: the one that was named, `content`, or the folder itself."""
    if content is not None:
        return content
    if os.path.lexists(folder / "content"):
        return folder / "content"
    return folder if (folder / "okrsite.yml").is_file() else None


def _pipelines(forge: str, folder: Path, content: Path) -> tuple[Path, dict[str, str], list[str]]:
    """The top of the repository, the pipelines by path from there, and what is left to do by hand."""
    from okrsite.starter.pipelines import GITLAB, INCLUDED, WRITTEN_BY, pipeline_files

    top, path, branch = _repository(folder, content)
    beside, notes = False, [note.format(branch=branch) for note in SETUP[forge]]
    own = top / GITLAB
    if forge == "gitlab" and os.path.lexists(own):
        text = own.read_text("utf-8", errors="replace") if own.is_file() else ""
        beside = not text.startswith(WRITTEN_BY)
        if beside and INCLUDED not in text:
            notes.insert(0, f"add to {own}:  include: [{{local: {INCLUDED}}}]")
            if re.search("^stages:", text, re.MULTILINE):
                notes.insert(1, "its jobs are in the stages test and deploy: your `stages` must have both")
    return top, pipeline_files(forge, version=__version__, content=path, branch=branch, beside=beside), notes


def _repository(folder: Path, content: Path) -> tuple[Path, str, str]:
    """The top of the repository, where forges look for pipelines; the content's path from there; the branch
    that is published. Outside of git, the folder will be the top."""
    from okrsite.history.git import GitError, NoRepository, repository_of

    branch = _branch_in_settings(content)
    try:
        repository = repository_of(_nearest(content))
    except NoRepository:
        if not content.resolve().is_relative_to(folder.resolve()):
            raise WrongUse(f"{content} is not in {folder}: name the repository that it is in.") from None
        return folder, _beside(content, folder), branch or MAIN
    except GitError as error:
        raise WrongUse(printable(str(error))) from error
    found = branch or _default_branch(repository)
    path = content.resolve().relative_to(repository.root).as_posix()
    here = folder.resolve() == repository.root
    return folder if here else repository.root, path, found


def _nearest(path: Path) -> Path:
    """The folder itself, or the nearest one above that is there."""
    return next(above for above in (path, *path.resolve().parents) if above.is_dir())


def _default_branch(repository: "Repository") -> str:
    """The branch that pull requests go to; before there is one, that which the first commit will be on."""
    known = repository.default_branch().removeprefix("origin/")
    return known or repository.text("symbolic-ref", "--quiet", "--short", "HEAD", wanted=(0, 1)) or MAIN


def _branch_here(folder: Path) -> str:
    """The same for a folder that will be in a repository, perhaps."""
    from okrsite.history.git import GitError, repository_of

    try:
        return _default_branch(repository_of(_nearest(folder)))
    except GitError:
        return MAIN


def _branch_in_settings(content: Path) -> str:
    """The branch that okrsite.yml names, empty where it leaves it at the usual one."""
    from okrsite.loading.one_file import settings_in
    from okrsite.loading.reading import read_text
    from okrsite.settings import Settings

    file = content / "okrsite.yml"
    text = read_text(file, "okrsite.yml", lambda _: None) if file.is_file() else None
    settings = Settings() if text is None else settings_in("okrsite.yml", text, lambda _: None)
    return "" if settings.branch == Settings().branch else settings.branch


def _beside(path: Path, folder: Path) -> str:
    """A path as one would name it in a folder."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
