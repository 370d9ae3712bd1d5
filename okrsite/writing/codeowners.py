"""CODEOWNERS: who reviews which files, from the teams' handles, in a marked block among other lines."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from okrsite.diagnostics import Finding
from okrsite.model.portfolio import Portfolio
from okrsite.model.team import Team
from okrsite.settings import Settings
from okrsite.theme_names import DEFAULT_THEME, THEMES
from okrsite.views import forge as links
from okrsite.writing.files import WritingError

_BEGINS, _ENDS = "# Begin of what `okrsite codeowners` writes", "# End of what `okrsite codeowners` writes"
BEGIN = f"{_BEGINS}, from the handles in teams/. Lines of your own stand outside."
END = f"{_ENDS}."

_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_PERSON_OR_TEAM = re.compile(rf"@{_NAME}(/{_NAME})?")
_PERSON_OR_GROUP = re.compile(rf"@{_NAME}(/{_NAME})*")
_ROLE = re.compile(r"@@(developer|maintainer|owner)s?")
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

_NO_TEAMS = ("okrsite.yml", "index.md", "assets/", "kpis/", "teams/", "*/index.md", "*/reviews/")
"""What belongs to no team, and so to the root team: below the content folder, `/` behind folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """How a forge takes the file: the places where it looks for it, in that order, and the one to make it in;
    whose handles it knows; whether patterns are regular expressions."""

    name: str
    places: tuple[str, ...]
    new: str
    handles: tuple[re.Pattern[str], ...]
    example: str
    regular: bool = False


FORGES = (
    Forge(
        name="github",
        places=(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
        new=".github/CODEOWNERS",
        handles=(_PERSON_OR_TEAM, _EMAIL),
        example="`@name`, `@company/team` or an email address",
    ),
    Forge(
        name="gitlab",
        places=("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
        new=".gitlab/CODEOWNERS",
        handles=(_PERSON_OR_GROUP, _ROLE, _EMAIL),
        example="`@name`, `@company/group` or an email address",
    ),
    Forge(
        name="gitea",
        places=("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS"),
        new=".gitea/CODEOWNERS",
        handles=(_PERSON_OR_TEAM,),
        example="`@name` or `@company/team`",
        regular=True,
    ),
)
"""GitHub's and GitLab's patterns are those of .gitignore, and the last that fits counts. Gitea's (and
Forgejo's) are regular expressions for whole paths, and all that fit count."""

NAMES = tuple(one.name for one in FORGES)


def forge_named(name: str) -> Forge:
    return next(one for one in FORGES if one.name == name)


def forge_of(settings: Settings) -> Forge | None:
    """The forge that has the repository, as the links on pages take it too: GitHub where nothing tells. None
    for Bitbucket, which knows no such file."""
    kind = links.forge_of(settings)
    by_kind = {links.GITHUB: "github", links.GITLAB: "gitlab", links.GITEA: "gitea"}
    return forge_named(by_kind[kind]) if kind in by_kind else None


def faulty_handles(portfolio: Portfolio, forge: Forge) -> Iterator[Finding]:
    """What is written as a handle and is none for this forge, which would then ignore a line or the whole
    file."""
    for team in portfolio.teams:
        for handle in team.handles:
            if not any(pattern.fullmatch(handle) for pattern in forge.handles):
                yield Finding(
                    rule="wrong-type",
                    place=team.place.of("handles", handle),
                    message=f"`{handle}` is no handle",
                    hint=f"Write {forge.example}, in quotes.",
                )


def owner_lines(portfolio: Portfolio, forge: Forge, folder: str) -> tuple[str, ...]:
    """The lines of the block: a pattern and who reviews what it fits.

    `folder` is the content's path from the top of the repository, empty where it is the top. A team without
    handles is reviewed by the nearest one above that has some, and what belongs to no team by the root team:
    a theme of one's own too, as its templates are programs that a build runs.
    """
    teams = {team.id: team for team in portfolio.teams}
    root = next((team for team in portfolio.teams if not team.parent), None)
    owned = [(path, root) for path in _NO_TEAMS] if root else []
    for team in portfolio.teams:
        owned += [(f"teams/{team.id}.md", team), (f"*/{team.id}/", team)]
    prefix = f"{folder}/" if folder else ""
    found = [(_pattern(prefix, path, forge), _reviewers(team, teams)) for path, team in owned]
    if root:
        themes = _theme_folders(portfolio.settings.theme, folder)
        found += [(_pattern(theme, "/", forge), _reviewers(root, teams)) for theme in themes]
    return tuple(f"{pattern} {' '.join(who)}" for pattern, who in found if who)


def _theme_folders(named: str, folder: str) -> Iterator[str]:
    """Where the theme of the settings may lie, with those that it builds upon, from the top of the
    repository: in `themes/` beside the content, or where its name says. Nowhere, for the one that comes with
    okrsite."""
    if named == DEFAULT_THEME or not folder:
        return  # beside a content folder that is the whole repository, nothing belongs to it
    beside = posixpath.dirname(folder)
    themes = posixpath.join(beside, THEMES)
    yield themes
    own = posixpath.normpath(posixpath.join(beside, named))
    if "/" in named and not own.startswith(("..", "/", f"{themes}/")) and own not in (".", themes):
        yield own


def with_block(text: str, lines: Sequence[str]) -> str:
    """The text of a CODEOWNERS file with the block in it: in place of the one that is there, or at its end.

    Without lines the block goes. Raises WritingError where the block's first and last line don't pair.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    written = re.findall(r"[^\n]*\n|[^\n]+", text)
    begins = [number for number, line in enumerate(written) if line.startswith(_BEGINS)]
    ends = [number for number, line in enumerate(written) if line.startswith(_ENDS)]
    block = [f"{line}{newline}" for line in (BEGIN, *lines, END)] if lines else []
    if len(begins) == len(ends) == 1 and begins[0] < ends[0]:
        return "".join([*written[: begins[0]], *block, *written[ends[0] + 1 :]])
    if begins or ends:
        raise WritingError(
            "What okrsite wrote into it has lost its first or last line, or is there twice: delete all of"
            f" those lines (they begin with `{_BEGINS}` and end with `{_ENDS}`), then run it again."
        )
    if not block or not text:
        return text + "".join(block)
    gap = newline if text.endswith("\n") else 2 * newline
    return text + ("" if text.endswith(2 * newline) else gap) + "".join(block)


def _reviewers(team: Team, teams: Mapping[str, Team]) -> tuple[str, ...]:
    """The handles of a team, or of the nearest one above it that has some."""
    seen: set[str] = set()
    above: Team | None = team
    while above is not None and above.id not in seen:
        if above.handles:
            return tuple(dict.fromkeys(above.handles))
        seen.add(above.id)
        above = teams.get(above.parent)
    return ()


def _pattern(prefix: str, path: str, forge: Forge) -> str:
    if forge.regular:
        # First for the regular expression, then for the line: Gitea's own reading of `\` comes before.
        expression = re.sub(r"[.+*?()|\[\]{}^$\\]", r"\\\g<0>", prefix)
        expression += path.replace(".", r"\.").replace("*", "[^/]+")
        expression += ".*" if path.endswith("/") else ""
        return re.sub(r"[\\# ]", r"\\\g<0>", expression)
    if odd := re.search(r"[*?\[\]!#\\\x00-\x1f]", prefix):
        raise WritingError(
            f"The folder {prefix} has a {odd[0]!r} in its name, which {forge.name} can't take in CODEOWNERS:"
            " give it another name."
        )
    return f"/{prefix}{path}".replace(" ", r"\ ")
